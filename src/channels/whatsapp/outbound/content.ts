import type { AnyMessageContent, WAMessage, proto } from '@whiskeysockets/baileys';
import type { HeardTable } from '../session/heard-table.ts';
import type { SentTable } from '../session/sent-table.ts';
import type { PartBody } from './body.ts';
import { PN_SERVER, parseJid, personJid } from '../jid.ts';

/** What the library is asked to send. */
export interface WireContent {
  readonly content: AnyMessageContent;
  readonly quoted?: WAMessage;
}

export interface ContentSources {
  readonly sent: SentTable;
  readonly heard: HeardTable;
  readonly render: (markdown: string) => Promise<string>;
  readonly decode: (bytes: Uint8Array) => proto.IMessage;
}

const OGG = 'audio/ogg; codecs=opus';

export async function contentOf(chat: string, body: PartBody, sources: ContentSources): Promise<WireContent> {
  const content = await plainContent(chat, body, sources);
  const quoted =
    body.t === 'reaction' || body.quote === undefined ? undefined : quotedOf(chat, body.quote, sources);
  return quoted === undefined ? { content } : { content, quoted };
}

async function plainContent(
  chat: string,
  body: PartBody,
  sources: ContentSources,
): Promise<AnyMessageContent> {
  switch (body.t) {
    case 'text':
      // A preview would make the gateway fetch whatever address a text names.
      return { text: await sources.render(body.text), linkPreview: null };
    case 'poll':
      return { poll: { name: body.question, values: [...body.options], selectableCount: body.selectable } };
    case 'reaction':
      return { react: { text: body.emoji, key: reactionKey(chat, body, sources) } };
    default:
      return mediaContent(body, body.caption === undefined ? undefined : await sources.render(body.caption));
  }
}

function mediaContent(
  body: PartBody & { readonly t: 'media' },
  caption: string | undefined,
): AnyMessageContent {
  const source = { url: body.path };
  const words = caption === undefined ? {} : { caption };
  switch (body.kind) {
    case 'image':
      return { image: source, mimetype: body.mime, ...words };
    case 'video':
    case 'animation':
      // Without a thumbnail of its own the library would start ffmpeg for one.
      return {
        video: source,
        mimetype: body.mime,
        gifPlayback: body.gif === true,
        jpegThumbnail: '',
        ...words,
      };
    case 'voice':
      return { audio: source, mimetype: /ogg|opus/i.test(body.mime) ? OGG : body.mime, ptt: true };
    case 'audio':
      return { audio: source, mimetype: body.mime === 'audio/ogg' ? OGG : body.mime, ptt: false };
    case 'sticker':
      return { sticker: source, mimetype: body.mime };
    default:
      return { document: source, mimetype: body.mime, fileName: body.fileName ?? 'file', ...words };
  }
}

function reactionKey(
  chat: string,
  body: PartBody & { readonly t: 'reaction' },
  { heard, sent }: ContentSources,
): proto.IMessageKey {
  const known = heard.get(chat, body.id);
  const fromMe = body.fromMe ?? known?.fromMe ?? sent.get(body.id) !== undefined;
  const author = body.participant === undefined ? known?.author : personJid(body.participant);
  const inGroup = parseJid(chat).kind === 'group';
  return {
    remoteJid: chat,
    id: body.id,
    fromMe,
    ...(inGroup && !fromMe && author !== undefined ? { participant: author } : {}),
  };
}

/** The stub a quote shows. Of a message nobody remembers only its id is quoted; WhatsApp shows what the phone has of it. */
function quotedOf(chat: string, id: string, { sent, heard, decode }: ContentSources): WAMessage {
  const own = sent.get(id);
  if (own !== undefined && own.chat === chat)
    return { key: { remoteJid: chat, id, fromMe: true }, message: decode(own.message) };
  const known = heard.get(chat, id);
  const author = known?.author ?? (parseJid(chat).kind === 'group' ? undefined : chat);
  return {
    key: {
      remoteJid: chat,
      id,
      fromMe: known?.fromMe ?? false,
      participant: author ?? `0@${PN_SERVER}`,
    },
    message: { conversation: known?.text ?? '' },
  };
}
