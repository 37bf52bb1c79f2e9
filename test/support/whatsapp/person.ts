import type { proto } from '@whiskeysockets/baileys';
import type { Received } from './facts.ts';
import { remindOfPreKeys } from './delivery.ts';
import { scan, typeCode } from './linking.ts';
import { filePart, uploadMedia, type MediaDetails, type MediaSort } from './media-crypto.ts';
import { groupAt } from './people.ts';
import { askAgain, sendReceipt, typeTo, type ReceiptFor, type RetryFor } from './receipts.ts';
import { streamError } from './sessions.ts';
import { messageId, sayAsOwner, sayInGroup, sayTo, type Said, type SayOptions } from './speech.ts';
import type { Conduct, Device, Person, World } from './world.ts';

/** How a live connection of an account is ended. */
export type Ending =
  /** `<stream:error code>` */
  | { readonly code: number; readonly conflict?: 'replaced' | 'device_removed' }
  /** A polite WebSocket close. */
  | 'close'
  /** TCP end without a word. */
  | 'drop'
  /** Bytes that are no frame of this connection. */
  | 'garbage'
  /** `<xmlstreamend>` */
  | 'streamEnd';

/** A person as tests play them: owner of an account that is linked, or somebody who writes to one. */
export interface PersonHandle {
  readonly phone: string;
  readonly jid: string;
  readonly lidJid: string;
  readonly name: string;
  /** Messages this person's phone could read, each once. */
  readonly inbox: readonly Received[];

  /** @throws Error when the reference is unknown or expired, or the code was made from other keys */
  scanQr(qr: string): void;
  enterCode(code: string): Promise<void>;
  /** Numbers of the linked devices. */
  devices(): readonly number[];
  connected(): boolean;

  /** Writes to another person or into a group (`…@g.us`); resolves with the id once it is on its way. */
  say(to: PersonHandle | string, said: Said, options?: SayOptions): Promise<string>;
  /** Writes from the own phone in the chat with `to`; the linked devices get their copy. */
  sayAsOwner(to: PersonHandle | string, said: Said, options?: SayOptions): Promise<string>;
  /** Sends a file over the media host. */
  sendMedia(
    to: PersonHandle | string,
    sort: MediaSort,
    bytes: Buffer,
    details: MediaDetails,
    options?: SayOptions,
  ): Promise<string>;
  react(to: PersonHandle | string, key: proto.IMessageKey, emoji: string): Promise<string>;
  /** Answers a message: the text with the quoted one. */
  reply(to: PersonHandle | string, quoted: Quote, text: string): Promise<string>;
  receipt(to: PersonHandle, receipt: ReceiptFor): void;
  /** Asks the account's device for a message again. */
  askAgain(of: PersonHandle, retry: RetryFor): void;
  typing(to: PersonHandle, state: 'composing' | 'paused'): void;
  /** Its app was reinstalled: it can read nothing any more until new sessions are made. */
  loseSessions(): void;
  /** Addresses its messages by phone number or by LID from now on. */
  addressBy(addressing: 'pn' | 'lid'): void;

  /** Changes how the server treats this account, from now on. */
  behave(conduct: Partial<Conduct>): void;
  /** Ends the live connections of this account's devices. */
  end(how: Ending): void;
  /** Removes a linked device, as on the phone's list of linked devices. */
  unlink(device?: number): void;
  /** Ids of what a device has not settled yet, oldest first; one entry per delivery owed. */
  pendingFor(device?: number): readonly string[];
  /** How often something with this id was sent to the device. */
  deliveries(id: string, device?: number): number;
  /** One-time keys of the device left on the server. */
  preKeys(device?: number): number;
  /** Others take that many of them; the device is told when few are left. */
  spendPreKeys(count: number, device?: number): void;
}

export interface Quote {
  readonly id: string;
  /** Who wrote it: a JID. */
  readonly author: string;
  readonly message: proto.IMessage;
}

