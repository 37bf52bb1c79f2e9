import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Evidence } from '../../../src/channels/whatsapp/evidence.ts';
import type { RoundTrip } from '../../../src/channels/whatsapp/round-trip.ts';
import type { TestClock } from '../../support/test-clock.ts';
import { createEvidence } from '../../../src/channels/whatsapp/evidence.ts';
import { createRoundTrip } from '../../../src/channels/whatsapp/round-trip.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { createTestClock } from '../../support/test-clock.ts';

const HOUR = 60 * 60_000;

let clock: TestClock;
let evidence: Evidence;
let roundTrip: RoundTrip;
let answers: boolean;
let deaf: number;

beforeEach(() => {
  clock = createTestClock();
  evidence = createEvidence(clock);
  answers = true;
  deaf = 0;
  roundTrip = createRoundTrip({
    clock,
    log: silentLogger,
    evidence,
    ask: () => (answers ? Promise.resolve() : new Promise(() => {})),
    onDeaf: () => {
      deaf += 1;
    },
  });
  evidence.linkOpened();
  roundTrip.start();
});

const code = (): string | undefined => {
  const verdict = evidence.verdict();
  return verdict.hears ? undefined : verdict.code;
};

test('A link on which nobody writes for 48 hours is never red and never given up.', async () => {
  for (let step = 0; step < 48 * 60; step += 1) {
    await clock.advance(HOUR / 60);
    assert.equal(code(), undefined);
  }
  assert.equal(deaf, 0);
});

test('A link that answers nothing is red within 90 seconds, not before 60, and given up once after 120.', async () => {
  await clock.advance(10 * 60_000);
  answers = false;
  await clock.advance(59_000 - 30_000);
  assert.equal(code(), undefined);
  await clock.advance(61_000);
  assert.equal(code(), 'no-round-trip');
  assert.equal(deaf, 0);
  await clock.advance(60_000);
  assert.equal(deaf, 1);
  await clock.advance(HOUR);
  assert.equal(deaf, 1);
});

test('A link that answers again is green again.', async () => {
  answers = false;
  await clock.advance(80_000);
  assert.equal(code(), 'no-round-trip');
  answers = true;
  await clock.advance(45_000);
  assert.equal(code(), undefined);
});

test('Three messages of a minute that all could not be decrypted are red; one that could is not.', async () => {
  evidence.undecryptable('a');
  evidence.undecryptable('a');
  evidence.undecryptable('b');
  assert.equal(code(), undefined, 'two messages, one of them twice');
  evidence.undecryptable('c');
  assert.equal(code(), 'undecryptable');
  evidence.decrypted();
  assert.equal(code(), undefined);
  await clock.advance(61_000);
  assert.equal(evidence.facts().decryptFailures, 0);
});

test('Failures of long ago do not count.', async () => {
  for (const id of ['a', 'b', 'c']) evidence.undecryptable(id);
  await clock.advance(61_000);
  assert.equal(code(), undefined);
});

test('The facts carry their times and the share of failures.', async () => {
  evidence.frame();
  await clock.advance(1_000);
  evidence.decrypted();
  evidence.undecryptable('x');
  const facts = evidence.facts();
  assert.equal(facts.lastDecryptAt, clock.now());
  assert.equal(facts.lastFrameAt, clock.now() - 1_000);
  assert.equal(facts.decryptFailureRatio, 0.5);
});

test('A stopped question leaves no timer.', async () => {
  roundTrip.stop();
  await clock.advance(HOUR);
  assert.equal(clock.pending, 0);
});
