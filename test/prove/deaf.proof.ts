import { createSeededRandom } from '../../src/platform/random.ts';
import type { HealthSummary } from '../../src/protocol/generated/types.ts';
import { openRig, turn, witness } from '../gateway/rig.ts';
import { createFastClock } from '../support/fast-clock.ts';
import { TOKEN } from '../support/gateway-process.ts';
import { trustInProcess } from '../support/networks/in-process.ts';
import { linkByQr } from '../support/networks/whatsapp.ts';
import { createLinkPlayer } from '../support/link-play.ts';
import { createQuietTime } from '../support/quiet-time.ts';
import { startTelegramServer } from '../support/telegram/server.ts';
import type { Mishap } from '../support/telegram/wire-types.ts';
import { startWhatsAppServer } from '../support/whatsapp/server.ts';
import { allowedMs, scaled, type Proof, type ProofContext } from './proof.ts';

const RED_WITHIN_MS = 90_000;
/** Below full scale time passes this much faster, for the servers and the gateway alike. */
const HURRY = 20;
const EACH = 6;
/** A link may go deaf at any point between two of its own looks. */
const PHASE_MS = 30_000;
const WRITES_EVERY_MS = 5000;
const HOUR_MS = 3_600_000;
const LOOK_EVERY_MS = 600_000;

interface Verdict {
  readonly ok: boolean;
  readonly code?: string;
}

const WAYS: Readonly<Record<string, Mishap>> = {
  'black-holed poll': { kind: 'blackHole' },
  'polls answered, nothing handed over': { kind: 'garbage', body: '{"ok":true,"result":[]}' },
};

const verdictIn = (health: unknown, channel: string, accountId: string): Verdict | undefined => {
  const accounts = (health as HealthSummary).channels?.[channel]?.accounts as
    | Readonly<Record<string, { readonly verdict?: Verdict }>>
    | undefined;
  return accounts?.[accountId]?.verdict;
};

/** Milliseconds from the moment each link went deaf to red in `health`. */
async function goDeaf(context: ProofContext, faults: string[]): Promise<Map<string, number[]>> {
  const clock = createFastClock(context.scale < 1 ? HURRY : 1);
  const withinMs = allowedMs(context, RED_WITHIN_MS);
  const random = createSeededRandom(context.seed);
  const links = await Promise.all(
    Object.entries(WAYS).flatMap(([way, mishap]) =>
      Array.from({ length: EACH }, async (_, index) => {
        const server = await startTelegramServer({ clock });
        const accountId = `${mishap.kind.toLowerCase()}${index}`;
        return { way, mishap, accountId, server, bot: server.addBot({ id: 1000 + index }) };
      }),
    ),
  );
  const accounts = Object.fromEntries(
    links.map(({ accountId, server, bot }) => [accountId, { botToken: bot.token, apiRoot: server.url }]),
  );
  const whatsapp = await startWhatsAppServer();
  const open = { dmPolicy: 'open', allowFrom: ['*'] };
  const owners = { pings: whatsapp.person('15550001111'), sealed: whatsapp.person('15550002222') };
  const ann = whatsapp.person('15552223333');
  const rig = await openRig({
    clock,
    env: await trustInProcess(whatsapp),
    config: {
      channels: { telegram: { ...open, accounts }, whatsapp: { accounts: { pings: open, sealed: open } } },
    },
  });
  const took = new Map<string, number[]>(Object.keys(WAYS).map((way) => [way, []]));
  try {
    const { client } = await witness(rig.url(), { token: TOKEN });
    const looks = new Map<string, Verdict | undefined>();
    let over = false;
    const watching = (async () => {
      while (!over) {
        const health = await client.call('health');
        for (const { accountId } of links) looks.set(accountId, verdictIn(health, 'telegram', accountId));
        for (const id of Object.keys(owners)) looks.set(id, verdictIn(health, 'whatsapp', id));
        await passed(clock, 1000);
      }
    })();
    const toRed = async (way: string, accountId: string): Promise<void> => {
      const since = clock.monotonic();
      await seen(() => looks.get(accountId)?.ok === false, clock, 2 * withinMs);
      const ms = clock.monotonic() - since;
      took.set(way, [...(took.get(way) ?? []), ms]);
      if (ms > withinMs) faults.push(`${way}: red after ${(ms / 1000).toFixed(1)} s`);
    };
    for (const [id, owner] of Object.entries(owners)) await linkByQr(client, owner, id);
    const onWhatsApp = async (way: string, id: keyof typeof owners, begin: () => void): Promise<void> => {
      await ann.say(owners[id], 'hello');
      await seen(() => looks.get(id)?.ok === true, clock, withinMs);
      await passed(clock, random.fraction() * PHASE_MS);
      begin();
      await toRed(way, id);
    };
    const writing = async (): Promise<void> => {
      owners.sealed.behave({ damage: 'mac' });
      while (looks.get('sealed')?.ok !== false && !over) {
        await ann.say(owners.sealed, 'can you read this?');
        await passed(clock, WRITES_EVERY_MS);
      }
    };
    await Promise.all([
      onWhatsApp('pings only', 'pings', () => owners.pings.behave({ hearing: 'pingsOnly' })),
      onWhatsApp('nothing decryptable', 'sealed', () => void writing()),
      ...links.map(async ({ way, mishap, accountId, server, bot }) => {
        await bot.polling();
        await seen(() => looks.get(accountId)?.ok === true, clock, withinMs);
        await passed(clock, random.fraction() * PHASE_MS);
        const polls = server.calls.filter(({ method }) => method === 'getUpdates').length;
        server.misbehave('getUpdates', mishap, Infinity);
        bot.say('/whoami');
        await server.atLeast(polls + 1, 'getUpdates');
        bot.say('is anybody there?');
        await toRed(way, accountId);
      }),
    ]);
    over = true;
    await watching;
    await client.close();
  } finally {
    await rig.close();
    await Promise.all([whatsapp.close(), ...links.map(({ server }) => server.close())]);
  }
  return took;
}

