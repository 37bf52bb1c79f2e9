// Generated from src/protocol/catalogue.ts by scripts/protocol/generate.ts. Do not edit; run `npm run protocol:gen`.

import type { EventName, MethodName, Role, Scope } from './types.ts';

export interface MethodSpec {
  readonly name: MethodName;
  readonly scope: Scope | null;
  readonly role: Role;
  readonly advertised: boolean;
}

export interface EventSpec {
  readonly name: EventName;
  readonly scope: Scope | null;
  readonly droppable: boolean;
  readonly coalesce: boolean;
  readonly versioned: boolean;
  readonly sequenced: boolean;
}

export const METHODS: ReadonlyMap<string, MethodSpec> = new Map<string, MethodSpec>([
  ['health', {"name":"health","scope":"operator.read","role":"operator","advertised":true}],
  ['logs.tail', {"name":"logs.tail","scope":"operator.read","role":"operator","advertised":true}],
  ['channels.status', {"name":"channels.status","scope":"operator.read","role":"operator","advertised":true}],
  ['status', {"name":"status","scope":"operator.read","role":"operator","advertised":true}],
  ['config.get', {"name":"config.get","scope":"operator.admin","role":"operator","advertised":true}],
  ['models.list', {"name":"models.list","scope":"operator.read","role":"operator","advertised":true}],
  ['agents.list', {"name":"agents.list","scope":"operator.read","role":"operator","advertised":true}],
  ['sessions.list', {"name":"sessions.list","scope":"operator.read","role":"operator","advertised":true}],
  ['sessions.preview', {"name":"sessions.preview","scope":"operator.read","role":"operator","advertised":true}],
  ['sessions.patch', {"name":"sessions.patch","scope":"operator.admin","role":"operator","advertised":true}],
  ['sessions.reset', {"name":"sessions.reset","scope":"operator.admin","role":"operator","advertised":true}],
  ['sessions.delete', {"name":"sessions.delete","scope":"operator.admin","role":"operator","advertised":true}],
  ['sessions.compact', {"name":"sessions.compact","scope":"operator.admin","role":"operator","advertised":true}],
  ['last-heartbeat', {"name":"last-heartbeat","scope":"operator.read","role":"operator","advertised":true}],
  ['set-heartbeats', {"name":"set-heartbeats","scope":"operator.admin","role":"operator","advertised":true}],
  ['device.pair.list', {"name":"device.pair.list","scope":"operator.pairing","role":"operator","advertised":true}],
  ['device.pair.approve', {"name":"device.pair.approve","scope":"operator.pairing","role":"operator","advertised":true}],
  ['device.pair.reject', {"name":"device.pair.reject","scope":"operator.pairing","role":"operator","advertised":true}],
  ['device.token.rotate', {"name":"device.token.rotate","scope":"operator.pairing","role":"operator","advertised":true}],
  ['device.token.revoke', {"name":"device.token.revoke","scope":"operator.pairing","role":"operator","advertised":true}],
  ['system-presence', {"name":"system-presence","scope":"operator.read","role":"operator","advertised":true}],
  ['system-event', {"name":"system-event","scope":"operator.admin","role":"operator","advertised":true}],
  ['send', {"name":"send","scope":"operator.write","role":"operator","advertised":true}],
  ['agent', {"name":"agent","scope":"operator.write","role":"operator","advertised":true}],
  ['agent.identity.get', {"name":"agent.identity.get","scope":"operator.read","role":"operator","advertised":true}],
  ['agent.wait', {"name":"agent.wait","scope":"operator.write","role":"operator","advertised":true}],
  ['chat.history', {"name":"chat.history","scope":"operator.read","role":"operator","advertised":true}],
  ['chat.abort', {"name":"chat.abort","scope":"operator.write","role":"operator","advertised":true}],
  ['chat.send', {"name":"chat.send","scope":"operator.write","role":"operator","advertised":true}],
  ['system.inspect', {"name":"system.inspect","scope":"operator.read","role":"operator","advertised":true}],
  ['system.resume', {"name":"system.resume","scope":"operator.admin","role":"operator","advertised":true}],
  ['sessions.search', {"name":"sessions.search","scope":"operator.read","role":"operator","advertised":true}],
  ['connect', {"name":"connect","scope":"operator.admin","role":"operator","advertised":false}],
  ['chat.inject', {"name":"chat.inject","scope":"operator.admin","role":"operator","advertised":false}],
  ['sessions.resolve', {"name":"sessions.resolve","scope":"operator.admin","role":"operator","advertised":false}],
]);

