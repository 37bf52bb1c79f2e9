import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const TOKEN = 'test-token-0123456789abcdef';

/** Where nobody listens. A machine may have a gateway of its own on the default port, which would answer the commands of a test. */
export const NOBODY = { CLAWDBOT_GATEWAY_PORT: '1' } as const;

/** For whoever kills a gateway again and again: the fourth start would leave its channels down. */
export const NO_SAFE_MODE: readonly string[] = ['--no-safe-mode'];

/** A home of its own: state directory, config, log. Nothing of the machine's user is read or written. */
export interface Home {
  readonly dir: string;
  readonly configPath: string;
  readonly logPath: string;
  readonly env: NodeJS.ProcessEnv;
  /** Writes the config anew, from the same base. */
  write(config: Record<string, unknown>): void;
  /** What the gateway has written to its log so far. */
  log(): string;
  remove(): void;
}

export function createHome(config: Record<string, unknown> = {}, extraEnv: NodeJS.ProcessEnv = {}): Home {
  const dir = mkdtempSync(path.join(tmpdir(), 'moltbot-test-'));
  const configPath = path.join(dir, 'moltbot.json');
  const logPath = path.join(dir, 'gateway.log');
  const base = {
    gateway: { mode: 'local', auth: { token: TOKEN } },
    logging: { file: logPath },
    agents: { defaults: { workspace: path.join(dir, 'workspace') } },
  };
  const write = (own: Record<string, unknown>): void =>
    writeFileSync(configPath, JSON.stringify(merge(base, own)));
  write(config);
  return {
    dir,
    configPath,
    logPath,
    env: {
      PATH: process.env['PATH'],
      HOME: dir,
      TMPDIR: process.env['TMPDIR'],
      CLAWDBOT_STATE_DIR: dir,
      CLAWDBOT_CONFIG_PATH: configPath,
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      // A port of its own is one that the test has chosen.
      ...(isObject(config['gateway']) && 'port' in config['gateway'] ? {} : NOBODY),
      ...extraEnv,
    },
    write,
    log: () => (existsSync(logPath) ? readFileSync(logPath, 'utf8') : ''),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function merge(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const out = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const mine = out[key];
    out[key] = isObject(mine) && isObject(value) ? merge(mine, value) : value;
  }
  return out;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface GatewayProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly url: string;
  readonly port: number;
  /** Milliseconds from spawn to the line that says where it listens. */
  readonly readyMs: number;
  output(): string;
  /** Resolves when it has printed more. */
  printed(): Promise<void>;
  /** Sends the signal and resolves with the exit code, or the signal's name when one ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
}

/** Lines about failures that no part of the gateway was waiting for. There must never be one. */
export const strayFailures = (home: Home): string[] =>
  home
    .log()
    .split('\n')
    .filter((line) => /unhandled|uncaught/i.test(line));

const alive = new Set<ChildProcess>();
// A test that dies must not leave a gateway behind.
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

interface Launch {
  readonly node?: string;
  /** The single-file executable, in place of a Node and our script. */
  readonly executable?: string;
  /** A program that becomes ours, and its arguments, e.g. `setpriv …`. */
  readonly under?: readonly string[];
}

const launchWords = (
  { node = process.execPath, executable, under = [] }: Launch,
  args: readonly string[],
): [string, ...string[]] =>
  [...under, ...(executable === undefined ? [node, 'bin/moltbot.cjs'] : [executable]), ...args] as [
    string,
    ...string[],
  ];

/** The real program in a process of its own, on a free port. @throws Error with its output when it ends before it listens */
export function startGateway(
  home: Home,
  args: readonly string[] = [],
  options: Launch & { readonly onSpawn?: (child: ChildProcess) => void } = {},
): Promise<GatewayProcess> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const [program, ...words] = launchWords(options, ['gateway', '--port', '0', ...args]);
    const child = spawn(program, words, { env: home.env, stdio: ['ignore', 'pipe', 'pipe'] });
    alive.add(child);
    options.onSpawn?.(child);
    child.once('exit', () => alive.delete(child));
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    let text = '';
    let printed = Promise.withResolvers<void>();
    const read = (chunk: Buffer): void => {
      text += String(chunk);
      printed.resolve();
      printed = Promise.withResolvers();
      const match = /listening on (wss?:\/\/\d[\d.]+:(\d+))(?=\D)/.exec(text);
      if (match === null) return;
      resolve({
        child,
        pid: child.pid ?? 0,
        url: match[1] ?? '',
        port: Number(match[2]),
        readyMs: performance.now() - begun,
        output: () => text,
        printed: () => printed.promise,
        stop: async (signal = 'SIGTERM') => {
          child.kill(signal);
          const [code, by] = await ended;
          return code ?? by ?? 'unknown';
        },
      });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void ended.then(([code, signal]) =>
      reject(new Error(`the gateway ended with ${code ?? signal} before it listened:\n${text}`)),
    );
  });
}

/** Runs a command of ours to its end. */
export async function runCli(
  home: Home,
  args: readonly string[],
  options: Launch & { readonly env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const [program, ...words] = launchWords(options, args);
  const child = spawn(program, words, {
    env: { ...home.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
