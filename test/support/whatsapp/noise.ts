import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { Curve, NOISE_WA_HEADER, proto, type KeyPair } from '@whiskeysockets/baileys';

const NONE = Buffer.alloc(0);
const TAG_BYTES = 16;

/** What the client proved and told at the end of the handshake. */
export interface ClientHello {
  /** The client's long-lived noise key, 32 bytes. */
  readonly staticKey: Buffer;
  readonly payload: proto.ClientPayload;
}

/** The answering side of Noise_XX_25519_AESGCM_SHA256 for one connection. */
export interface Responder {
  /** The first frame of the client in, the server's hello out. */
  hello(frame: Uint8Array): Uint8Array;
  /** The second frame of the client; the transport keys are in place afterwards. */
  finish(frame: Uint8Array): ClientHello;
  seal(plain: Uint8Array): Buffer;
  /** @throws Error when the frame was not sealed by this client */
  open(sealed: Uint8Array): Buffer;
}

export function createResponder(keys: KeyPair, certificate: Uint8Array): Responder {
  let hash = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0');
  let chain = hash;
  let key = hash;
  let counter = 0;
  let ephemeral: KeyPair | undefined;
  let incoming: Cipher | undefined;
  let outgoing: Cipher | undefined;

  const mixHash = (data: Uint8Array): void => {
    hash = createHash('sha256').update(hash).update(data).digest();
  };
  const expand = (input: Uint8Array): readonly [Buffer, Buffer] => {
    const out = Buffer.from(hkdfSync('sha256', input, chain, NONE, 64));
    return [out.subarray(0, 32), out.subarray(32)];
  };
  const mixKey = (secret: Uint8Array): void => {
    [chain, key] = expand(secret) as [Buffer<ArrayBuffer>, Buffer<ArrayBuffer>];
    counter = 0;
  };
  const encrypt = (plain: Uint8Array): Buffer => {
    const sealed = sealGcm(key, counter++, hash, plain);
    mixHash(sealed);
    return sealed;
  };
  const decrypt = (sealed: Uint8Array): Buffer => {
    const plain = openGcm(key, counter++, hash, sealed);
    mixHash(sealed);
    return plain;
  };
  mixHash(NOISE_WA_HEADER);

  return {
    hello(frame) {
      const client = proto.HandshakeMessage.decode(frame).clientHello?.ephemeral;
      if (!client) throw new Error('the first frame is not a client hello');
      ephemeral = Curve.generateKeyPair();
      mixHash(client);
      mixHash(ephemeral.public);
      mixKey(Curve.sharedKey(ephemeral.private, client));
      const sealedStatic = encrypt(keys.public);
      mixKey(Curve.sharedKey(keys.private, client));
      const serverHello = {
        ephemeral: ephemeral.public,
        static: sealedStatic,
        payload: encrypt(certificate),
      };
      return proto.HandshakeMessage.encode({ serverHello }).finish();
    },
    finish(frame) {
      const client = proto.HandshakeMessage.decode(frame).clientFinish;
      if (!client?.static || !client.payload || !ephemeral)
        throw new Error('the second frame is not a client finish');
      const staticKey = decrypt(client.static);
      mixKey(Curve.sharedKey(ephemeral.private, staticKey));
      const payload = proto.ClientPayload.decode(decrypt(client.payload));
      const [fromClient, toClient] = expand(NONE);
      incoming = createCipher(fromClient);
      outgoing = createCipher(toClient);
      return { staticKey, payload };
    },
    seal: (plain) => ready(outgoing).seal(plain),
    open: (sealed) => ready(incoming).open(sealed),
  };
}

interface Cipher {
  seal(plain: Uint8Array): Buffer;
  open(sealed: Uint8Array): Buffer;
}

function createCipher(key: Buffer): Cipher {
  let counter = 0;
  return {
    seal: (plain) => sealGcm(key, counter++, NONE, plain),
    open: (sealed) => openGcm(key, counter++, NONE, sealed),
  };
}

function ready(cipher: Cipher | undefined): Cipher {
  if (!cipher) throw new Error('the handshake is not finished');
  return cipher;
}

function nonce(counter: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 8);
  return bytes;
}

function sealGcm(key: Buffer, counter: number, aad: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(counter));
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openGcm(key: Buffer, counter: number, aad: Uint8Array, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(counter));
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
}
