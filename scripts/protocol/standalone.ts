import { Ajv, type Options } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { Definitions, JsonSchema } from './json-schema.ts';

/** After this many problems a validator stops looking, so that a hostile frame costs a bounded amount. */
const ERROR_CAP = 32;

export const AJV_OPTIONS: Options = {
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  // `required` and `properties` may sit in different branches; TypeBox never writes that, hand-made schemas might.
  strictRequired: false,
  // Formats document; what they mean is checked where the value is read.
  validateFormats: false,
};

const CODE_POINTS = `const codePoints = (text) => {
  let length = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      length--;
      at++;
    }
  }
  return length;
};
`;

const OWN_RUNTIME: Readonly<Record<string, string>> = { 'ajv/dist/runtime/ucs2length': 'codePoints' };

function withoutAjvRuntime(code: string): string {
  const own = code.replaceAll(
    /const (func\d+) = require\("([^"]+)"\)\.default;/g,
    (_line, name: string, module: string) => {
      const replacement = OWN_RUNTIME[module];
      if (replacement === undefined)
        throw new Error(`generated validators need ${module}; teach scripts/protocol/standalone.ts`);
      return `const ${name} = ${replacement};`;
    },
  );
  if (own.includes('require(')) throw new Error('generated validators still call require()');
  return own;
}

/** "At least one character" needs no count of code points, which would walk the whole text. */
const withCheapNonEmpty = (code: string): string =>
  code.replaceAll(/func\d+\((data\d*)\) < 1\b/g, '$1.length < 1');

function withErrorCap(code: string): string {
  return code
    .replaceAll(
      /for\(let (i\d+)=0; \1<(len\d+); \1\+\+\)\{/g,
      `for(let $1=0; $1<$2 && errors<${ERROR_CAP}; $1++){`,
    )
    .replaceAll(/for\((const key\d+) in (data\d*)\)\{/g, `for($1 in $2){if(errors>=${ERROR_CAP})break;`);
}

/** Keywords of our own that say something about a value without restricting it. */
function annotations(schema: unknown): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const own = Object.keys(schema).filter((keyword) => keyword.startsWith('x-') || keyword === 'sensitive');
  return new Set([...own, ...Object.values(schema).flatMap((sub) => [...annotations(sub)])]);
}

/** ESM source of validators; `exports` maps export names to definition names. */
export function standalone(definitions: Definitions, exports: Readonly<Record<string, string>>): string {
  const root = 'moltbot';
  const ajv = new Ajv({ ...AJV_OPTIONS, code: { source: true, esm: true, lines: true } });
  for (const keyword of annotations([...definitions.values()])) ajv.addKeyword({ keyword });
  const $defs: Record<string, JsonSchema> = Object.fromEntries(definitions);
  ajv.addSchema({ $id: root, $defs });
  const refs = Object.fromEntries(
    Object.entries(exports).map(([name, def]) => [name, `${root}#/$defs/${def}`]),
  );
  const code = standaloneCode.default(ajv, refs).replace('"use strict";', '');
  return CODE_POINTS + withErrorCap(withCheapNonEmpty(withoutAjvRuntime(code)));
}
