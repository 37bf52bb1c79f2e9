import type { proto } from '@whiskeysockets/baileys';
import type { Authority } from './authority.ts';
import type { Attempt, Received, SentMessage } from './facts.ts';
import type { HappeningLog } from './happenings.ts';
import type { Lane } from './lane.ts';
import type { MediaHost } from './media-host.ts';
import type { Node } from './nodes.ts';
import type { Plan } from './plan.ts';
import type { SignalStore } from './signal-store.ts';
import type { WaitingList } from './waiting.ts';

/** How the server treats a linked account from now on. */
export interface Conduct {
  /**
   * `pingsOnly`: pings are answered, everything else is swallowed. `silent`: nothing is answered any more. `halfOpen`:
   * nothing is read either, so that even a polite close of the socket gets no answer. The last two last as long as the
   * connection.
   */
  readonly hearing: 'normal' | 'pingsOnly' | Silence;
  /** Of messages the device sends: `swallow` takes them without an ack, `lose` drops them, a number refuses with it. */
  readonly acks: 'normal' | 'swallow' | 'lose' | number;
  /** Damages the ciphertext of whatever is said to the account, so that its check fails. */
  readonly damage: 'none' | 'mac';
  /** What receivers answer by themselves. */
  readonly receipts: 'none' | 'delivered' | 'read';
  /** Whether a person who cannot decrypt something asks for it again. */
  readonly retries: 'ask' | 'none';
}

export type Silence = 'silent' | 'halfOpen';

export interface PublicKeyPart {
  readonly keyId: number;
  readonly key: Uint8Array;
}

/** A linked device other than the phone itself. */
export interface Device {
  readonly phone: string;
  readonly number: number;
  readonly noiseKey: Buffer;
  readonly identity: Buffer;
  readonly registrationId: number;
  signedPreKey: PublicKeyPart & { readonly signature: Uint8Array };
  readonly preKeys: PublicKeyPart[];
  /** The server has told it that its pre-keys run low. */
  toldLow: boolean;
  readonly waiting: WaitingList;
  /** Times anything with this id was sent to it. */
  readonly deliveries: Map<string, number>;
  /** Present while it is connected. */
  wire: Wire | undefined;
  /** It has asked for its messages on this connection. */
  active: boolean;
}

/** A phone number: its phone, its linked devices, what its owner has received. */
export interface Person {
  readonly phone: string;
  readonly lid: string;
  name: string;
  /** `<phone>@s.whatsapp.net` */
  readonly jid: string;
  /** `<lid>@lid` */
  readonly lidJid: string;
  readonly keys: SignalStore;
  /** One thing at a time with this person's Signal sessions. */
  readonly lane: Lane;
  readonly devices: Map<number, Device>;
  nextDevice: number;
  readonly inbox: Received[];
  /** `chat|id` of everything in the inbox. */
  readonly seen: Set<string>;
  /** How its messages are addressed. */
  addressing: 'pn' | 'lid';
  conduct: Conduct;
}

export interface Group {
  readonly id: string;
  readonly jid: string;
  subject: string;
  readonly members: Person[];
  readonly addressing: 'pn' | 'lid';
  readonly created: number;
  /** Who already has whose sender key. */
  readonly introduced: Map<Person, WeakSet<Device>>;
}

/** Something a person said to a device, kept while the device may ask for it again. */
export interface Spoken {
  readonly from: Person;
  readonly to: Device;
  readonly message: proto.IMessage;
  readonly attrs: Readonly<Record<string, string>>;
}

/** One client connection as the rest of the server sees it. */
export interface Wire {
  readonly attempt: Attempt;
  /** Seals and writes a node. */
  send(node: Node): void;
  /** Bytes outside any encryption. */
  garbage(bytes: Uint8Array): void;
  /** A fresh id for a query of the server. */
  tag(): string;
  /** Polite WebSocket close. */
  close(): void;
  /** TCP end without a word. */
  terminate(): void;
  /** Answers nothing from now on. */
  hush(how: Silence): void;
  /** After the handshake. */
  clientKey: Buffer | undefined;
  payload: proto.IClientPayload | undefined;
  device: Device | undefined;
  readonly linking: Linking;
}

/** What a client without credentials has done so far. */
export interface Linking {
  refs: readonly string[];
  companion?: { readonly wrapped: Buffer; readonly noiseKey: Buffer; readonly phone: string };
  phoneHello?: { readonly secret: Uint8Array; readonly companionKey: Buffer; readonly person: Person };
  pending?: {
    readonly person: Person;
    readonly number: number;
    readonly identity: Buffer;
    readonly details: Uint8Array;
  };
}

export interface World {
  readonly authority: Authority;
  readonly happenings: HappeningLog;
  /** By phone number and by LID. */
  readonly people: Map<string, Person>;
  readonly groups: Map<string, Group>;
  readonly wires: Set<Wire>;
  readonly attempts: Attempt[];
  readonly sent: SentMessage[];
  /** Times each `phone:device|chat|id` came. */
  readonly sentTimes: Map<string, number>;
  readonly spoken: Map<string, Spoken>;
  /** `phone:device|id` of messages a receiver has asked a device for again. */
  readonly asked: Set<string>;
  readonly plan: Plan;
  /** Handshakes finished so far, by `phone:device`, or `new` without credentials. */
  readonly newcomers: Map<string, number>;
  readonly refsPerLogin: number;
  readonly media: MediaHost | undefined;
  /** Files people have sent, by message id: what their phones can put on the host again. */
  readonly files: Map<string, { readonly message: proto.IMessage; readonly bytes: Buffer }>;
}
