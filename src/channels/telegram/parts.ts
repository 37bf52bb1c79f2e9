import type { Json, PlannedPart } from '../message.ts';

export interface Button {
  readonly text: string;
  readonly data?: string;
  readonly url?: string;
}

export type Keyboard = readonly (readonly Button[])[];

/** What every message part may carry besides its content. */
export interface Manner {
  readonly replyTo?: number;
  readonly silent?: boolean;
  readonly buttons?: Keyboard;
}

export type FileMethod = 'photo' | 'animation' | 'video' | 'audio' | 'voice' | 'sticker' | 'document';

export interface FileItem {
  readonly as: FileMethod;
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/** The adapter's own words for one send. Texts are markdown and become HTML when they are sent. */
export type Body =
  | ({ readonly type: 'text'; readonly text: string; readonly noPreview?: boolean } & Manner)
  | ({ readonly type: 'file'; readonly file: FileItem; readonly caption?: string } & Manner)
  | ({ readonly type: 'album'; readonly files: readonly FileItem[]; readonly caption?: string } & Manner)
  | ({
      readonly type: 'poll';
      readonly question: string;
      readonly options: readonly string[];
      readonly several: boolean;
      readonly openSeconds?: number;
    } & Manner)
  | { readonly type: 'reaction'; readonly messageId: number; readonly emoji: string };

const PREVIEW_CHARS = 120;
const KINDS = { text: 'text', file: 'media', album: 'album', poll: 'poll', reaction: 'reaction' } as const;

export function toPart(body: Body, preview: string): PlannedPart {
  const line = preview.replaceAll(/\s+/g, ' ').trim();
  return { kind: KINDS[body.type], body: body as unknown as Json, preview: line.slice(0, PREVIEW_CHARS) };
}

/** The words of a part that `toPart` made, also after it was stored. */
export const bodyOf = (part: PlannedPart): Body => part.body as unknown as Body;
