import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/generated/types.ts';
import { agentConfig, defaultAgentId, normalizeAgentId } from './agent-list.ts';

/** How an agent presents itself. */
export interface AgentIdentity {
  readonly name?: string;
  readonly theme?: string;
  readonly emoji?: string;
  readonly avatar?: string;
  readonly vibe?: string;
}

export const DEFAULT_NAME = 'Assistant';
export const DEFAULT_AVATAR = 'A';

const IDENTITY_FILE = 'IDENTITY.md';
const LINE =
  /^[\s>*-]*(?:\*\*)?(name|emoji|theme|creature|vibe|avatar)(?:\*\*)?\s*:\s*(?:\*\*)?\s*(.+?)\s*$/iu;

/** The lines of IDENTITY.md that carry a value: Name, Emoji, Theme or Creature, Vibe, Avatar. */
export function parseIdentity(markdown: string): AgentIdentity {
  const found: Record<string, string> = {};
  for (const line of markdown.split('\n')) {
    const [, label = '', value = ''] = LINE.exec(line) ?? [];
    const key = label.toLowerCase() === 'creature' ? 'theme' : label.toLowerCase();
    const text = value.replace(/^[*_`]+|[*_`]+$/gu, '').trim();
    if (key !== '' && text !== '' && !isPlaceholder(text)) found[key] ??= text.slice(0, 200);
  }
  return found;
}

/** Config wins over the workspace's IDENTITY.md, which wins over `ui.assistant` for the default agent. */
export function identityOf(config: Config, agentId: string, workspace: string): AgentIdentity {
  const own = agentConfig(config, agentId);
  const assistant = normalizeAgentId(agentId) === defaultAgentId(config) ? config.ui?.assistant : undefined;
  return {
    ...definedOnly({ name: assistant?.name, avatar: assistant?.avatar }),
    ...readIdentity(workspace),
    ...definedOnly({ name: own?.name }),
    ...definedOnly(own?.identity ?? {}),
  };
}

function readIdentity(workspace: string): AgentIdentity {
  try {
    return parseIdentity(readFileSync(join(workspace, IDENTITY_FILE), 'utf8'));
  } catch {
    // No workspace yet, or no such file in it: the agent simply has no identity of its own.
    return {};
  }
}

/** Template text such as `_(pick something)_`. */
const isPlaceholder = (text: string): boolean => /^\(.*\)$/u.test(text) || /^<.*>$/u.test(text);

function definedOnly<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== '');
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
