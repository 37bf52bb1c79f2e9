import { invalidRequest, type Failure } from '../protocol/failure.ts';
import type { Attachment } from './engine.ts';

export const MAX_ATTACHMENT_BYTES = 5_000_000;

export interface DecodedAttachments {
  readonly attachments: readonly Attachment[];
  /** One line per attachment that was left out, for the log. */
  readonly warnings: readonly string[];
}

interface RawAttachment {
  readonly type?: unknown;
  readonly mimeType?: unknown;
  readonly fileName?: unknown;
  readonly content?: unknown;
}

/**
 * Decodes what clients send: `{type?, mimeType?, fileName?, content}`, content in base64, as a data URL, or as bytes.
 * What is not an image is left out with a warning; the sniffed type wins over the declared one.
 *
 * @throws Failure INVALID_REQUEST with the texts clients in the field expect
 */
export function decodeAttachments(raw: readonly unknown[]): DecodedAttachments {
  const attachments: Attachment[] = [];
  const warnings: string[] = [];
  for (const [index, entry] of raw.entries()) {
    const item = (typeof entry === 'object' && entry !== null ? entry : {}) as RawAttachment;
    const label = text(item.fileName) ?? text(item.type) ?? `attachment-${index + 1}`;
    const data = decode(item.content, label);
    if (data.length === 0) continue;
    if (data.length > MAX_ATTACHMENT_BYTES) {
      throw unreadable(label, `exceeds size limit (${data.length} > ${MAX_ATTACHMENT_BYTES} bytes)`);
    }
    const mimeType = sniff(data);
    if (mimeType === undefined) {
      warnings.push(`attachment ${label}: not an image (${text(item.mimeType) ?? 'unknown type'}), left out`);
      continue;
    }
    const fileName = text(item.fileName);
    attachments.push({ mimeType, data, ...(fileName === undefined ? {} : { fileName }) });
  }
  return { attachments, warnings };
}

function decode(content: unknown, label: string): Uint8Array {
  if (content instanceof Uint8Array) return content;
  if (content === undefined || content === null) return new Uint8Array();
  if (typeof content !== 'string') throw unreadable(label, 'content must be base64 string');
  const base64 = content.trim().replace(/^data:[^,]{0,200};base64,/iu, '');
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/u.test(base64)) {
    throw unreadable(label, 'invalid base64 content');
  }
  return Buffer.from(base64, 'base64');
}

const unreadable = (label: string, problem: string): Failure =>
  invalidRequest(`Error: attachment ${label}: ${problem}`);

const SIGNATURES: readonly (readonly [mimeType: string, offset: number, bytes: readonly number[]])[] = [
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['image/bmp', 0, [0x42, 0x4d]],
  ['image/tiff', 0, [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ['image/heic', 4, [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69]],
  ['image/avif', 4, [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69]],
];

/** The image type the bytes themselves claim. */
function sniff(data: Uint8Array): string | undefined {
  return SIGNATURES.find(([, offset, bytes]) =>
    bytes.every((byte, index) => data[offset + index] === byte),
  )?.[0];
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
