import type { BaileysEventMap, BinaryNode, ConnectionState } from '@whiskeysockets/baileys';
import type { LinkFault } from '../../protocol/link-faults.ts';
import type { LinkEvents } from '../port.ts';
import type { Connection } from './connection.ts';
import type { Groups } from './groups.ts';
import type { InboundDelivery } from './inbound/delivery.ts';
import type { Baileys } from './library.ts';
import type { Acks } from './outbound/acks.ts';
import type { SessionAuth } from './session/auth-state.ts';
import type { SentTable } from './session/sent-table.ts';
import { guarded } from './connection.ts';
import { envelopeOf } from './inbound/tap.ts';
import { readReceipt } from './receipts.ts';

export interface ListenerOptions {
  readonly library: Baileys;
  readonly connection: Connection;
  readonly auth: SessionAuth;
  readonly groups: Groups;
  readonly delivery: InboundDelivery;
  readonly acks: Acks;
  readonly sent: SentTable;
  readonly receipt: LinkEvents['receipt'];
  readonly onConnection: (update: Partial<ConnectionState>) => Promise<void>;
  readonly onRefused: (fault: LinkFault) => Promise<void>;
  /** What a listener throws ends the link. */
  readonly onCrash: (error: unknown) => void;
}

/** Everything the link listens to. All of it goes with the connection. */
export function attachListeners(options: ListenerOptions): void {
  const { connection, auth, groups, acks, sent, onCrash } = options;
  const { sock } = connection;
  const onEvent = <Event extends keyof BaileysEventMap>(
    event: Event,
    listener: (value: BaileysEventMap[Event]) => unknown,
  ): void => sock.ev.on(event, guarded<[BaileysEventMap[Event]]>(listener, onCrash));
  const onFrame = <Values extends unknown[]>(
    name: string,
    listener: (...values: Values) => unknown,
  ): void => {
    sock.ws.on(name, guarded(listener, onCrash));
  };

  onEvent('connection.update', options.onConnection);
  onEvent('creds.update', () => auth.credsChanged(connection.inTransaction() ? 'inTransaction' : 'alone'));
  onEvent('groups.update', (changes) => changes.forEach(({ id }) => groups.forget(id ?? '')));
  onEvent('group-participants.update', (change) => groups.forget(change.id));
  onEvent('messages.upsert', async ({ messages, requestId }) => {
    // What the phone hands over again because it never reached this device; it does not pass the tap as itself.
    if (requestId === undefined) return;
    for (const message of messages) {
      if (!message.message) continue;
      const envelope = envelopeOf(message);
      const bytes = options.library.proto.Message.encode(message.message).finish();
      const key = ['again', envelope.remoteJid, envelope.id].join('|');
      await options.delivery.deliver({ key, envelope, message: Buffer.from(bytes).toString('base64') });
    }
  });
  // The library listens to this and does nothing about it: the attempt would stand for 20 s.
  onFrame('unexpected-response', (_request: unknown, response: { readonly statusCode?: number }) => {
    const code = response.statusCode ?? 0;
    connection.cut();
    return options.onRefused({
      kind: 'transient',
      code,
      message: `the connection was refused with HTTP status ${code}`,
    });
  });
  // The stanzas themselves: the library's events of the same meaning may be held back for seconds.
  onFrame('CB:ack,class:message', ({ attrs }: BinaryNode) => acks.arrived(attrs.id ?? '', attrs.error));
  onFrame('CB:receipt', (node: BinaryNode) => {
    const news = readReceipt(node);
    for (const messageId of news?.ids ?? []) {
      const known = sent.get(messageId);
      if (news === undefined || known === undefined) continue;
      // Whoever has it got it through the server: an acknowledgement that went missing is made up for.
      if (news.status !== 'failed') acks.arrived(messageId, undefined);
      options.receipt({ chatId: known.chat, messageId, status: news.status });
    }
  });
}
