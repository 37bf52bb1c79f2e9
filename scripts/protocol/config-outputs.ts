import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { configDocs } from './config-docs.ts';
import type { Output } from './output.ts';
import { header } from './header.ts';
import { Collector, type Definitions, type JsonSchema } from './json-schema.ts';
import { declarations } from './typescript.ts';

const SOURCE = 'src/config/schema/index.ts';
const FOLDER = 'src/config/generated';

export async function configOutputs(root: string): Promise<readonly Output[]> {
  if (!existsSync(join(root, SOURCE))) return [];
  const { ConfigSchema } = (await import(pathToFileURL(join(root, SOURCE)).href)) as {
    ConfigSchema: JsonSchema;
  };
  const collector = new Collector();
  collector.add('Config', ConfigSchema);
  const definitions = collector.definitions();
  return [
    { path: `${FOLDER}/types.ts`, text: header('//', SOURCE) + declarations(definitions) },
    { path: `${FOLDER}/schema.json`, text: schemaText(definitions) },
    { path: 'docs/reference/config.md', text: configDocs(SOURCE, definitions) },
  ];
}

/**
 * The schema itself, one definition a line. The configuration is checked by walking it (`src/config/validate.ts`): compiled, it would
 * be 700 KB of code that costs more to load than a whole start may take.
 */
function schemaText(definitions: Definitions): string {
  const lines = [...definitions].map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`);
  return `{"$ref":"#/$defs/Config","$defs":{\n${lines.join(',\n')}\n}}\n`;
}
