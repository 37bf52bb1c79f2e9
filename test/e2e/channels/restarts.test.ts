import assert from 'node:assert/strict';
import { readdirSync, readlinkSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { SystemInspectResult } from '../../../src/protocol/generated/types.ts';
import { strayFailures } from '../../support/gateway-process.ts';
import { liveHeap, watchLiveHeap } from '../../support/live-heap.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';
import { openOperator } from './operator.ts';
import type { Operator } from './operator.ts';
import { linkByQr, openWhatsAppScene } from './whatsapp-scene.ts';
import type { WhatsAppScene } from './whatsapp-scene.ts';

const ROUNDS = 30;
/** Code is compiled and caches fill. */
const WARM = 6;
/** What the usual restart may leave behind, in KB: feedback of the compiler is some 20 by now, the parts of one boot are 640. */
const ALLOWED_KB = 200;

interface Sample {
  readonly liveKb: number;
  readonly descriptors: readonly string[];
  readonly actors: number;
}

/** What is open, without the numbers of sockets and pipes. */
const descriptorsOf = (pid: number): readonly string[] =>
  readdirSync(`/proc/${pid}/fd`)
    .flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`).replaceAll(/\d+/g, '#')];
      } catch {
        // Closed meanwhile.
        return [];
      }
    })
    .toSorted();

const calmest = (samples: readonly Sample[]): readonly string[] | undefined =>
  samples.map(({ descriptors }) => descriptors).toSorted((a, b) => a.length - b.length)[0];

describe('restarts within the process with both networks online', { timeout: 120_000 }, () => {
  let telegram: TelegramServer;
  let bot: TestBot;
  let stage: WhatsAppScene;
  let operator: Operator;

  before(async () => {
    telegram = await startTelegramServer();
    bot = telegram.addBot();
    stage = await openWhatsAppScene(
      {
        commands: { restart: true },
        channels: {
          telegram: { apiRoot: telegram.url, botToken: bot.token, allowFrom: [42] },
          whatsapp: { allowFrom: ['+15552223333'] },
        },
      },
      {},
      watchLiveHeap,
    );
    ({ operator } = stage.scene);
    await linkByQr(stage.scene, stage.me);
  });
  after(async () => {
    await stage.close();
    await telegram.close();
  });

  const starts = (): number => stage.scene.gateway.output().split('log file:').length;

  const bothUp = async (): Promise<void> => {
    await operator.until('telegram', ({ connected }) => connected === true);
    await operator.until('whatsapp', ({ connected }) => connected === true);
    await bot.polling();
  };

  const restart = async (): Promise<void> => {
    const { gateway } = stage.scene;
    const before = starts();
    const gone = operator.closed();
    gateway.child.kill('SIGUSR1');
    await gone;
    // Announced at last: only a gateway that is up restarts again.
    while (starts() === before) await gateway.printed();
    operator = await openOperator(gateway);
  };

  const measure = async (): Promise<Sample> => {
    const { pid } = stage.scene.gateway;
    const { tree } = await operator.call<SystemInspectResult>('system.inspect');
    const descriptors = descriptorsOf(pid);
    return { liveKb: (await liveHeap(stage.scene.home)) / 1024, descriptors, actors: tree.length };
  };

  it('leave nothing behind', { skip: process.platform !== 'linux' && 'reads /proc' }, async () => {
    const samples: Sample[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await restart();
      await bothUp();
      samples.push(await measure());
    }
    const [first, ...settled] = samples.slice(WARM);
    assert.ok(first !== undefined);
    // One that happens to be open when it is looked at is no leak: the calmest of some rounds counts.
    assert.deepEqual(calmest(settled.slice(-5)), calmest(settled.slice(0, 5)));
    assert.ok(settled.every(({ actors }) => actors === first.actors));
    // Code that is compiled at last, or a cache that fills, is one restart's; a boot that stays behind is in each of them.
    const steps = settled.map(
      ({ liveKb }, at) => liveKb - (at === 0 ? first : (settled[at - 1] ?? first)).liveKb,
    );
    const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? Number.NaN;
    assert.ok(usual < ALLOWED_KB, `${usual.toFixed(0)} KB more with each restart`);
  });

  it('had one poll and one connection at a time', () => {
    assert.equal(bot.overlaps, 0);
    assert.equal(stage.server.attempts.filter(({ endedAt }) => endedAt === undefined).length, 1);
    assert.deepEqual(stage.faults, []);
    assert.deepEqual(strayFailures(stage.scene.home), []);
  });
});
