import type { WASocket } from '@whiskeysockets/baileys';
import type { Logger } from '../../platform/logger.ts';
import type { Link } from '../port.ts';
import { keyOf } from './inbound/fetch-media.ts';
import { parseJid } from './jid.ts';

const PRESENCE = { typing: 'composing', recording: 'recording', idle: 'paused' } as const;

/** What is nice to have: its failures are noted and end nothing. */
export function createComfort(
  sock: Pick<WASocket, 'sendPresenceUpdate' | 'readMessages'>,
  log: Logger,
): Pick<Link, 'typing' | 'markRead'> {
  const quietly = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.debug('a courtesy to WhatsApp failed', { what, error });
    }
  };
  return {
    typing: (chat, state) =>
      quietly('typing', () => sock.sendPresenceUpdate(PRESENCE[state], parseJid(chat.chatId).jid)),
    markRead: (message) => quietly('markRead', () => sock.readMessages([keyOf(message.native)])),
  };
}
