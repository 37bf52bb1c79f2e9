import { header } from './header.ts';
import type { Definitions, JsonSchema } from './json-schema.ts';
import { code, members, table, typeText } from './markdown.ts';

const marks = (schema: JsonSchema): string => (schema['sensitive'] === true ? 'secret' : '');

function section(name: string, schema: JsonSchema): string {
  const rows = members(schema, `${name}.`);
  const lines = table(
    ['Key', 'Type', 'Meaning', ''],
    rows.map(({ path, schema: sub }) => [code(path), typeText(sub), sub.description ?? '', marks(sub)]),
  );
  const about = schema.description === undefined ? '' : `${schema.description}\n\n`;
  return `## ${name}\n\n${about}${lines || `${typeText(schema)}\n`}`;
}

/** docs/reference/config.md */
export function configDocs(source: string, definitions: Definitions): string {
  const { Config, ...shared } = Object.fromEntries(definitions);
  if (Config === undefined) throw new Error('the configuration schema has no definition named Config');
  const resolved = (schema: JsonSchema): JsonSchema => definitions.get(schema.$ref?.slice(8) ?? '') ?? schema;
  const keys = Object.entries(Config.properties ?? {}).map(([name, schema]) =>
    section(name, resolved(schema)),
  );
  const direct = new Set(Object.values(Config.properties ?? {}).map(({ $ref }) => $ref?.slice(8)));
  const types = Object.entries(shared)
    .filter(([name]) => !direct.has(name))
    .map(([name, schema]) => section(name, schema));
  return [
    header('<!--', source),
    '# Configuration\n\n',
    'The file is JSON5: `~/.clawdbot/moltbot.json`, or where `CLAWDBOT_CONFIG_PATH` points. Every key is optional; a key that ',
    'is not listed here is refused.\n\n',
    keys.join('\n'),
    types.length === 0 ? '' : `\n# Shared parts\n\n${types.join('\n')}`,
  ].join('');
}
