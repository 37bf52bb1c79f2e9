import { CLOSE, CLOSE_MEANINGS, type CloseName } from '../../src/protocol/close-reasons.ts';
import { ERROR_MEANINGS } from '../../src/protocol/errors.ts';
import { LIMITS } from '../../src/protocol/limits.ts';
import { REFUSALS } from '../../src/protocol/refusals.ts';
import {
  UNAUTHORIZED,
  unauthorizedMessage,
  type UnauthorizedReason,
} from '../../src/protocol/unauthorized.ts';
import { header } from './header.ts';
import { refName, type JsonSchema } from './json-schema.ts';
import { code, membersTable, table, typeText } from './markdown.ts';
import { eventName, paramsName, resultName, type ProtocolBundle } from './protocol-bundle.ts';

const yes = (condition: boolean): string => (condition ? 'yes' : '');

function methodsSection({ methods, definitions }: ProtocolBundle): string {
  const overview = table(
    ['Method', 'Scope', 'Advertised', 'Params', 'Meaning'],
    methods.map(({ name, scope, advertised, loose, summary }) => [
      `[${name}](#${anchorOf(name)})`,
      code(scope ?? 'none'),
      yes(advertised),
      loose === true ? 'loose' : 'strict',
      summary,
    ]),
  );
  const details = methods.map(({ name, summary }) => {
    const params = shape(definitions.get(paramsName(name)), 'No params.');
    const result = shape(definitions.get(resultName(name)), 'An empty object.');
    return `### ${name}\n\n${summary}\n\n**Params.**${params}\n**Result.**${result}`;
  });
  return [
    '## Methods\n\n',
    'Strict: unknown or unfit members are refused with `INVALID_REQUEST`. Loose: they are ignored. Every method needs the role ',
    '`operator` and the scope named here; `operator.admin` holds every scope and `operator.write` holds `operator.read`. The ',
    'scope is checked before anything else, so a method that does not exist needs `operator.admin` to be called unknown.\n\n',
    overview,
    '\n',
    details.join('\n'),
  ].join('');
}

function reservedSection({ reserved }: ProtocolBundle): string {
  const rows = reserved.map(({ role, scope, names }) => [
    role,
    scope === null ? '' : code(scope),
    names.map(code).join(', '),
  ]);
  return [
    '## Reserved methods\n\n',
    'Clients in the field call these; they do not exist here yet. The role and the scope are checked all the same, and then ',
    'the method is unknown.\n\n',
    table(['Role', 'Scope', 'Methods'], rows),
  ].join('');
}

const anchorOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9 -]/g, '');

function shape(schema: JsonSchema | undefined, empty: string): string {
  if (schema === undefined) throw new Error('a method or an event has no definition');
  if (schema.properties === undefined) {
    const words = refName(schema) === undefined && schema.type === 'object' ? empty : `${typeText(schema)}.`;
    return ` ${words}\n`;
  }
  const rows = membersTable(schema);
  return rows === '' ? ` ${empty}\n` : `\n\n${rows}`;
}

function eventsSection({ events, definitions }: ProtocolBundle): string {
  const overview = table(
    ['Event', 'Needs scope', 'Droppable', 'Coalesced', '`stateVersion`', '`seq`', 'Meaning'],
    events.map(({ name, scope, droppable, coalesce, versioned, sequenced, summary }) => [
      code(name),
      scope === null ? '' : code(scope),
      yes(droppable),
      yes(coalesce),
      yes(versioned),
      yes(sequenced),
      summary,
    ]),
  );
  const details = events.map(({ name }) => {
    const payload = shape(definitions.get(eventName(name)), 'An empty object.');
    return `### Event ${name}\n\n**Payload.**${payload}`;
  });
  return `## Events\n\n${overview}\n${details.join('\n')}`;
}

