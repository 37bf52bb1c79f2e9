import { ruleOf } from '../../src/config/reload-rules.ts';
import { header } from './header.ts';
import { recordValues, type Definitions, type JsonSchema } from './json-schema.ts';
import { code, members, table, typeText } from './markdown.ts';

const marks = (schema: JsonSchema): string => (schema['sensitive'] === true ? 'secret' : '');

/** What a change of the key does to a running gateway; nothing for what only holds other keys. */
function change(path: string): string {
  const rule = ruleOf(path.replaceAll('[]', '.*').replaceAll('<key>', '*').split('.'));
  if (rule === undefined || rule.reload === 'restart') return rule === undefined ? '' : 'restart';
  if (rule.reload === 'none') return 'none';
  return rule.effect === 'link' ? 'reconnects' : 'hot';
}

/** Where a definition stands in the file, as paths like those of its rows. */
type Places = ReadonlyMap<string, readonly string[]>;

function findPlaces(definitions: Definitions): Places {
  const places = new Map<string, string[]>();
  const walk = (schema: JsonSchema, path: string): void => {
    const name = schema.$ref?.slice(8);
    if (name !== undefined) places.set(name, [...(places.get(name) ?? []), path]);
    const found = definitions.get(name ?? '') ?? schema;
    const inner = path === '' ? '' : `${path}.`;
    for (const [key, item] of Object.entries(found.properties ?? {})) walk(item, `${inner}${key}`);
    for (const branch of found.anyOf ?? []) walk(branch, path);
    if (found.items !== undefined) walk(found.items, `${path}[]`);
    const values = recordValues(found);
    if (values !== undefined) walk(values, `${inner}<key>`);
  };
  walk(definitions.get('Config') ?? {}, '');
  return places;
}

/** A shared part may stand at several places that differ. */
function changeAt(places: readonly string[], key: string): string {
  const [first = '', ...others] = new Set(places.map((place) => change(`${place}.${key}`)));
  return others.length === 0 ? first : 'depends';
}

function section(name: string, schema: JsonSchema, places: readonly string[]): string {
  const lines = table(
    ['Key', 'Type', 'Meaning', 'Change', ''],
    members(schema).map(({ path, schema: sub }) => [
      code(`${name}.${path}`),
      typeText(sub),
      sub.description ?? '',
      changeAt(places, path),
      marks(sub),
    ]),
  );
  const about = schema.description === undefined ? '' : `${schema.description}\n\n`;
  return `## ${name}\n\n${about}${lines || `${typeText(schema)}\n`}`;
}

/** docs/reference/config.md */
export function configDocs(source: string, definitions: Definitions): string {
  const { Config, ...shared } = Object.fromEntries(definitions);
  if (Config === undefined) throw new Error('the configuration schema has no definition named Config');
  const resolved = (schema: JsonSchema): JsonSchema => definitions.get(schema.$ref?.slice(8) ?? '') ?? schema;
  const places = findPlaces(definitions);
  const keys = Object.entries(Config.properties ?? {}).map(([name, schema]) =>
    section(name, resolved(schema), [name]),
  );
  const direct = new Set(Object.values(Config.properties ?? {}).map(({ $ref }) => $ref?.slice(8)));
  const types = Object.entries(shared)
    .filter(([name]) => !direct.has(name))
    .map(([name, schema]) => section(name, schema, places.get(name) ?? []));
  return [
    header('<!--', source),
    '# Configuration\n\n',
    'The file is JSON5: `~/.clawdbot/moltbot.json`, or where `CLAWDBOT_CONFIG_PATH` points. Every key is optional; a key that ',
    'is not listed here is refused.\n\n',
    'The column *Change* says what a changed value asks of a running gateway: `none` (nothing to do), `hot` (taken over without ',
    'a restart), `reconnects` (the accounts that use the value connect anew, nobody else notices), `restart`, `depends` (a shared part: it is not the same everywhere). What then happens ',
    'depends on `gateway.reload.mode`; `moltbot config plan` shows it for an edit before it is saved.\n\n',
    keys.join('\n'),
    types.length === 0 ? '' : `\n# Shared parts\n\n${types.join('\n')}`,
  ].join('');
}
