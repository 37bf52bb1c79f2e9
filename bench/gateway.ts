import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { start, type Subject } from './process.ts';

export const TOKEN = 'bench-token-0123456789abcdef';
const BIN = path.resolve('dist/bin/moltbot.cjs');

/** A gateway in a home of its own, from the built program. */
export interface Home {
  readonly dir: string;
  readonly logPath: string;
  readonly env: NodeJS.ProcessEnv;
  remove(): void;
}

export function createHome(extra: Record<string, unknown> = {}): Home {
  const dir = mkdtempSync(path.join(tmpdir(), 'moltbot-bench-'));
  const config = path.join(dir, 'moltbot.json');
  writeFileSync(
    config,
    JSON.stringify({
      gateway: { mode: 'local', auth: { token: TOKEN } },
      logging: { file: path.join(dir, 'gateway.log') },
      ...extra,
    }),
  );
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: dir,
    CLAWDBOT_STATE_DIR: dir,
    CLAWDBOT_CONFIG_PATH: config,
  };
  return {
    dir,
    logPath: path.join(dir, 'gateway.log'),
    env,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

export async function startGateway(home: Home): Promise<{ subject: Subject; url: string }> {
  const { subject, match } = await start(
    [BIN, 'gateway', '--port', '0'],
    home.env,
    /listening on (ws:\/\/127\.0\.0\.1:\d+)/,
  );
  return { subject, url: match[1] ?? '' };
}

export function cli(
  home: Home,
  args: readonly string[],
): { ms: number; status: number | null; stdout: string } {
  const begun = performance.now();
  const result = spawnSync(process.execPath, [BIN, ...args], { env: home.env, encoding: 'utf8' });
  return { ms: performance.now() - begun, status: result.status, stdout: result.stdout };
}
