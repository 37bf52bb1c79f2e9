import type { Config } from '../../config/generated/types.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import { candidateRef } from '../candidate.ts';
import { configuredModel, isKnownRef, mayChoose, toCandidate } from '../resolve.ts';

/** The fields of a session entry that say which model answers; `null` removes one. */
export interface ModelOverride {
  readonly providerOverride: string | null;
  readonly modelOverride: string | null;
}

const NO_OVERRIDE: ModelOverride = { providerOverride: null, modelOverride: null };

/**
 * What a session must remember to use the model a client named. Naming the agent's own model removes the override, so
 * that the session follows the configuration again.
 *
 * @throws Failure INVALID_REQUEST
 */
export function chooseModel(config: Config, agentId: string, written: string | null): ModelOverride {
  if (written === null) return NO_OVERRIDE;
  const name = written.trim();
  if (name === '') throw invalidRequest('invalid model: empty');
  if (!isKnownRef(config, name)) throw invalidRequest(`invalid model: ${name} (use "provider/model")`);
  const chosen = toCandidate(config, name);
  const ref = candidateRef(chosen);
  const same = (other: string): boolean => candidateRef(toCandidate(config, other)) === ref;
  const primary = configuredModel(config, agentId).primary;
  if (primary !== undefined && same(primary)) return NO_OVERRIDE;
  if (!mayChoose(config, chosen)) throw invalidRequest(`model not allowed: ${ref}`);
  return { providerOverride: chosen.provider, modelOverride: chosen.model };
}
