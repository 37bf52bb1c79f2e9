import { linkPolicyFor } from '../../src/actors/channels/link-policies.ts';
import { DISCONNECTS } from '../../src/channels/whatsapp/disconnects.ts';
import { createSeededRandom, systemRandom } from '../../src/platform/random.ts';
import type { FaultKind, LinkFault } from '../../src/protocol/link-faults.ts';
import { openRig, witness } from '../gateway/rig.ts';
import type { Rig } from '../gateway/rig.ts';
import { TOKEN } from '../support/gateway-process.ts';
import { createLinkPlayer, expectedPlays } from '../support/link-play.ts';
import type { Played } from '../support/link-play.ts';
import { trustInProcess } from '../support/networks/in-process.ts';
import { linkByQr } from '../support/networks/whatsapp.ts';
import type { BenchClient } from '../support/operator-client.ts';
import { startTelegramServer } from '../support/telegram/server.ts';
import type { Mishap } from '../support/telegram/wire-types.ts';
import { createTestClock } from '../support/test-clock.ts';
import type { TestClock } from '../support/test-clock.ts';
import { startWhatsAppServer } from '../support/whatsapp/server.ts';
import { scaled, type Proof, type ProofContext } from './proof.ts';

const DAY_MS = 86_400_000;

const refusal = (code: number, description: string, seconds?: number): Mishap => ({
  kind: 'refusal',
  code,
  description,
  ...(seconds === undefined ? {} : { parameters: { retry_after: seconds } }),
});

/** What Telegram's side does to a poll, and what the table calls it. */
const TELEGRAM: readonly (readonly [string, Mishap | 'refused', FaultKind, number?])[] = [
  ['401', refusal(401, 'Unauthorized'), 'loggedOut'],
  ['403', refusal(403, 'Forbidden: bot was blocked'), 'forbidden'],
  ['404', refusal(404, 'Not Found'), 'loggedOut'],
  ['409', refusal(409, 'Conflict: terminated by other getUpdates request'), 'conflict'],
  ['429', refusal(429, 'Too Many Requests: retry after 7', 7), 'rateLimited', 7000],
  ['500', refusal(500, 'Internal Server Error'), 'transient'],
  ['502 with a page', { kind: 'garbage', status: 502 }, 'transient'],
  ['reset', { kind: 'cut' }, 'transient'],
  ['half an answer', { kind: 'halfAnswer' }, 'transient'],
  ['connection refused', 'refused', 'transient'],
];

/** Codes that come as `<stream:error>`; all others as `<failure>` at the login. */
const STREAM_ERRORS: ReadonlySet<number> = new Set([440, 515]);

interface Stage {
  readonly rig: Rig;
  readonly clock: TestClock;
  readonly fraction: number;
  readonly count: number;
  readonly faults: string[];
  /** Over a connection of its own: time jumps, and connections do not outlive that. */
  operator<T>(act: (client: BenchClient) => Promise<T>): Promise<T>;
}

function compare(stage: Stage, name: string, played: readonly Played[], wanted: readonly Played[]): void {
  const at = wanted.findIndex((one, index) => one !== played[index]);
  if (at >= 0)
    stage.faults.push(`${name}, fault ${at + 1}: the table says ${wanted[at]}, the link did ${played[at]}`);
}

