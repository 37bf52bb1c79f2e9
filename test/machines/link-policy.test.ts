import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { backoffMs, consequenceOf, FAULT_RULES } from '../../src/machines/link-policy.ts';
import type { Consequence, FaultHistory, LinkPolicy } from '../../src/machines/link-policy.ts';
import { FAULT_KINDS } from '../../src/protocol/link-faults.ts';
import type { FaultKind, LinkFault } from '../../src/protocol/link-faults.ts';

const policy: LinkPolicy = {
  initialMs: 2_000,
  maxMs: 30_000,
  factor: 1.8,
  jitter: 0.25,
  maxAttempts: 0,
  conflictRetries: 1,
  conflictRestMs: undefined,
  stableMs: 60_000,
  peaceMs: 600_000,
  connectMs: 60_000,
  loginMs: 180_000,
  closeMs: 5_000,
};

const fault = (kind: FaultKind, retryAfterMs?: number): LinkFault => ({
  kind,
  message: kind,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
const first: FaultHistory = { attempt: 1, conflicts: 0, restarts: 0 };
const retry = (delayMs: number): Consequence => ({ answer: 'retry', delayMs });
const rest = (state: 'loggedOut' | 'conflict' | 'unconfigured'): Consequence => ({ answer: 'rest', state });

interface Row {
  readonly title: string;
  readonly fault: LinkFault;
  readonly history?: Partial<FaultHistory>;
  readonly policy?: Partial<LinkPolicy>;
  readonly expected: Consequence;
}

const rows: readonly Row[] = [
  { title: 'waits after a lost connection', fault: fault('transient'), expected: retry(2_000) },
  {
    title: 'waits longer the more often it is lost',
    fault: fault('transient'),
    history: { attempt: 4 },
    expected: retry(11_664),
  },
  {
    title: 'never waits longer than the cap',
    fault: fault('transient'),
    history: { attempt: 400 },
    expected: retry(30_000),
  },
  {
    title: 'waits as long as the network asks, also beyond the cap',
    fault: fault('rateLimited', 90_000),
    expected: retry(90_000),
  },
  {
    title: 'waits its own pause when the network asks for less',
    fault: fault('rateLimited', 1),
    expected: retry(2_000),
  },
  { title: 'waits after a limit without a time', fault: fault('rateLimited'), expected: retry(2_000) },
  {
    title: 'restarts at once when first asked to',
    fault: fault('restart'),
    history: { restarts: 1 },
    expected: retry(0),
  },
  {
    title: 'waits when asked to restart again',
    fault: fault('restart'),
    history: { attempt: 1, restarts: 2 },
    expected: retry(2_000),
  },
  {
    title: 'reconnects once in a conflict',
    fault: fault('conflict'),
    history: { conflicts: 1 },
    expected: retry(2_000),
  },
  {
    title: 'leaves the field to the other in the second conflict',
    fault: fault('conflict'),
    history: { attempt: 2, conflicts: 2 },
    expected: rest('conflict'),
  },
  {
    title: 'leaves the field at once when the policy allows no retry',
    fault: fault('conflict'),
    history: { conflicts: 1 },
    policy: { conflictRetries: 0 },
    expected: rest('conflict'),
  },
  {
    title: 'rests in a conflict instead of giving up',
    fault: fault('conflict'),
    history: { attempt: 9, conflicts: 2 },
    policy: { maxAttempts: 3 },
    expected: rest('conflict'),
  },
  { title: 'rests after a logout', fault: fault('loggedOut'), expected: rest('loggedOut') },
  {
    title: 'rests when the network refuses the account',
    fault: fault('forbidden'),
    expected: rest('loggedOut'),
  },
  {
    title: 'retries a bad session, for its credentials are good',
    fault: fault('badSession'),
    expected: retry(2_000),
  },
  {
    title: 'waits the longest pause for a version to be accepted',
    fault: fault('version'),
    expected: retry(30_000),
  },
  {
    title: 'rests after a login nobody finished',
    fault: fault('loginEnded'),
    expected: rest('unconfigured'),
  },
  {
    title: 'gives up at the last attempt allowed',
    fault: fault('transient'),
    history: { attempt: 3 },
    policy: { maxAttempts: 3 },
    expected: { answer: 'giveUp' },
  },
  {
    title: 'does not give up before',
    fault: fault('transient'),
    history: { attempt: 2 },
    policy: { maxAttempts: 3 },
    expected: retry(3_600),
  },
  {
    title: 'restarts at once even at the last attempt',
    fault: fault('restart'),
    history: { attempt: 3, restarts: 1 },
    policy: { maxAttempts: 3 },
    expected: retry(0),
  },
];

describe('what follows a fault', () => {
  for (const row of rows) {
    it(row.title, () => {
      const told = consequenceOf(row.fault, { ...first, ...row.history }, { ...policy, ...row.policy }, 0);
      assert.deepEqual(told, row.expected);
    });
  }

  it('is tried for every kind of fault', () => {
    assert.deepEqual([...new Set(rows.map((row) => row.fault.kind))].sort(), [...FAULT_KINDS].sort());
    assert.deepEqual(Object.keys(FAULT_RULES).sort(), [...FAULT_KINDS].sort());
  });
});

const policyArb: fc.Arbitrary<LinkPolicy> = fc
  .record({
    initialMs: fc.integer({ min: 250, max: 60_000 }),
    above: fc.integer({ min: 0, max: 600_000 }),
    factor: fc.double({ min: 1.1, max: 10, noNaN: true }),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    maxAttempts: fc.integer({ min: 0, max: 20 }),
    conflictRetries: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ above, ...drawn }) => ({ ...policy, ...drawn, maxMs: drawn.initialMs + above }));
const attemptArb = fc.integer({ min: 1, max: 2_000 });
const fractionArb = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the pause before the next attempt', () => {
  it('follows the documented formula', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7].map((attempt) => backoffMs(policy, attempt, 0));
    assert.deepEqual(pauses, [2_000, 3_600, 6_480, 11_664, 20_995, 30_000, 30_000]);
    assert.equal(backoffMs(policy, 1, 0.5), 2_250);
    assert.equal(backoffMs(policy, 3, 0.5), 7_290);
  });

  it('is whole, never shorter than the first and never longer than the cap', () => {
    fc.assert(
      fc.property(policyArb, attemptArb, fractionArb, (drawn, attempt, fraction) => {
        const pause = backoffMs(drawn, attempt, fraction);
        assert.ok(Number.isInteger(pause), `${pause}`);
        assert.ok(pause >= drawn.initialMs && pause <= drawn.maxMs, `${pause}`);
        const grown = drawn.initialMs * drawn.factor ** (attempt - 1) * (1 + drawn.jitter * fraction);
        // One millisecond for the order of the multiplications.
        if (grown < drawn.maxMs) assert.ok(Math.abs(pause - grown) <= 1, `${pause} for ${grown}`);
        else assert.ok(pause >= drawn.maxMs - 1);
      }),
    );
  });

  it('never shrinks from one attempt to the next', () => {
    fc.assert(
      fc.property(policyArb, attemptArb, fractionArb, (drawn, attempt, fraction) => {
        assert.ok(backoffMs(drawn, attempt + 1, fraction) >= backoffMs(drawn, attempt, fraction));
      }),
    );
  });
});

