import { expandHome } from '../platform/paths.ts';
import type { Config } from './generated/types.ts';
import { setOwn } from './include.ts';
import { isRecord } from './validate.ts';

type Tree = Readonly<Record<string, unknown>>;

/** Filled in where a section exists; those under `always` are filled in anyway. */
const ALWAYS: Tree = {
  messages: { ackReactionScope: 'group-mentions' },
  commands: { native: 'auto', nativeSkills: 'auto' },
  agents: { defaults: { maxConcurrent: 4, subagents: { maxConcurrent: 8 } } },
};
const WHERE_PRESENT: Tree = {
  logging: { redactSensitive: 'tools' },
  channels: {
    whatsapp: {
      dmPolicy: 'pairing',
      groupPolicy: 'allowlist',
      mediaMaxMb: 50,
      debounceMs: 0,
      ackReaction: { direct: true, group: 'mentions' },
    },
    telegram: { dmPolicy: 'pairing', groupPolicy: 'allowlist', streamMode: 'partial' },
  },
};

const PATH_KEY = /(dir|path|paths|file|root|workspace|pathPrepend)$/i;
const PATH_LISTS = new Set(['paths', 'pathPrepend']);

/** Adds the documented defaults to a valid configuration and makes `~` paths absolute. Nothing given is changed otherwise. */
export function applyDefaults(config: Config, home: string): Config {
  const present = fill(config as Tree, WHERE_PRESENT, 'present');
  const complete = fill(present, ALWAYS, 'always');
  return expandPaths(withModelDefaults(withMainKey(complete)), home) as Config;
}

function fill(given: Tree, defaults: Tree, mode: 'always' | 'present'): Tree {
  const filled: Record<string, unknown> = { ...given };
  for (const [key, value] of Object.entries(defaults)) {
    const current = filled[key];
    if (isRecord(value)) {
      if (isRecord(current)) filled[key] = fill(current, value, insideOf(mode, value));
      else if (current === undefined && mode === 'always') filled[key] = fill({}, value, 'always');
    } else if (current === undefined) filled[key] = value;
  }
  return filled;
}

/** A section that holds values gets all of its inner sections too; one that only holds sections keeps asking for presence. */
const insideOf = (mode: 'always' | 'present', defaults: Tree): 'always' | 'present' =>
  mode === 'always' || Object.values(defaults).some((value) => !isRecord(value)) ? 'always' : 'present';

function withMainKey(config: Tree): Tree {
  return isRecord(config['session'])
    ? { ...config, session: { ...config['session'], mainKey: 'main' } }
    : config;
}

const CONTEXT_WINDOW = 200_000;
const MAX_TOKENS = 8192;

function withModelDefaults(config: Tree): Tree {
  const models = config['models'];
  const providers = isRecord(models) ? models['providers'] : undefined;
  if (!isRecord(models) || !isRecord(providers)) return config;
  const filled = Object.entries(providers).map(([id, provider]) => {
    if (!isRecord(provider) || !Array.isArray(provider['models'])) return [id, provider] as const;
    return [id, { ...provider, models: provider['models'].map(modelWithDefaults) }] as const;
  });
  return { ...config, models: { ...models, providers: Object.fromEntries(filled) } };
}

function modelWithDefaults(model: unknown): unknown {
  if (!isRecord(model)) return model;
  const contextWindow = typeof model['contextWindow'] === 'number' ? model['contextWindow'] : CONTEXT_WINDOW;
  const free = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  return {
    reasoning: false,
    input: ['text'],
    cost: free,
    maxTokens: Math.min(MAX_TOKENS, contextWindow),
    ...model,
    contextWindow,
  };
}

function expandPaths(value: unknown, home: string, key = ''): unknown {
  if (typeof value === 'string')
    return isHomePath(value) && PATH_KEY.test(key) ? expandHome(value, home) : value;
  if (Array.isArray(value)) {
    const inner = PATH_LISTS.has(key) ? key : '';
    return value.map((item) => expandPaths(item, home, inner));
  }
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) setOwn(copy, name, expandPaths(item, home, name));
  return copy;
}

const isHomePath = (value: string): boolean =>
  value === '~' || value.startsWith('~/') || value.startsWith('~\\');
