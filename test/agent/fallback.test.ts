import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Candidate, EngineSwitch } from '../../src/agent/candidate.ts';
import { createCooldowns } from '../../src/agent/cooldowns.ts';
import {
  EngineError,
  type Engine,
  type EngineEvent,
  type EngineFailureKind,
} from '../../src/agent/engine.ts';
import { runWithFallback } from '../../src/agent/fallback.ts';
import { createModelTroubles } from '../../src/agent/model-trouble.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { collect, failure, never, runInput, said } from '../support/agent-fixtures.ts';
import { createTestClock } from '../support/test-clock.ts';

const MINUTE = 60_000;
const candidate = (provider: string): Candidate => ({ provider, model: 'm', engine: 'model' });
const [A, B, C] = [candidate('a'), candidate('b'), candidate('c')];

type Step = EngineFailureKind | 'ok' | { readonly after: string; readonly kind: EngineFailureKind };

/** Each provider plays its steps in order; the last one stays. */
function scripted(steps: Readonly<Record<string, readonly Step[]>>) {
  const tried: string[] = [];
  const engine: Engine = {
    id: 'model',
    async *run({ provider }): AsyncGenerator<EngineEvent> {
      const own = steps[provider] ?? ['ok'];
      const nth = tried.filter((entry) => entry === provider).length;
      tried.push(provider);
      const step = own[Math.min(nth, own.length - 1)];
      if (step === 'ok') {
        yield { type: 'text', delta: `from ${provider}` };
        yield { type: 'end', stopReason: 'stop' };
        return;
      }
      if (typeof step === 'object') yield { type: 'text', delta: step.after };
      throw new EngineError(typeof step === 'object' ? step.kind : (step ?? 'unknown'), `${provider} is out`);
    },
  };
  return { tried, engines: { model: engine, cli: engine, offline: engine } };
}

function setup(steps: Readonly<Record<string, readonly Step[]>>) {
  const clock = createTestClock();
  const cooldowns = createCooldowns(clock);
  const { tried, engines } = scripted(steps);
  const switches: EngineSwitch[] = [];
  const run = (candidates: readonly Candidate[], signal = never) =>
    runWithFallback({
      candidates,
      input: runInput(),
      signal,
      onSwitch: (change) => switches.push(change),
      engines,
      cooldowns,
      troubles: createModelTroubles({ clock, config: () => ({}), changed: () => {} }),
      clock,
      log: silentLogger,
    });
  /** Lets the waits between tries pass while the run goes on. */
  const hurry = async <T>(work: Promise<T>): Promise<T> => {
    const state = { done: false };
    const finished = work.finally(() => {
      state.done = true;
    });
    // Rejections belong to the caller, who gets the same promise.
    finished.catch(() => undefined);
    for (let round = 0; round < 50 && !state.done; round += 1) await clock.advance(1000);
    return finished;
  };
  return { clock, cooldowns, tried, switches, run, hurry };
}

