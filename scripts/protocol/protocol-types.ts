import { header } from './header.ts';
import { eventName, paramsName, resultName, type ProtocolBundle } from './protocol-bundle.ts';
import { declarations, unionOf } from './typescript.ts';

/** src/protocol/generated/types.ts */
export function protocolTypes({ definitions, methods, events }: ProtocolBundle): string {
  const methodMap = methods
    .map(({ name }) => `  '${name}': { params: ${paramsName(name)}; result: ${resultName(name)} };\n`)
    .join('');
  const eventMap = events.map(({ name }) => `  '${name}': ${eventName(name)};\n`).join('');
  return [
    header('//', 'src/protocol/catalogue.ts'),
    `export type MethodName =${unionOf(methods.map(({ name }) => name))};\n\n`,
    `export type EventName =${unionOf(events.map(({ name }) => name))};\n\n`,
    `/** Parameters and result of every method. */\nexport interface MethodMap {\n${methodMap}}\n\n`,
    `/** Payload of every event. */\nexport interface EventMap {\n${eventMap}}\n\n`,
    declarations(definitions),
  ].join('');
}
