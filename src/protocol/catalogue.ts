import type { EventDefinition, MethodDefinition } from './definitions.ts';
import { agentMethods } from './catalogue/agent.ts';
import { channelMethods } from './catalogue/channels.ts';
import { configMethods } from './catalogue/config.ts';
import { EVENTS } from './catalogue/events.ts';
import { gatewayMethods } from './catalogue/gateway.ts';
import { messageMethods } from './catalogue/messages.ts';
import { sessionMethods } from './catalogue/sessions.ts';
import { systemMethods } from './catalogue/system.ts';
import { deviceMethods } from './catalogue/devices.ts';

/**
 * The order of `hello-ok.features.methods` that clients in the field know; own methods follow. A method that is
 * advertised must be listed here and the other way round.
 */
const ADVERTISED_ORDER: readonly string[] = [
  'health',
  'logs.tail',
  'channels.status',
  'channels.logout',
  'status',
  'config.get',
  'config.set',
  'config.apply',
  'config.patch',
  'config.schema',
  'models.list',
  'agents.list',
  'sessions.list',
  'sessions.preview',
  'sessions.patch',
  'sessions.reset',
  'sessions.delete',
  'sessions.compact',
  'last-heartbeat',
  'set-heartbeats',
  'device.pair.list',
  'device.pair.approve',
  'device.pair.reject',
  'device.token.rotate',
  'device.token.revoke',
  'system-presence',
  'system-event',
  'send',
  'agent',
  'agent.identity.get',
  'agent.wait',
  'chat.history',
  'chat.abort',
  'chat.send',
  'web.login.start',
  'web.login.wait',
  'system.inspect',
  'system.resume',
  'sessions.search',
  'system.restart',
  'channels.start',
  'channels.stop',
  'react',
  'pairing.list',
  'pairing.approve',
  'pairing.reject',
  'outbox.list',
  'outbox.retry',
  'outbox.drop',
  'config.plan',
  'config.confirm',
  'config.history',
  'config.rollback',
  'gateway.restart',
  'system.authorizeRestart',
  'system.transitions',
  'system.stop',
];

const position = (method: MethodDefinition): number => {
  const at = ADVERTISED_ORDER.indexOf(method.name);
  if (method.advertised !== at >= 0) {
    throw new Error(
      `${method.name}: \`advertised\` and ADVERTISED_ORDER in catalogue.ts disagree; change one`,
    );
  }
  return at < 0 ? ADVERTISED_ORDER.length : at;
};

const all = [
  ...gatewayMethods,
  ...systemMethods,
  ...configMethods,
  ...agentMethods,
  ...sessionMethods,
  ...deviceMethods,
  ...channelMethods,
  ...messageMethods,
];

/** Every method that exists, advertised ones first and in wire order. */
export const methods: readonly MethodDefinition[] = all.toSorted((a, b) => position(a) - position(b));

/** Every event that exists, in the order of `hello-ok.features.events`. */
export const events: readonly EventDefinition[] = EVENTS;

export { RESERVED as reserved } from './catalogue/reserved.ts';
