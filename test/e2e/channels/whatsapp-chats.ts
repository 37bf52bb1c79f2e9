import type { proto } from '@whiskeysockets/baileys';
import type { SentMessage } from '../../support/whatsapp/facts.ts';
import { openMedia } from '../../support/whatsapp/media-crypto.ts';
import type { MediaDetails, MediaSort } from '../../support/whatsapp/media-crypto.ts';
import type { PersonHandle } from '../../support/whatsapp/person.ts';
import type { WhatsAppServer } from '../../support/whatsapp/server.ts';
import type { SayOptions } from '../../support/whatsapp/speech.ts';
import { onOneLine } from './transcript.ts';
import type { Transcript } from './transcript.ts';

/** A person's chat with the account, or a group by its JID. */
type Group = string | undefined;

/** People and one linked number: whatever passes between them is written into the transcript. */
export interface WhatsAppChats {
  says(
    who: PersonHandle,
    said: string | proto.IMessage,
    group?: Group,
    options?: SayOptions,
  ): Promise<string>;
  shows(who: PersonHandle, sort: MediaSort, bytes: Buffer, details: MediaDetails): Promise<string>;
  replies(who: PersonHandle, to: SentMessage, text: string): Promise<string>;
  reacts(who: PersonHandle, to: SentMessage, emoji: string): Promise<string>;
  /** The next `count` things to reach chats, in order of arrival, once they are there. */
  hears(count?: number): Promise<readonly SentMessage[]>;
  /** Writes down what has come since. */
  catchUp(): void;
}

export function createWhatsAppChats(options: {
  readonly server: WhatsAppServer;
  readonly me: PersonHandle;
  readonly transcript: Transcript;
  /** By JID. */
  readonly names: ReadonlyMap<string, string>;
}): WhatsAppChats {
  const { server, me, transcript, names } = options;
  const nameOf = (jid: string): string => names.get(jid) ?? jid;
  let read = 0;
  let awaited = 0;

  const heard = (): readonly SentMessage[] => shownBy(server, me);

  const write = ({ id, chat, message = {} }: SentMessage): void => {
    const { reactionMessage } = message;
    if (!reactionMessage)
      return transcript.said(id, `→ ${nameOf(chat)}: ${contentsOf(server, message, transcript)}`);
    const about = transcript.numberOf(reactionMessage.key?.id ?? '');
    transcript.noted(`→ ${nameOf(chat)}: ${reactionMessage.text || 'no reaction'} on ${about}`);
  };

  const catchUp = (): void => {
    const all = heard();
    for (; read < all.length; read += 1) {
      const sent = all[read];
      if (sent !== undefined) write(sent);
    }
  };

  const said = (who: PersonHandle, group: Group, id: string, message: string | proto.IMessage): void => {
    const where = group === undefined ? '' : ` in ${nameOf(group)}`;
    const words = typeof message === 'string' ? onOneLine(message) : contentsOf(server, message, transcript);
    transcript.said(id, `← ${who.name}${where}: ${words}`);
  };

  let last = 0;
  const nextId = (): string => {
    last += 1;
    return `3EB0${String(last).padStart(18, '0')}`;
  };

  const says: WhatsAppChats['says'] = async (who, message, group, more = {}) => {
    catchUp();
    const id = nextId();
    said(who, group, id, message);
    return who.say(group ?? me, message, { ...more, id });
  };

  return {
    catchUp,
    says,
    async shows(who, sort, bytes, details) {
      catchUp();
      const id = nextId();
      const name = details.ptt === true ? 'voice' : sort;
      transcript.said(
        id,
        `← ${who.name}: [${name}]${details.caption === undefined ? '' : ` ${details.caption}`}`,
      );
      return who.sendMedia(me, sort, bytes, details, { id });
    },
    replies: (who, to, text) =>
      says(who, {
        extendedTextMessage: {
          text,
          contextInfo: { stanzaId: to.id, participant: me.jid, quotedMessage: to.message ?? {} },
        },
      }),
    reacts(who, to, emoji) {
      catchUp();
      transcript.noted(`← ${who.name}: ${emoji} on ${transcript.numberOf(to.id)}`);
      return who.react(me, { remoteJid: who.jid, id: to.id, fromMe: true }, emoji);
    },
    async hears(count = 1) {
      const from = awaited;
      awaited += count;
      while (heard().length < awaited) await server.sentCount(server.sent.length + 1);
      catchUp();
      return heard().slice(from, awaited);
    },
  };
}

/** What a linked number sent, each once, as the people in the chats see it. */
export const shownBy = (server: WhatsAppServer, { phone }: PersonHandle): readonly SentMessage[] =>
  server.sent
    .filter((sent) => sent.phone === phone && sent.repeat === 0)
    .map((sent) => ({ ...sent, message: wordsIn(sent) }));

/** In groups the first copies only introduce the sender's key; the own phone gets its copy wrapped. */
function wordsIn({ copies, message = {} }: SentMessage): proto.IMessage {
  const said = copies.map((copy) => copy.message ?? {}).find((one) => !one.senderKeyDistributionMessage);
  const shown = said ?? message;
  return shown.deviceSentMessage?.message ?? shown;
}

/** What a person reads, in one line. */
function contentsOf(server: WhatsAppServer, message: proto.IMessage, transcript: Transcript): string {
  const { kind, text, context } = readMessage(message);
  const bytes =
    kind === undefined || server.media === undefined
      ? ''
      : ` of ${openMedia(server.media, message).length} bytes`;
  const quotes = context?.stanzaId ? `(quotes ${transcript.numberOf(context.stanzaId)})` : '';
  return [kind === undefined ? '' : `[${kind}${bytes}]`, onOneLine(text), quotes]
    .filter((part) => part !== '')
    .join(' ');
}

interface Reading {
  readonly kind?: string;
  readonly text: string;
  readonly context?: proto.IContextInfo | null | undefined;
}

/** Kind of file, words and quote of a message. */
export function readMessage(message: proto.IMessage): Reading {
  const { imageMessage, videoMessage, audioMessage, documentMessage, stickerMessage } = message;
  const poll = message.pollCreationMessage ?? message.pollCreationMessageV3;
  if (poll)
    return {
      text: `[poll] ${poll.name ?? ''} ${(poll.options ?? []).map((one) => `(${one.optionName ?? ''})`).join(' ')}`,
    };
  if (audioMessage)
    return { kind: audioMessage.ptt ? 'voice' : 'audio', text: '', context: audioMessage.contextInfo };
  if (stickerMessage) return { kind: 'sticker', text: '', context: stickerMessage.contextInfo };
  const wrapped = message.documentWithCaptionMessage?.message;
  if (wrapped) return readMessage(wrapped);
  const file = imageMessage ?? videoMessage ?? documentMessage;
  if (file) {
    const kind = imageMessage ? 'image' : videoMessage ? 'video' : 'document';
    return { kind, text: file.caption ?? '', context: file.contextInfo };
  }
  const { extendedTextMessage, conversation } = message;
  return { text: extendedTextMessage?.text ?? conversation ?? '', context: extendedTextMessage?.contextInfo };
}
