import type { Tool } from './tool.ts';

export type ToolProfile = 'minimal' | 'coding' | 'messaging' | 'full';

/** Config `tools.*` of the gateway or of one agent. Names may be `*`, a tool name, a `prefix*` or a `group:` name. */
export interface ToolPolicy {
  readonly profile?: string | undefined;
  readonly allow?: readonly string[] | undefined;
  readonly alsoAllow?: readonly string[] | undefined;
  readonly deny?: readonly string[] | undefined;
}

const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['group:sessions', ['session_status', 'sessions_list', 'sessions_history']],
  ['group:gateway', ['gateway_status', 'gateway']],
  ['group:moltbot', ['session_status', 'sessions_list', 'sessions_history', 'gateway_status', 'gateway']],
]);

const PROFILES: ReadonlyMap<ToolProfile, readonly string[]> = new Map([
  ['minimal', ['session_status']],
  ['coding', ['group:sessions', 'gateway_status']],
  ['messaging', ['group:sessions']],
  ['full', ['*']],
]);

/** True when every given policy lets the tool through. Deny wins over any allow. */
export function isToolAllowed(name: string, policies: readonly ToolPolicy[]): boolean {
  return policies.every((policy) => allowedBy(name, policy));
}

export const filterTools = (tools: readonly Tool[], policies: readonly ToolPolicy[]): readonly Tool[] =>
  tools.filter((tool) => isToolAllowed(tool.name, policies));

function allowedBy(name: string, policy: ToolPolicy): boolean {
  if (matchesAny(name, policy.deny ?? [])) return false;
  const also = matchesAny(name, policy.alsoAllow ?? []);
  const profile = PROFILES.get((policy.profile ?? 'full') as ToolProfile) ?? [];
  if (!also && !matchesAny(name, profile)) return false;
  if (policy.allow === undefined || policy.allow.length === 0) return true;
  return also || matchesAny(name, policy.allow);
}

function matchesAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some((raw) => {
    const pattern = raw.trim().toLowerCase();
    const members = GROUPS.get(pattern);
    if (members) return members.includes(name);
    if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1));
    return pattern === name;
  });
}
