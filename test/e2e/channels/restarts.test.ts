import assert from 'node:assert/strict';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { SystemInspectResult } from '../../../src/protocol/generated/types.ts';
import { strayFailures } from '../../support/gateway-process.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';
import { openOperator } from './operator.ts';
import type { Operator } from './operator.ts';
import { linkByQr, openWhatsAppScene } from './whatsapp-scene.ts';
import type { WhatsAppScene } from './whatsapp-scene.ts';

const ROUNDS = 30;
/** Code is compiled and caches fill. */
const WARM = 6;
/** What the memory may grow from the first warm round to the last, in MB: a boot that stays behind costs more than one. */
const ALLOWED_MB = 20;

/** With room to spare garbage lies and memory grows without any leak. */
const SMALL_HEAP = '--max-old-space-size=80 --max-semi-space-size=2';

interface Sample {
  readonly rssMb: number;
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
      (home) => {
        home.env['NODE_OPTIONS'] = `${home.env['NODE_OPTIONS'] ?? ''} ${SMALL_HEAP}`;
      },
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
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return {
      rssMb: Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024,
      descriptors: descriptorsOf(pid),
      actors: tree.length,
    };
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
    // One that happens to be open when it is looked at is no leak: the calmest of the last rounds counts.
    const [calmest] = settled.slice(-5).toSorted((a, b) => a.descriptors.length - b.descriptors.length);
    assert.deepEqual(calmest?.descriptors, first.descriptors);
    assert.ok(settled.every(({ actors }) => actors === first.actors));
    const grown = (settled.at(-1)?.rssMb ?? 0) - first.rssMb;
    assert.ok(grown < ALLOWED_MB, `${grown.toFixed(1)} MB more after ${ROUNDS} restarts`);
  });

  it('had one poll and one connection at a time', () => {
    assert.equal(bot.overlaps, 0);
    assert.equal(stage.server.attempts.filter(({ endedAt }) => endedAt === undefined).length, 1);
    assert.deepEqual(stage.faults, []);
    assert.deepEqual(strayFailures(stage.scene.home), []);
  });
});