export function createPersonHandle(
  world: World,
  person: Person,
  resolve: (handle: PersonHandle) => Person,
): PersonHandle {
  const each = (): readonly Device[] => [...person.devices.values()];
  const one = (number: number | undefined): Device => {
    const device = number === undefined ? each().at(-1) : person.devices.get(number);
    if (!device) throw new Error(`${person.phone} has no linked device ${number ?? ''}`);
    return device;
  };
  const say: PersonHandle['say'] = (to, said, options) => {
    if (typeof to !== 'string') return sayTo(world, person, resolve(to), said, options);
    const group = groupAt(world, to);
    if (!group) throw new Error(`there is no group ${to}`);
    return sayInGroup(world, person, group, said, options);
  };
  return {
    phone: person.phone,
    jid: person.jid,
    lidJid: person.lidJid,
    get name() {
      return person.name;
    },
    inbox: person.inbox,
    scanQr: (qr) => scan(world, person, qr),
    enterCode: (code) => typeCode(world, person, code),
    devices: () => [...person.devices.keys()],
    connected: () => each().some(({ wire }) => wire !== undefined),
    say,
    sayAsOwner: (to, said, options) =>
      sayAsOwner(world, person, typeof to === 'string' ? to : to.jid, said, options),
    async sendMedia(to, sort, bytes, details, options) {
      if (!world.media) throw new Error('start the server with { media: true } to send files');
      const id = options?.id ?? messageId();
      const message = uploadMedia(world.media, sort, bytes, details);
      const stored = world.media.files.get(filePart(message)[1].directPath ?? '');
      if (stored) world.files.set(id, { message, bytes: stored });
      return say(to, message, { ...options, id });
    },
    react: (to, key, emoji) =>
      say(to, { reactionMessage: { key, text: emoji, senderTimestampMs: Date.now() } }),
    reply: (to, quoted, text) =>
      say(to, {
        extendedTextMessage: {
          text,
          contextInfo: {
            stanzaId: quoted.id,
            participant: quoted.author,
            quotedMessage: quoted.message,
          },
        },
      }),
    receipt: (to, receipt) => {
      for (const device of resolve(to).devices.values()) sendReceipt(world, person, device, receipt);
    },
    askAgain: (of, retry) => {
      for (const device of resolve(of).devices.values()) askAgain(world, person, device, retry);
    },
    typing: (to, state) => {
      for (const device of resolve(to).devices.values()) typeTo(person, device, state);
    },
    loseSessions: () => person.keys.forgetSessions(),
    addressBy: (addressing) => {
      person.addressing = addressing;
    },
    behave: (conduct) => {
      person.conduct = { ...person.conduct, ...conduct };
      const { hearing } = person.conduct;
      if (hearing === 'silent' || hearing === 'halfOpen') for (const { wire } of each()) wire?.hush(hearing);
    },
    end: (how) => {
      for (const device of each()) endDevice(device, how);
    },
    unlink: (number) => {
      const device = one(number);
      person.devices.delete(device.number);
      device.wire?.send(streamError(401, 'device_removed'));
    },
    pendingFor: (number) =>
      one(number)
        .waiting.all()
        .filter(({ kind }) => kind === 'message')
        .map(({ id }) => id),
    deliveries: (id, number) => one(number).deliveries.get(id) ?? 0,
    preKeys: (number) => one(number).preKeys.length,
    spendPreKeys: (count, number) => {
      const device = one(number);
      device.preKeys.splice(0, count);
      remindOfPreKeys(world, device);
    },
  };
}

function endDevice({ wire }: Device, how: Ending): void {
  if (!wire) return;
  if (how === 'close') wire.close();
  else if (how === 'drop') wire.terminate();
  else if (how === 'garbage') wire.garbage(Buffer.from('\0\0\x10sixteen bytes...'));
  else if (how === 'streamEnd') wire.send({ tag: 'xmlstreamend', attrs: {} });
  else wire.send(streamError(how.code, how.conflict));
}
