import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/generated/types.ts';
import type { Clock } from '../platform/clock.ts';
import { candidateRef, type Candidate } from './candidate.ts';
import type { EngineError, EngineFailureKind } from './engine.ts';
import { cliBackend } from './engines/cli-backends.ts';
import { BUILT_IN_PROVIDERS, keyVariables } from './engines/model-providers.ts';

/** A model whose last run failed on its side. */
export interface ModelTrouble {
  readonly candidate: Candidate;
  readonly kind: EngineFailureKind;
  /** As the run said it: it may quote a secret and has to be masked. */
  readonly reason: string;
  /** Of the first failure in a row (Unix epoch, ms). */
  readonly since: number;
  /** Runs that failed in a row. */
  readonly runs: number;
}

export interface ModelTroubles {
  /** A run is through with a model; `error`: why it failed. */
  ended(candidate: Candidate, error?: Pick<EngineError, 'kind' | 'message'>): void;
  list(): readonly ModelTrouble[];
}

interface Entry extends ModelTrouble {
  readonly last: number;
  /** What was configured when it failed last. */
  readonly settings: unknown;
}

/** A model that nobody has asked since is no longer anybody's trouble. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/**
 * Which models failed the last run that used them. An aborted run says nothing about its model. A trouble ends with a run
 * of that model that succeeds, and when its provider or the choice of models is configured anew.
 */
export function createModelTroubles(options: {
  readonly clock: Pick<Clock, 'now'>;
  readonly config: () => Config;
  /** What `list` says has changed. */
  readonly changed: () => void;
}): ModelTroubles {
  const { clock, config, changed } = options;
  const entries = new Map<string, Entry>();
  const current = (ref: string): Entry | undefined => {
    const entry = entries.get(ref);
    if (entry === undefined) return undefined;
    const same = isDeepStrictEqual(entry.settings, settingsOf(config(), entry.candidate.provider));
    if (same && clock.now() - entry.last < FORGOTTEN_AFTER_MS) return entry;
    entries.delete(ref);
    return undefined;
  };
  return {
    ended(candidate, error) {
      if (candidate.engine === 'offline' || error?.kind === 'aborted') return;
      const ref = candidateRef(candidate);
      const before = current(ref);
      if (error === undefined) {
        if (entries.delete(ref)) changed();
        return;
      }
      const now = clock.now();
      entries.set(ref, {
        candidate,
        kind: error.kind,
        reason: error.message,
        since: before?.since ?? now,
        runs: (before?.runs ?? 0) + 1,
        last: now,
        settings: settingsOf(config(), candidate.provider),
      });
      changed();
    },
    list: () => [...entries.keys()].flatMap((ref) => current(ref) ?? []),
  };
}

const settingsOf = ({ models, agents }: Config, provider: string): unknown => [
  models?.providers?.[provider],
  agents?.defaults?.cliBackends?.[provider],
  agents?.defaults?.model,
  agents?.defaults?.models,
  agents?.list?.map(({ model }) => model),
];

const MAX_REASON = 200;

/** One line for the operator: what fails, why, how often, and what helps. */
export function modelTroubleWords(
  trouble: ModelTrouble,
  {
    config,
    command,
    mask,
  }: { readonly config: Config; readonly command: string; mask(text: string): string },
): string {
  const { candidate, kind, runs } = trouble;
  // Masked before it is cut: half a secret is not recognized.
  const line = mask(trouble.reason).replaceAll(/\s+/gu, ' ').trim();
  const reason = line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)}…` : line;
  const often = runs === 1 ? 'the last run' : `the last ${runs} runs`;
  return `${candidateRef(candidate)} failed ${often}: ${reason} (${kind}); ${whatHelps(trouble, config, command)}`;
}

function whatHelps({ candidate, kind }: ModelTrouble, config: Config, command: string): string {
  const { provider, engine } = candidate;
  const another = `choose another model: ${command} configure`;
  switch (kind) {
    case 'auth':
      return engine === 'cli'
        ? `log in with ${programOf(config, provider)} as the user the gateway runs as`
        : setKey(config, provider, command);
    case 'billing':
      return `pay for more at ${provider}, or ${another}`;
    case 'rateLimit':
      return `it mostly passes by itself; models of agents.defaults.model.fallbacks take over meanwhile, or ${another}`;
    case 'network':
    case 'timeout':
      return engine === 'cli' ? tryByHand(config, provider) : isItUp(config, provider);
    case 'notFound':
      return `correct the name of the model or its provider, or ${another}`;
    default:
      return engine === 'cli' ? tryByHand(config, provider) : `the log has more: ${command} logs`;
  }
}

/** A key in the config hides one in the environment. */
function setKey(config: Config, provider: string, command: string): string {
  const names = keyVariables(provider);
  const set = `set its key: ${command} config set models.providers.${provider}.apiKey <key>`;
  const configured = config.models?.providers?.[provider]?.apiKey?.trim();
  if (configured || names.length === 0) return set;
  return `${set}, or ${names.join(' or ')} in the environment of the gateway and start it anew`;
}

function isItUp(config: Config, provider: string): string {
  const address = config.models?.providers?.[provider]?.baseUrl ?? BUILT_IN_PROVIDERS.get(provider)?.baseUrl;
  const where = address === undefined ? '' : ` at ${withoutSecrets(address)}`;
  return `is the server up${where}, and can this machine reach it?`;
}

/** Health goes to every client. */
function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return address;
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}

const programOf = (config: Config, provider: string): string =>
  cliBackend(config, provider)?.command ?? provider;

const tryByHand = (config: Config, provider: string): string =>
  `try ${programOf(config, provider)} by hand as the user the gateway runs as`;