type Time = ReturnType<typeof createFastClock>;

const passed = (clock: Time, ms: number): Promise<void> =>
  new Promise((resolve) => clock.setTimeout(resolve, ms));

async function seen(holds: () => boolean, clock: Time, limitMs: number): Promise<void> {
  const begun = clock.monotonic();
  while (!holds() && clock.monotonic() - begun < limitMs) await passed(clock, 500);
}

/** Hours in which nobody writes. Time stands still while a request is on its way. */
async function stayQuiet(hours: number, faults: string[]): Promise<string> {
  const time = createQuietTime(Date.now());
  const whatsapp = await startWhatsAppServer();
  for (const name of ['query', 'receipt'] as const) whatsapp.on(name, time.stir);
  const server = await startTelegramServer({ clock: time.clock });
  const bot = server.addBot();
  const states = new Set<string>();
  const rig = await openRig({
    clock: time.clock,
    env: await trustInProcess(whatsapp),
    config: {
      channels: { telegram: { apiRoot: server.url, botToken: bot.token, allowFrom: [42] }, whatsapp: {} },
    },
    inspect(event) {
      if (event.type !== '@xstate.snapshot') return;
      const { logic } = event.actorRef as unknown as { readonly logic: { readonly id?: string } };
      const { value } = event.snapshot as unknown as { readonly value?: unknown };
      if (logic.id === 'channel-link') states.add(JSON.stringify(value));
    },
  });
  let looks = 0;
  try {
    await bot.polling();
    const { client } = await witness(rig.url(), { token: TOKEN });
    const player = createLinkPlayer(rig, time.clock, 'whatsapp:default');
    await player.during(linkByQr(client, whatsapp.person('15550001111'), 'default'));
    await client.close();
    for (let turns = 0; turns < 20; turns += 1) await turn();
    states.clear();
    const held = (): number => (bot.state.queue.waiting ? 1 : 0);
    const attempts = whatsapp.attempts.length;
    const asked = whatsapp.count('query');
    for (let ms = 0; ms < hours * HOUR_MS; ms += LOOK_EVERY_MS) {
      await time.pass(LOOK_EVERY_MS, held);
      looks += 1;
      for (const [channel, verdict] of await look(rig.url()))
        if (verdict?.ok !== true)
          faults.push(`${channel} red after ${(ms / HOUR_MS).toFixed(1)} quiet hours: ${verdict?.code}`);
    }
    const openings = server.calls.filter(({ method }) => method === 'getMe').length;
    if (openings !== 1) faults.push(`the link was opened ${openings} times`);
    const others = [...states].filter((state) => state !== '{"up":{"online":"hearing"}}');
    if (others.length > 0) faults.push(`the link was in ${others.join(', ')}`);
    if (whatsapp.attempts.length !== attempts) faults.push('WhatsApp was connected to again');
    if (whatsapp.count('query') - asked < hours * 100) faults.push('WhatsApp was not asked often enough');
    if (bot.polls < hours * 100) faults.push(`${bot.polls} polls only`);
  } finally {
    rig.signal('SIGTERM');
    let ended = false;
    void rig.ended.then(() => (ended = true));
    while (!ended) await time.pass(1000, () => Infinity);
    rig.home.remove();
    time.close();
    await Promise.all([server.close(), whatsapp.close()]);
  }
  return `${hours.toFixed(1)} quiet hours: ${bot.polls} polls, ${looks} looks at both networks, never red, never restarted`;
}

async function look(url: string): Promise<readonly (readonly [string, Verdict | undefined])[]> {
  const { client } = await witness(url, { token: TOKEN });
  const health = await client.call('health');
  await client.close();
  return ['telegram', 'whatsapp'].map((channel) => [channel, verdictIn(health, channel, 'default')] as const);
}

export const proof: Proof = {
  name: 'deaf',
  promise:
    'A link that hears nothing is red within 90 s, however alive it looks; one to which nobody writes is never red',
  async run(context) {
    const faults: string[] = [];
    const took = await goDeaf(context, faults);
    const quiet = await stayQuiet(scaled(context, 48, 2), faults);
    for (const fault of faults.slice(0, 20)) context.log(fault);
    const words = [...took].map(
      ([way, ms]) =>
        `${way} red after ${seconds(Math.min(...ms))} to ${seconds(Math.max(...ms))} s (${ms.length})`,
    );
    return { pass: faults.length === 0, figure: `${words.join('; ')}; ${quiet}` };
  },
};

const seconds = (ms: number): string => (ms / 1000).toFixed(0);
