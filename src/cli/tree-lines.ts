import type { ActorNode } from '../protocol/generated/types.ts';
import type { Output, Tone } from './output.ts';
import type { WhyDown } from './gateway-report.ts';
import { ago, columns, duration, plural } from './words.ts';

const TONES: ReadonlyMap<string, Tone> = new Map([
  ['parked', 'bad'],
  ['exhausted', 'bad'],
  ['killed', 'bad'],
  ['failed', 'bad'],
  ['crashed', 'bad'],
  ['backingOff', 'warn'],
  ['stopped', 'dim'],
  ['standby', 'dim'],
]);

export const stateTone = (state: string): Tone => TONES.get(state.split('.')[0] ?? '') ?? 'good';

/** Whether a part in this state is not there to do its work. */
export const isDown = (state: string): boolean => ['bad', 'warn'].includes(stateTone(state));

function describe(node: ActorNode, now: number, out: Output): string {
  const tone = stateTone(node.state);
  const name = node.parent === null ? node.id : (node.id.split('/').at(-1) ?? node.id);
  const parts = [
    name,
    out.tone('dim', `[${node.machine}]`),
    out.tone(tone, node.state),
    out.tone('dim', `for ${duration(Math.max(0, now - node.since))}`),
  ];
  if (node.restarts > 0) parts.push(out.tone('warn', plural(node.restarts, 'restart')));
  if (node.lastError !== null) parts.push(out.tone('bad', `last error: ${node.lastError.split('\n')[0]}`));
  if (node.next !== null) {
    const when = node.nextAt === null ? '' : ` in ${duration(Math.max(0, node.nextAt - now))}`;
    parts.push(out.tone('warn', `next: ${node.next}${when}`));
  }
  return parts.join(' ');
}

/** The actor tree with box characters, parents before children. Nodes whose parent is missing stand at the root. */
export function treeLines(nodes: readonly ActorNode[], now: number, out: Output): string[] {
  const known = new Set(nodes.map((node) => node.id));
  const children = Map.groupBy(nodes, ({ parent }) => (parent !== null && known.has(parent) ? parent : null));
  const lines: string[] = [];
  const draw = (node: ActorNode, lead: string, branch: string, below: string): void => {
    lines.push(`${lead}${branch}${describe(node, now, out)}`);
    const own = children.get(node.id) ?? [];
    const omitted = node.omitted ?? 0;
    own.forEach((child, at) => {
      const last = at === own.length - 1 && omitted === 0;
      draw(child, lead + below, last ? '└─ ' : '├─ ', last ? '   ' : '│  ');
    });
    if (omitted > 0) lines.push(`${lead}${below}└─ ${out.tone('dim', `… ${omitted} more`)}`);
  };
  for (const root of children.get(null) ?? []) draw(root, '', '', '');
  return lines;
}

const MAX_STEPS = 8;

/** How a part came to be down: its falls and whatever others had to do with them, the latest last. Quiet steps are left out. */
export function whyLines({ actor, steps }: WhyDown, now: number, out: Output): string[] {
  // A crash of the kept actor is said again by the fall of the part, with the same words.
  const telling = steps.filter(({ to, actor: who }) => (isDown(to) && to !== 'crashed') || who !== actor);
  const rows = telling
    .slice(-MAX_STEPS)
    .map(({ at, actor: who, to, event, cause }) => [
      `  ${ago(Math.max(0, now - at))}`,
      who,
      out.tone(stateTone(to), to),
      cause === undefined || cause === who ? event : cause,
    ]);
  return [`Why ${actor} is down:`, ...columns(rows)];
}
