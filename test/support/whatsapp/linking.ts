import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Curve, derivePairingCodeKey, proto } from '@whiskeysockets/baileys';
import { bytesOf, child, el, result, seconds, SERVER, uintOf, type Node } from './nodes.ts';
import { cutsAt } from './plan.ts';
import { createWaitingList } from './waiting.ts';
import type { Person, Wire, World } from './world.ts';

const BY_ACCOUNT = Buffer.from([6, 0]);
const BY_DEVICE = Buffer.from([6, 1]);

/** Gives a client without credentials something to show; also again later, which ends the earlier references. */
export function offerRefs(world: World, wire: Wire): void {
  const refs = Array.from({ length: world.refsPerLogin }, () => `2@${randomBytes(32).toString('base64url')}`);
  wire.linking.refs = refs;
  const nodes = refs.map((ref) => el('ref', {}, Buffer.from(ref)));
  wire.send(
    el('iq', { from: SERVER, type: 'set', id: wire.tag(), xmlns: 'md' }, [el('pair-device', {}, nodes)]),
  );
  world.happenings.emit('refs', { attempt: wire.attempt.number, refs });
  if (cutsAt(world.plan, 'refs')) wire.terminate();
}

/**
 * The phone's camera sees the QR code.
 * @throws Error when the reference is unknown or expired, or the code was not made from the connection's keys
 */
export function scan(world: World, person: Person, qr: string): void {
  // What stands before `#` only opens the app.
  const [ref = '', noiseKey = '', identity = '', secret = ''] = qr.slice(qr.indexOf('#') + 1).split(',');
  const wire = [...world.wires].find(({ linking }) => linking.refs.includes(ref));
  if (!wire) throw new Error('the QR reference is unknown or has expired');
  succeed(world, wire, person, {
    noiseKey: Buffer.from(noiseKey, 'base64'),
    identity: Buffer.from(identity, 'base64'),
    secret: Buffer.from(secret, 'base64'),
  });
}

/** The phone's owner types the eight characters the client shows. */
export async function typeCode(world: World, person: Person, code: string): Promise<void> {
  const wire = [...world.wires].find(({ linking }) => linking.companion?.phone === person.phone);
  if (!wire?.linking.companion) throw new Error(`no client asked for a pairing code of ${person.phone}`);
  const { wrapped } = wire.linking.companion;
  const key = await derivePairingCodeKey(code, wrapped.subarray(0, 32));
  const unwrap = createDecipheriv('aes-256-ctr', key, wrapped.subarray(32, 48));
  const companionKey = Buffer.concat([unwrap.update(wrapped.subarray(48, 80)), unwrap.final()]);
  const ephemeral = Curve.generateKeyPair();
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  const wrap = createCipheriv('aes-256-ctr', await derivePairingCodeKey(code, salt), iv);
  wire.linking.phoneHello = { secret: ephemeral.private, companionKey, person };
  const content = [
    el(
      'link_code_pairing_wrapped_primary_ephemeral_pub',
      {},
      Buffer.concat([salt, iv, wrap.update(ephemeral.public), wrap.final()]),
    ),
    el('primary_identity_pub', {}, person.keys.identity.public),
    el('link_code_pairing_ref', {}, Buffer.from(`ref-${wire.attempt.number}`)),
  ];
  const attrs = { from: SERVER, type: 'link_code_companion_reg', id: wire.tag(), t: seconds() };
  wire.send(el('notification', attrs, [el('link_code_companion_reg', { stage: 'primary_hello' }, content)]));
}

/** Both stages of a pairing code that the client plays. */
export function linkByCode(world: World, wire: Wire, query: Node): void {
  const request = child(query, 'link_code_companion_reg');
  if (request?.attrs['stage'] === 'companion_hello') {
    wire.send(result(query, companionHello(world, wire, request)));
    if (cutsAt(world.plan, 'codeRequested')) wire.terminate();
  } else if (request) {
    const claim = companionFinish(wire, request);
    wire.send(result(query));
    succeed(world, wire, claim.person, claim);
  }
}

function companionHello(world: World, wire: Wire, request: Node): Node[] {
  const phone = (request.attrs['jid'] ?? '').split('@')[0] ?? '';
  wire.linking.companion = {
    wrapped: bytesOf(request, 'link_code_pairing_wrapped_companion_ephemeral_pub'),
    noiseKey: bytesOf(request, 'companion_server_auth_key_pub'),
    phone,
  };
  world.happenings.emit('codeRequested', { phone });
  const ref = el('link_code_pairing_ref', {}, Buffer.from(`ref-${wire.attempt.number}`));
  return [el('link_code_companion_reg', { stage: 'companion_hello' }, [ref])];
}

