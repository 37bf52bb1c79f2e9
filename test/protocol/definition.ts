import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

const schema = JSON.parse(
  readFileSync(new URL('../../src/protocol/generated/schema.json', import.meta.url), 'utf8'),
) as { readonly $id: string; readonly $defs: Readonly<Record<string, unknown>> };

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
ajv.addSchema(schema);

export const definitionNames: readonly string[] = Object.keys(schema.$defs);

/** A validator for any named definition, compiled from the JSON Schema file and not from the generated code. */
export function definition(name: string): ValidateFunction {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${name}`);
  if (validate === undefined) throw new Error(`schema.json defines no ${name}`);
  return validate;
}

/** The problems of a value, empty when it fits. */
export function problemsOf(name: string, value: unknown): readonly string[] {
  const validate = definition(name);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
