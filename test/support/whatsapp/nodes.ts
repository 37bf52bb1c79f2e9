import { getBinaryNodeChild, getBinaryNodeChildren, type BinaryNode } from '@whiskeysockets/baileys';

export type Node = BinaryNode;

/** The server's own address: a JID without a user. */
export const SERVER = '@s.whatsapp.net';

type Attrs = Readonly<Record<string, string | number | undefined>>;

/** A binary node; attributes without a value are left out. */
export function el(tag: string, attrs: Attrs = {}, content?: Node['content']): Node {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(attrs)) if (value !== undefined) kept[name] = String(value);
  return content === undefined ? { tag, attrs: kept } : { tag, attrs: kept, content };
}

export const child = (node: Node | undefined, tag: string): Node | undefined => getBinaryNodeChild(node, tag);

export const children = (node: Node | undefined, tag: string): readonly Node[] =>
  getBinaryNodeChildren(node, tag);

export const firstTag = (node: Node): string =>
  (Array.isArray(node.content) ? node.content[0]?.tag : undefined) ?? '';

/** @throws Error when the node or its bytes are missing: the client sent something the protocol does not know */
export function bytesOf(node: Node | undefined, tag?: string): Buffer {
  const holder = tag === undefined ? node : child(node, tag);
  if (holder?.content instanceof Uint8Array) return Buffer.from(holder.content);
  if (typeof holder?.content === 'string') return Buffer.from(holder.content);
  throw new Error(`<${node?.tag ?? '?'}> has no bytes in <${tag ?? node?.tag ?? '?'}>`);
}

export const uintOf = (bytes: Uint8Array): number => Buffer.from(bytes).readUIntBE(0, bytes.length);

/** Big endian. */
export function uint(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}

/** Epoch seconds as the protocol writes them. */
export const seconds = (): number => Math.floor(Date.now() / 1000);

/** The answer to a query of the client. */
export const result = (query: Node, content?: Node['content']): Node =>
  el('iq', { from: SERVER, type: 'result', id: query.attrs['id'] }, content);

export const failed = (query: Node, code: number, text: string): Node =>
  el('iq', { from: SERVER, type: 'error', id: query.attrs['id'] }, [el('error', { code, text })]);
