import type { Config } from '../config/generated/types.ts';
import type { EnvVars } from '../platform/env.ts';
import { agentConfig } from './agent-list.ts';
import { candidateRef, parseRef, type Candidate, type EngineSelection } from './candidate.ts';
import { isCliBackend } from './engines/cli-backends.ts';
import { BUILT_IN_PROVIDERS, providerKey } from './engines/model-providers.ts';
import type { Ollama } from './engines/ollama.ts';
import { KNOWN_MODELS } from './known-models.ts';

export interface ResolveOptions {
  readonly config: () => Config;
  readonly env: EnvVars;
  readonly ollama: Pick<Ollama, 'models'>;
}

export const OFFLINE: Candidate = { provider: 'offline', model: 'offline', engine: 'offline' };

/**
 * The candidates of a run, in order: session override → agent → defaults, then fallbacks, then the configured primary.
 * With nothing configured: what a key in reach or a local Ollama offers, else the offline engine.
 */
export function createResolver(options: ResolveOptions) {
  return async (entry: EngineSelection | undefined, agentId: string): Promise<readonly Candidate[]> => {
    const config = options.config();
    const selected = overrideOf(entry);
    const configured = configuredModel(config, agentId);
    const primary = selected ?? configured.primary ?? (await discover(options));
    const fallbacks = configured.fallbacks.filter((ref) => inAllowlist(config, ref));
    const refs = [primary, ...fallbacks, configured.primary];
    const candidates = refs.flatMap((ref) => (ref === undefined ? [] : toCandidate(config, ref)));
    const unique = new Map(candidates.map((candidate) => [candidateRef(candidate), candidate]));
    return unique.size > 0 ? [...unique.values()] : [OFFLINE];
  };
}

interface ConfiguredModel {
  readonly primary: string | undefined;
  readonly fallbacks: readonly string[];
}

/** The agent's own model, else that of `agents.defaults`; each may be a string or `{primary, fallbacks}`. */
export function configuredModel(config: Config, agentId: string): ConfiguredModel {
  const own = normalizeModel(agentConfig(config, agentId)?.model);
  const common = normalizeModel(config.agents?.defaults?.model);
  return {
    primary: own.primary ?? common.primary,
    fallbacks: own.fallbacks.length > 0 ? own.fallbacks : common.fallbacks,
  };
}

/** A reference as written (`provider/model`, an alias, a bare model or provider id) as a candidate. */
export function toCandidate(config: Config, written: string): Candidate {
  const ref = aliasTarget(config, written) ?? written;
  const parsed = parseRef(ref) ?? guess(config, ref.trim());
  const engine = engineOf(config, parsed.provider);
  return { ...parsed, engine };
}

/** True when the alias, model or provider is one this gateway can reach, given a key. */
export function isKnownRef(config: Config, written: string): boolean {
  const { engine, provider } = toCandidate(config, written);
  if (engine !== 'model' || provider === 'ollama' || BUILT_IN_PROVIDERS.has(provider)) return true;
  return Object.hasOwn(config.models?.providers ?? {}, provider);
}

/** Whether a person may choose it: `agents.defaults.models`, when set, is the whole choice; the offline engine is always there. */
export function mayChoose(config: Config, candidate: Candidate): boolean {
  return candidate.engine === 'offline' || inAllowlist(config, candidateRef(candidate));
}

const UNKNOWN_PROVIDER = 'unknown';

function normalizeModel(model: unknown): ConfiguredModel {
  if (typeof model === 'string') return { primary: blankToNothing(model), fallbacks: [] };
  const value = (model ?? {}) as { primary?: string; fallbacks?: readonly string[] };
  return { primary: blankToNothing(value.primary), fallbacks: value.fallbacks ?? [] };
}

function overrideOf(entry: EngineSelection | undefined): string | undefined {
  const model = blankToNothing(entry?.modelOverride);
  if (model === undefined) return undefined;
  const provider = blankToNothing(entry?.providerOverride);
  return provider === undefined ? model : `${provider}/${model}`;
}

function aliasTarget(config: Config, written: string): string | undefined {
  const wanted = written.trim().toLowerCase();
  const models = Object.entries(config.agents?.defaults?.models ?? {});
  return models.find(([, settings]) => settings?.alias?.toLowerCase() === wanted)?.[0];
}

function guess(config: Config, bare: string): { provider: string; model: string } {
  const id = bare.toLowerCase();
  if (id === 'offline' || isCliBackend(config, id))
    return { provider: id, model: id === 'offline' ? id : 'default' };
  const configured = config.models?.providers?.[id];
  const firstModel = configured?.models?.[0]?.id ?? BUILT_IN_PROVIDERS.get(id)?.defaultModel;
  if (firstModel !== undefined) return { provider: id, model: firstModel };
  const offered = Object.entries(config.models?.providers ?? {}).flatMap(([provider, settings]) =>
    (settings.models ?? []).map((model) => ({ provider, model: model.id ?? '' })),
  );
  const known = KNOWN_MODELS.map((row) => ({ provider: row.provider, model: row.id }));
  const match = [...offered, ...known].find(({ model }) => model.toLowerCase() === id);
  return match ?? { provider: UNKNOWN_PROVIDER, model: bare };
}

function engineOf(config: Config, provider: string): Candidate['engine'] {
  if (provider === 'offline') return 'offline';
  return isCliBackend(config, provider) ? 'cli' : 'model';
}

function inAllowlist(config: Config, ref: string): boolean {
  const allowed = Object.keys(config.agents?.defaults?.models ?? {});
  if (allowed.length === 0) return true;
  const wanted = candidateRef(toCandidate(config, ref));
  return allowed.some((entry) => candidateRef(toCandidate(config, entry)) === wanted);
}

/** Config providers first, then keys in the environment in the order of the table, then a local Ollama. */
async function discover(options: ResolveOptions): Promise<string | undefined> {
  const { env, ollama } = options;
  const current = options.config();
  for (const [id, provider] of Object.entries(current.models?.providers ?? {})) {
    const model = provider?.models?.[0]?.id ?? BUILT_IN_PROVIDERS.get(id)?.defaultModel;
    const reachable =
      provider?.baseUrl !== undefined || providerKey(id, { config: current, env }) !== undefined;
    if (model !== undefined && reachable) return `${id}/${model}`;
  }
  for (const [id, { defaultModel }] of BUILT_IN_PROVIDERS) {
    if (providerKey(id, { config: current, env }) !== undefined) return `${id}/${defaultModel}`;
  }
  const [local] = await ollama.models();
  return local === undefined ? undefined : `ollama/${local}`;
}

const blankToNothing = (text: string | undefined): string | undefined => text?.trim() || undefined;