function handshakeSection(): string {
  const refusals = table(
    ['Reason', 'When', 'Error code', 'Message', 'Close'],
    Object.entries(REFUSALS).map(([reason, row]) => {
      const close: { readonly code: number; readonly reason: string } =
        'close' in row ? row.close : { code: 1008, reason: row.message };
      const answer = row.code === null ? ['(no answer)', ''] : [code(row.code), code(row.message)];
      return [
        code(reason),
        row.when,
        ...answer,
        `${close.code} ${close.reason === '' ? '' : code(close.reason)}`,
      ];
    }),
  );
  const reasons = Object.keys(UNAUTHORIZED) as UnauthorizedReason[];
  const wordings = table(
    ['Reason', 'CLI', 'Web page', 'Others'],
    reasons.map((reason) => [
      code(reason),
      unauthorizedMessage(reason, { id: 'cli', mode: 'cli' }),
      unauthorizedMessage(reason, { id: 'webchat-ui', mode: 'webchat' }),
      unauthorizedMessage(reason, { id: 'gateway-client', mode: 'backend' }),
    ]),
  );
  return [
    '## Handshake\n\n',
    'The gateway opens with the event `connect.challenge`. The client answers with the request `connect`, alone; the response ',
    'is [HelloOk](#hellook) or an error, and after an error the connection is closed. Checks run in this order, and the first ',
    'that fails decides:\n\n',
    refusals,
    '\nThe messages of `unauthorized`:\n\n',
    wordings,
  ].join('');
}

function closedTables(): string {
  const errors = table(
    ['Code', 'Meaning'],
    Object.entries(ERROR_MEANINGS).map(([name, meaning]) => [code(name), meaning]),
  );
  const closes = table(
    ['Name', 'Code', 'Reason', 'Meaning'],
    (Object.keys(CLOSE) as CloseName[]).map((name) => [
      code(name),
      String(CLOSE[name].code),
      CLOSE[name].reason,
      CLOSE_MEANINGS[name],
    ]),
  );
  const limits = table(
    ['Limit', 'Value'],
    Object.entries(LIMITS).map(([name, value]) => [code(name), String(value)]),
  );
  return `## Errors\n\n${errors}\n## Close reasons\n\n${closes}\n## Limits\n\nMilliseconds and bytes unless the name says otherwise.\n\n${limits}`;
}

/** Definitions that are not spelled out where a method or an event is. */
function typesSection({ definitions, methods, events }: ProtocolBundle): string {
  const spelledOut = new Set([
    ...methods.flatMap(({ name }) => [paramsName(name), resultName(name)]),
    ...events.map(({ name }) => eventName(name)),
  ]);
  const shared = [...definitions].filter(([name]) => !spelledOut.has(name) || isMentioned(name, definitions));
  const texts = shared.map(([name, schema]) => {
    const about = schema.description === undefined ? '' : `${schema.description}\n\n`;
    const openness = schema.additionalProperties === true ? 'Further members are allowed.\n\n' : '';
    return `### ${name}\n\n${about}${openness}${membersTable(schema) || `${typeText(schema)}\n`}`;
  });
  return `## Types\n\n${texts.join('\n')}`;
}

const isMentioned = (name: string, definitions: ProtocolBundle['definitions']): boolean =>
  [...definitions.values()].some((schema) => JSON.stringify(schema).includes(`"#/$defs/${name}"`));

/** docs/reference/protocol.md */
export function protocolDocs(bundle: ProtocolBundle): string {
  const frames =
    '## Frames\n\nOne JSON value per WebSocket message, text or binary. The gateway speaks only text. Frames: ' +
    '[RequestFrame](#requestframe), [ResponseFrame](#responseframe), [EventFrame](#eventframe); no other members.\n';
  return [
    header('<!--', 'src/protocol/catalogue.ts'),
    `# Gateway protocol ${LIMITS.protocolVersion}\n\n`,
    [
      frames,
      handshakeSection(),
      methodsSection(bundle),
      reservedSection(bundle),
      eventsSection(bundle),
      closedTables(),
      typesSection(bundle),
    ].join('\n'),
  ].join('');
}
