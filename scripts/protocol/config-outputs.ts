import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Output } from './output.ts';
import { header } from './header.ts';
import { Collector, type JsonSchema } from './json-schema.ts';
import { standalone } from './standalone.ts';
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
  const validatorTypes = [
    header('//', SOURCE),
    "import type { Validate } from '../../protocol/format-errors.ts';\n",
    "import type { Config } from './types.ts';\n\n",
    'export declare const validateConfig: Validate & ((data: unknown) => data is Config);\n',
  ].join('');
  return [
    { path: `${FOLDER}/types.ts`, text: header('//', SOURCE) + declarations(definitions) },
    {
      path: `${FOLDER}/validator.js`,
      text: `${header('//', SOURCE)}${standalone(definitions, { validateConfig: 'Config' }).trim()}\n`,
    },
    { path: `${FOLDER}/validator.d.ts`, text: validatorTypes },
  ];
}
