import type { BinaryNode } from '@whiskeysockets/baileys';
import { parseJid } from './jid.ts';

export interface ReceiptNews {
  readonly chatId: string;
  readonly ids: readonly string[];
  readonly status: 'delivered' | 'read' | 'failed';
}

const STATUS: Readonly<Record<string, ReceiptNews['status']>> = {
  '': 'delivered',
  read: 'read',
  played: 'read',
  'server-error': 'failed',
};

/** What a receipt stanza says about messages; `undefined` for those that are about something else. */
export function readReceipt(node: BinaryNode): ReceiptNews | undefined {
  const { type = '', from, id, recipient } = node.attrs;
  const status = Object.hasOwn(STATUS, type) ? STATUS[type] : undefined;
  // With a recipient it tells what another device of ours did.
  if (status === undefined || !from || !id || recipient !== undefined) return undefined;
  const more = Array.isArray(node.content)
    ? node.content.flatMap((list) =>
        Array.isArray(list.content) ? list.content.map((item) => item.attrs.id) : [],
      )
    : [];
  const ids = [...more.filter((other) => other !== undefined), id];
  return { chatId: parseJid(from).jid, ids, status };
}
