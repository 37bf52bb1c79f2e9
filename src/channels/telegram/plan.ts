import { invalidRequest } from '../../protocol/failure.ts';
import type { OutboundMessage, OutboundPoll, OutboundReaction, PlannedPart } from '../message.ts';
import { chunkText } from '../text/chunk.ts';
import { toPart } from './parts.ts';
import type { Body, FileItem, Keyboard, Manner } from './parts.ts';
import { groupMedia } from './plan-media.ts';
import type { MediaGroup } from './plan-media.ts';
import type { TelegramSettings } from './settings.ts';

const DEFAULT_CHUNK = 4000;
const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
const MAX_BUTTON_DATA_BYTES = 64;
const POLL_OPTIONS = { min: 2, max: 12, chars: 100 } as const;
const POLL_QUESTION_CHARS = 300;
const MAX_POLL_SECONDS = 2_628_000;

/**
 * The sends a message becomes: files first, with the text as caption where it fits, then the rest of the text, a poll, a
 * reaction.
 * @throws Failure INVALID_REQUEST
 */
export function planMessage(message: OutboundMessage, settings: TelegramSettings): readonly PlannedPart[] {
  const { media = [], poll, reaction, buttons } = message;
  const text = message.text?.trim() ?? '';
  const keyboard = buttons === undefined || buttons.length === 0 ? undefined : checkButtons(buttons);
  const rules = { gifPlayback: message.gifPlayback ?? false, publicApi: settings.apiRoot === undefined };
  const groups = groupMedia(media, rules);
  const captioned = canCaption(groups[0], text, keyboard);
  const limit = Math.min(settings.textChunkLimit ?? DEFAULT_CHUNK, MAX_TEXT);
  const chunks = captioned ? [] : chunkText(text, { limit, mode: settings.chunkMode ?? 'length' });
  const noPreview = settings.linkPreview === false;
  const bodies: Body[] = [
    ...groups.map((group, index): Body => {
      const caption = captioned && index === 0 && text !== '' ? { caption: text } : {};
      return group.album
        ? { type: 'album', files: group.files, ...caption }
        : { type: 'file', file: group.file, ...caption };
    }),
    ...chunks.map((chunk): Body => ({ type: 'text', text: chunk, ...(noPreview ? { noPreview } : {}) })),
    ...(poll === undefined ? [] : [toPoll(poll)]),
  ];
  const dressed = dress(bodies, message, settings, keyboard);
  const parts = [...dressed, ...(reaction === undefined ? [] : [toReaction(reaction)])];
  if (parts.length === 0) throw invalidRequest('a message needs a text, a file, a poll or a reaction');
  return parts.map((body) => toPart(body, previewOf(body)));
}

/** Stickers have no captions, and albums carry no buttons. */
function canCaption(first: MediaGroup | undefined, text: string, keyboard: Keyboard | undefined): boolean {
  if (first === undefined || text.length > MAX_CAPTION) return false;
  if (first.album) return keyboard === undefined;
  return first.file.as !== 'sticker';
}

/** Puts quoting, silence and buttons where they belong. */
function dress(
  bodies: readonly Body[],
  message: OutboundMessage,
  settings: TelegramSettings,
  keyboard: Keyboard | undefined,
): readonly Body[] {
  const mode = settings.replyToMode ?? 'first';
  const replyTo = message.replyTo === undefined ? undefined : readMessageId(message.replyTo);
  const carrier = keyboard === undefined ? undefined : buttonCarrier(bodies);
  return bodies.map((body, index) => {
    const quotes = replyTo !== undefined && (mode === 'all' || (mode === 'first' && index === 0));
    const manner: Manner = {
      ...(quotes ? { replyTo } : {}),
      ...(message.silent === true ? { silent: true } : {}),
      ...(body === carrier && keyboard !== undefined ? { buttons: keyboard } : {}),
    };
    return { ...body, ...manner };
  });
}

function buttonCarrier(bodies: readonly Body[]): Body {
  const carrier = bodies.find((body) => body.type === 'text') ?? bodies.find((body) => body.type === 'file');
  if (carrier === undefined) throw invalidRequest('buttons need a text or a single file to stand under');
  return carrier;
}

function checkButtons(rows: NonNullable<OutboundMessage['buttons']>): Keyboard {
  for (const { text, data, url } of rows.flat()) {
    if (text.trim() === '') throw invalidRequest('a button needs a text');
    if ((data === undefined) === (url === undefined))
      throw invalidRequest(`the button "${text}" needs either data or a url`);
    if (data !== undefined && Buffer.byteLength(data) > MAX_BUTTON_DATA_BYTES)
      throw invalidRequest(`the data of the button "${text}" is longer than ${MAX_BUTTON_DATA_BYTES} bytes`);
  }
  return rows;
}

/** Ids of button presses and edits begin with the id of the message they are about. */
function readMessageId(id: string): number {
  const digits = /^([1-9]\d{0,15})(?=$|:)/.exec(id)?.[1];
  if (digits === undefined) throw invalidRequest(`"${id.slice(0, 40)}" is not the id of a Telegram message`);
  return Number(digits);
}

function toPoll({ question, options, maxSelections, durationHours }: OutboundPoll): Body {
  const { min, max, chars } = POLL_OPTIONS;
  if (question.trim() === '' || question.length > POLL_QUESTION_CHARS)
    throw invalidRequest(`a poll's question has 1 to ${POLL_QUESTION_CHARS} characters`);
  if (options.length < min || options.length > max)
    throw invalidRequest(`a poll has ${min} to ${max} options`);
  if (options.some((option) => option.trim() === '' || option.length > chars))
    throw invalidRequest(`an option of a poll has 1 to ${chars} characters`);
  const openSeconds = durationHours === undefined ? undefined : Math.round(durationHours * 3600);
  if (openSeconds !== undefined && (openSeconds < 5 || openSeconds > MAX_POLL_SECONDS))
    throw invalidRequest('a poll stays open for 5 seconds to 730 hours');
  return {
    type: 'poll',
    question,
    options,
    several: maxSelections > 1,
    ...(openSeconds === undefined ? {} : { openSeconds }),
  };
}

const toReaction = ({ messageId, emoji }: OutboundReaction): Body => ({
  type: 'reaction',
  messageId: readMessageId(messageId),
  emoji,
});

const fileLine = (file: FileItem): string => `[${file.as}] ${file.name}`;

function previewOf(body: Body): string {
  if (body.type === 'text') return body.text;
  if (body.type === 'poll') return `[poll] ${body.question}`;
  if (body.type === 'reaction') return body.emoji === '' ? '[reaction removed]' : `[reaction] ${body.emoji}`;
  const line = body.type === 'file' ? fileLine(body.file) : `[album of ${body.files.length}]`;
  return [line, body.caption].filter(Boolean).join(' ');
}
