/** What `ws` hands over for one message, text or binary. */
export type RawFrame = Buffer | ArrayBuffer | readonly Buffer[];

/** The text of a message; binary ones hold UTF-8 too. */
export function frameText(data: RawFrame): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  if (data instanceof ArrayBuffer) return Buffer.from(data).toString('utf8');
  return Buffer.concat(data).toString('utf8');
}
