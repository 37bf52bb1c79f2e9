import { FAULT_RULES } from '../../src/machines/link-policy.ts';
import { FAULT_KINDS, FAULT_MEANINGS } from '../../src/protocol/link-faults.ts';
import type { FaultKind } from '../../src/protocol/link-faults.ts';

const RETRIES = {
  backoff: 'tries again after the growing pause',
  now: 'tries again at once, after the growing pause if asked twice in a row',
  late: 'tries again after the longest pause',
} as const;

function consequence(kind: FaultKind): string {
  const { retry, rest } = FAULT_RULES[kind];
  if (retry === undefined) return `rests in \`${rest ?? ''}\``;
  if (rest === undefined) return RETRIES[retry];
  return `${RETRIES[retry]}, as often as the policy allows; then rests in \`${rest}\``;
}

/** The decision of the `channel-link` machine, one row per kind of fault. Empty for every other machine. */
export function faultTable(name: string): string {
  if (name !== 'channel-link') return '';
  return `
## Faults

What follows when a connection ends. A pause is never shorter than the wait the network asked for.

| fault | meaning | then |
|---|---|---|
${FAULT_KINDS.map((kind) => `| ${kind} | ${FAULT_MEANINGS[kind]} | ${consequence(kind)} |`).join('\n')}
`;
}
