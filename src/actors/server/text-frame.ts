/**
 * Builds unmasked, final text frames (RFC 6455 §5.2) so that one serialised event can be written to many sockets with a
 * different sequence number each. `ws` still owns everything inbound and every control frame.
 */
const FIN_TEXT = 0x81;
const SHORT = 125;
const MEDIUM = 65_535;

const headerLength = (length: number): number => {
  if (length <= SHORT) return 2;
  return length <= MEDIUM ? 4 : 10;
};

function writeHeader(target: Buffer, length: number): number {
  target[0] = FIN_TEXT;
  if (length <= SHORT) {
    target[1] = length;
    return 2;
  }
  if (length <= MEDIUM) {
    target[1] = 126;
    target.writeUInt16BE(length, 2);
    return 4;
  }
  target[1] = 127;
  target.writeUInt32BE(Math.floor(length / 0x1_0000_0000), 2);
  target.writeUInt32BE(length % 0x1_0000_0000, 6);
  return 10;
}

/** One whole frame around `text`. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(headerLength(length) + length);
  const offset = writeHeader(frame, length);
  frame.write(text, offset);
  return frame;
}

/** The frame header and an ASCII `prefix`, to be followed on the wire by a body of `bodyLength` bytes. */
export function frameHead(prefix: string, bodyLength: number): Buffer {
  const length = prefix.length + bodyLength;
  const head = Buffer.allocUnsafe(headerLength(length) + prefix.length);
  const offset = writeHeader(head, length);
  head.write(prefix, offset, 'latin1');
  return head;
}

/** A whole frame: ASCII `prefix`, then `body`, copied together. For bodies so small that a second write costs more. */
export function joinedFrame(prefix: string, body: Buffer): Buffer {
  const length = prefix.length + body.length;
  const frame = Buffer.allocUnsafe(headerLength(length) + length);
  const offset = writeHeader(frame, length);
  frame.write(prefix, offset, 'latin1');
  frame.set(body, offset + prefix.length);
  return frame;
}