describe('any fault after any history', () => {
  const drawn = {
    policy: policyArb,
    kind: fc.constantFrom(...FAULT_KINDS),
    history: fc.record({
      attempt: attemptArb,
      conflicts: fc.nat({ max: 10 }),
      restarts: fc.nat({ max: 10 }),
    }),
    retryAfterMs: fc.option(fc.nat({ max: 3_600_000 }), { nil: undefined }),
    fraction: fractionArb,
  };

  it('has a consequence that keeps the promises of its policy', () => {
    fc.assert(
      fc.property(fc.record(drawn), (one) => {
        const told = consequenceOf(fault(one.kind, one.retryAfterMs), one.history, one.policy, one.fraction);
        const rule = FAULT_RULES[one.kind];
        if (told.answer === 'rest') {
          assert.equal(told.state, rule.rest);
          if (one.kind === 'conflict') assert.ok(one.history.conflicts > one.policy.conflictRetries);
        }
        if (told.answer === 'giveUp') {
          assert.ok(one.policy.maxAttempts > 0 && one.history.attempt >= one.policy.maxAttempts);
        }
        if (told.answer === 'retry') {
          assert.notEqual(rule.retry, undefined);
          const atOnce = one.kind === 'restart' && one.history.restarts <= 1;
          const least = atOnce ? 0 : Math.max(one.policy.initialMs, one.retryAfterMs ?? 0);
          const most = atOnce ? 0 : Math.max(one.policy.maxMs, one.retryAfterMs ?? 0);
          assert.ok(told.delayMs >= least && told.delayMs <= most, `${told.delayMs}`);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never gives up when attempts are unlimited', () => {
    fc.assert(
      fc.property(fc.record(drawn), (one) => {
        const unlimited = { ...one.policy, maxAttempts: 0 };
        const told = consequenceOf(fault(one.kind), one.history, unlimited, one.fraction);
        assert.notEqual(told.answer, 'giveUp');
      }),
    );
  });
});
