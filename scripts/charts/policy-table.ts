import { POLICIES, POOL_POLICIES } from '../../src/machines/policies.ts';
import type { Policy } from '../../src/machines/policies.ts';

/** Which policies a machine lives under, by its file name. The keeper's page shows them all. */
const KEPT_UNDER: ReadonlyMap<string, readonly (keyof typeof POLICIES)[]> = new Map([
  ['pulse', ['pulse'] as const],
  ['channels', ['channels'] as const],
  ['channel-link', ['channelLink'] as const],
  ['edge', ['edge'] as const],
  ['ws-server', ['wsServer'] as const],
  ['keeper', Object.keys(POLICIES) as (keyof typeof POLICIES)[]],
]);

const POOLED_UNDER: ReadonlyMap<string, keyof typeof POOL_POLICIES> = new Map([
  ['connection', 'connections'] as const,
  ['agent-run', 'runs'] as const,
]);

const seconds = (ms: number): string => `${ms / 1000} s`;

const row = (name: string, policy: Policy): string =>
  `| ${name} | ${policy.intensity} in ${seconds(policy.periodMs)} | ${seconds(policy.backoff.initialMs)} × ${policy.backoff.factor} to ${seconds(policy.backoff.maxMs)} ± ${policy.backoff.jitter * 100} % | ${seconds(policy.startDeadlineMs)} / ${seconds(policy.stopDeadlineMs)} | ${policy.onExhausted} | ${policy.reason} |`;

export function policyTable(name: string): string {
  const kept = KEPT_UNDER.get(name) ?? [];
  const pooled = POOLED_UNDER.get(name);
  if (pooled !== undefined) {
    const { stopDeadlineMs, reason } = POOL_POLICIES[pooled];
    return `\n## Policy\n\nPool \`${pooled}\`, never restarted, ${seconds(stopDeadlineMs)} to end. ${reason}\n`;
  }
  if (kept.length === 0) return '';
  return `
## Policy

| part | restarts | backoff | start / stop deadline | when exhausted | reason |
|---|---|---|---|---|---|
${kept.map((id) => row(id, POLICIES[id])).join('\n')}
`;
}