async function playTelegram(context: ProofContext, faults: string[]): Promise<number> {
  const clock = createTestClock();
  const server = await startTelegramServer({ clock });
  const bot = server.addBot();
  const stage = await openStage(context, faults, clock, {
    telegram: { apiRoot: server.url, botToken: bot.token, allowFrom: ['*'], dmPolicy: 'open' },
  });
  const policy = linkPolicyFor('telegram', {});
  const player = createLinkPlayer(stage.rig, clock, 'telegram:default');
  const start = async (): Promise<void> => {
    await stage.operator((client) => client.call('channels.start', { channel: 'telegram' }));
  };
  let total = 0;
  try {
    await bot.polling();
    for (const [name, mishap, kind, retryAfterMs] of TELEGRAM) {
      const before = server.calls.length;
      if (mishap === 'refused') await server.down();
      else {
        server.misbehave('getUpdates', mishap, Infinity);
        bot.say('/whoami');
      }
      const played = await player.play(stage.count, async (state) => {
        if (state === 'conflict' && policy.conflictRestMs !== undefined)
          await clock.advance(policy.conflictRestMs);
        else await start();
      });
      total += played.length;
      const fault: Pick<LinkFault, 'kind' | 'retryAfterMs'> = {
        kind,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
      compare(stage, `Telegram ${name}`, played, expectedPlays(fault, stage.count, policy, stage.fraction));
      const polls = server.calls.slice(before).filter(({ method }) => method === 'getUpdates').length;
      if (mishap !== 'refused' && polls !== stage.count)
        stage.faults.push(`Telegram ${name}: ${polls} attempts reached the server, not ${stage.count}`);
      if (mishap === 'refused') await server.up();
      else server.behave();
      await start();
      await player.reach('online');
      await bot.drained();
      await bot.polling();
    }
  } finally {
    await closeStage(stage);
    await server.close();
  }
  return total;
}

async function playWhatsApp(context: ProofContext, faults: string[]): Promise<number> {
  const clock = createTestClock(Date.now());
  const server = await startWhatsAppServer();
  const me = server.person('15550001111');
  const env = await trustInProcess(server);
  const stage = await openStage(
    context,
    faults,
    clock,
    { whatsapp: { allowFrom: ['*'], dmPolicy: 'open' } },
    env,
  );
  const policy = linkPolicyFor('whatsapp', {});
  const player = createLinkPlayer(stage.rig, clock, 'whatsapp:default');
  const start = async (): Promise<void> => {
    await stage.operator((client) => client.call('channels.start', { channel: 'whatsapp' }));
  };
  const relink = (): Promise<void> =>
    player.during(stage.operator((client) => linkByQr(client, me, 'default')));
  let total = 0;
  try {
    await relink();
    for (const [text, { kind }] of Object.entries(DISCONNECTS)) {
      const code = Number(text);
      const name = `WhatsApp ${code}`;
      let lookedAfterADay = false;
      const fail = (): void => {
        if (kind === 'loggedOut')
          return me.end({ code, ...(code === 401 ? { conflict: 'device_removed' } : {}) });
        server.onEntry(() => (STREAM_ERRORS.has(code) ? { streamError: code } : { failure: code }));
        me.end(STREAM_ERRORS.has(code) ? { code } : 'drop');
      };
      const before = server.attempts.length;
      fail();
      // A line that was cut is a fault of its own, before the first of the login.
      const cut = kind !== 'loggedOut' && !STREAM_ERRORS.has(code);
      const played = await player.play(stage.count + (cut ? 1 : 0), async (state) => {
        if (!lookedAfterADay) {
          lookedAfterADay = true;
          await clock.advance(DAY_MS);
          if (player.state() !== state) stage.faults.push(`${name}: left ${state} by itself`);
        }
        if (kind !== 'loggedOut') return start();
        await relink();
        fail();
      });
      total += stage.count;
      const wanted = expectedPlays({ kind }, stage.count, policy, stage.fraction);
      // After a cut the table goes on counting; only kinds that rest begin anew.
      if (cut) comparePausesAfterACut(stage, name, kind, played, policy);
      else compare(stage, name, played, wanted);
      const attempts = server.attempts.length - before;
      if (kind !== 'loggedOut' && attempts !== played.length - 1)
        stage.faults.push(`${name}: ${attempts} attempts reached the server, not ${played.length - 1}`);
      server.onEntry(() => 'serve');
      if (kind === 'loggedOut') await relink();
      else await start();
      await player.reach('online');
    }
  } finally {
    await closeStage(stage);
    await server.close();
  }
  return total;
}

/** The cut counts as the first failed attempt of the row. */
function comparePausesAfterACut(
  stage: Stage,
  name: string,
  kind: FaultKind,
  played: readonly Played[],
  policy: ReturnType<typeof linkPolicyFor>,
): void {
  const first = expectedPlays({ kind: 'transient' }, 1, policy, stage.fraction);
  const rest = expectedPlays({ kind }, stage.count + 1, policy, stage.fraction);
  const counts = typeof rest[0] === 'number';
  compare(stage, name, played, [...first, ...(counts ? rest.slice(1) : rest.slice(0, stage.count))]);
}

async function openStage(
  context: ProofContext,
  faults: string[],
  clock: TestClock,
  channels: Record<string, unknown>,
  env: NodeJS.ProcessEnv = {},
): Promise<Stage> {
  const fraction = createSeededRandom(context.seed).fraction();
  const rig = await openRig({
    clock,
    env,
    config: { channels },
    random: { ...systemRandom, fraction: () => fraction },
  });
  return {
    rig,
    clock,
    fraction,
    count: scaled(context, 50, 4),
    faults,
    async operator(act) {
      const { client } = await witness(rig.url(), { token: TOKEN });
      try {
        return await act(client);
      } finally {
        await client.close();
      }
    },
  };
}

async function closeStage({ rig, clock }: Stage): Promise<void> {
  rig.signal('SIGTERM');
  let ended = false;
  void rig.ended.then(() => (ended = true));
  while (!ended) {
    await clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  rig.home.remove();
}

export const proof: Proof = {
  name: 'disconnects',
  promise:
    'Every way a network ends a link is answered as the table says: so many attempts, after such pauses, and this state at the end',
  async run(context) {
    const faults: string[] = [];
    const telegram = await playTelegram(context, faults);
    const whatsapp = await playWhatsApp(context, faults);
    for (const fault of faults.slice(0, 20)) context.log(fault);
    return {
      pass: faults.length === 0,
      figure: `${faults.length} differences from the table in ${telegram} faults of ${TELEGRAM.length} kinds on Telegram and ${whatsapp} of ${Object.keys(DISCONNECTS).length} codes on WhatsApp`,
    };
  },
};
