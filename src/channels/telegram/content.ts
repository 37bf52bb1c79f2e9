import type { Message, PhotoSize, Sticker } from 'grammy/types';
import type { InboundMedia, MediaKind } from '../message.ts';

/** What `fetchMedia` needs; file ids stay valid for the same bot. */
export interface MediaRef {
  readonly fileId: string;
  readonly uniqueId: string;
}

interface FileFacts {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number;
  readonly mime_type?: string;
  readonly file_name?: string;
}

function toMedia(kind: MediaKind, file: FileFacts, mime?: string): InboundMedia {
  const type = file.mime_type ?? mime;
  return {
    kind,
    ...(type === undefined ? {} : { mime: type }),
    ...(file.file_name === undefined ? {} : { fileName: file.file_name }),
    ...(file.file_size === undefined ? {} : { sizeBytes: file.file_size }),
    ref: { fileId: file.file_id, uniqueId: file.file_unique_id },
  };
}

const largest = (sizes: readonly PhotoSize[]): PhotoSize | undefined =>
  sizes.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];

function stickerMime(sticker: Sticker): string {
  if (sticker.is_video) return 'video/webm';
  return sticker.is_animated ? 'application/x-tgsticker' : 'image/webp';
}

/** The attachment of a message; Telegram carries at most one. */
export function mediaOf(message: Message): readonly InboundMedia[] {
  const photo = largest(message.photo ?? []);
  if (photo !== undefined) return [toMedia('image', photo, 'image/jpeg')];
  // An animation also comes as a document, for clients that know no animations.
  if (message.animation) return [toMedia('animation', message.animation, 'video/mp4')];
  if (message.video) return [toMedia('video', message.video, 'video/mp4')];
  if (message.video_note) return [toMedia('video', message.video_note, 'video/mp4')];
  if (message.voice) return [toMedia('voice', message.voice, 'audio/ogg')];
  if (message.audio) return [toMedia('audio', message.audio, 'audio/mpeg')];
  if (message.sticker) return [toMedia('sticker', message.sticker, stickerMime(message.sticker))];
  return message.document ? [toMedia('document', message.document)] : [];
}

/** Contents without a file, each as a line of text. */
export function linesOf(message: Message): readonly string[] {
  const { venue, location, contact, poll, dice, sticker } = message;
  const lines: string[] = [];
  if (venue) lines.push(`Venue: ${venue.title}, ${venue.address} (${placeOf(venue.location)})`);
  else if (location) {
    const live = location.live_period === undefined ? 'Location' : 'Live location';
    lines.push(`${live}: ${placeOf(location)}`);
  }
  if (contact) {
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
    lines.push(`Contact: ${name}, ${contact.phone_number}`);
  }
  if (poll) lines.push(`Poll: ${poll.question}`, ...poll.options.map((option) => `- ${option.text}`));
  if (dice) lines.push(`${dice.emoji} ${dice.value}`);
  if (sticker?.emoji !== undefined) lines.push(sticker.emoji);
  return lines;
}

const placeOf = (place: { readonly latitude: number; readonly longitude: number }): string =>
  `${place.latitude}, ${place.longitude}`;
