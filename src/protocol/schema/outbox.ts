import { OUTBOX_STATES } from './send.ts';
import { closed, count, epochMs, list, named, nes, oneOf, optional, text } from './primitives.ts';

export const OutboxEntry = named(
  'OutboxEntry',
  closed({
    id: count(),
    key: nes({ description: 'The idempotency key.' }),
    channel: nes(),
    accountId: nes(),
    to: nes({ description: 'The chat.' }),
    threadId: optional(text()),
    state: oneOf(OUTBOX_STATES),
    attempts: count(),
    createdAt: epochMs(),
    expiresAt: epochMs('Unix epoch, ms; after it nothing is sent any more.'),
    nextAttemptAt: optional(epochMs()),
    preview: text({ description: 'At most 120 characters.' }),
    error: optional(text()),
    messageIds: list(text(), { description: 'Of the parts the network has, in order.' }),
    parts: closed({ total: count(), sent: count() }),
  }),
  'A message on its way out, or the record of one.',
);

export const OutboxListParams = closed({
  state: optional(oneOf(OUTBOX_STATES, { description: 'Default: all but `sent`.' })),
  channel: optional(text()),
  limit: optional(count({ minimum: 1, maximum: 1000, description: 'Default 100.' })),
});

export const OutboxListResult = closed({
  counts: closed(Object.fromEntries(OUTBOX_STATES.map((state) => [state, count()]))),
  entries: list(OutboxEntry, { description: 'Newest first.' }),
});

export const OutboxEntryParams = closed({ id: count() });
export const OutboxEntryResult = closed({ entry: OutboxEntry });

export const OutboxChangedEvent = closed({
  id: count(),
  channel: nes(),
  accountId: nes(),
  to: nes(),
  state: oneOf(['unknown', 'dead', 'sent']),
  error: optional(text()),
});
