import type { proto } from '@whiskeysockets/baileys';

/** The envelopes a message may arrive in; each holds a message of its own. */
const WRAPPERS = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
  'groupMentionedMessage',
  'botInvokeMessage',
  'lottieStickerMessage',
  'associatedChildMessage',
] as const;

const DEEPEST = 8;

/** What is inside, whatever it was wrapped in. */
export function unwrap(message: proto.IMessage): proto.IMessage {
  let inner = message.deviceSentMessage?.message ?? message;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const current = inner;
    const wrapper = WRAPPERS.find((name) => Boolean(current[name]?.message));
    const next = wrapper === undefined ? undefined : current[wrapper]?.message;
    if (!next) return inner;
    inner = next;
  }
  return inner;
}
