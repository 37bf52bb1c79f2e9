import {
  anything,
  closed,
  count,
  flag,
  int,
  list,
  literal,
  named,
  nes,
  oneOf,
  optional,
  text,
  union,
  epochMs,
} from './primitives.ts';

export const ChatHistoryParams = closed({
  sessionKey: nes(),
  limit: optional(int({ minimum: 1, maximum: 1000, description: 'Default 200.' })),
});

export const ChatHistoryResult = closed({
  sessionKey: nes({ description: 'As sent.' }),
  sessionId: optional(nes()),
  messages: list(anything(), { description: 'Transcript messages, oldest first.' }),
  thinkingLevel: optional(text()),
});

export const ChatSendParams = closed({
  sessionKey: nes(),
  message: text({ description: 'May be empty only with attachments.' }),
  thinking: optional(text()),
  deliver: optional(flag()),
  attachments: optional(list(anything())),
  timeoutMs: optional(count()),
  idempotencyKey: nes({ description: 'Becomes the runId.' }),
});

export const ChatSendResult = union(
  named(
    'ChatSendAck',
    closed({ runId: nes(), status: oneOf(['started', 'in_flight', 'ok']) }),
    '`started` the first time, `in_flight` while the key is at work, `ok` once it is done.',
  ),
  named(
    'ChatStopAck',
    closed({ ok: literal(true), aborted: flag(), runIds: list(nes()) }),
    'The answer to a stop word and to `chat.abort`.',
  ),
);

export const ChatAbortParams = closed({ sessionKey: nes(), runId: optional(nes()) });
export const ChatAbortResult = closed({ ok: literal(true), aborted: flag(), runIds: list(nes()) });

export const ChatInjectParams = closed({
  sessionKey: nes(),
  message: nes(),
  label: optional(text({ maxLength: 100 })),
});
export const ChatInjectResult = closed({
  ok: literal(true),
  messageId: nes({ description: '8 hex characters.' }),
});

export const ChatMessage = named(
  'ChatMessage',
  closed({
    role: literal('assistant'),
    content: list(closed({ type: literal('text'), text: text() })),
    timestamp: epochMs(),
  }),
);

export const ChatEvent = closed({
  runId: nes(),
  sessionKey: nes({ description: 'As the requester wrote it.' }),
  seq: count(),
  state: oneOf(['delta', 'final', 'aborted', 'error']),
  message: optional(ChatMessage),
  errorMessage: optional(text()),
  usage: optional(anything()),
  stopReason: optional(text()),
});
