import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const bundle = JSON.parse(
  readFileSync(new URL('../../src/protocol/generated/schema.json', import.meta.url), 'utf8'),
) as { readonly $id: string };

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(bundle);

/** `chat.send` → `ChatSendResult`. */
export const resultShape = (method: string): string =>
  `${method
    .split(/[.-]/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')}Result`;

/** Fails unless the value, as it would travel over the wire, has the named shape of the protocol. */
export function assertShape(name: string, value: unknown): void {
  const validate = ajv.getSchema(`${bundle.$id}#/$defs/${name}`);
  assert.ok(validate, `the protocol has no shape ${name}`);
  const travelled: unknown = JSON.parse(JSON.stringify(value ?? null));
  assert.ok(
    validate(travelled),
    `not a ${name}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(travelled, null, 2)}`,
  );
}
