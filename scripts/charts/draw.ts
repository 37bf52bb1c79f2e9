import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { DRAIN_SHARES, TREE } from '../../src/machines/tree.ts';
import { faultTable } from './fault-table.ts';
import { policyTable } from './policy-table.ts';

export type DrawnMachine = AnyStateMachine;

const escapeCell = (text: string): string => text.replaceAll('|', '\\|');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.map(escapeCell).join(' | ')} |`),
  ].join('\n');

const pathOf = (node: AnyStateNode): string => node.path.join('.');
const mermaidId = (node: AnyStateNode): string =>
  node.path.length === 0 ? node.machine.id : node.path.join('__');

function* walk(node: AnyStateNode): Generator<AnyStateNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* walk(child as AnyStateNode);
}

const nameOf = (thing: unknown): string => {
  if (typeof thing === 'string') return thing;
  const type = (thing as { readonly type?: unknown }).type;
  if (typeof type === 'string') return type;
  throw new Error(`an action or guard without a name: ${String(thing)}; name it in setup()`);
};

/** `xstate.after.backoff.keeper.backingOff` → `after backoff`, `xstate.done.actor.child` → `done(child)`. */
function eventLabel(type: string): string {
  const after = /^xstate\.after\.([^.]+)\./.exec(type);
  if (after !== null) return `after ${after[1]}`;
  const ended = /^xstate\.(done|error)\.actor\.(.+)$/.exec(type);
  if (ended !== null) return `${ended[1]}(${(ended[2] ?? '').replace(/^\d+\./, '')})`;
  return type === '' ? 'always' : type;
}

interface Edge {
  readonly source: AnyStateNode;
  readonly event: string;
  readonly guard: string | undefined;
  readonly targets: readonly AnyStateNode[];
  readonly actions: readonly string[];
}

const edgeOf = (source: AnyStateNode, transition: AnyTransitionDefinition): Edge => ({
  source,
  event: eventLabel(transition.eventType),
  guard: transition.guard === undefined ? undefined : nameOf(transition.guard),
  targets: transition.target ?? [],
  actions: transition.actions.map(nameOf),
});

function edgesOf(machine: AnyStateMachine): Edge[] {
  const edges: Edge[] = [];
  for (const node of walk(machine.root as AnyStateNode)) {
    for (const group of node.transitions.values()) {
      for (const transition of group) edges.push(edgeOf(node, transition));
    }
    for (const transition of node.always ?? []) edges.push(edgeOf(node, transition));
  }
  return edges;
}

const guardText = (edge: Edge): string => (edge.guard === undefined ? '' : ` [${edge.guard}]`);

function diagram(machine: AnyStateMachine, edges: readonly Edge[]): string {
  const lines: string[] = ['stateDiagram-v2'];
  const draw = (node: AnyStateNode, indent: string): void => {
    const children = Object.values(node.states) as AnyStateNode[];
    const initial = node.config.initial;
    if (node.type === 'compound' && typeof initial === 'string') {
      lines.push(`${indent}[*] --> ${mermaidId(node.states[initial] as AnyStateNode)}`);
    }
    children.forEach((child, index) => {
      if (node.type === 'parallel' && index > 0) lines.push(`${indent}--`);
      if (Object.keys(child.states).length === 0) {
        lines.push(`${indent}${mermaidId(child)} : ${child.key}`);
      } else {
        lines.push(`${indent}state "${child.key}" as ${mermaidId(child)} {`);
        draw(child, `${indent}  `);
        lines.push(`${indent}}`);
      }
      if (child.type === 'final') lines.push(`${indent}${mermaidId(child)} --> [*]`);
    });
  };
  draw(machine.root as AnyStateNode, '  ');
  for (const edge of edges) {
    if (edge.source.path.length === 0) continue;
    for (const target of edge.targets) {
      const label = `${edge.event}${guardText(edge)}`.replaceAll(':', ' ');
      lines.push(`  ${mermaidId(edge.source)} --> ${mermaidId(target)} : ${label}`);
    }
  }
  return ['```mermaid', ...lines, '```'].join('\n');
}

const outcome = (edge: Edge): string => {
  const goes = edge.targets.length === 0 ? 'stays' : `→ ${edge.targets.map(pathOf).join(', ')}`;
  const does = edge.actions.length === 0 ? '' : `; ${edge.actions.join(', ')}`;
  const forbidden = edge.targets.length === 0 && edge.actions.length === 0;
  return `${forbidden ? 'ignored' : goes}${guardText(edge)}${does}`;
};

function stateTable(machine: AnyStateMachine, edges: readonly Edge[]): string {
  const rows: string[][] = [];
  for (const node of walk(machine.root as AnyStateNode)) {
    for (const edge of edges.filter((candidate) => candidate.source === node)) {
      rows.push([pathOf(node) || '(any)', edge.event, outcome(edge)]);
    }
  }
  return table(['state', 'event', 'then'], rows);
}

function effectTable(machine: AnyStateMachine): string {
  const rows: string[][] = [];
  for (const node of walk(machine.root as AnyStateNode)) {
    const runs = node.invoke.map(
      (invoke) => `${invoke.src as string}${invoke.id === invoke.src ? '' : ` as ${invoke.id}`}`,
    );
    const cells = [
      runs.join(', '),
      node.entry.map(nameOf).join(', '),
      node.exit.map(nameOf).join(', '),
      node.tags.join(', '),
    ];
    if (cells.some((cell) => cell !== '')) rows.push([pathOf(node) || '(machine)', ...cells]);
  }
  return table(
    ['state', 'runs', 'entry', 'exit', 'tags'],
    rows.map((row) => row.map((cell) => cell.replace(/\b\d+\.\S+/g, '').replace(/ as $/g, ''))),
  );
}

const names = (record: object): string =>
  Object.keys(record)
    .sort()
    .map((name) => `\`${name}\``)
    .join(', ') || 'none';

function vocabulary(machine: AnyStateMachine): string {
  const { actors, actions, guards, delays } = machine.implementations;
  return [
    `- actors: ${names(actors)}`,
    `- actions: ${names(actions)}`,
    `- guards: ${names(guards)}`,
    `- delays: ${names(delays)}`,
  ].join('\n');
}

function treeSection(name: string): string {
  if (name !== 'gateway') return '';
  const shares = Object.entries(DRAIN_SHARES).map(
    ([phase, share]) => `${phase} ${Math.round(share * 100)} %`,
  );
  return `\n## Parts\n\nStarted in this order, stopped in reverse: ${TREE.join(', ')}. The drain budget is divided: ${shares.join(', ')}.\n`;
}

export function drawMachine(name: string, machine: AnyStateMachine): string {
  const edges = edgesOf(machine);
  return `# ${name}

Generated by \`npm run charts\` from \`src/machines/${name}.ts\`.

${diagram(machine, edges)}
${treeSection(name)}${faultTable(name)}
## State × event

${stateTable(machine, edges)}

## What a state does

${effectTable(machine)}

## Names

${vocabulary(machine)}
${policyTable(name)}`;
}
