/** Who may import whom. `types` folders may be imported as types only. */
export interface RoomRule {
  readonly may: readonly string[];
  readonly types?: readonly string[];
}

const channelLike: RoomRule = { may: ['platform', 'protocol', 'store'], types: ['config'] };

export const ROOMS: Readonly<Record<string, RoomRule>> = {
  protocol: { may: [] },
  platform: { may: [] },
  config: { may: ['platform', 'protocol'] },
  machines: { may: ['protocol'], types: ['config'] },
  store: { may: ['platform', 'protocol'], types: ['config'] },
  channels: channelLike,
  agent: channelLike,
  nodes: channelLike,
  browser: channelLike,
  api: { may: ['protocol', 'platform', 'store'], types: ['config'] },
  actors: {
    may: [
      'protocol',
      'platform',
      'config',
      'machines',
      'store',
      'channels',
      'agent',
      'nodes',
      'browser',
      'api',
    ],
  },
  service: { may: ['platform', 'config'] },
  cli: { may: ['protocol', 'platform', 'config', 'service'] },
  main: { may: ['cli', 'platform'] },
  ui: { may: ['protocol'] },
};

/** The only crossing that is allowed lazily: the verb that becomes the daemon. */
export const LAZY_CROSSINGS: readonly { readonly from: string; readonly to: string }[] = [
  { from: 'src/cli/gateway-run.ts', to: 'actors' },
];

/** Every library the source may use, and the places that may import it (path prefixes). */
export const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  xstate: ['src/machines/', 'src/actors/'],
  ws: ['src/actors/server/', 'src/cli/client'],
  '@whiskeysockets/baileys': ['src/channels/whatsapp/'],
  grammy: ['src/channels/telegram/'],
  'file-type': ['src/channels/media/'],
  'ipaddr.js': ['src/channels/media/'],
  marked: ['src/channels/text/'],
  pngjs: ['src/channels/'],
  qr: ['src/channels/', 'src/cli/'],
  chokidar: ['src/actors/config/'],
  '@peculiar/x509': ['src/actors/server/make-certificate.ts'],
  'multicast-dns': ['src/platform/mdns.ts'],
  'dns-packet': ['src/platform/mdns.ts'],
  'reflect-metadata': ['src/actors/server/make-certificate.ts'],
  commander: ['src/cli/'],
  '@clack/prompts': ['src/cli/asker.ts'],
  execa: ['src/platform/exec.ts'],
  'ffi-rs': ['src/platform/c-library.ts'],
  pino: ['src/platform/'],
  plist: ['src/service/launchd/'],
  ai: ['src/agent/'],
  '@ai-sdk/anthropic': ['src/agent/'],
  '@ai-sdk/google': ['src/agent/'],
  '@ai-sdk/openai-compatible': ['src/agent/'],
  ajv: [
    'src/agent/tools/',
    'src/protocol/generated/',
    'src/config/generated/',
    'src/protocol/format-errors.ts',
  ],
  json5: ['src/config/'],
  '@humanwhocodes/momoa': ['src/config/'],
  typebox: [
    'src/protocol/schema/',
    'src/protocol/catalogue',
    'src/protocol/definitions.ts',
    'src/config/schema/',
  ],
};

/** Sources that only the generators load; the daemon must not reach them. */
export const BUILD_TIME: readonly string[] = [
  'src/protocol/schema/',
  'src/protocol/catalogue',
  'src/protocol/definitions.ts',
  'src/config/schema/',
];

/** Doors to the outside world, each in `src/platform` only. */
export const DOORS: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'process.env', pattern: /\bprocess\s*\.\s*env\b/g },
  { name: 'process.exit', pattern: /\bprocess\s*\.\s*exit\b/g },
  { name: 'process.exitCode', pattern: /\bprocess\s*\.\s*exitCode\b/g },
  { name: 'Date.now', pattern: /\bDate\s*\.\s*now\b/g },
  { name: 'new Date() of now', pattern: /\bnew\s+Date\s*(?:\(\s*\)|(?=[;,)\].]))/g },
  { name: 'performance.now', pattern: /\bperformance\s*\.\s*now\b/g },
  { name: 'Math.random', pattern: /\bMath\s*\.\s*random\b/g },
  { name: 'setTimeout', pattern: /(?<![.\w])(?:globalThis\s*\.\s*)?setTimeout\s*\(/g },
  { name: 'setInterval', pattern: /(?<![.\w])(?:globalThis\s*\.\s*)?setInterval\s*\(/g },
  { name: 'setImmediate', pattern: /(?<![.\w])(?:globalThis\s*\.\s*)?setImmediate\s*\(/g },
  { name: 'AbortSignal.timeout', pattern: /\bAbortSignal\s*\.\s*timeout\b/g },
];

/** Node modules that are doors themselves, and where they may be opened (path prefixes). */
export const NODE_DOORS: Readonly<Record<string, readonly string[]>> = {
  'node:timers': ['src/platform/'],
  'node:timers/promises': ['src/platform/'],
  'node:child_process': ['src/platform/', 'src/service/'],
  'node:cluster': [],
  'node:worker_threads': ['src/platform/'],
  'node:sqlite': ['src/store/', 'src/platform/lock.ts', 'src/channels/whatsapp/'],
};

export const VAGUE_NAMES: readonly string[] = [
  'manager',
  'helper',
  'helpers',
  'util',
  'utils',
  'impl',
  'worker',
  'monitor',
  'loop',
  'service',
];

export const MAX_LINES = 300;
