import type { MethodHandler } from './method.ts';
import { agentMethods } from './methods/agent.ts';
import { catalogueMethods } from './methods/catalogues.ts';
import { channelsMethods } from './methods/channels.ts';
import { chatMethods } from './methods/chat.ts';
import { configMethods } from './methods/config.ts';
import { connectMethods } from './methods/connect.ts';
import { deviceMethods } from './methods/devices.ts';
import { healthMethods } from './methods/health.ts';
import { heartbeatMethods } from './methods/heartbeat.ts';
import { lifecycleMethods } from './methods/lifecycle.ts';
import { logsMethods } from './methods/logs.ts';
import { messageMethods } from './methods/messages.ts';
import { outboxMethods } from './methods/outbox.ts';
import { pairingMethods } from './methods/pairing.ts';
import { presenceMethods } from './methods/presence.ts';
import { sessionsMethods } from './methods/sessions.ts';
import { systemMethods } from './methods/system.ts';

const ALL: readonly MethodHandler[] = [
  ...connectMethods,
  ...healthMethods,
  ...presenceMethods,
  ...heartbeatMethods,
  ...agentMethods,
  ...chatMethods,
  ...sessionsMethods,
  ...catalogueMethods,
  ...channelsMethods,
  ...messageMethods,
  ...pairingMethods,
  ...outboxMethods,
  ...logsMethods,
  ...configMethods,
  ...deviceMethods,
  ...systemMethods,
  ...lifecycleMethods,
];

/** Every method the gateway answers, by name. A Map, so `constructor` and friends are unknown like any other name. */
export const METHOD_HANDLERS: ReadonlyMap<string, MethodHandler> = new Map(
  ALL.map((handler) => [handler.method, handler]),
);
