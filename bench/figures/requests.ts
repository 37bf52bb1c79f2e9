import { statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from '../../test/support/operator-client.ts';
import { TOKEN } from '../gateway.ts';
import { fixed } from '../report.ts';
import { compare, cpuOf, type Rig } from '../rig.ts';

const DEEP = 64;
const TOTAL = 6400;
const MALFORMED = 20_000;

export async function requests(rig: Rig): Promise<void> {
  for (const [method, budget] of [
    ['health', 1.4],
    ['status', 1.4],
    ['system-presence', 1.4],
    ['no.such.method', 1.5],
  ] as const) {
    const measured = await compare(rig, 7, async (url) => {
      const client = await connect({ url, token: TOKEN });
      for (let done = 0; done < TOTAL; done += DEEP) {
        // The unknown method is refused, which is the answer that is being measured.
        await Promise.all(Array.from({ length: DEEP }, () => client.call(method).catch(() => undefined)));
      }
      await client.close();
      return TOTAL;
    });
    rig.report.judge(`CPU per \`${method}\`, ${DEEP} deep`, measured, budget);
  }
}

export async function malformed({ fresh, report }: Rig): Promise<void> {
  const { subject, url, logPath } = await fresh('ours');
  const client = await connect({ url, token: TOKEN });
  const size = (): number => statSync(logPath).size;
  const send = async (): Promise<number> => {
    for (let i = 0; i < MALFORMED; i++)
      client.raw(`{"type":"req","id":"m${i}","method":"health","params":{},"x":${i}}`);
    await client.call('health');
    return MALFORMED;
  };
  const logged = size();
  await send();
  const each = await cpuOf(subject, send);
  const bytes = size() - logged;
  await client.close();
  await subject.stop();
  report.add({
    figure: 'a malformed frame: CPU',
    ours: `${fixed(each)} µs`,
    budget: '≤ 20 µs',
    met: each <= 20,
  });
  report.add({
    figure: `${(2 * MALFORMED).toLocaleString('en')} malformed frames: log bytes`,
    ours: `${bytes} (${fixed(bytes / (2 * MALFORMED), 3)} each)`,
    budget: '≤ 8,192 a minute',
    met: bytes <= 8192,
  });
}

export async function plainHttp(rig: Rig): Promise<void> {
  for (const [figure, method] of [
    ['HTTP `GET /`: CPU per request', 'GET'],
    ['refused HTTP POST: CPU per request', 'POST'],
  ] as const) {
    const measured = await compare(rig, 5, async (url) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 8 });
      const { hostname, port } = new URL(url);
      const once = (): Promise<void> =>
        new Promise((resolve, reject) => {
          const sent = request({ hostname, port, method, agent, path: '/' }, (response) => {
            response.resume();
            response.on('end', resolve);
          });
          sent.on('error', reject);
          sent.end();
        });
      const total = 3200;
      for (let done = 0; done < total; done += 32) await Promise.all(Array.from({ length: 32 }, once));
      agent.destroy();
      return total;
    });
    rig.report.judge(figure, measured, 1.6);
  }
}