describe('fallback', () => {
  it('moves to the next candidate and says so', async () => {
    const { run, tried, switches } = setup({ a: ['auth'], b: ['ok'] });
    assert.equal(said(await collect(run([A, B, C]))), 'from b');
    assert.deepEqual(tried, ['a', 'b']);
    assert.deepEqual(switches, [{ from: A, to: B, reason: 'auth', message: 'a is out' }]);
  });

  it('names every attempt when all fail', async () => {
    const { run } = setup({ a: ['auth'], b: ['billing'], c: ['format'] });
    const { error, kind } = await failure(run([A, B, C]));
    assert.equal(
      error.message,
      'every model failed: a/m: a is out (auth); b/m: b is out (billing); c/m: c is out (format)',
    );
    assert.equal(kind, 'format');
  });

  it('never switches once something was said', async () => {
    const { run, tried } = setup({ a: [{ after: 'half', kind: 'network' }] });
    const { before, kind } = await failure(run([A, B]));
    assert.equal(said(before), 'half');
    assert.equal(kind, 'network');
    assert.deepEqual(tried, ['a']);
  });

  it('tries a broken connection three times before it gives up on a candidate', async () => {
    const { run, tried, hurry } = setup({ a: ['network'], b: ['ok'] });
    assert.equal(said(await hurry(collect(run([A, B])))), 'from b');
    assert.deepEqual(tried, ['a', 'a', 'a', 'b']);
  });

  it('ends at once when aborted between tries', async () => {
    const { run, tried, clock } = setup({ a: ['network'] });
    const control = new AbortController();
    const pending = failure(run([A, B], control.signal));
    await clock.advance(0);
    control.abort();
    assert.equal((await pending).kind, 'aborted');
    assert.deepEqual(tried, ['a']);
    assert.equal(clock.pending, 0);
  });

  it('keeps an abort an abort, whatever the engine makes of it', async () => {
    const { run, tried } = setup({ a: ['aborted'] });
    assert.equal((await failure(run([A, B]))).kind, 'aborted');
    assert.deepEqual(tried, ['a']);
  });

  it('skips a provider that is cooling down and returns to it afterwards', async () => {
    const { run, tried, clock, switches } = setup({ a: ['billing', 'ok'] });
    await collect(run([A, B]));
    await collect(run([A, B]));
    assert.deepEqual(tried, ['a', 'b', 'b']);
    assert.equal(switches.at(-1)?.reason, 'cooldown');
    assert.match(switches.at(-1)?.message ?? '', /rests for 18000 s more/u);
    await clock.advance(5 * 60 * MINUTE);
    assert.equal(said(await collect(run([A, B]))), 'from a');
  });

  it('tries the only provider even while it cools down', async () => {
    const { run, tried } = setup({ a: ['auth', 'ok'] });
    await failure(run([A]));
    assert.equal(said(await collect(run([A]))), 'from a');
    assert.deepEqual(tried, ['a', 'a']);
  });

  it('ends exactly once with success or one error, whatever fails how', async () => {
    const kinds: readonly Step[] = [
      'ok',
      'auth',
      'billing',
      'rateLimit',
      'network',
      'format',
      'unknown',
      'timeout',
      'notFound',
    ];
    const script = fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(script, script, script, async (a, b, c) => {
        const { run, hurry, clock, tried } = setup({ a, b, c });
        const outcome = await hurry(
          collect(run([A, B, C])).then(
            (events) => events.filter((event) => event.type === 'end').length,
            (error: unknown) => error instanceof EngineError,
          ),
        );
        assert.ok(outcome === 1 || outcome === true);
        assert.equal(clock.pending, 0);
        assert.ok(tried.length <= 9);
      }),
      { numRuns: 100 },
    );
  });
});

describe('cooldowns', () => {
  it('grow from one minute to an hour and are forgiven by success', () => {
    const clock = createTestClock(0);
    const cooldowns = createCooldowns(clock);
    const rests = [1, 5, 25, 60, 60].map(() => {
      cooldowns.failed('a', 'rateLimit');
      const rest = cooldowns.until('a') - clock.now();
      clock.advanceSync(rest);
      assert.equal(cooldowns.until('a'), 0);
      return rest / MINUTE;
    });
    assert.deepEqual(rests, [1, 5, 25, 60, 60]);
    cooldowns.succeeded('a');
    cooldowns.failed('a', 'auth');
    assert.equal(cooldowns.until('a') - clock.now(), MINUTE);
  });

  it('double for billing up to a day, and forget after a quiet day', () => {
    const clock = createTestClock(0);
    const cooldowns = createCooldowns(clock);
    const hours = [1, 2, 3, 4].map(() => {
      cooldowns.failed('a', 'billing');
      return (cooldowns.until('a') - clock.now()) / (60 * MINUTE);
    });
    assert.deepEqual(hours, [5, 10, 20, 24]);
    clock.advanceSync(24 * 60 * MINUTE);
    cooldowns.failed('a', 'billing');
    assert.equal((cooldowns.until('a') - clock.now()) / (60 * MINUTE), 5);
  });

  it('follow what the provider asks for, and ignore failures that are not its fault', () => {
    const clock = createTestClock(0);
    const cooldowns = createCooldowns(clock);
    cooldowns.failed('a', 'rateLimit', 37_000);
    assert.equal(cooldowns.until('a'), 37_000);
    for (const kind of ['network', 'format', 'notFound', 'unknown', 'aborted'] as const)
      cooldowns.failed('b', kind);
    assert.equal(cooldowns.until('b'), 0);
  });

  it('end when the provider has other settings, and only its own', () => {
    const clock = createTestClock(0);
    let keys: Readonly<Record<string, string>> = { a: 'bad key', b: 'bad key' };
    const cooldowns = createCooldowns(clock, (provider) => ({ apiKey: keys[provider] }));
    for (const provider of ['a', 'b']) cooldowns.failed(provider, 'auth');
    keys = { ...keys, a: 'good key' };
    assert.equal(cooldowns.until('a'), 0);
    assert.equal(cooldowns.until('b'), MINUTE);
    cooldowns.failed('a', 'auth');
    assert.equal(cooldowns.until('a'), MINUTE, 'what it did with other settings is past');
  });
});
