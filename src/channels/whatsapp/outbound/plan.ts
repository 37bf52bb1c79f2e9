import type { Random } from '../../../platform/random.ts';
import type { OutboundMedia, OutboundMessage, PlannedPart } from '../../message.ts';
import type { PartBody } from './body.ts';
import { hexId } from '../../../platform/ids.ts';
import { invalidRequest } from '../../../protocol/failure.ts';
import { chunkText } from '../../text/chunk.ts';
import { asJson } from './body.ts';

const PREVIEW = 120;
const FEWEST_OPTIONS = 2;
const MOST_OPTIONS = 12;
const CAPTIONED: ReadonlySet<string> = new Set(['image', 'video', 'animation', 'document']);

export interface PlanSettings {
  readonly textChunkLimit: number;
  readonly chunkMode: 'length' | 'newline';
}

/** Message ids as the network's own web client makes them; choosing them here makes a repeat harmless. */
export const newMessageId = (random: Random): string => `3EB0${hexId(random, 18).toUpperCase()}`;

/**
 * The parts a message becomes, in sending order.
 *
 * @throws Failure INVALID_REQUEST
 */
export function planMessage(
  message: OutboundMessage,
  settings: PlanSettings,
  random: Random,
): readonly PlannedPart[] {
  const bodies = [...reactionOf(message), ...contentOf(message, settings), ...pollOf(message)];
  if (bodies.length === 0) throw invalidRequest('a WhatsApp message needs text, media, a poll or a reaction');
  return bodies.map((body) => ({
    kind: body.t,
    messageId: newMessageId(random),
    body: asJson(body),
    preview: previewOf(body),
  }));
}

function reactionOf({ reaction }: OutboundMessage): PartBody[] {
  if (reaction === undefined) return [];
  if (reaction.messageId.trim() === '')
    throw invalidRequest('a reaction needs the id of the message it is for');
  return [
    {
      t: 'reaction',
      id: reaction.messageId,
      emoji: reaction.emoji,
      ...(reaction.fromMe === undefined ? {} : { fromMe: reaction.fromMe }),
      ...(reaction.participant === undefined ? {} : { participant: reaction.participant }),
    },
  ];
}

function pollOf({ poll, replyTo }: OutboundMessage): PartBody[] {
  if (poll === undefined) return [];
  const options = poll.options.map((option) => option.trim()).filter((option) => option !== '');
  if (poll.question.trim() === '') throw invalidRequest('a poll needs a question');
  if (options.length < FEWEST_OPTIONS || options.length > MOST_OPTIONS)
    throw invalidRequest(
      `a WhatsApp poll has ${FEWEST_OPTIONS} to ${MOST_OPTIONS} options, not ${options.length}`,
    );
  if (new Set(options).size < options.length)
    throw invalidRequest('the options of a WhatsApp poll must differ');
  if (poll.maxSelections < 1 || poll.maxSelections > options.length)
    throw invalidRequest(`maxSelections must be between 1 and ${options.length}`);
  const question = poll.question.trim();
  return [{ t: 'poll', question, options, selectable: poll.maxSelections, ...quoteOf(replyTo) }];
}

/** The caption goes with the first attachment that can carry one; what does not fit follows as text. */
function contentOf(message: OutboundMessage, settings: PlanSettings): PartBody[] {
  const chunks = chunkText(withButtons(message), {
    limit: settings.textChunkLimit,
    mode: settings.chunkMode,
  });
  const media = message.media ?? [];
  const captioned = chunks.length === 0 ? -1 : media.findIndex((item) => CAPTIONED.has(item.kind));
  const rest = captioned === -1 ? chunks : chunks.slice(1);
  const parts: PartBody[] = [
    ...media.map((item, index) => mediaBody(item, message, index === captioned ? chunks[0] : undefined)),
    ...rest.map((text): PartBody => ({ t: 'text', text })),
  ];
  const [first, ...others] = parts;
  return first === undefined ? [] : [{ ...first, ...quoteOf(message.replyTo) }, ...others];
}

function mediaBody(item: OutboundMedia, message: OutboundMessage, caption: string | undefined): PartBody {
  const gif = item.kind === 'animation' || (item.kind === 'video' && message.gifPlayback === true);
  return {
    t: 'media',
    path: item.path,
    mime: item.mime,
    kind: item.kind,
    ...(item.fileName === undefined ? {} : { fileName: item.fileName }),
    ...(caption === undefined ? {} : { caption }),
    ...(gif ? { gif } : {}),
  };
}

/** WhatsApp has no buttons for linked devices: their words and links become lines. */
function withButtons({ text = '', buttons = [] }: OutboundMessage): string {
  const lines = buttons
    .flat()
    .map((button) => (button.url === undefined ? `• ${button.text}` : `• ${button.text}: ${button.url}`));
  return [text, lines.join('\n')].filter((block) => block.trim() !== '').join('\n\n');
}

const quoteOf = (replyTo: string | undefined): { readonly quote?: string } =>
  replyTo === undefined || replyTo === '' ? {} : { quote: replyTo };

function previewOf(body: PartBody): string {
  const words = {
    text: () => (body.t === 'text' ? body.text : ''),
    media: () =>
      body.t === 'media' ? [`<${body.kind}>`, body.caption ?? body.fileName].filter(Boolean).join(' ') : '',
    poll: () => (body.t === 'poll' ? `<poll> ${body.question}` : ''),
    reaction: () => (body.t === 'reaction' ? `<reaction> ${body.emoji || 'removed'}` : ''),
  }[body.t]();
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length <= PREVIEW ? line : `${line.slice(0, PREVIEW - 1)}…`;
}
