import { Curve, proto, type KeyPair } from '@whiskeysockets/baileys';
import { seconds } from './nodes.ts';

/** The server's noise identity, vouched for by a root made for this test. */
export interface Authority {
  readonly keys: KeyPair;
  /** Encoded certificate chain: intermediate, then leaf. */
  readonly certificate: Uint8Array;
  /** The root's public key as 64 hex digits: what a client has to trust. */
  readonly rootHex: string;
}

const DAY_S = 86_400;

export function createAuthority(): Authority {
  const root = Curve.generateKeyPair();
  const between = Curve.generateKeyPair();
  const keys = Curve.generateKeyPair();
  const certify = (serial: number, issuer: number, subject: KeyPair, by: KeyPair) => {
    const details = proto.CertChain.NoiseCertificate.Details.encode({
      serial,
      issuerSerial: issuer,
      key: subject.public,
      notBefore: seconds() - 60,
      notAfter: seconds() + DAY_S,
    }).finish();
    return { details, signature: Curve.sign(by.private, details) };
  };
  const certificate = proto.CertChain.encode({
    intermediate: certify(3, 0, between, root),
    leaf: certify(4, 3, keys, between),
  }).finish();
  return { keys, certificate, rootHex: Buffer.from(root.public).toString('hex') };
}
