import { header } from './header.ts';
import type { ProtocolBundle } from './protocol-bundle.ts';

const rows = (entries: readonly (readonly [string, object])[]): string =>
  entries.map(([name, value]) => `  ['${name}', ${JSON.stringify(value)}],\n`).join('');

/** src/protocol/generated/tables.ts: what dispatch and broadcast look up, without any schema. */
export function protocolTables({ methods, events, reserved }: ProtocolBundle): string {
  const methodRows = methods.map(
    ({ name, scope, role, advertised }) => [name, { name, scope, role, advertised }] as const,
  );
  const eventRows = events.map(
    ({ name, scope, droppable, coalesce, versioned, sequenced }) =>
      [name, { name, scope, droppable, coalesce, versioned, sequenced }] as const,
  );
  const reservedRows = reserved.flatMap(({ names, scope, role }) =>
    names.map((name) => [name, { scope, role }] as const),
  );
  return [
    header('//', 'src/protocol/catalogue.ts'),
    "import type { EventName, MethodName, Role, Scope } from './types.ts';\n\n",
    'export interface MethodSpec {\n  readonly name: MethodName;\n  readonly scope: Scope | null;\n  readonly role: Role;\n  readonly advertised: boolean;\n}\n\n',
    'export interface EventSpec {\n  readonly name: EventName;\n  readonly scope: Scope | null;\n  readonly droppable: boolean;\n  readonly coalesce: boolean;\n  readonly versioned: boolean;\n  readonly sequenced: boolean;\n}\n\n',
    `export const METHODS: ReadonlyMap<string, MethodSpec> = new Map<string, MethodSpec>([\n${rows(methodRows)}]);\n\n`,
    `export const EVENTS: ReadonlyMap<EventName, EventSpec> = new Map<EventName, EventSpec>([\n${rows(eventRows)}]);\n\n`,
    '/** Methods of the field that are not here: authorised like the rest, then unknown. */\n',
    `export const RESERVED: ReadonlyMap<string, Pick<MethodSpec, 'scope' | 'role'>> = new Map<\n  string,\n  Pick<MethodSpec, 'scope' | 'role'>\n>([\n${rows(reservedRows)}]);\n\n`,
    `export const ADVERTISED_METHODS: readonly MethodName[] = [\n${methods
      .filter(({ advertised }) => advertised)
      .map(({ name }) => `  '${name}',\n`)
      .join('')}];\n\n`,
    `export const ADVERTISED_EVENTS: readonly EventName[] = [\n${events.map(({ name }) => `  '${name}',\n`).join('')}];\n`,
  ].join('');
}
