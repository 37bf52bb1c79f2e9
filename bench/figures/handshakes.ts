import { connect, createDevice, type BenchClient } from '../../test/support/operator-client.ts';
import { TOKEN } from '../gateway.ts';
import { median } from '../process.ts';
import { fixed } from '../report.ts';
import { compare, pause, type Rig } from '../rig.ts';

const COUNT = 400;
const AT_ONCE = 20;

export async function handshakes(rig: Rig): Promise<void> {
  const perSecond: number[] = [];
  const many = async (open: () => Promise<BenchClient>): Promise<number> => {
    const begun = performance.now();
    for (let done = 0; done < COUNT; done += AT_ONCE) {
      const batch = await Promise.all(Array.from({ length: AT_ONCE }, open));
      await Promise.all(batch.map((client) => client.close()));
    }
    perSecond.push(COUNT / ((performance.now() - begun) / 1000));
    return COUNT;
  };
  rig.report.judge(
    'CPU per token handshake',
    await compare(rig, 7, (url) => many(() => connect({ url, token: TOKEN }))),
    1.6,
    'the machine of a connection lives for about 30 µs (its start and four events), and XState makes 79 of the 124 KB of garbage of one handshake, where all of the limit makes 27; collecting that costs as well. The rest is spread thinly over the checks, the hello, the timers and the record of transitions. System time is the same on both sides.',
  );
  const rates = [0, 1].map((side) => fixed(median(perSecond.filter((_, i) => i % 2 === side)), 0));
  rig.report.note(`handshakes/s, client included: ${rates.join(' against ')}`);
  const device = createDevice();
  rig.report.judge(
    'CPU per signed-device handshake',
    await compare(rig, 7, (url) => many(() => connect({ url, token: TOKEN, device }))),
    2.5,
    'the token handshake, plus the one Ed25519 verification (62 µs in a loop that does nothing else, up to 100 µs between other work), plus the actor of the state `pairing` and two reads of the store, for the device and its token.',
  );
}

/** What everybody else is told when somebody connects and stays. */
export async function pushedPerConnect(rig: Rig): Promise<void> {
  const { url } = rig.gateway;
  let pushed = 0;
  const onEvent = (event: string): void => {
    if (event !== 'tick') pushed += 1;
  };
  const watcher = await connect({ url, token: TOKEN, onEvent });
  await pause(600);
  pushed = 0;
  const count = 50;
  const clients: BenchClient[] = [];
  for (let i = 0; i < count; i++)
    clients.push(await connect({ url, token: TOKEN, mode: i % 2 === 0 ? 'cli' : 'ui' }));
  await pause(600);
  const each = pushed / count;
  await Promise.all([watcher, ...clients].map((client) => client.close()));
  rig.report.add({
    figure: 'unsolicited frames pushed to others per connect',
    ours: fixed(each, 2),
    budget: '0',
    met: pushed === 0,
  });
}
