import { defineEvent } from '../definitions.ts';
import { AgentEvent } from '../schema/agent.ts';
import { ChatEvent } from '../schema/chat.ts';
import { ChannelLoginEvent } from '../schema/channels.ts';
import { ConnectChallengeEvent, ResumeResetEvent, ShutdownEvent, TickEvent } from '../schema/connect.ts';
import { DevicePairResolvedEvent, PendingDevice } from '../schema/devices.ts';
import { HealthSummary, HeartbeatEvent } from '../schema/health.ts';
import { OutboxChangedEvent } from '../schema/outbox.ts';
import { ChannelPairResolvedEvent, PairingRequest } from '../schema/pairing.ts';
import { PresenceEvent } from '../schema/presence.ts';

const plain = { scope: null, droppable: false, coalesce: false, versioned: false, sequenced: true } as const;

export const EVENTS = [
  defineEvent({
    ...plain,
    name: 'connect.challenge',
    payload: ConnectChallengeEvent,
    sequenced: false,
    summary: 'The first frame of every socket; its nonce is to be signed.',
  }),
  defineEvent({ ...plain, name: 'agent', payload: AgentEvent, summary: 'What a run does, as it does it.' }),
  defineEvent({
    ...plain,
    name: 'chat',
    payload: ChatEvent,
    summary:
      'The reply of a run: cumulative deltas (droppable), then one final, aborted or error (never dropped).',
  }),
  defineEvent({
    ...plain,
    name: 'presence',
    payload: PresenceEvent,
    droppable: true,
    coalesce: true,
    versioned: true,
    summary: 'The presence list changed. Increments for clients with the capability `presence.delta`.',
  }),
  defineEvent({
    ...plain,
    name: 'tick',
    payload: TickEvent,
    droppable: true,
    summary: 'The gateway is alive.',
  }),
  defineEvent({
    ...plain,
    name: 'shutdown',
    payload: ShutdownEvent,
    summary: 'The gateway is about to close every connection.',
  }),
  defineEvent({
    ...plain,
    name: 'health',
    payload: HealthSummary,
    coalesce: true,
    versioned: true,
    summary: 'The health snapshot changed.',
  }),
  defineEvent({
    ...plain,
    name: 'heartbeat',
    payload: HeartbeatEvent,
    droppable: true,
    summary: 'What a heartbeat of an agent came to.',
  }),
  defineEvent({
    ...plain,
    name: 'device.pair.requested',
    payload: PendingDevice,
    scope: 'operator.pairing',
    droppable: true,
    summary: 'A device asks to be let in.',
  }),
  defineEvent({
    ...plain,
    name: 'device.pair.resolved',
    payload: DevicePairResolvedEvent,
    scope: 'operator.pairing',
    droppable: true,
    summary: 'A waiting device was let in or turned away.',
  }),
  defineEvent({
    ...plain,
    name: 'resume.reset',
    payload: ResumeResetEvent,
    sequenced: false,
    summary: 'Answers `connect.params.resume` when the missed events are gone: fetch everything anew.',
  }),
  defineEvent({
    ...plain,
    name: 'channel.login',
    payload: ChannelLoginEvent,
    scope: 'operator.admin',
    summary: 'A login to a network goes on: a fresh QR or pairing code, linked, or ended.',
  }),
  defineEvent({
    ...plain,
    name: 'channel.pair.requested',
    payload: PairingRequest,
    scope: 'operator.pairing',
    droppable: true,
    summary: 'A stranger wrote to an account and asks to be let in.',
  }),
  defineEvent({
    ...plain,
    name: 'channel.pair.resolved',
    payload: ChannelPairResolvedEvent,
    scope: 'operator.pairing',
    droppable: true,
    summary: 'A stranger was let in or turned away.',
  }),
  defineEvent({
    ...plain,
    name: 'outbox.changed',
    payload: OutboxChangedEvent,
    scope: 'operator.read',
    droppable: true,
    summary: 'A message of the outbox was sent, given up, or may or may not have gone out.',
  }),
];
