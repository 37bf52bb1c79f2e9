import type { EngineFailureKind, EngineInput } from './engine.ts';

/** One `provider/model` a run may try, with the engine that serves it. */
export interface Candidate {
  readonly provider: string;
  readonly model: string;
  readonly engine: 'offline' | 'model' | 'cli';
}

/** The part of a session entry that steers engine choice; a whole session entry fits. */
export interface EngineSelection {
  readonly providerOverride?: string | undefined;
  readonly modelOverride?: string | undefined;
}

/** What a run hands over; provider, model and the backend's session id are filled in per candidate. */
export type RunInput = Omit<EngineInput, 'provider' | 'model' | 'backendSessionId'> & {
  /** Backend id → its own session id, as kept in the session entry. */
  readonly cliSessionIds?: Readonly<Record<string, string>>;
};

/** Another candidate took over. `to` is the one in use from now on. */
export interface EngineSwitch {
  readonly from: Candidate;
  readonly to: Candidate;
  /** `cooldown`: `from` was not tried because it failed recently. */
  readonly reason: EngineFailureKind | 'cooldown';
  readonly message: string;
}

export const candidateRef = (candidate: Pick<Candidate, 'provider' | 'model'>): string =>
  `${candidate.provider}/${candidate.model}`;

/** Splits at the first slash, so `openrouter/vendor/name` keeps its model path; `undefined` when there is no provider. */
export function parseRef(ref: string): { provider: string; model: string } | undefined {
  const trimmed = ref.trim();
  const slash = trimmed.indexOf('/');
  if (slash <= 0 || slash === trimmed.length - 1) return undefined;
  return { provider: trimmed.slice(0, slash).toLowerCase(), model: trimmed.slice(slash + 1) };
}
