import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createSeededRandom } from '../../src/platform/random.ts';
import { nextTurn } from '../../src/platform/schedule.ts';
import { StoreFull } from '../../src/store/errors.ts';
import type { Script } from '../runs/harness.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import type { FakeAccount } from '../support/fake-account.ts';
import { createTestClock } from '../support/test-clock.ts';
import { OPEN, openRig, withAccounts } from './rig.ts';
import type { Rig } from './rig.ts';
import { calm, until } from './world.ts';

const STEPS = 30;
/** Enough to meet a kill at every stage; more were walked by hand. */
const SEEDS = [101, 104, 108, 112, 124, 139];

const labelsIn = (text: string): number[] => [...text.matchAll(/№(\d+)/g)].map(([, label]) => Number(label));

/** One gateway after the other over the same state, each killed between two turns of the event loop. */
async function liveAndDie(t: TestContext, seed: number, afterCrash: 'repeat' | 'unknown', config: object) {
  const random = createSeededRandom(seed);
  const below = (limit: number): number => Math.floor(random.fraction() * limit);
  const turns = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) await nextTurn();
  };
  const dir = mkdtempSync(join(tmpdir(), 'kills-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const clock = createTestClock();
  const accounts: FakeAccount[] = [];
  const asked: string[] = [];
  let kills = 0;

  const script: Script = async function* (input) {
    asked.push(input.message);
    await turns(below(8));
    const labels = labelsIn(input.message).map((label) => `№${label}`);
    yield { type: 'text', delta: `about ${labels.join(' ')}` };
    await turns(below(4));
    yield { type: 'end', stopReason: 'stop' };
  };

  const boot = async (): Promise<Rig> => {
    const account = createFakeAccount({ afterCrash });
    account.deliver = async ({ chatId, part }) => {
      await turns(below(6));
      return { messageId: part.messageId ?? `m${accounts.length}`, chatId };
    };
    accounts.push(account);
    const all = { ...withAccounts(OPEN, [account]), ...config };
    const rig = await openRig(t, { dir, clock, accounts: [account], script, config: all });
    await rig.online();
    return rig;
  };

  /** As the gateway stops: in its phases, while messages go on coming in. */
  const drain = async (rig: Rig): Promise<void> => {
    await rig.part.quiesce();
    await rig.say({
      messageId: `late${kills}`,
      text: `№${1_000 + kills}`,
      sender: { id: '42', isSelf: false },
    });
    const drained = rig.runs.drain(below(2) * 500);
    await rig.world.pass(2_000);
    await drained;
    await rig.part.flush();
  };

  let rig = await boot();
  for (let step = 1; step <= STEPS; step += 1) {
    const what = below(10);
    if (what < 6) {
      const id = ['42', '43'][below(2)] ?? '42';
      await rig.say({
        messageId: `m${step}`,
        text: `№${step}`,
        chat: { id, kind: 'dm' },
        sender: { id, isSelf: false },
      });
      await turns(below(6));
    } else if (what < 7) await turns(below(30));
    else if (what < 8) {
      rig.world.storeFault = new StoreFull('/state/gateway.db');
      await turns(below(10));
      rig.world.storeFault = undefined;
    } else if (what < 9) await rig.world.pass(1_500);
    else {
      if (below(2) === 0) await drain(rig);
      rig.kill();
      kills += 1;
      await calm();
      rig = await boot();
    }
  }
  const idle = (): boolean => rig.outcomes().every((outcome) => outcome.includes(':'));
  for (let round = 0; round < 20 && !idle(); round += 1) await rig.world.pass(2_000);
  await until('everything is done', idle);
  await rig.world.pass(10_000);
  return { rig, accounts, asked, kills };
}

const MODES = {
  'each by itself': { messages: { queue: { mode: 'followup' } } },
  'waiting ones together': { messages: { queue: { mode: 'collect', debounceMs: 0 } } },
  'in bursts': { messages: { inbound: { debounceMs: 500 }, queue: { mode: 'collect' } } },
};

describe('over kills at any moment', () => {
  for (const [mode, config] of Object.entries(MODES))
    for (const afterCrash of ['repeat', 'unknown'] as const)
      it(`messages answered ${mode} are each handled once, in order (${afterCrash})`, async (t) => {
        let kills = 0;
        for (const seed of SEEDS) {
          const { rig, accounts, asked, ...lived } = await liveAndDie(t, seed, afterCrash, config);
          kills += lived.kills;
          const once = asked.flatMap(labelsIn);
          assert.equal(new Set(once).size, once.length, `seed ${seed}: asked twice: ${asked.join(' | ')}`);
          const entries = rig.world.outbox.list({ limit: 1_000 });
          const counts = rig.world.outbox.counts();
          assert.equal(counts.accepted + counts.sending + counts.dead, 0, `seed ${seed}`);
          const covered = entries.flatMap(({ preview }) => labelsIn(preview));
          assert.equal(new Set(covered).size, covered.length, `seed ${seed}: answered twice`);
          const answered = rig.world.store.read((db) =>
            db.all(`SELECT DISTINCT run_id FROM inbox WHERE outcome LIKE 'answered:%'`),
          );
          assert.equal(entries.length, answered.length, `seed ${seed}: an answer or a notice for each`);
          const deliveries = accounts.flatMap((account) => account.deliveries);
          for (const chat of ['42', '43']) {
            const heard = deliveries.filter(({ chatId }) => chatId === chat);
            const texts = heard.map(({ text }) => text).filter((text) => text.startsWith('about'));
            const order = [...new Set(texts)].flatMap(labelsIn).filter((label) => label < 1_000);
            assert.deepEqual(
              order,
              order.toSorted((a, b) => a - b),
              `seed ${seed}: out of order`,
            );
            if (afterCrash === 'unknown') assert.equal(new Set(texts).size, texts.length, `seed ${seed}`);
            const sent = heard.filter(({ text }) => text.startsWith('about'));
            const pairs = new Set(sent.map(({ text, part }) => `${part.messageId} ${text}`));
            assert.equal(pairs.size, new Set(texts).size, `seed ${seed}: repeated under another id`);
          }
        }
        assert.ok(kills > SEEDS.length);
      });
});