export const EVENTS: ReadonlyMap<EventName, EventSpec> = new Map<EventName, EventSpec>([
  ['connect.challenge', {"name":"connect.challenge","scope":null,"droppable":false,"coalesce":false,"versioned":false,"sequenced":false}],
  ['agent', {"name":"agent","scope":null,"droppable":false,"coalesce":false,"versioned":false,"sequenced":true}],
  ['chat', {"name":"chat","scope":null,"droppable":false,"coalesce":false,"versioned":false,"sequenced":true}],
  ['presence', {"name":"presence","scope":null,"droppable":true,"coalesce":true,"versioned":true,"sequenced":true}],
  ['tick', {"name":"tick","scope":null,"droppable":true,"coalesce":false,"versioned":false,"sequenced":true}],
  ['shutdown', {"name":"shutdown","scope":null,"droppable":false,"coalesce":false,"versioned":false,"sequenced":true}],
  ['health', {"name":"health","scope":null,"droppable":false,"coalesce":true,"versioned":true,"sequenced":true}],
  ['heartbeat', {"name":"heartbeat","scope":null,"droppable":true,"coalesce":false,"versioned":false,"sequenced":true}],
  ['device.pair.requested', {"name":"device.pair.requested","scope":"operator.pairing","droppable":true,"coalesce":false,"versioned":false,"sequenced":true}],
  ['device.pair.resolved', {"name":"device.pair.resolved","scope":"operator.pairing","droppable":true,"coalesce":false,"versioned":false,"sequenced":true}],
  ['resume.reset', {"name":"resume.reset","scope":null,"droppable":false,"coalesce":false,"versioned":false,"sequenced":false}],
]);

/** Methods of the field that are not here: authorised like the rest, then unknown. */
export const RESERVED: ReadonlyMap<string, Pick<MethodSpec, 'scope' | 'role'>> = new Map<
  string,
  Pick<MethodSpec, 'scope' | 'role'>
>([
  ['node.invoke.result', {"scope":null,"role":"node"}],
  ['node.event', {"scope":null,"role":"node"}],
  ['skills.bins', {"scope":null,"role":"node"}],
  ['exec.approval.request', {"scope":"operator.approvals","role":"operator"}],
  ['exec.approval.resolve', {"scope":"operator.approvals","role":"operator"}],
  ['node.pair.request', {"scope":"operator.pairing","role":"operator"}],
  ['node.pair.list', {"scope":"operator.pairing","role":"operator"}],
  ['node.pair.approve', {"scope":"operator.pairing","role":"operator"}],
  ['node.pair.reject', {"scope":"operator.pairing","role":"operator"}],
  ['node.pair.verify', {"scope":"operator.pairing","role":"operator"}],
  ['node.rename', {"scope":"operator.pairing","role":"operator"}],
  ['usage.status', {"scope":"operator.read","role":"operator"}],
  ['usage.cost', {"scope":"operator.read","role":"operator"}],
  ['tts.status', {"scope":"operator.read","role":"operator"}],
  ['tts.providers', {"scope":"operator.read","role":"operator"}],
  ['skills.status', {"scope":"operator.read","role":"operator"}],
  ['voicewake.get', {"scope":"operator.read","role":"operator"}],
  ['cron.list', {"scope":"operator.read","role":"operator"}],
  ['cron.status', {"scope":"operator.read","role":"operator"}],
  ['cron.runs', {"scope":"operator.read","role":"operator"}],
  ['node.list', {"scope":"operator.read","role":"operator"}],
  ['node.describe', {"scope":"operator.read","role":"operator"}],
  ['wake', {"scope":"operator.write","role":"operator"}],
  ['talk.mode', {"scope":"operator.write","role":"operator"}],
  ['tts.enable', {"scope":"operator.write","role":"operator"}],
  ['tts.disable', {"scope":"operator.write","role":"operator"}],
  ['tts.convert', {"scope":"operator.write","role":"operator"}],
  ['tts.setProvider', {"scope":"operator.write","role":"operator"}],
  ['voicewake.set', {"scope":"operator.write","role":"operator"}],
  ['node.invoke', {"scope":"operator.write","role":"operator"}],
  ['browser.request', {"scope":"operator.write","role":"operator"}],
]);

export const ADVERTISED_METHODS: readonly MethodName[] = [
  'health',
  'logs.tail',
  'channels.status',
  'status',
  'config.get',
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
  'system.inspect',
  'system.resume',
  'sessions.search',
];

export const ADVERTISED_EVENTS: readonly EventName[] = [
  'connect.challenge',
  'agent',
  'chat',
  'presence',
  'tick',
  'shutdown',
  'health',
  'heartbeat',
  'device.pair.requested',
  'device.pair.resolved',
  'resume.reset',
];
