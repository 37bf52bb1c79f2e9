import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createHome, strayFailures, TOKEN } from '../support/gateway-process.ts';
import { connect } from '../support/operator-client.ts';
import type { Proof } from './proof.ts';

const STEP_MS = 10;
const SPAN_MS = 500;
const INSPECTOR_PORT = 9229;
const READY = /listening on (ws:\/\/127\.0\.0\.1:\d+)/g;
const LIMIT_MS = 15_000;
const LIVES = [
  ['SIGUSR1', false],
  ['SIGUSR1', true],
  ['SIGUSR2', false],
  ['SIGUSR2', true],
] as const;
/** The last word to a restart signal that came before the tree stood is the next boot's. */
const IGNORED = /restart signal ignored: it is not authorised/g;

/** Bit of SIGUSR2 in the mask of caught signals: Node itself leaves that one to whoever asks for it. */
const USR2 = 1n << 11n;

/** Whether the process has run a statement of ours: before that a signal meets Node alone. */
function caught(pid: number): boolean {
  try {
    const mask = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
    return (BigInt(`0x${mask}`) & USR2) !== 0n;
  } catch {
    // No /proc here: then every signal counts.
    return true;
  }
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectTcp(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** One life with one early signal. Resolves with what was wrong; `undefined`: Node had not come to us yet. */
async function live(
  afterMs: number,
  signal: 'SIGUSR1' | 'SIGUSR2',
  allowed: boolean,
): Promise<string[] | undefined> {
  const home = createHome({ commands: { restart: allowed } });
  const faults: string[] = [];
  let said = '';
  const child = spawn(process.execPath, ['bin/moltbot.cjs', 'gateway', '--port', '0'], {
    env: home.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = Promise.withResolvers<void>();
  const read = (chunk: Buffer): void => {
    said += String(chunk);
    printed.resolve();
    printed = Promise.withResolvers();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  try {
    await pause(afterMs);
    if (!caught(child.pid ?? 0)) {
      child.kill('SIGKILL');
      await ended;
      return undefined;
    }
    const up = [...said.matchAll(READY)].length > 0;
    child.kill(signal);
    const late = AbortSignal.timeout(LIMIT_MS);
    const dead = ended.then(([code, by]) => Promise.reject(new Error(`it died: ${code ?? by}: ${said}`)));
    // At the end it is meant to die; until then somebody waits for it.
    dead.catch(() => {});
    // What is still starting comes up once more at most; what ran before comes up again when it was allowed to.
    const wanted = up && allowed ? 2 : 1;
    while ([...said.matchAll(READY)].length < wanted && !late.aborted)
      await Promise.race([printed.promise, dead, pause(100)]);
    // A restart that was asked for during the boot follows at once: the client that finds the door shut comes again.
    for (;;) {
      const url = [...said.matchAll(READY)].at(-1)?.[1];
      if (late.aborted || url === undefined) throw new Error(`not up in time: ${said}`);
      try {
        const client = await connect({ url, token: TOKEN });
        await client.call('health');
        await client.close();
        break;
      } catch {
        // The door was shut by the restart; the next line says where it opens again.
        await Promise.race([printed.promise, dead, pause(100)]);
      }
    }
    if (said.includes('Debugger listening') || (await listens(INSPECTOR_PORT)))
      faults.push('the inspector was opened');
    child.kill('SIGTERM');
    const [code] = await ended;
    if (code !== 0) faults.push(`it ended with ${code}`);
    const warnings = home.log().match(IGNORED)?.length ?? 0;
    if (allowed && warnings > 0) faults.push('an authorised signal was refused');
    if (!allowed && warnings !== 1) faults.push(`${warnings} warnings for one signal`);
    faults.push(...strayFailures(home));
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
    child.kill('SIGKILL');
  } finally {
    home.remove();
  }
  return faults.map((fault) => `${signal} after ${afterMs} ms, ${allowed ? '' : 'not '}authorised: ${fault}`);
}

/** A restart signal at every ten milliseconds of the first half second of a life. */
export const proof: Proof = {
  name: 'sigusr1-early',
  promise: 'A restart signal in the first moments of a life opens no inspector and kills nothing',
  async run(context) {
    const points = Array.from({ length: SPAN_MS / STEP_MS + 1 }, (_, index) => index * STEP_MS);
    const every = Math.max(1, Math.round(1 / Math.max(context.scale, 0.1)));
    const chosen = points.filter((_, index) => index % every === 0);
    const faults: string[] = [];
    let lives = 0;
    let earliest = -1;
    for (const afterMs of chosen) {
      for (const [signal, allowed] of LIVES) {
        const found = await live(afterMs, signal, allowed);
        if (found === undefined) earliest = Math.max(earliest, afterMs);
        else lives += 1;
        faults.push(...(found ?? []));
      }
    }
    for (const fault of faults) context.log(fault);
    return {
      pass: faults.length === 0,
      figure: `${faults.length} faults of ${lives} lives with a signal in the first ${SPAN_MS} ms, half of them authorised; the others were each refused with one line; ${earliest < 0 ? 'none' : `those at up to ${earliest} ms`} met Node before a statement of ours and are not counted`,
    };
  },
};
