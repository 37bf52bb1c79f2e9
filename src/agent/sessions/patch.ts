import type { SessionsPatchParams } from '../../protocol/generated/types.ts';
import type { Config } from '../../config/generated/types.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type { SessionEntry } from './entry.ts';
import { isSubagentKey, parseSessionKey } from './keys.ts';
import { chooseModel } from './model-choice.ts';

/** Fields to set; `null` removes one. */
export type EntryChanges = Readonly<Record<string, unknown>>;

interface Choice {
  readonly values: readonly string[];
  /** `off` is the absence of the field. */
  readonly offRemoves?: true;
}

const CHOICES = {
  thinkingLevel: { values: ['off', 'minimal', 'low', 'medium', 'high', 'xhigh'], offRemoves: true },
  verboseLevel: { values: ['on', 'off', 'full'] },
  reasoningLevel: { values: ['on', 'off', 'stream'], offRemoves: true },
  responseUsage: { values: ['off', 'tokens', 'full', 'on'], offRemoves: true },
  // Stored when off: it must win over a default that is on.
  elevatedLevel: { values: ['on', 'off', 'ask', 'full'] },
  execHost: { values: ['sandbox', 'gateway', 'node'] },
  execSecurity: { values: ['deny', 'allowlist', 'full'] },
  execAsk: { values: ['off', 'on-miss', 'always'] },
  sendPolicy: { values: ['allow', 'deny'] },
  groupActivation: { values: ['mention', 'always'] },
} as const satisfies Partial<Record<keyof SessionsPatchParams, Choice>>;

const LABEL_CHARS = 64;

export interface PatchContext {
  readonly config: Config;
  /** Canonical key of the session being changed. */
  readonly key: string;
  readonly entry: SessionEntry;
  /** True when another session of the agent bears the label. */
  labelTaken(label: string): boolean;
}

function chosen(field: keyof typeof CHOICES, value: string): string | null {
  const { values, ...rule }: Choice = CHOICES[field];
  const wanted = value.trim().toLowerCase();
  if (!values.includes(wanted)) {
    throw invalidRequest(`invalid ${field} (use ${values.map((each) => `"${each}"`).join('|')})`);
  }
  return wanted === 'off' && rule.offRemoves === true ? null : wanted;
}

function checkedLabel(value: string, context: PatchContext): string {
  const label = value.trim();
  if (label === '') throw invalidRequest('invalid label: empty');
  if (label.length > LABEL_CHARS) throw invalidRequest(`invalid label: too long (max ${LABEL_CHARS})`);
  if (context.labelTaken(label)) throw invalidRequest(`label already in use: ${label}`);
  return label;
}

/** Who made a sub-agent's session is written once: cleanup follows it. */
function checkedSpawner(value: string | null, { config, key, entry }: PatchContext): string | null {
  if (value === null) {
    if (entry.spawnedBy !== undefined) throw invalidRequest('spawnedBy cannot be cleared once set');
    return null;
  }
  const spawner = value.trim();
  if (spawner === '') throw invalidRequest('invalid spawnedBy: empty');
  if (!isSubagentKey(parseSessionKey(config, key).rest)) {
    throw invalidRequest('spawnedBy is only supported for subagent:* sessions');
  }
  if (entry.spawnedBy !== undefined && entry.spawnedBy !== spawner) {
    throw invalidRequest('spawnedBy cannot be changed once set');
  }
  return spawner;
}

/**
 * Checks the fields of a `sessions.patch` and says what they change.
 *
 * @throws Failure INVALID_REQUEST with the texts clients know
 */
export function patchChanges(params: SessionsPatchParams, context: PatchContext): EntryChanges {
  const changes: Record<string, unknown> = {};
  for (const field of Object.keys(CHOICES) as (keyof typeof CHOICES)[]) {
    const value = params[field];
    if (value !== undefined) changes[field] = value === null ? null : chosen(field, value);
  }
  const { label, execNode, spawnedBy, model } = params;
  if (label !== undefined) changes['label'] = label === null ? null : checkedLabel(label, context);
  if (execNode !== undefined) {
    if (execNode?.trim() === '') throw invalidRequest('invalid execNode: empty');
    changes['execNode'] = execNode?.trim() ?? null;
  }
  if (spawnedBy !== undefined) changes['spawnedBy'] = checkedSpawner(spawnedBy, context);
  if (model !== undefined) {
    Object.assign(
      changes,
      chooseModel(context.config, parseSessionKey(context.config, context.key).agentId, model),
    );
  }
  return changes;
}
