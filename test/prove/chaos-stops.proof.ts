import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { createSeededRandom } from '../../src/platform/random.ts';
import { modelConfig, startDripModel } from '../support/drip-model.ts';
import { createHome, NO_SAFE_MODE, strayFailures, TOKEN, type Home } from '../support/gateway-process.ts';
import { connect, type BenchClient } from '../support/operator-client.ts';
import { isRunning } from '../support/processes.ts';
import { allowedMs, scaled, type Proof } from './proof.ts';

const BUDGET_MS = 3_000;
/** The end of the process itself, on a busy machine. */
const SLACK_MS = 1_500;
const READY = /listening on ws:\/\/127\.0\.0\.1:(\d+)/;
const SCENES = [
  'while it starts',
  'idle',
  'a run that never ends',
  'a run that ignores cancellation',
  'a peer that never reads',
  'sockets without hello',
  'a request that never ends',
  'in the middle of a reload',
  'in the middle of a restart',
] as const;
type Scene = (typeof SCENES)[number];

interface Life {
  readonly home: Home;
  readonly port: number;
  readonly child: ReturnType<typeof spawn>;
  readonly sockets: Socket[];
}

const STUB = path.join(import.meta.dirname, '../support/stub-agent-cli.mjs');
const pidFile = (home: Home): string => path.join(home.dir, 'stuck-pids.json');

/** An agent program that, with a child of its own, takes no notice of SIGTERM. */
const stuckConfig = (home: Home): Record<string, unknown> => ({
  agents: {
    defaults: {
      model: { primary: 'stuck/any' },
      cliBackends: {
        stuck: { command: process.execPath, args: [STUB, 'hang', '--pids', pidFile(home)], output: 'jsonl' },
      },
    },
  },
});

/** What is in the books about the run that was in flight. */
function endOfRun(home: Home): string {
  const db = new DatabaseSync(path.join(home.dir, 'gateway.db'), { readOnly: true });
  try {
    const row = db.prepare('SELECT state, status FROM runs ORDER BY accepted_at DESC LIMIT 1').get();
    return String(row?.['status'] ?? row?.['state'] ?? 'no run');
  } finally {
    db.close();
  }
}

const hasRun = (scene: Scene): boolean =>
  scene === 'a run that never ends' || scene === 'a run that ignores cancellation';

const raw = (life: Life, text: string): void => {
  const socket = connectTcp(life.port, '127.0.0.1');
  socket.on('error', () => {
    // It is cut at the end of the stop: that is what is being looked at.
  });
  if (text !== '') socket.write(text);
  life.sockets.push(socket);
};

