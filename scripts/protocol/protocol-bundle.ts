import * as catalogue from '../../src/protocol/catalogue.ts';
import type { EventDefinition, MethodDefinition, ReservedMethod } from '../../src/protocol/definitions.ts';
import { AgentFailed, Attachment } from '../../src/protocol/schema/agent.ts';
import { Role, Scope } from '../../src/protocol/schema/connect.ts';
import { ErrorCode, ErrorShape } from '../../src/protocol/schema/errors.ts';
import { EventFrame, RequestFrame, ResponseFrame } from '../../src/protocol/schema/frames.ts';
import { GatewayStatusReport } from '../../src/protocol/schema/status-report.ts';
import { Collector, pascal, type Definitions, type JsonSchema } from './json-schema.ts';

export interface ProtocolBundle {
  readonly definitions: Definitions;
  readonly methods: readonly MethodDefinition[];
  readonly events: readonly EventDefinition[];
  readonly reserved: readonly ReservedMethod[];
}

/** Named schemas that are part of the contract although no method or event mentions them. */
const STANDING = [
  RequestFrame,
  ResponseFrame,
  EventFrame,
  ErrorShape,
  ErrorCode,
  Role,
  Scope,
  AgentFailed,
  Attachment,
  GatewayStatusReport,
] as const;

export const paramsName = (method: string): string => `${pascal(method)}Params`;
export const resultName = (method: string): string => `${pascal(method)}Result`;
export const eventName = (event: string): string => `${pascal(event)}Event`;

/** A schema that already carries a name is referred to; the role name becomes an alias, unless both are the same. */
function addAs(collector: Collector, name: string, schema: unknown): void {
  const given = schema as JsonSchema;
  collector.add(name, given.$id === undefined || given.$id === name ? given : collector.visit(given));
}

function refuseTwins(kind: string, names: readonly string[]): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new Error(`${kind} ${twin} is defined twice in the catalogue`);
}

/** Everything the outputs are written from. */
export function protocolBundle(): ProtocolBundle {
  const { methods, events, reserved } = catalogue;
  refuseTwins('method', [...methods.map(({ name }) => name), ...reserved.flatMap(({ names }) => names)]);
  refuseTwins(
    'event',
    events.map(({ name }) => name),
  );
  const collector = new Collector();
  for (const schema of STANDING) collector.visit(schema as JsonSchema);
  for (const method of methods) {
    addAs(collector, paramsName(method.name), method.params);
    addAs(collector, resultName(method.name), method.result);
  }
  for (const event of events) addAs(collector, eventName(event.name), event.payload);
  return { definitions: collector.definitions(), methods, events, reserved };
}
