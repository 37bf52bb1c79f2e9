import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Candidate } from '../../src/agent/candidate.ts';
import type { EnginesOptions } from '../../src/agent/engine-registry.ts';
import type { EngineEvent } from '../../src/agent/engine.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { collect, failure, never, runInput, said, testEngines } from '../support/agent-fixtures.ts';

type Backend = NonNullable<NonNullable<NonNullable<Config['agents']>['defaults']>['cliBackends']>[string];

const STUB = join(import.meta.dirname, '../support/stub-agent-cli.mjs');
const CANDIDATES: readonly Candidate[] = [{ provider: 'stub', model: 'small', engine: 'cli' }];

describe('the CLI engine with a real process', () => {
  let dir: string;
  before(() => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'cli-engine-')));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  const engines = (
    mode: string,
    backend: Partial<Backend> = {},
    env: Record<string, string> = {},
    over: Partial<EnginesOptions> = {},
  ) =>
    testEngines(
      {
        agents: {
          defaults: { cliBackends: { stub: { command: process.execPath, args: [STUB, mode], ...backend } } },
        },
      },
      { tempDir: dir, env: { PATH: process.env['PATH'], ...env }, ...over },
    );
  const run = (mode: string, backend: Partial<Backend> = {}, over = {}, signal = never) =>
    engines(mode, backend).run(CANDIDATES, runInput({ workspace: dir, ...over }), signal);

  it('reads a JSON answer with its session id and usage', async () => {
    const events = await collect(run('json', { output: 'json', sessionMode: 'existing' }));
    assert.deepEqual(events, [
      { type: 'text', delta: 'json: hello' },
      { type: 'backendSession', backend: 'stub', sessionId: 'sess-json' },
      { type: 'usage', usage: { input: 11, output: 5, cacheRead: 2, cacheWrite: 0, total: 16 } },
      { type: 'end', stopReason: 'stop' },
    ]);
  });

  it('streams the messages of JSON lines, without the rest', async () => {
    const events = await collect(run('jsonl', { output: 'jsonl', sessionMode: 'existing' }));
    assert.equal(said(events), 'first\nsecond');
    assert.equal(events.filter((event) => event.type === 'text').length, 2);
    const session = events.find((event) => event.type === 'backendSession');
    assert.equal(session?.sessionId, 'thread-1');
    assert.deepEqual(events.find((event) => event.type === 'usage')?.usage.total, 10);
  });

  it('takes plain text as it is and keeps no session', async () => {
    const events = await collect(run('text'));
    assert.deepEqual(events, [
      { type: 'text', delta: 'text: hello' },
      { type: 'end', stopReason: 'stop' },
    ]);
  });

  it('gives model, session, system prompt and workspace to the program, without the cleared variables', async () => {
    const backend: Partial<Backend> = {
      output: 'json',
      modelArg: '--model',
      modelAliases: { small: 's' },
      sessionArg: '--session-id',
      sessionMode: 'always',
      systemPromptArg: '--system',
      systemPromptWhen: 'first',
      clearEnv: ['STUB_SECRET'],
      env: { STUB_ADDED: 'yes' },
    };
    const started = engines('echo', backend, { STUB_SECRET: 'hidden', STUB_KEPT: 'yes' });
    const events = await collect(started.run(CANDIDATES, runInput({ workspace: dir }), never));
    const seen = JSON.parse(said(events)) as { args: string[]; env: object; cwd: string };
    const session = events.find((event) => event.type === 'backendSession')?.sessionId;
    assert.match(session ?? '', /^[0-9a-f-]{36}$/u);
    assert.deepEqual(seen.args.slice(0, 5), ['--model', 's', '--session-id', session, '--system']);
    assert.match(seen.args[5] ?? '', /^You are a test\.[\s\S]*no tools/u);
    assert.equal(seen.args.at(-1), 'hello');
    assert.deepEqual(seen.env, { STUB_KEPT: 'yes', STUB_ADDED: 'yes' });
    assert.equal(seen.cwd, dir);
  });

  it('resumes a known session with the arguments meant for it', async () => {
    const backend: Partial<Backend> = {
      output: 'json',
      resumeArgs: [STUB, 'echo', 'resume', '{sessionId}'],
      sessionMode: 'existing',
      sessionArg: '--session-id',
    };
    const events = await collect(run('echo', backend, { cliSessionIds: { stub: 'known-1', other: 'x' } }));
    assert.deepEqual((JSON.parse(said(events)) as { args: string[] }).args, ['resume', 'known-1', 'hello']);
    assert.equal(events.find((event) => event.type === 'backendSession')?.sessionId, 'known-1');
  });

  describe('when the program has forgotten the session', () => {
    const forgetting = (mode: string): Partial<Backend> => ({
      output: 'json',
      resumeArgs: [STUB, mode, '--resume', '{sessionId}'],
      sessionMode: 'always',
      sessionArg: '--session-id',
    });
    const known = { cliSessionIds: { stub: 'known-1' } };

    for (const mode of ['forgetful', 'forgetfulJson']) {
      it(`begins a new one and says its id (${mode})`, async () => {
        const warnings: unknown[] = [];
        const log = {
          ...silentLogger,
          child: () => log,
          warn: (...args: unknown[]) => void warnings.push(args),
        };
        const events = await collect(
          engines(mode, forgetting(mode), {}, { log }).run(
            CANDIDATES,
            runInput({ workspace: dir, ...known }),
            never,
          ),
        );
        const session = events.find((event) => event.type === 'backendSession')?.sessionId;
        assert.match(session ?? '', /^[0-9a-f-]{36}$/u);
        assert.deepEqual((JSON.parse(said(events)) as { args: string[] }).args, [
          '--session-id',
          session,
          'hello',
        ]);
        assert.equal(warnings.length, 1);
      });
    }

    it('does not begin a new one when the answer had begun', async () => {
      const marked = join(dir, 'attempts');
      const backend = {
        ...forgetting('midstream'),
        output: 'jsonl' as const,
        args: [STUB, 'mark', marked],
      };
      const outcome = await failure(run('mark', backend, known));
      assert.equal(said(outcome.before), 'half an ans');
      assert.equal(existsSync(marked), false);
    });

    it('does not begin a new one for a limit, nor twice, nor without an old one', async () => {
      const marked = join(dir, 'attempts');
      const args = [STUB, 'mark', marked];
      assert.equal((await failure(run('mark', { ...forgetting('nonzero'), args }, known))).kind, 'rateLimit');
      assert.equal(existsSync(marked), false);
      await failure(run('mark', { ...forgetting('silentFailure'), args }, known));
      assert.equal(readFileSync(marked, 'utf8'), 'x');
      await failure(run('mark', { ...forgetting('silentFailure'), args }));
      assert.equal(readFileSync(marked, 'utf8'), 'xx');
      rmSync(marked);
    });
  });

  it('hands a long prompt over on stdin', async () => {
    const message = 'long '.repeat(50);
    const events = await collect(run('echo', { output: 'json', maxPromptArgChars: 100 }, { message }));
    const seen = JSON.parse(said(events)) as { args: string[]; stdin: string };
    assert.equal(seen.stdin, message);
    assert.deepEqual(seen.args, []);
  });

  it('never lets a message be read as an option', async () => {
    const events = await collect(run('echo', { output: 'json' }, { message: '--dangerously-do-it' }));
    assert.deepEqual((JSON.parse(said(events)) as { args: string[] }).args, [' --dangerously-do-it']);
  });

  it('writes images to files for the time of the run', async () => {
    const attachments = [{ mimeType: 'image/png', data: new Uint8Array([1, 2, 3]) }];
    const events = await collect(run('images', { output: 'json', imageArg: '--image' }, { attachments }));
    const seen = JSON.parse(said(events)) as [string, boolean][];
    assert.deepEqual(
      seen.map(([, existed]) => existed),
      [true],
    );
    assert.deepEqual(readdirSync(dir), []);
  });

  it('does not take a reported error for an answer, even with exit code 0', async () => {
    const { kind, error, before: events } = await failure(run('isError', { output: 'json' }));
    assert.equal(kind, 'auth');
    assert.match(error.message, /Invalid API key/u);
    assert.deepEqual(events, []);
  });

  it('classifies a failing exit by what the program said', async () => {
    const { kind, error } = await failure(run('nonzero'));
    assert.equal(kind, 'rateLimit');
    assert.match(error.message, /exited with code 3: HTTP 429/u);
    assert.match((await failure(run('silentFailure'))).error.message, /exited with code 1: CLI failed\./u);
  });

  it('reports a program that dies in the middle of its answer', async () => {
    const outcome = await failure(run('midstream', { output: 'jsonl' }));
    assert.equal(said(outcome.before), 'half an ans');
    assert.match(outcome.error.message, /exited with code 139: segmentation fault/u);
  });

  it('stops a program that floods its output', async () => {
    for (const output of ['text', 'jsonl'] as const) {
      const { kind, error } = await failure(run('spam', { output }));
      assert.equal(kind, 'format');
      assert.match(error.message, /more than \d+ bytes/u);
    }
  });

  it('says how to fix a missing program', async () => {
    const { kind, error } = await failure(run('json', { command: join(dir, 'no-such-agent') }));
    assert.equal(kind, 'notFound');
    assert.match(error.message, /agents\.defaults\.cliBackends\.stub\.command/u);
  });

  it('leaves no process behind when a hanging program with a grandchild is aborted', async () => {
    const pids = join(dir, 'pids.json');
    const control = new AbortController();
    const events: EngineEvent[] = [];
    const backend: Partial<Backend> = { output: 'jsonl', args: [STUB, 'hang', '--pids', pids] };
    await assert.rejects(
      async () => {
        for await (const event of run('hang', backend, {}, control.signal)) {
          events.push(event);
          control.abort();
        }
      },
      { name: 'EngineError', kind: 'aborted' },
    );
    assert.equal(said(events), 'working');
    const started = JSON.parse(readFileSync(pids, 'utf8')) as number[];
    assert.equal(started.length, 2);
    for (const pid of started) assert.equal(isAlive(pid), false, `process ${pid} is still there`);
    rmSync(pids);
  });

  it('runs one program at a time per backend, and lets a waiting run be aborted', async () => {
    const shared = engines('hang', {
      output: 'jsonl',
      args: [STUB, 'hang', '--pids', join(dir, 'first.json')],
    });
    const first = new AbortController();
    const second = new AbortController();
    const start = (signal: AbortSignal) =>
      iterate(shared.run(CANDIDATES, runInput({ workspace: dir }), signal));
    const running = start(first.signal);
    assert.equal((await running.next()).value.type, 'text');
    const waiting = failure(shared.run(CANDIDATES, runInput({ workspace: dir }), second.signal));
    second.abort();
    assert.equal((await waiting).kind, 'aborted');
    first.abort();
    await assert.rejects(running.next(), { kind: 'aborted' });
    const third = start(never);
    assert.equal((await third.next()).value.type, 'text');
    await third.return?.();
    rmSync(join(dir, 'first.json'));
  });
});

const iterate = (events: AsyncIterable<EngineEvent>): AsyncIterator<EngineEvent> =>
  events[Symbol.asyncIterator]();

/** A process that is gone but not yet reaped by init counts as gone. */
function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^\d+ \(.*\) [ZX]/u.test(stat);
  } catch {
    try {
      return process.platform !== 'linux' && process.kill(pid, 0);
    } catch {
      return false;
    }
  }
}
