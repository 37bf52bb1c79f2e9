import { anything, closed, count, flag, int, literal, named, nes, optional } from './primitives.ts';
import { ErrorShape } from './errors.ts';

export const StateVersion = named(
  'StateVersion',
  closed({ presence: count(), health: count() }),
  'Counters raised by each change of the presence list and of the health snapshot.',
);

export const RequestFrame = named(
  'RequestFrame',
  closed({ type: literal('req'), id: nes(), method: nes(), params: optional(anything()) }),
  'Client to gateway. Absent or null params count as `{}`.',
);

export const ResponseFrame = named(
  'ResponseFrame',
  closed({
    type: literal('res'),
    id: nes(),
    ok: flag(),
    payload: optional(anything()),
    error: optional(ErrorShape),
  }),
  'Gateway to client, in any order. `agent` is answered twice with one id.',
);

export const EventFrame = named(
  'EventFrame',
  closed({
    type: literal('event'),
    event: nes(),
    payload: optional(anything()),
    seq: optional(count({ description: 'Contiguous per connection, from 1. Absent on unicast events.' })),
    stateVersion: optional(StateVersion),
  }),
  'Gateway to client, unasked.',
);

export const protocolNumber = (): ReturnType<typeof int> => int({ minimum: 1 });
