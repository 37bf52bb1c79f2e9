import type { proto } from '@whiskeysockets/baileys';

/** The quote, mentions and forwarding marks of an unwrapped message, whichever part of it carries them. */
export function contextOf(message: proto.IMessage): proto.IContextInfo | undefined {
  const parts: readonly ({ readonly contextInfo?: proto.IContextInfo | null } | null | undefined)[] = [
    message.extendedTextMessage,
    message.imageMessage,
    message.videoMessage,
    message.ptvMessage,
    message.audioMessage,
    message.documentMessage,
    message.stickerMessage,
    message.contactMessage,
    message.contactsArrayMessage,
    message.locationMessage,
    message.liveLocationMessage,
    message.pollCreationMessage,
    message.pollCreationMessageV3,
    message.buttonsResponseMessage,
    message.listResponseMessage,
  ];
  for (const part of parts) if (part?.contextInfo) return part.contextInfo;
  return undefined;
}
