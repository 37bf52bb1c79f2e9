import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { WebSocket, type ClientOptions } from 'ws';

export type Frame = Record<string, unknown> & { readonly type?: string };

/** One client that writes down everything it sends and receives. */
export interface WsPeer {
  readonly ws: WebSocket;
  readonly received: Frame[];
  /** `→` sent, `←` received, `×` closed. */
  readonly transcript: string[];
  send(value: unknown): void;
  sendBytes(data: Buffer): void;
  sendText(text: string): void;
  /** Resolves with the first frame, received already or later, that fits. */
  frame(fits: (frame: Frame) => boolean): Promise<Frame>;
  event(name: string): Promise<Frame>;
  response(id: string): Promise<Frame>;
  call(method: string, params?: unknown): Promise<Frame>;
  nonce(): Promise<string>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

export function openPeer(url: string, options: ClientOptions = {}): WsPeer {
  const ws = new WebSocket(url, { perMessageDeflate: false, ...options });
  const received: Frame[] = [];
  const transcript: string[] = [];
  const waiting = new Set<{
    fits(frame: Frame): boolean;
    resolve(frame: Frame): void;
    reject(error: Error): void;
  }>();
  let lastId = 0;
  const closed = Promise.withResolvers<{ code: number; reason: string }>();

  ws.on('message', (data: Buffer) => {
    const frame = JSON.parse(String(data)) as Frame;
    received.push(frame);
    transcript.push(`← ${JSON.stringify(frame)}`);
    for (const entry of waiting) {
      if (!entry.fits(frame)) continue;
      waiting.delete(entry);
      entry.resolve(frame);
    }
  });
  ws.on('close', (code, reason) => {
    transcript.push(`× ${code} ${String(reason)}`);
    closed.resolve({ code, reason: String(reason) });
    for (const entry of waiting) entry.reject(new Error(`closed ${code} ${String(reason)} while waiting`));
    waiting.clear();
  });
  ws.on('error', (error) => {
    for (const entry of waiting) entry.reject(error);
    waiting.clear();
  });

  const frame: WsPeer['frame'] = (fits) => {
    const known = received.find(fits);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve, reject) => waiting.add({ fits, resolve, reject }));
  };
  const event = (name: string) => frame((item) => item.type === 'event' && item['event'] === name);
  const response = (id: string) => frame((item) => item.type === 'res' && item['id'] === id);
  const send = (value: unknown): void => {
    transcript.push(`→ ${JSON.stringify(value)}`);
    ws.send(JSON.stringify(value));
  };

  return {
    ws,
    received,
    transcript,
    send,
    sendBytes: (data: Buffer) => ws.send(data, { binary: true }),
    sendText: (text) => ws.send(text),
    frame,
    event,
    response,
    call(method, params) {
      lastId += 1;
      const id = `c${lastId}`;
      send({ type: 'req', id, method, ...(params === undefined ? {} : { params }) });
      return response(id);
    },
    async nonce() {
      const challenge = await event('connect.challenge');
      return (challenge['payload'] as { nonce: string }).nonce;
    },
    closed: closed.promise,
  };
}

export const CLIENT = { id: 'gateway-client', version: '1.0.0', platform: 'linux', mode: 'backend' } as const;

export interface ConnectFields {
  readonly client?: Record<string, unknown>;
  readonly token?: string;
  readonly password?: string;
  readonly role?: string;
  readonly scopes?: readonly string[];
  readonly caps?: readonly string[];
  readonly device?: unknown;
  readonly extra?: Record<string, unknown>;
}

export function connectParams(fields: ConnectFields = {}): Record<string, unknown> {
  const { token, password, role, scopes, caps, device, client, extra } = fields;
  const auth = { ...(token === undefined ? {} : { token }), ...(password === undefined ? {} : { password }) };
  return {
    minProtocol: 3,
    maxProtocol: 3,
    client: { ...CLIENT, ...client },
    ...(Object.keys(auth).length === 0 ? {} : { auth }),
    ...(role === undefined ? {} : { role }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(caps === undefined ? {} : { caps }),
    ...(device === undefined ? {} : { device }),
    ...extra,
  };
}

export const connectFrame = (fields: ConnectFields = {}): Frame => ({
  type: 'req',
  id: '1',
  method: 'connect',
  params: connectParams(fields),
});

/** Opens, waits for the challenge, says hello, and resolves once the answer is in. */
export async function connectPeer(
  url: string,
  fields: ConnectFields = {},
  options: ClientOptions = {},
): Promise<WsPeer & { readonly hello: Frame }> {
  const peer = openPeer(url, options);
  await peer.nonce();
  peer.send(connectFrame(fields));
  const hello = await peer.response('1');
  return Object.assign(peer, { hello });
}

export interface TestDevice {
  readonly id: string;
  readonly publicKey: string;
  readonly pem: string;
  readonly privateKey: KeyObject;
}

export function createTestDevice(): TestDevice {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    id: createHash('sha256').update(raw).digest('hex'),
    publicKey: raw.toString('base64url'),
    pem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    privateKey,
  };
}

/** The `device` member of a connect, signed as the field's clients sign it. */
export function signDevice(
  device: TestDevice,
  fields: ConnectFields & { readonly nonce?: string; readonly signedAt: number },
): Record<string, unknown> {
  const client = { ...CLIENT, ...fields.client };
  const { nonce, signedAt } = fields;
  const text = [
    nonce === undefined ? 'v1' : 'v2',
    device.id,
    client.id,
    client.mode,
    fields.role ?? 'operator',
    (fields.scopes ?? []).join(','),
    signedAt,
    fields.token ?? '',
    ...(nonce === undefined ? [] : [nonce]),
  ].join('|');
  return {
    id: device.id,
    publicKey: device.publicKey,
    signature: sign(null, Buffer.from(text), device.privateKey).toString('base64url'),
    signedAt,
    ...(nonce === undefined ? {} : { nonce }),
  };
}
