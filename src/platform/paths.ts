import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Env } from './env.ts';
import { profileSuffix } from './profile.ts';

/** Where everything of one instance lives. All absolute. */
export interface Paths {
  readonly profile: string;
  readonly home: string;
  readonly stateDir: string;
  readonly configPath: string;
  /** The operator's socket: speaks the protocol, needs no secret. A named pipe on Windows. */
  readonly socketPath: string;
  readonly dbPath: string;
  readonly lockPath: string;
  /** Who holds the lock; informational only. */
  readonly lockFactsPath: string;
  /** The configuration the gateway last ran on in good health, as bytes; mode 0600. */
  readonly lastGoodPath: string;
  /** A change of the configuration that nobody has confirmed yet. */
  readonly unconfirmedPath: string;
  readonly credentialsDir: string;
  /** The secret made at first start when none is configured. */
  readonly gatewayTokenPath: string;
  readonly identityDir: string;
  readonly logDir: string;
  /** The daily log; `YYYY-MM-DD` stands for the local date. */
  readonly logFile: string;
  readonly mediaDir: string;
  readonly workspace: string;
  readonly canvasRoot: string;
}

export interface PathsOptions {
  readonly env: Env;
  /** Lower case; `default` for none. */
  readonly profile: string;
  /** The operator's home directory. */
  readonly home: string;
  /** Tells whether a file exists; only asked about the config file of older releases. */
  readonly exists?: (path: string) => boolean;
}

const CONFIG_NAME = 'moltbot.json';
const LEGACY_CONFIG_NAME = 'clawdbot.json';

/** Explicit variables win over what the profile implies. `~` is the given home. */
export function resolvePaths(options: PathsOptions): Paths {
  const { env, profile, home, exists = existsSync } = options;
  const suffix = profileSuffix(profile);
  const given = (value: string | undefined): string | undefined => {
    const trimmed = value?.trim();
    return trimmed ? expandHome(trimmed, home) : undefined;
  };
  const stateDir = given(env.get('stateDir')) ?? join(home, `.clawdbot${suffix}`);
  const credentialsDir = given(env.get('oauthDir')) ?? join(stateDir, 'credentials');
  const logDir = join(stateDir, 'logs');
  return {
    profile,
    home,
    stateDir,
    configPath: given(env.get('configPath')) ?? findConfig(stateDir, exists),
    socketPath: socketPathIn(stateDir),
    dbPath: join(stateDir, 'gateway.db'),
    lockPath: join(stateDir, 'gateway.lock'),
    lockFactsPath: join(stateDir, 'gateway.lock.json'),
    lastGoodPath: join(stateDir, 'config-last-good.json'),
    unconfirmedPath: join(stateDir, 'config-unconfirmed.json'),
    credentialsDir,
    gatewayTokenPath: join(credentialsDir, 'gateway-token'),
    identityDir: join(stateDir, 'identity'),
    logDir,
    logFile: join(logDir, 'moltbot-YYYY-MM-DD.log'),
    mediaDir: join(stateDir, 'media'),
    workspace: join(home, `clawd${suffix}`),
    canvasRoot: join(home, `clawd${suffix}`, 'canvas'),
  };
}

/** `~`, `~/x` and relative paths become absolute; everything else stays. */
export function expandHome(path: string, home: string): string {
  if (path === '~') return home;
  if (path.startsWith('~/') || path.startsWith('~\\')) return join(home, path.slice(2));
  return isAbsolute(path) ? path : resolve(path);
}

function findConfig(stateDir: string, exists: (path: string) => boolean): string {
  const current = join(stateDir, CONFIG_NAME);
  const legacy = join(stateDir, LEGACY_CONFIG_NAME);
  return !exists(current) && exists(legacy) ? legacy : current;
}

/** Windows has no socket files, but pipes, whose names all users share. */
const socketPathIn = (stateDir: string): string =>
  process.platform === 'win32' ? pipeName(stateDir) : join(stateDir, 'gateway.sock');

/** The whole name may have 256 characters. */
const MAX_READABLE = 100;

/**
 * The pipe of a state directory, whose path means the same in any case. Letters beyond ASCII are not in the readable part: the hash tells
 * the directories of two people apart.
 */
export function pipeName(stateDir: string): string {
  // Wanted on Windows alone, and no command elsewhere waits for it.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const lower = stateDir.toLowerCase();
  const readable = lower.replaceAll(/[^a-z0-9]+/g, '-').slice(-MAX_READABLE);
  const hash = createHash('sha256').update(lower).digest('hex').slice(0, 12);
  return `\\\\.\\pipe\\moltbot-${readable}-${hash}`;
}
