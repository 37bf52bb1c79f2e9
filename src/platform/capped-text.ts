import { StringDecoder } from 'node:string_decoder';

export interface CappedText {
  readonly add: (chunk: Uint8Array | string) => void;
  /** Everything kept. */
  end(): string;
  /** True once something was dropped. */
  cut(): boolean;
}

/** Collects UTF-8 output up to `maxBytes`; `onText` still sees all of it, never with a character split in two. */
export function createCappedText(maxBytes: number, onText?: (text: string) => void): CappedText {
  const decoder = new StringDecoder('utf8');
  const kept: string[] = [];
  let room = maxBytes;
  let dropped = false;
  const keep = (text: string): void => {
    if (text === '') return;
    onText?.(text);
    const size = Buffer.byteLength(text);
    if (size <= room) {
      kept.push(text);
      room -= size;
      return;
    }
    if (room > 0) kept.push(headOf(text, room));
    room = 0;
    dropped = true;
  };
  return {
    add: (chunk) => keep(typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk))),
    end: () => {
      keep(decoder.end());
      return kept.join('');
    },
    cut: () => dropped,
  };
}

/** At most `bytes` bytes of text, ending between two characters. */
function headOf(text: string, bytes: number): string {
  const raw = Buffer.from(text);
  let end = Math.min(bytes, raw.length);
  while (end > 0 && ((raw[end] ?? 0) & 0xc0) === 0x80) end--;
  return raw.toString('utf8', 0, end);
}
