import { header } from './header.ts';
import { paramsName, type ProtocolBundle } from './protocol-bundle.ts';
import { standalone } from './standalone.ts';

const exportName = (method: string): string => `validate${paramsName(method)}`;

/** src/protocol/generated/validators.js */
export function protocolValidators({ definitions, methods }: ProtocolBundle): string {
  const exports: Record<string, string> = { validateRequestFrame: 'RequestFrame' };
  for (const { name } of methods) exports[exportName(name)] = paramsName(name);
  const entry = ({ name, loose }: ProtocolBundle['methods'][number]): string =>
    `  ['${name}', ${loose === true ? `lenient(${exportName(name)})` : exportName(name)}],\n`;
  return [
    header('//', 'src/protocol/catalogue.ts'),
    "import { lenient } from '../lenient.ts';\n\n",
    standalone(definitions, exports).trim(),
    `\n\nexport const PARAM_VALIDATORS = new Map([\n${methods.map(entry).join('')}]);\n`,
  ].join('');
}

/** src/protocol/generated/validators.d.ts */
export function protocolValidatorTypes(): string {
  return [
    header('//', 'src/protocol/catalogue.ts'),
    "import type { Guard, Validate } from '../format-errors.ts';\n",
    "import type { ConnectParams, RequestFrame } from './types.ts';\n\n",
    'export declare const validateRequestFrame: Guard<RequestFrame>;\n',
    'export declare const validateConnectParams: Guard<ConnectParams>;\n',
    '/** By method name. For loose methods the members that do not fit are removed from the object handed in. */\n',
    'export declare const PARAM_VALIDATORS: ReadonlyMap<string, Validate>;\n',
  ].join('');
}
