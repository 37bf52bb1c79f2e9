import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CallError } from '../../../src/channels/telegram/bot-api.ts';
import type { BotApi } from '../../../src/channels/telegram/bot-api.ts';
import { createEvidence } from '../../../src/channels/telegram/evidence.ts';
import { startLink } from '../../../src/channels/telegram/link.ts';
import { TransportError } from '../../../src/channels/telegram/transport.ts';
import type { Transport } from '../../../src/channels/telegram/transport.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import type { LinkFault } from '../../../src/protocol/link-faults.ts';
import { createTestClock } from '../../support/test-clock.ts';
import type { TestClock } from '../../support/test-clock.ts';

const HOURS = 3_600_000;
const ME = { id: 77, is_bot: true, first_name: 'Helper', username: 'helper_bot' };

interface Script {
  /** Resolves with the answer of a poll; undefined: silence until the deadline. */
  readonly poll: (clock: TestClock) => Promise<readonly object[]> | undefined;
  /** What Telegram says it holds; undefined: it does not say. */
  readonly pending: () => number | undefined;
}

/** A link over calls that answer as scripted, all on the test clock. */
async function scripted({ poll, pending }: Script) {
  const clock = createTestClock();
  const late = (method: string): CallError => {
    const transport = new TransportError('aborted', 'given up', { reached: true });
    return new CallError(method, `${method}: no answer in time`, { transport, timedOut: true });
  };
  const silent = (method: string, deadlineMs: number): Promise<never> =>
    new Promise((_, reject) => clock.setTimeout(() => reject(late(method)), deadlineMs));
  let polls = 0;
  const call = (method: string, _payload: unknown, { deadlineMs }: { readonly deadlineMs: number }) => {
    if (method === 'getMe') return Promise.resolve(ME);
    if (method === 'getUpdates') {
      polls += 1;
      return poll(clock) ?? silent(method, deadlineMs);
    }
    if (method !== 'getWebhookInfo') return Promise.resolve(true);
    const count = clock.monotonic() === 0 ? 0 : pending();
    if (count === undefined) return silent(method, deadlineMs);
    return Promise.resolve({ url: '', has_custom_certificate: false, pending_update_count: count });
  };
  const bot = { call, file: () => undefined } as unknown as BotApi;
  let renewals = 0;
  const renew = (): void => void (renewals += 1);
  const transport = { renew, close: () => undefined } as unknown as Transport;
  const wire = { bot, transport };
  const closed: LinkFault[] = [];
  let commit: () => Promise<void> = () => Promise.resolve();
  const link = startLink({
    accountId: 'default',
    clock,
    log: silentLogger,
    settings: {},
    token: '77:x',
    events: {
      opened: () => undefined,
      login: () => undefined,
      receipt: () => undefined,
      closed: (fault) => void closed.push(fault),
      received: () => commit(),
      cursor: () => undefined,
    },
    evidence: createEvidence(clock),
    menu: undefined,
    renderer: () => Promise.resolve((text) => text),
    wires: { poll: wire, send: wire, truth: wire },
    receiveBy: () => undefined,
  });
  await clock.advance(0);
  return {
    clock,
    link,
    closed,
    polls: () => polls,
    renewals: () => renewals,
    commitBy: (next: () => Promise<void>) => (commit = next),
  };
}

const quietPoll = (clock: TestClock): Promise<readonly object[]> =>
  new Promise((resolve) => clock.setTimeout(() => resolve([]), 20_000));

const text = (id: number) => ({
  update_id: id,
  message: {
    message_id: id,
    date: 1,
    chat: { id: 42, type: 'private' },
    from: { id: 42, first_name: 'A' },
    text: 'x',
  },
});

describe('whether a Telegram link hears', () => {
  it('is never red in 48 quiet hours', async () => {
    const stage = await scripted({ poll: quietPoll, pending: () => 0 });
    for (let hour = 0; hour < 48; hour += 1) {
      for (let minute = 0; minute < 60; minute += 10) {
        await stage.clock.advance(HOURS / 6);
        assert.deepEqual(stage.link.verdict(), { hears: true });
      }
    }
    assert.deepEqual(stage.closed, []);
    assert.equal(stage.polls(), (48 * HOURS) / 20_000 + 1);
  });

  it('is not red when a message happens to wait at each question but is taken', async () => {
    let id = 0;
    const poll = (clock: TestClock): Promise<readonly object[]> =>
      new Promise((resolve) => {
        id += 1;
        const update = text(id);
        clock.setTimeout(() => resolve([update]), 20_000);
      });
    const stage = await scripted({ poll, pending: () => 1 });
    for (let minute = 0; minute < 60; minute += 1) {
      await stage.clock.advance(60_000);
      assert.deepEqual(stage.link.verdict(), { hears: true });
    }
  });

  it('is not red when the question for the truth fails', async () => {
    const stage = await scripted({ poll: quietPoll, pending: () => undefined });
    await stage.clock.advance(HOURS);
    assert.deepEqual(stage.link.verdict(), { hears: true });
  });

  it('is not red for one message that waited once', async () => {
    const answers = [0, 1, 0, 1, 0];
    const stage = await scripted({ poll: quietPoll, pending: () => answers.shift() ?? 0 });
    for (let turn = 0; turn < 10; turn += 1) {
      await stage.clock.advance(30_000);
      assert.deepEqual(stage.link.verdict(), { hears: true });
    }
  });

  it('is red within 90 s when polls are answered but never bring what Telegram holds', async () => {
    const stage = await scripted({ poll: quietPoll, pending: () => 3 });
    await stage.clock.advance(59_000);
    assert.equal(stage.link.verdict().hears, true);
    await stage.clock.advance(31_000);
    const verdict = stage.link.verdict();
    assert.equal(!verdict.hears && verdict.code, 'updates-pending');
    assert.match(verdict.hears ? '' : verdict.reason, /holds 3 updates/);
  });

  it('is green again once something is committed', async () => {
    let deaf = true;
    const poll = (clock: TestClock) => (deaf ? quietPoll(clock) : Promise.resolve([text(clock.monotonic())]));
    const stage = await scripted({ poll, pending: () => 3 });
    await stage.clock.advance(90_000);
    assert.equal(stage.link.verdict().hears, false);
    deaf = false;
    const committed = Promise.withResolvers<void>();
    const hold = Promise.withResolvers<void>();
    stage.commitBy(() => {
      committed.resolve();
      return hold.promise;
    });
    await stage.clock.advance(20_000);
    await committed.promise;
    assert.equal(stage.link.verdict().hears, false);
    stage.commitBy(() => new Promise(() => undefined));
    hold.resolve();
    await stage.clock.advance(0);
    assert.deepEqual(stage.link.verdict(), { hears: true });
  });

  it('is red when the store does not come back from a commit', async () => {
    const stage = await scripted({ poll: () => Promise.resolve([text(1)]), pending: () => 1 });
    stage.commitBy(() => new Promise(() => undefined));
    await stage.clock.advance(1000);
    await stage.clock.advance(80_000);
    assert.equal(stage.link.verdict().hears, false);
  });

  it('is red within 90 s in a black hole', async () => {
    const stage = await scripted({ poll: () => undefined, pending: () => undefined });
    await stage.clock.advance(76_000);
    const verdict = stage.link.verdict();
    assert.equal(!verdict.hears && verdict.code, 'poll-stale');
    assert.equal(stage.renewals(), 2);
    await stage.clock.advance(14_000);
    assert.equal(stage.closed[0]?.kind, 'transient');
  });
});
