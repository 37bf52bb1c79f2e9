import { closed, flag, list, nes, optional, text } from './primitives.ts';

export const SendParams = closed({
  to: nes(),
  message: nes(),
  mediaUrl: optional(text()),
  mediaUrls: optional(list(text())),
  gifPlayback: optional(flag()),
  channel: optional(text({ description: 'Default `whatsapp`.' })),
  accountId: optional(text()),
  sessionKey: optional(text()),
  idempotencyKey: nes({ description: 'Becomes the runId.' }),
});

export const SendResult = closed({
  runId: nes(),
  messageId: nes(),
  channel: nes(),
  chatId: optional(text()),
  channelId: optional(text()),
  toJid: optional(text()),
  conversationId: optional(text()),
});
