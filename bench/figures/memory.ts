import { connect } from '../../test/support/operator-client.ts';
import { TOKEN } from '../gateway.ts';
import { fixed } from '../report.ts';
import { crowd, pause, SIDES, type Rig } from '../rig.ts';

const IDLE_MS = 10_000;
const CLIENTS = 1000;

export async function idle(rig: Rig): Promise<void> {
  const { report } = rig;
  const gateway = await rig.fresh('ours');
  const limit = await rig.fresh('theirs');
  for (const { url } of [gateway, limit]) await (await connect({ url, token: TOKEN })).close();
  await pause(1500);
  const ours = gateway.subject.memory();
  const theirs = limit.subject.memory();
  const cpu = gateway.subject.cpuMs();
  await pause(IDLE_MS);
  const perSecond = (gateway.subject.cpuMs() - cpu) / (IDLE_MS / 1000);
  await gateway.subject.stop();
  await limit.subject.stop();
  for (const [figure, mine, bare] of [['idle', ours.rssMb, theirs.rssMb], ['peak', ours.peakMb, theirs.peakMb]] as const) {
    const ratio = mine / bare;
    report.add({ figure: `${figure} RSS, no channel`, ours: `${fixed(mine, 0)} MB`, limit: `${fixed(bare, 0)} MB`, ratio, budget: '≤ 1.5', met: ratio <= 1.5 });
  }
  report.add({ figure: 'idle CPU', ours: `${fixed(perSecond, 2)} ms/s`, budget: '< 0.5 ms/s', met: perSecond < 0.5 });
}

export async function perIdleClient(rig: Rig): Promise<void> {
  const kb = { ours: 0, theirs: 0 };
  for (const side of SIDES) {
    const { subject, url } = await rig.fresh(side);
    const warm = await crowd(100, { url, token: TOKEN });
    await Promise.all(warm.map((client) => client.close()));
    await pause(1000);
    const before = subject.memory().rssMb;
    const clients = await crowd(CLIENTS, { url, token: TOKEN });
    await pause(1500);
    kb[side] = ((subject.memory().rssMb - before) * 1024) / CLIENTS;
    await Promise.all(clients.map((client) => client.close()));
    await subject.stop();
  }
  const ratio = kb.ours / kb.theirs;
  rig.report.add({ figure: `KB per idle client (${CLIENTS})`, ours: `${fixed(kb.ours)} KB`, limit: `${fixed(kb.theirs)} KB`, ratio, budget: '≤ 1.4', met: ratio <= 1.4 });
}

const TEXT = 'x'.repeat(20_000);
const MESSAGES = 400;

/** One client stops reading; another one makes events, and the stopped one asks questions whose answers nobody fetches. */
export async function nonReader(rig: Rig): Promise<void> {
  const { subject, url } = await rig.fresh('ours');
  const speaker = await connect({ url, token: TOKEN });
  const speak = async (count: number): Promise<number> => {
    let highest = 0;
    for (let i = 0; i < count; i++) {
      await speaker.call('chat.inject', { sessionKey: 'main', message: TEXT });
      highest = Math.max(highest, subject.memory().rssMb);
    }
    return highest;
  };
  // Grown to what this traffic takes when everybody reads, so that only the reader's absence is seen below.
  const before = await speak(MESSAGES);
  const deaf = await connect({ url, token: TOKEN });
  deaf.socket.pause();
  for (let i = 0; i < 20_000; i++) deaf.raw(`{"type":"req","id":"d${i}","method":"health"}`);
  const after = await speak(MESSAGES);
  deaf.socket.terminate();
  await speaker.close();
  await subject.stop();
  const grown = Math.max(0, after - before);
  rig.report.add({ figure: 'memory a client that stops reading can take', ours: `${fixed(grown)} MB`, budget: '≤ 4 MB', met: grown <= 4 });
}
