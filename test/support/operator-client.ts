import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { WebSocket } from 'ws';

export interface BenchClient {
  readonly socket: WebSocket;
  /** The payload of `hello-ok`. */
  readonly hello: unknown;
  call(method: string, params?: unknown): Promise<unknown>;
  /** Sends a raw text frame and counts nothing. */
  raw(text: string): void;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly url: string;
  readonly token?: string;
  readonly mode?: string;
  readonly device?: Device;
  readonly onEvent?: (event: string, payload: unknown) => void;
}

export interface Device {
  readonly id: string;
  readonly publicKey: string;
  sign(text: string): string;
}

export function createDevice(): Device {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    id: createHash('sha256').update(raw).digest('hex'),
    publicKey: raw.toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  };
}

/** Connects as the field's TypeScript client does: waits for the challenge, then says hello. */
export function connect(options: ConnectOptions): Promise<BenchClient> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(options.url, { perMessageDeflate: false });
    const waiting = new Map<string, { resolve(value: unknown): void; reject(error: Error): void }>();
    let next = 1;
    const call = (method: string, params: unknown = {}): Promise<unknown> =>
      new Promise((done, fail) => {
        const id = String(next++);
        waiting.set(id, { resolve: done, reject: fail });
        // What is sent after the end reaches nobody: without this the caller would wait for ever.
        socket.send(JSON.stringify({ type: 'req', id, method, params }), (error) => {
          if (error) fail(error);
        });
      });
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(String(data)) as {
        type: string;
        id?: string;
        ok?: boolean;
        event?: string;
        payload?: unknown;
        error?: { message: string };
      };
      if (frame.type === 'res') {
        const entry = waiting.get(frame.id ?? '');
        waiting.delete(frame.id ?? '');
        if (frame.ok === true) entry?.resolve(frame.payload);
        else entry?.reject(new Error(frame.error?.message ?? 'refused'));
        return;
      }
      if (frame.event === 'connect.challenge') {
        const { nonce } = frame.payload as { nonce: string };
        call('connect', hello(options, nonce)).then(
          (greeting) =>
            resolve({
              socket,
              hello: greeting,
              call,
              raw: (text) => socket.send(text),
              close: () => closed(socket),
            }),
          reject,
        );
        return;
      }
      options.onEvent?.(frame.event ?? '', frame.payload);
    });
    socket.on('error', reject);
    socket.on('close', (code, reason) => {
      const error = new Error(`closed ${code} ${String(reason)}`);
      for (const entry of waiting.values()) entry.reject(error);
      reject(error);
    });
  });
}

function hello(options: ConnectOptions, nonce: string): unknown {
  const mode = options.mode ?? 'cli';
  const role = 'operator';
  const scopes = ['operator.admin'];
  const { device, token } = options;
  const signedAt = Date.now();
  return {
    minProtocol: 3,
    maxProtocol: 3,
    client: { id: 'cli', version: 'bench', platform: 'linux', mode },
    role,
    scopes,
    caps: [],
    ...(token === undefined ? {} : { auth: { token } }),
    ...(device === undefined
      ? {}
      : {
          device: {
            id: device.id,
            publicKey: device.publicKey,
            signedAt,
            nonce,
            signature: device.sign(
              ['v2', device.id, 'cli', mode, role, scopes.join(','), signedAt, token ?? '', nonce].join('|'),
            ),
          },
        }),
  };
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) return resolve();
    socket.once('close', () => resolve());
    socket.close(1000, 'bye');
  });
}
