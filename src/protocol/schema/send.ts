import { closed, count, flag, int, list, named, nes, oneOf, optional, text } from './primitives.ts';

/** Where a message lies in the outbox; `unknown` is Telegram's "it may have gone out before a crash". */
export const OUTBOX_STATES = ['accepted', 'sending', 'sent', 'unknown', 'dead'] as const;

export const MessageButton = named(
  'MessageButton',
  closed({ text: nes(), data: optional(text()), url: optional(text()) }),
  'A button below a message: `data` comes back when it is pressed, `url` opens a page.',
);

const route = {
  channel: optional(text({ description: 'Default `whatsapp`.' })),
  accountId: optional(text({ description: 'Default: the default account of the channel.' })),
};

const places = {
  toJid: optional(text()),
  channelId: optional(text()),
  conversationId: optional(text()),
};

const outcome = {
  state: optional(oneOf(OUTBOX_STATES)),
  outboxId: optional(count({ description: 'Names the entry for `outbox.retry` and `outbox.drop`.' })),
  cached: optional(flag({ description: 'The key was used before; this is the answer it got then.' })),
};

export const SendParams = closed({
  to: nes(),
  message: nes({ description: 'Blank when only media is sent.' }),
  mediaUrl: optional(text({ description: 'A URL, or the absolute path of a file below an allowed root.' })),
  mediaUrls: optional(list(text())),
  gifPlayback: optional(flag()),
  ...route,
  sessionKey: optional(text()),
  replyToId: optional(text({ description: 'Message id to quote.' })),
  threadId: optional(text({ description: 'Telegram: the topic of a forum group.' })),
  wait: optional(
    oneOf(['accepted', 'delivered'], {
      description:
        'When to answer: once the message cannot be lost, or once the network has it. Default `delivered`.',
    }),
  ),
  timeoutMs: optional(
    count({
      description:
        'With `delivered`: answer with the state reached after this long; the message stays in the outbox.',
    }),
  ),
  silent: optional(flag({ description: 'Telegram: no sound.' })),
  asVoice: optional(flag({ description: 'Audio goes out as a voice note.' })),
  buttons: optional(list(list(MessageButton), { description: 'Telegram: rows of buttons below the text.' })),
  idempotencyKey: nes({ description: 'Becomes the runId.' }),
});

export const SendResult = closed({
  runId: nes(),
  messageId: nes({
    description:
      'Of the first part. `pending:<outboxId>` while the network, such as Telegram, has given none.',
  }),
  messageIds: optional(list(nes(), { description: 'Of every part the network has, in order.' })),
  channel: nes(),
  chatId: optional(text()),
  ...places,
  ...outcome,
});

export const PollParams = closed({
  to: nes(),
  question: nes(),
  options: list(nes(), { minItems: 2, maxItems: 12 }),
  maxSelections: optional(int({ minimum: 1, maximum: 12 })),
  durationHours: optional(int({ minimum: 1 })),
  ...route,
  idempotencyKey: nes({ description: 'Becomes the runId.' }),
});

export const PollResult = closed({
  runId: nes(),
  messageId: nes(),
  channel: nes(),
  chatId: optional(text()),
  pollId: optional(text()),
  ...places,
  ...outcome,
});

export const ReactParams = closed({
  to: nes(),
  messageId: nes(),
  emoji: text({ description: 'Empty removes the reaction, as `remove` does.' }),
  remove: optional(flag()),
  participant: optional(text({ description: 'WhatsApp groups: who wrote the message.' })),
  fromMe: optional(flag({ description: 'WhatsApp: the message is our own.' })),
  ...route,
  idempotencyKey: nes({ description: 'Becomes the runId.' }),
});

export const ReactResult = closed({
  runId: nes(),
  messageId: nes({ description: 'The message reacted to.' }),
  channel: nes(),
  chatId: optional(text()),
  ...places,
  ...outcome,
});
