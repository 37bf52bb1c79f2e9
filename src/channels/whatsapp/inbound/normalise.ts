import type { proto } from '@whiskeysockets/baileys';
import type { Chat, InboundMessage, Json, Quoted } from '../../message.ts';
import { parseJid, personId, samePerson } from '../jid.ts';
import { contextOf } from './context.ts';
import { mediaOf } from './media.ts';
import { textOf } from './text.ts';
import { unwrap } from './unwrap.ts';

/** Where a message belongs and who sent it, as its envelope says. */
export interface Envelope {
  /** The chat as addressed by the network; a hidden id possibly. */
  readonly remoteJid: string;
  /** The same person's other address. */
  readonly remoteJidAlt?: string;
  readonly fromMe: boolean;
  readonly id: string;
  /** Groups: the author. */
  readonly participant?: string;
  readonly participantAlt?: string;
  /** Epoch seconds. */
  readonly t: number;
  readonly pushName?: string;
}

export interface NormaliseContext {
  readonly accountId: string;
  readonly self: { readonly id: string; readonly lid?: string };
  /** The number behind a hidden id. */
  readonly numberOf: (lid: string) => Promise<string | undefined>;
  readonly groupTitle: (jid: string) => Promise<string | undefined>;
  /** Whether this device itself sent the message. */
  readonly isEcho: (id: string) => boolean;
}

/** Whether a decrypted message holds anything a person wrote: keys, receipts and the like do not. */
export function carriesWords(wrapped: proto.IMessage): boolean {
  const message = unwrap(wrapped);
  return Boolean(message.reactionMessage) || mediaOf(message).length > 0 || textOf(message) !== '';
}

export const isServed = (jid: string): boolean => ['user', 'lid', 'group'].includes(parseJid(jid).kind);

/** The message as the gateway understands it; `undefined` when it carries nothing for it. */
export async function normalise(
  envelope: Envelope,
  wrapped: proto.IMessage,
  context: NormaliseContext,
): Promise<InboundMessage | undefined> {
  if (!isServed(envelope.remoteJid) || (envelope.fromMe && context.isEcho(envelope.id))) return undefined;
  const message = unwrap(wrapped);
  const reaction = message.reactionMessage;
  const text = reaction ? (reaction.text ?? '') : textOf(message);
  const media = mediaOf(message);
  if (!reaction && text === '' && media.length === 0) return undefined;

  const marks = contextOf(message);
  const chatId = await canonical(envelope.remoteJid, envelope.remoteJidAlt, context);
  const isGroup = parseJid(envelope.remoteJid).kind === 'group';
  const quoted = reaction ? reactedTo(reaction, envelope, context) : await quotedOf(marks, context);
  return {
    channel: 'whatsapp',
    accountId: context.accountId,
    messageId: envelope.id,
    kind: reaction ? 'reaction' : 'message',
    chat: isGroup ? await groupChat(chatId, context) : { id: chatId, kind: 'dm', ...named(envelope) },
    sender: await senderOf(envelope, isGroup, context),
    sentAt: envelope.t * 1_000,
    text,
    media,
    ...(quoted === undefined ? {} : { quoted }),
    mention: mentionOf(marks, context),
    ...(marks?.isForwarded ? { forwardedFrom: 'WhatsApp' } : {}),
    native: nativeOf(envelope),
  };
}

const named = (envelope: Envelope): { readonly title?: string } =>
  envelope.pushName && !envelope.fromMe ? { title: envelope.pushName } : {};

async function groupChat(id: string, context: NormaliseContext): Promise<Chat> {
  const title = await context.groupTitle(id);
  return { id, kind: 'group', ...(title === undefined ? {} : { title }) };
}

async function senderOf(
  envelope: Envelope,
  isGroup: boolean,
  context: NormaliseContext,
): Promise<InboundMessage['sender']> {
  const name = envelope.pushName ? { name: envelope.pushName } : {};
  if (envelope.fromMe) return { id: personId(context.self.id), ...name, isSelf: true };
  const jid = isGroup
    ? await canonical(envelope.participant ?? '', envelope.participantAlt, context)
    : await canonical(envelope.remoteJid, envelope.remoteJidAlt, context);
  return { id: personId(jid), ...name, isSelf: false };
}

/** By number wherever the number can be known, else by hidden id: never dropped. */
async function canonical(jid: string, alt: string | undefined, context: NormaliseContext): Promise<string> {
  const parsed = parseJid(jid);
  if (parsed.kind !== 'lid') return parsed.jid;
  if (samePerson(parsed.jid, context.self.lid)) return parseJid(context.self.id).jid;
  if (alt !== undefined && parseJid(alt).kind === 'user') return parseJid(alt).jid;
  const number = await context.numberOf(parsed.jid);
  return number === undefined ? parsed.jid : parseJid(number).jid;
}

const isSelf = (jid: string | null | undefined, context: NormaliseContext): boolean =>
  samePerson(jid, context.self.id) || samePerson(jid, context.self.lid);

async function quotedOf(
  marks: proto.IContextInfo | undefined,
  context: NormaliseContext,
): Promise<Quoted | undefined> {
  if (!marks?.stanzaId) return undefined;
  const original = marks.quotedMessage ? unwrap(marks.quotedMessage) : undefined;
  const text = original === undefined ? '' : textOf(original) || placeholderOf(original);
  const author = marks.participant ? await canonical(marks.participant, undefined, context) : undefined;
  return {
    messageId: marks.stanzaId,
    ...(text === '' ? {} : { text }),
    ...(author === undefined ? {} : { sender: personId(author) }),
    fromMe: isSelf(marks.participant, context),
  };
}

function placeholderOf(message: proto.IMessage): string {
  const kind = mediaOf(message)[0]?.kind;
  return kind === undefined ? '' : `<media:${kind}>`;
}

/** `fromMe` in a reaction is meant from the side of the one who reacts. */
function reactedTo(
  reaction: proto.Message.IReactionMessage,
  envelope: Envelope,
  context: NormaliseContext,
): Quoted | undefined {
  const key = reaction.key;
  if (!key?.id) return undefined;
  const fromMe = key.participant ? isSelf(key.participant, context) : Boolean(key.fromMe) === envelope.fromMe;
  return { messageId: key.id, fromMe };
}

function mentionOf(
  marks: proto.IContextInfo | undefined,
  context: NormaliseContext,
): 'self' | 'other' | 'none' {
  const mentioned = marks?.mentionedJid ?? [];
  if (mentioned.length === 0) return 'none';
  return mentioned.some((jid) => isSelf(jid, context)) ? 'self' : 'other';
}

function nativeOf(envelope: Envelope): Json {
  const { remoteJid, id, fromMe, participant } = envelope;
  return { remoteJid, id, fromMe, ...(participant === undefined ? {} : { participant }) };
}
