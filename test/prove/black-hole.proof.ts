import { openRig, witness } from '../gateway/rig.ts';
import { createFastClock } from '../support/fast-clock.ts';
import { TOKEN } from '../support/gateway-process.ts';
import { startTelegramServer } from '../support/telegram/server.ts';
import type { RecordedCall } from '../support/telegram/wire-types.ts';
import { allowedMs, type Proof } from './proof.ts';

const POLLS = 20;
const LIMIT_MS = 60_000;
/** Below full scale time passes this much faster, for the server and the gateway alike. */
const HURRY = 10;

/** Twenty bots in one gateway, each with one poll that is taken and never answered. */
export const proof: Proof = {
  name: 'black-hole',
  promise:
    'A poll that is accepted and never answered is given up and made anew within a minute; sending goes on meanwhile',
  async run(context) {
    const clock = createFastClock(context.scale < 1 ? HURRY : 1);
    const server = await startTelegramServer({ clock });
    const bots = Array.from({ length: POLLS }, () => server.addBot());
    const accounts = Object.fromEntries(bots.map(({ token }, index) => [`bot${index}`, { botToken: token }]));
    server.misbehave('getUpdates', { kind: 'blackHole' }, POLLS);
    const rig = await openRig({
      clock,
      config: {
        channels: { telegram: { apiRoot: server.url, dmPolicy: 'open', allowFrom: ['*'], accounts } },
      },
    });
    const faults: string[] = [];
    try {
      const { client } = await witness(rig.url(), { token: TOKEN });
      const polls = (token: string): readonly RecordedCall[] =>
        server.calls.filter((call) => call.token === token && call.method === 'getUpdates');
      await server.atLeast(POLLS, 'getUpdates');
      const swallowed = bots.filter(({ token }) => polls(token).length === 1).length;
      if (swallowed !== POLLS) faults.push(`${swallowed} polls were swallowed, not ${POLLS}`);

      for (const bot of bots) bot.say('/whoami');
      const begun = clock.monotonic();
      await Promise.all(
        bots.map((_, index) =>
          client.call('send', {
            channel: 'telegram',
            accountId: `bot${index}`,
            to: '42',
            message: 'meanwhile',
            idempotencyKey: `meanwhile-${index}`,
            timeoutMs: 20_000,
          }),
        ),
      );
      const sendMs = clock.monotonic() - begun;
      const early = bots.filter(({ sent }) => sent.some(({ text }) => text === 'meanwhile')).length;
      if (early !== POLLS) faults.push(`${early} of ${POLLS} messages went out meanwhile`);
      const recovered = bots.filter(({ token }) => polls(token).length > 1).length;
      if (recovered > 0) faults.push(`${recovered} polls were over before the sends were`);

      await server.atLeast(2 * POLLS, 'getUpdates');
      await Promise.all(bots.map((bot) => bot.drained()));
      const took = bots.map(({ token }) => {
        const [first, second] = polls(token);
        return (second?.at ?? Infinity) - (first?.at ?? 0);
      });
      await server.atLeast(2 * POLLS, 'send');
      for (const [index, bot] of bots.entries()) {
        if (bot.overlaps > 0) faults.push(`bot ${index}: ${bot.overlaps} overlapping polls`);
        const ms = took[index] ?? Infinity;
        if (ms > allowedMs(context, LIMIT_MS))
          faults.push(`bot ${index}: recovered after ${Math.round(ms / 1000)} s`);
      }
      await client.close();
      for (const fault of faults) context.log(fault);
      return {
        pass: faults.length === 0,
        figure: `${took.filter((ms) => ms <= LIMIT_MS).length} of ${POLLS} black-holed polls recovered within 60 s, the slowest after ${(Math.max(...took) / 1000).toFixed(1)} s; ${POLLS} messages went out meanwhile in ${(sendMs / 1000).toFixed(1)} s`,
      };
    } finally {
      await rig.close();
      await server.close();
    }
  },
};
