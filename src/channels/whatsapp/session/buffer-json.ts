/**
 * JSON that keeps bytes, in the form multi-file credential directories use: `{"type":"Buffer","data":"<base64>"}`. Own
 * code, so that the store can be read without loading the library.
 */
interface Tagged {
  readonly type: 'Buffer';
  readonly data: string | readonly number[];
}

const isTagged = (value: unknown): value is Tagged =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'Buffer' &&
  'data' in value &&
  (typeof value.data === 'string' || Array.isArray(value.data));

const bytesOf = (tagged: Tagged): Buffer =>
  typeof tagged.data === 'string' ? Buffer.from(tagged.data, 'base64') : Buffer.from(tagged.data);

export function encodeJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item instanceof Uint8Array) return { type: 'Buffer', data: Buffer.from(item).toString('base64') };
    // Buffers arrive here already turned into an array of numbers by their own toJSON.
    if (isTagged(item)) return { type: 'Buffer', data: bytesOf(item).toString('base64') };
    return item;
  });
}

/** @throws SyntaxError */
export function decodeJson(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) => (isTagged(item) ? bytesOf(item) : item));
}
