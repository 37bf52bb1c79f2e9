import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWhatsAppServer } from '@openclaw/crabline';
import { Curve, initAuthCreds, type AuthenticationCreds } from '@whiskeysockets/baileys';

/** A direct text the client sent, as the peer decrypted it. */
export interface CrablineSent {
  readonly to: string;
  readonly id: string;
  readonly text: string;
}

export interface CrablineInbound {
  /** JID of the person. */
  readonly from: string;
  readonly text: string;
  /** JID of a group; the chat with the person when absent. */
  readonly chat?: string;
  readonly name?: string;
  readonly id?: string;
}

/** The published WhatsApp peer: written by others, with a codec of its own, hence a second opinion on the same client. */
export interface CrablinePeer {
  /** What to give as `waWebSocketUrl`, access token included. */
  readonly url: string;
  readonly selfJid: string;
  /** Credentials of an account that counts as linked; it has no linking of its own and takes any. */
  creds(): AuthenticationCreds;
  /** Says something to the client; resolves with the message id when the client has taken it, or it waits in the peer's queue. */
  say(inbound: CrablineInbound): Promise<string>;
  readonly sent: readonly CrablineSent[];
  nextSent(): Promise<CrablineSent>;
  close(): Promise<void>;
}

export async function startCrablinePeer(selfJid = '15550000000@s.whatsapp.net'): Promise<CrablinePeer> {
  const folder = mkdtempSync(join(tmpdir(), 'crabline-'));
  const sent: CrablineSent[] = [];
  const waiting: ((one: CrablineSent) => void)[] = [];
  const server = await startWhatsAppServer({
    selfJid,
    recorderPath: join(folder, 'whatsapp.jsonl'),
    onEvent: (event: unknown) => {
      const one = sentIn(event);
      if (!one) return;
      sent.push(one);
      for (const resolve of waiting.splice(0)) resolve(one);
    },
  });
  const { adminToken, endpoints } = server.manifest;
  return {
    url: endpoints.baileysWebSocketUrl,
    selfJid: server.manifest.selfJid,
    creds: () => linkedCreds(server.manifest.selfJid),
    async say({ from, text, chat = from, name, id }) {
      const response = await fetch(endpoints.adminInboundUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
        body: JSON.stringify({ chatJid: chat, senderJid: from, text, pushName: name, messageId: id }),
      });
      const answer = (await response.json()) as {
        readonly message?: { readonly key: { readonly id: string } };
      };
      if (!response.ok || !answer.message) throw new Error(`refused: ${JSON.stringify(answer)}`);
      return answer.message.key.id;
    },
    sent,
    nextSent: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What the peer records of a message of the client: method WEBSOCKET, the message decrypted. */
function sentIn(event: unknown): CrablineSent | undefined {
  const { method, accepted, body } = event as {
    readonly method?: string;
    readonly accepted?: boolean;
    readonly body?: {
      readonly key?: { readonly remoteJid?: string; readonly id?: string };
      readonly message?: { readonly conversation?: string };
    };
  };
  const { key, message } = body ?? {};
  if (method !== 'WEBSOCKET' || accepted !== true || !key?.remoteJid || !key.id) return undefined;
  return { to: key.remoteJid, id: key.id, text: message?.conversation ?? '' };
}

function linkedCreds(selfJid: string): AuthenticationCreds {
  const creds = initAuthCreds();
  const phone = Curve.generateKeyPair();
  const empty = new Uint8Array(64);
  return {
    ...creds,
    registered: true,
    me: { id: selfJid.replace('@', ':1@'), name: 'Gateway' },
    account: {
      details: new Uint8Array(),
      accountSignatureKey: phone.public,
      accountSignature: empty,
      deviceSignature: empty,
    },
  };
}
