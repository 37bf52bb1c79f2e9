import type { AnyActorRef } from 'xstate';
import { hurried, openRig, poisoned, witness } from '../gateway/rig.ts';
import type { Rig } from '../gateway/rig.ts';
import { modelConfig } from '../support/drip-model.ts';
import { startEchoModel } from '../support/echo-model.ts';
import { TOKEN } from '../support/gateway-process.ts';
import { trustInProcess } from '../support/networks/in-process.ts';
import { linkByQr } from '../support/networks/whatsapp.ts';
import type { BenchClient } from '../support/operator-client.ts';
import { startTelegramServer } from '../support/telegram/server.ts';
import { startWhatsAppServer } from '../support/whatsapp/server.ts';
import { allowedMs, scaled, type Proof } from './proof.ts';

/** Pauses and budgets pass faster, so that a crash loop is one. */
const HURRY = 20;
const BREATH_MS = 5;
/** Two medians of the same thing differ by as much. */
const NOISE = { factor: 1.5, ms: 15 } as const;
const CRASHED = ['telegram:bad', 'whatsapp:bad'] as const;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Breaks one link as soon as it is up, again and again; what has been parked is started by hand. */
function crashLoop(rig: Rig, client: BenchClient, key: (typeof CRASHED)[number]) {
  let over = false;
  let crashes = 0;
  let resumes = 0;
  const machine = (): AnyActorRef | undefined =>
    rig
      .of('channel-link')
      .find((ref) => (ref.getSnapshot() as { context: { key: string } }).context.key === key);
  const run = (async () => {
    let last: AnyActorRef | undefined;
    while (!over) {
      const now = machine();
      const parked = rig.of('keeper').some((ref) => {
        const { context, value } = ref.getSnapshot() as {
          context: { childInput?: { key?: string } };
          value: unknown;
        };
        return value === 'parked' && context.childInput?.key === key;
      });
      if (
        now !== undefined &&
        now !== last &&
        (now.getSnapshot() as { hasTag(tag: string): boolean }).hasTag('online')
      ) {
        last = now;
        crashes += 1;
        now.send(poisoned('login', 'request'));
      } else if (parked) {
        resumes += 1;
        const [channel, accountId] = key.split(':');
        await client.call('channels.start', { channel, accountId });
      }
      await pause(BREATH_MS);
    }
  })();
  return {
    async end(): Promise<{ readonly crashes: number; readonly resumes: number }> {
      over = true;
      await run;
      return { crashes, resumes };
    },
  };
}

export const proof: Proof = {
  name: 'two-accounts',
  promise: 'One account in a crash loop does not slow down another, on its own network or on the other',
  async run(context) {
    const samples = scaled(context, 400, 15);
    const clock = hurried(HURRY);
    const model = await startEchoModel();
    const telegram = await startTelegramServer({ clock });
    const [goodBot, badBot] = [telegram.addBot(), telegram.addBot()];
    const whatsapp = await startWhatsAppServer();
    const owners = { good: whatsapp.person('15550001111'), bad: whatsapp.person('15550002222') };
    const ann = whatsapp.person('15552223333');
    const account = { dmPolicy: 'open', allowFrom: ['*'] };
    const rig = await openRig({
      clock,
      env: await trustInProcess(whatsapp),
      config: {
        ...modelConfig(model.baseUrl),
        channels: {
          telegram: {
            apiRoot: telegram.url,
            accounts: {
              good: { ...account, botToken: goodBot.token },
              bad: { ...account, botToken: badBot.token },
            },
          },
          whatsapp: { accounts: { good: account, bad: account } },
        },
      },
    });
    const faults: string[] = [];
    try {
      const { client } = await witness(rig.url(), { token: TOKEN });
      await linkByQr(client, owners.good, 'good');
      await linkByQr(client, owners.bad, 'bad');
      await Promise.all([goodBot.polling(), badBot.polling()]);

      let serial = 0;
      const ask: Readonly<Record<string, () => Promise<unknown>>> = {
        async telegram() {
          const mark = `#t-${(serial += 1)}#`;
          const answered = telegram.atLeast(telegram.calls.filter(isSend).length + 1, 'send');
          goodBot.say(`question ${mark}`);
          await answered;
          while (!goodBot.sent.some(({ text }) => text.includes(mark))) await pause(0);
        },
        async whatsapp() {
          const mark = `#w-${(serial += 1)}#`;
          const answered = whatsapp.next('sent', ({ message }) =>
            (message?.extendedTextMessage?.text ?? message?.conversation ?? '').includes(mark),
          );
          await ann.say(owners.good, `question ${mark}`);
          await answered;
        },
      };
      const measure = async (): Promise<Record<string, number>> => {
        const medians: Record<string, number> = {};
        for (const [network, once] of Object.entries(ask)) {
          const took: number[] = [];
          for (let sample = 0; sample < samples; sample += 1) {
            const begun = performance.now();
            await once();
            took.push(performance.now() - begun);
          }
          medians[network] = median(took);
        }
        return medians;
      };
      await measure();
      const before = await measure();
      const loops = CRASHED.map((key) => crashLoop(rig, client, key));
      const during = await measure();
      const crashes = await Promise.all(loops.map((loop) => loop.end()));
      for (const [index, { crashes: count }] of crashes.entries())
        if (count < 3) faults.push(`${CRASHED[index]} crashed only ${count} times`);
      for (const network of Object.keys(ask)) {
        const [quiet, loud] = [before[network] ?? 0, during[network] ?? Infinity];
        if (loud > allowedMs(context, quiet * NOISE.factor + NOISE.ms))
          faults.push(`${network}: ${loud.toFixed(0)} ms, before ${quiet.toFixed(0)} ms`);
      }
      await client.close();
      for (const fault of faults) context.log(fault);
      const words = Object.keys(ask).map(
        (network) =>
          `${network} ${before[network]?.toFixed(1)} ms before and ${during[network]?.toFixed(1)} ms during`,
      );
      const loopWords = crashes.map(
        ({ crashes: count, resumes }, index) =>
          `${count} crashes of ${CRASHED[index]} (${resumes} times started by hand)`,
      );
      return {
        pass: faults.length === 0,
        figure: `median time to an answer: ${words.join(', ')}, of ${samples} each; ${loopWords.join(', ')}`,
      };
    } finally {
      await rig.close();
      await model.close();
      await telegram.close();
      await whatsapp.close();
    }
  },
};

const isSend = ({ method }: { readonly method: string }): boolean => /^send(?!ChatAction)/.test(method);