function companionFinish(wire: Wire, request: Node): Claim & { readonly person: Person } {
  const { phoneHello, companion } = wire.linking;
  if (!phoneHello || !companion) throw new Error('companion_finish before the phone said hello');
  const bundle = bytesOf(request, 'link_code_pairing_wrapped_key_bundle');
  const identity = bytesOf(request, 'companion_identity_public');
  const shared = Curve.sharedKey(phoneHello.secret, phoneHello.companionKey);
  const info = 'link_code_pairing_key_bundle_encryption_key';
  const key = Buffer.from(hkdfSync('sha256', shared, bundle.subarray(0, 32), info, 32));
  const opened = createDecipheriv('aes-256-gcm', key, bundle.subarray(32, 44));
  opened.setAuthTag(bundle.subarray(-16));
  const plain = Buffer.concat([opened.update(bundle.subarray(44, -16)), opened.final()]);
  if (!plain.subarray(0, 32).equals(identity)) throw new Error('the pairing bundle names another identity');
  const { person } = phoneHello;
  const material = Buffer.concat([
    shared,
    Curve.sharedKey(person.keys.identity.private, identity),
    plain.subarray(64, 96),
  ]);
  const secret = Buffer.from(hkdfSync('sha256', material, Buffer.alloc(32), 'adv_secret', 32));
  return { person, noiseKey: companion.noiseKey, identity, secret };
}

interface Claim {
  readonly noiseKey: Buffer;
  readonly identity: Buffer;
  readonly secret: Buffer;
}

/** The phone vouches for the device; the client has to sign in return. */
function succeed(world: World, wire: Wire, person: Person, claim: Claim): void {
  const declared = wire.payload?.devicePairingData;
  if (!wire.clientKey?.equals(claim.noiseKey)) throw new Error('not the noise key of the connection');
  if (!declared?.eIdent || !claim.identity.equals(Buffer.from(declared.eIdent)))
    throw new Error('not the identity key of the registration');
  const number = person.nextDevice++;
  const account = person.keys.identity;
  const details = proto.ADVDeviceIdentity.encode({
    rawId: 1,
    timestamp: seconds(),
    keyIndex: number,
    accountType: proto.ADVEncryptionType.E2EE,
    deviceType: proto.ADVEncryptionType.E2EE,
  }).finish();
  const accountSignature = Curve.sign(account.private, Buffer.concat([BY_ACCOUNT, details, claim.identity]));
  const vouched = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: account.public,
    accountSignature,
  }).finish();
  const hmac = createHmac('sha256', claim.secret).update(vouched).digest();
  wire.linking.pending = { person, number, identity: claim.identity, details };
  if (cutsAt(world.plan, 'scanned')) return wire.terminate();
  const content = [
    el('device-identity', {}, proto.ADVSignedDeviceIdentityHMAC.encode({ details: vouched, hmac }).finish()),
    el('device', {
      jid: `${person.phone}:${number}${SERVER}`,
      lid: `${person.lid}:${number}@lid`,
    }),
    el('platform', { name: 'android' }),
  ];
  const attrs = { from: SERVER, type: 'set', id: wire.tag(), t: seconds() };
  wire.send(el('iq', attrs, [el('pair-success', {}, content)]));
  if (cutsAt(world.plan, 'pairSuccess')) wire.terminate();
}

/** The client's signature: checks it, stores the device and asks for the restart. */
export function confirm(world: World, wire: Wire, signed: Node): void {
  const { pending } = wire.linking;
  const declared = wire.payload?.devicePairingData;
  if (!pending || !declared || !wire.clientKey) throw new Error('a signature nobody asked for');
  const { person, number, identity, details } = pending;
  const identityNode = child(signed, 'device-identity');
  const { deviceSignature } = proto.ADVSignedDeviceIdentity.decode(bytesOf(identityNode));
  const text = Buffer.concat([BY_DEVICE, details, identity, person.keys.identity.public]);
  if (!Curve.verify(identity, text, Buffer.from(deviceSignature ?? [])))
    throw new Error('the device signature does not fit its identity');
  person.devices.set(number, {
    phone: person.phone,
    number,
    noiseKey: wire.clientKey,
    identity,
    registrationId: uintOf(Buffer.from(declared.eRegid ?? [0])),
    signedPreKey: {
      keyId: uintOf(Buffer.from(declared.eSkeyId ?? [0])),
      key: Buffer.from(declared.eSkeyVal ?? []),
      signature: Buffer.from(declared.eSkeySig ?? []),
    },
    preKeys: [],
    toldLow: false,
    waiting: createWaitingList(),
    deliveries: new Map(),
    wire: undefined,
    active: false,
  });
  wire.attempt.notes.push(`paired ${person.phone}:${number}`);
  world.happenings.emit('paired', { phone: person.phone, device: number });
  if (cutsAt(world.plan, 'signed')) return wire.terminate();
  wire.send(el('stream:error', { code: 515 }));
}
