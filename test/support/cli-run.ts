import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import type { TestContext } from 'node:test';
import type { CliIo, GatewayRunFlags } from '../../src/cli/io.ts';
import { ownName } from '../../src/cli/own-name.ts';
import { run } from '../../src/cli/program.ts';
import { createEnv } from '../../src/platform/env.ts';
import type { EnvVars } from '../../src/platform/env.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { systemRandom } from '../../src/platform/random.ts';

export interface Bench {
  readonly dir: string;
  readonly io: CliIo;
  /** Flags each `moltbot gateway` was given. */
  readonly started: GatewayRunFlags[];
  /** Presses Ctrl-C. */
  interrupt(): void;
  stdout(): string;
  stderr(): string;
  /** Resolves once stdout contains the text. */
  shows(text: string): Promise<void>;
  run(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
}

export interface BenchOptions {
  readonly env?: EnvVars;
  readonly config?: unknown;
  readonly profile?: string;
  readonly isTTY?: boolean;
  /** What stands on standard input. */
  readonly input?: string;
}

/** The command line in a state directory of its own, its output kept. Removed with the test. */
export function createBench(context: TestContext, options: BenchOptions = {}): Bench {
  const dir = mkdtempSync(join(tmpdir(), 'moltbot-cli-'));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  if (options.config !== undefined) writeFileSync(join(dir, 'moltbot.json'), JSON.stringify(options.config));
  const env = createEnv({ CLAWDBOT_STATE_DIR: dir, ...options.env });
  const waiting = new Set<() => void>();
  const collect = (): { stream: Writable & { isTTY?: boolean }; text: () => string } => {
    let text = '';
    const stream = new Writable({
      write(chunk, _encoding, done) {
        text += String(chunk);
        for (const wake of waiting) wake();
        done();
      },
    });
    return { stream: Object.assign(stream, { isTTY: options.isTTY === true }), text: () => text };
  };
  let out = collect();
  let err = collect();
  const interrupts = new Set<() => void>();
  const started: GatewayRunFlags[] = [];
  const base = {
    env,
    paths: resolvePaths({ env, profile: options.profile ?? 'default', home: dir }),
    clock: systemClock,
    random: systemRandom,
    version: '0.1.0',
    command: ownName({
      script: undefined,
      cwd: dir,
      searchPath: undefined,
      profile: options.profile ?? 'default',
    }),
    onInterrupt: (handler: () => void) => {
      interrupts.add(handler);
      return () => void interrupts.delete(handler);
    },
    machine: {
      platform: process.platform,
      uid: process.getuid?.() ?? 0,
      userName: userInfo().username,
      node: process.execPath,
      script: resolve('bin/moltbot.cjs'),
    },
    readInput: () => Promise.resolve(options.input ?? ''),
    runGateway: (flags: GatewayRunFlags) => {
      started.push(flags);
      return Promise.resolve(0);
    },
  };
  const io = (): CliIo => ({ ...base, stdout: out.stream, stderr: err.stream });
  return {
    dir,
    get io() {
      return io();
    },
    started,
    interrupt: () => {
      for (const handler of interrupts) handler();
    },
    stdout: () => out.text(),
    stderr: () => err.text(),
    shows: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!out.text().includes(text) && !err.text().includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async run(...argv) {
      out = collect();
      err = collect();
      const code = await run(argv, io());
      return { code, stdout: out.text(), stderr: err.text() };
    },
  };
}
