import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect, type BenchClient, type ConnectOptions } from '../test/support/operator-client.ts';
import { createHome, startGateway, TOKEN, type Home } from './gateway.ts';
import { median, noise, start, type Subject } from './process.ts';
import type { Report } from './report.ts';

export interface Running {
  readonly subject: Subject;
  readonly url: string;
}

export interface Compared {
  readonly ours: number;
  readonly theirs: number;
  /** Percent of ours. */
  readonly noise: number;
}

/** Both sides, ready to be measured. */
export interface Rig {
  readonly report: Report;
  readonly home: Home;
  readonly gateway: Running;
  readonly limit: Running;
  startLimit(): Promise<Running>;
  /** A gateway with a home of its own, and the limit: neither knows what was measured before. */
  fresh(side: Side): Promise<Running & { readonly logPath: string }>;
}

export type Side = 'ours' | 'theirs';

export const SIDES: readonly Side[] = ['ours', 'theirs'];
export const INJECTED = 'The quick brown fox jumps over the lazy dog. '.repeat(6);

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Clients in batches of fifty, so that the listening queue never overflows. */
export async function crowd(count: number, options: ConnectOptions): Promise<BenchClient[]> {
  const clients: BenchClient[] = [];
  while (clients.length < count) {
    const batch = Math.min(50, count - clients.length);
    clients.push(...(await Promise.all(Array.from({ length: batch }, () => connect(options)))));
  }
  return clients;
}

/** Microseconds of the server's CPU per unit of work. */
export async function cpuOf(subject: Subject, work: () => Promise<number>): Promise<number> {
  const before = subject.cpuMs();
  const units = await work();
  return ((subject.cpuMs() - before) * 1000) / units;
}

/** Turns thrown away first: both programs shall be measured as compiled as they get. */
const WARM_UP_TURNS = 3;

/** Microseconds of server CPU per unit on both sides, alternating, medians. */
export async function compare(
  rig: Rig,
  turns: number,
  work: (url: string) => Promise<number>,
): Promise<Compared> {
  for (let turn = 0; turn < WARM_UP_TURNS; turn++) {
    await work(rig.gateway.url);
    await work(rig.limit.url);
  }
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    ours.push(await cpuOf(rig.gateway.subject, () => work(rig.gateway.url)));
    theirs.push(await cpuOf(rig.limit.subject, () => work(rig.limit.url)));
  }
  return { ours: median(ours), theirs: median(theirs), noise: noise(ours) };
}

/** What the gateway really answers, for the limit to answer the same. */
async function samplePayloads(home: Home): Promise<Record<string, unknown>> {
  const { subject, url } = await startGateway(home);
  let chat: unknown;
  const onEvent = (event: string, payload: unknown): void => {
    if (event === 'chat') chat = payload;
  };
  const client = await connect({ url, token: TOKEN, onEvent });
  await client.call('agent', { message: '/status', idempotencyKey: 'sample', sessionKey: 'main' });
  await client.call('agent.wait', { runId: 'sample', timeoutMs: 10_000 });
  const injected = await client.call('chat.inject', { sessionKey: 'main', message: INJECTED });
  const results: Record<string, unknown> = { 'chat.inject': injected };
  for (const method of ['health', 'status', 'system-presence']) results[method] = await client.call(method);
  await client.close();
  const again = await connect({ url, token: TOKEN });
  results['connect'] = again.hello;
  let refusal: unknown;
  await new Promise<void>((done) => {
    again.socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(String(data)) as { id?: string; error?: unknown };
      if (frame.id !== 'sample') return;
      refusal = frame.error;
      done();
    });
    again.raw('{"type":"req","id":"sample","method":"no.such.method"}');
  });
  await again.close();
  const http: Record<string, unknown> = {};
  for (const method of ['GET', 'POST']) {
    const response = await fetch(url.replace('ws:', 'http:'), { method });
    http[method] = { status: response.status, body: await response.text() };
  }
  await subject.stop();
  return { results, refusal, chat, http };
}

export async function createRig(report: Report): Promise<{ readonly rig: Rig; close(): Promise<void> }> {
  const home = createHome();
  const homes: Home[] = [home];
  const sample = path.join(home.dir, 'payloads.json');
  const script = path.join(home.dir, 'limit.mjs');
  writeFileSync(sample, JSON.stringify(await samplePayloads(home)));
  await build({
    entryPoints: ['bench/limit.ts'],
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const startLimit = async (): Promise<Running> => {
    const { subject, match } = await start([script, sample], process.env, /listening (\d+)/);
    return { subject, url: `ws://127.0.0.1:${match[1]}` };
  };
  const rig: Rig = {
    report,
    home,
    gateway: await startGateway(home),
    limit: await startLimit(),
    startLimit,
    async fresh(side) {
      if (side === 'theirs') return { ...(await startLimit()), logPath: '' };
      const own = createHome();
      homes.push(own);
      return { ...(await startGateway(own)), logPath: own.logPath };
    },
  };
  return {
    rig,
    async close() {
      await rig.gateway.subject.stop();
      await rig.limit.subject.stop();
      for (const each of homes) each.remove();
    },
  };
}
