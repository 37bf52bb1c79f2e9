import { defineMethod } from '../definitions.ts';
import {
  OutboxEntryParams,
  OutboxEntryResult,
  OutboxListParams,
  OutboxListResult,
} from '../schema/outbox.ts';
import { PollParams, PollResult, ReactParams, ReactResult, SendParams, SendResult } from '../schema/send.ts';

export const messageMethods = [
  defineMethod({
    name: 'send',
    params: SendParams,
    result: SendResult,
    scope: 'operator.write',
    role: 'operator',
    advertised: true,
    summary: 'Sends a message out through a channel, once per idempotency key.',
  }),
  defineMethod({
    name: 'poll',
    params: PollParams,
    result: PollResult,
    scope: 'operator.admin',
    role: 'operator',
    advertised: false,
    summary: 'Sends a poll out through a channel, once per idempotency key.',
  }),
  defineMethod({
    name: 'react',
    params: ReactParams,
    result: ReactResult,
    scope: 'operator.write',
    role: 'operator',
    advertised: true,
    summary: 'Puts a reaction on a message, or takes it away.',
  }),
  defineMethod({
    name: 'outbox.list',
    params: OutboxListParams,
    result: OutboxListResult,
    scope: 'operator.read',
    role: 'operator',
    advertised: true,
    summary: 'Messages on their way out, those whose fate is unknown, and dead letters.',
  }),
  defineMethod({
    name: 'outbox.retry',
    params: OutboxEntryParams,
    result: OutboxEntryResult,
    scope: 'operator.admin',
    role: 'operator',
    advertised: true,
    summary: 'Sends an `unknown` or `dead` message again, with a fresh life time.',
  }),
  defineMethod({
    name: 'outbox.drop',
    params: OutboxEntryParams,
    result: OutboxEntryResult,
    scope: 'operator.admin',
    role: 'operator',
    advertised: true,
    summary: 'Gives a message up that is not being sent right now.',
  }),
];
