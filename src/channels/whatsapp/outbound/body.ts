import type { Json, MediaKind } from '../../message.ts';

/** What a planned part says, in the adapter's own words. Stored with the outbox. */
export type PartBody =
  | { readonly t: 'text'; readonly text: string; readonly quote?: string }
  | {
      readonly t: 'media';
      readonly path: string;
      readonly mime: string;
      readonly kind: MediaKind;
      readonly fileName?: string;
      readonly caption?: string;
      readonly gif?: boolean;
      readonly quote?: string;
    }
  | {
      readonly t: 'poll';
      readonly question: string;
      readonly options: readonly string[];
      readonly selectable: number;
      readonly quote?: string;
    }
  | {
      readonly t: 'reaction';
      readonly id: string;
      readonly emoji: string;
      readonly fromMe?: boolean;
      readonly participant?: string;
    };

const KINDS: ReadonlySet<unknown> = new Set<PartBody['t']>(['text', 'media', 'poll', 'reaction']);

/** @throws TypeError for a part that another adapter planned */
export function bodyOf(body: Json): PartBody {
  if (typeof body === 'object' && body !== null && 't' in body && KINDS.has(body.t))
    return body as unknown as PartBody;
  throw new TypeError('not a part that was planned for WhatsApp');
}

export const asJson = (body: PartBody): Json => ({ ...body });