/** Brings the gateway into the scene. Resolves with the client that must be told. */
async function set(scene: Scene, life: Life): Promise<BenchClient | undefined> {
  if (scene === 'while it starts') return undefined;
  const client = await connect({ url: `ws://127.0.0.1:${life.port}`, token: TOKEN });
  if (hasRun(scene)) {
    const started = new Promise<void>((resolve) => {
      client.socket.on('message', (data: Buffer) => {
        if (String(data).includes('"stream":"assistant"')) resolve();
      });
    });
    const idempotencyKey = `k-${life.child.pid}`;
    await client.call('agent', { message: 'talk', idempotencyKey, sessionKey: 'endless' });
    await Promise.race([started, pause(5_000).then(() => Promise.reject(new Error('no word of the run')))]);
  } else if (scene === 'a peer that never reads') {
    const deaf = await connect({ url: `ws://127.0.0.1:${life.port}`, token: TOKEN });
    deaf.socket.pause();
    life.sockets.push((deaf.socket as unknown as { _socket: Socket })._socket);
  } else if (scene === 'sockets without hello') {
    for (let count = 0; count < 5; count += 1) raw(life, '');
    raw(life, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n');
  } else if (scene === 'a request that never ends') {
    raw(life, 'POST /anything HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nbeginning');
  } else if (scene === 'in the middle of a reload') {
    life.home.write({ ...baseConfig, logging: { level: 'debug' } });
    await pause(300);
  } else if (scene === 'in the middle of a restart') {
    await client.call('system.restart', { reason: 'proof', delayMs: 0 });
  }
  return client;
}

let baseConfig: Record<string, unknown> = {};

/** Bit of SIGHUP in the mask of caught signals: Node itself leaves that one alone. */
const HUP = 1n;

/** Before that a signal meets Node alone, which dies of it: an exit of that kind is no stop of ours. */
async function answersSignals(pid: number): Promise<void> {
  for (;;) {
    try {
      const mask = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
      if ((BigInt(`0x${mask}`) & HUP) !== 0n) return;
    } catch {
      // It ended, or there is no /proc here: then a moment has to do.
      return pause(300);
    }
    await pause(5);
  }
}

/** One life and its stop. Resolves with what was wrong and how long the stop took. */
async function stopOnce(options: {
  readonly home: Home;
  readonly scene: Scene;
  readonly signal: 'SIGTERM' | 'SIGINT' | 'system.stop';
  readonly twice: boolean;
  readonly fraction: () => number;
  readonly withinMs: number;
}): Promise<{ readonly faults: string[]; readonly tookMs: number }> {
  const { home, scene, signal, twice, fraction, withinMs } = options;
  const faults: string[] = [];
  const before = home.log().length;
  const child = spawn(
    process.execPath,
    ['bin/moltbot.cjs', 'gateway', '--port', '0', '--shutdown-timeout', `${BUDGET_MS}ms`, ...NO_SAFE_MODE],
    { env: home.env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  let printed = Promise.withResolvers<void>();
  const read = (chunk: Buffer): void => {
    said += String(chunk);
    printed.resolve();
    printed = Promise.withResolvers();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  const life = { home, child, sockets: [] as Socket[], port: 0 };
  let told = false;
  try {
    if (scene === 'while it starts') {
      await answersSignals(child.pid ?? 0);
      await pause(fraction() * 200);
    } else {
      while (!READY.test(said))
        await Promise.race([printed.promise, ended.then(() => Promise.reject(new Error(said)))]);
      life.port = Number(READY.exec(said)?.[1]);
    }
    const client = await set(scene, life).catch((error: unknown) => {
      throw new Error(`${scene} could not be set: ${String(error)}; ${home.log().slice(before).slice(-600)}`);
    });
    client?.socket.on('message', (data: Buffer) => {
      if (String(data).includes('"event":"shutdown"')) told = true;
    });
    const restarting = scene === 'in the middle of a restart';
    await pause(restarting ? fraction() * 40 : fraction() * 60);
    const begun = performance.now();
    if (signal === 'system.stop' && client !== undefined && !restarting)
      void client.call('system.stop', { reason: 'proof' }).catch(() => {});
    else child.kill(signal === 'system.stop' ? 'SIGTERM' : signal);
    if (twice) {
      await pause(fraction() * 30);
      child.kill('SIGTERM');
    }
    const late = setTimeout(() => child.kill('SIGKILL'), withinMs + 5_000);
    const [code, by] = await ended;
    clearTimeout(late);
    const tookMs = performance.now() - begun;
    if (code !== 0) faults.push(`it ended with ${code ?? by}: ${said.slice(-300)}`);
    if (tookMs > withinMs) faults.push(`it took ${tookMs.toFixed(0)} ms`);
    // Who was connected to a boot that was restarting heard of that restart, on a socket that is gone.
    if (client !== undefined && !restarting && !told) faults.push('the client was not told');
    const lines = home.log().slice(before).trimEnd().split('\n');
    const last = lines.findLastIndex((line) => line.includes('"gateway stopped"'));
    if (last >= 0 && last !== lines.length - 1) faults.push(`logged after the last line: ${lines.at(-1)}`);
    if (hasRun(scene)) {
      const end = endOfRun(home);
      // A second signal does not wait for the books: the next boot finds the run open and closes it.
      if (end !== 'interrupted' && !(twice && end === 'running')) faults.push(`the run is ${end}`);
    }
    if (scene === 'a run that ignores cancellation') {
      const left = (JSON.parse(readFileSync(pidFile(home), 'utf8')) as number[]).filter(isRunning);
      if (left.length > 0 && !twice) faults.push(`the agent program is left: ${left.join(', ')}`);
    }
    if (last < 0 && scene !== 'while it starts') faults.push('no last line');
    for (const name of ['gateway.sock', 'gateway.lock.json'])
      if (existsSync(path.join(home.dir, name))) faults.push(`${name} is left`);
    return { faults, tookMs };
  } finally {
    for (const socket of life.sockets) socket.destroy();
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
}

/** Stops at random moments of every kind of life. */
export const proof: Proof = {
  name: 'chaos-stops',
  promise:
    'However it is busy, a stop ends with 0 inside its budget; whoever listens was told first, and the last line is the last',
  async run(context) {
    const rounds = scaled(context, 200, SCENES.length);
    const random = createSeededRandom(context.seed);
    const fraction = (): number => random.fraction();
    const model = await startDripModel({ kind: 'drip', words: 100_000, everyMs: 20 });
    baseConfig = modelConfig(model.baseUrl);
    const home = createHome(baseConfig);
    const faults: string[] = [];
    const withinMs = allowedMs(context, BUDGET_MS + SLACK_MS);
    const took = new Map<Scene, number>();
    try {
      for (let round = 0; round < rounds; round += 1) {
        const scene = SCENES[round % SCENES.length] ?? 'idle';
        const signal =
          (['SIGTERM', 'SIGINT', 'system.stop'] as const)[Math.floor(fraction() * 3)] ?? 'SIGTERM';
        const twice = fraction() < 0.25 && scene !== 'in the middle of a restart';
        rmSync(pidFile(home), { force: true });
        home.write(scene === 'a run that ignores cancellation' ? stuckConfig(home) : baseConfig);
        const one = await stopOnce({ home, scene, signal, twice, fraction, withinMs });
        took.set(scene, Math.max(took.get(scene) ?? 0, one.tookMs));
        faults.push(
          ...one.faults.map((fault) => `${scene}, ${signal}${twice ? ' and a second one' : ''}: ${fault}`),
        );
      }
      faults.push(...strayFailures(home));
    } finally {
      await model.close();
      home.remove();
    }
    for (const fault of faults.slice(0, 20)) context.log(fault);
    const slowest = [...took].map(([scene, ms]) => `${scene} ${ms.toFixed(0)}`).join(', ');
    return {
      pass: faults.length === 0,
      figure: `${faults.length} faults in ${rounds} stops with a budget of ${BUDGET_MS} ms, none by SIGKILL; slowest in ms: ${slowest}`,
    };
  },
};
