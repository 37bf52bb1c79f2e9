/** The networks with an adapter. `names.ts` knows more, by name only. */
export type ChannelId = 'telegram' | 'whatsapp';

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Where messages go: a chat, and a topic or thread within it. */
export interface ChatAddress {
  /** Telegram: the numeric chat id as text. WhatsApp: `…@s.whatsapp.net` or `…@g.us`. */
  readonly chatId: string;
  readonly threadId?: string;
}

export interface Chat {
  readonly id: string;
  readonly kind: 'dm' | 'group' | 'channel';
  readonly title?: string;
  readonly threadId?: string;
  /** Telegram: the group has topics. */
  readonly isForum?: boolean;
}

export interface Sender {
  /** Telegram: the numeric user id as text. WhatsApp: E.164 with `+`, else the LID. */
  readonly id: string;
  readonly name?: string;
  /** Without `@`. */
  readonly username?: string;
  /** The account's own person, writing from another device. */
  readonly isSelf: boolean;
}

export type MediaKind = 'image' | 'video' | 'animation' | 'audio' | 'voice' | 'document' | 'sticker';

export interface InboundMedia {
  readonly kind: MediaKind;
  readonly mime?: string;
  readonly fileName?: string;
  readonly sizeBytes?: number;
  /** What the adapter needs to fetch the bytes, also after a restart. */
  readonly ref: Json;
}

export interface Quoted {
  readonly messageId: string;
  readonly text?: string;
  readonly sender?: string;
  /** The quoted message is the account's own. */
  readonly fromMe: boolean;
}

/** One message as the gateway understands it, whatever network it came over. JSON throughout: it is stored as it is. */
export interface InboundMessage {
  readonly channel: ChannelId;
  readonly accountId: string;
  /** Unique within the chat. */
  readonly messageId: string;
  /** `reaction` and `event` start no run; they are noted for the session. */
  readonly kind: 'message' | 'reaction' | 'event';
  readonly chat: Chat;
  readonly sender: Sender;
  /** Epoch ms, as the network says. */
  readonly sentAt: number;
  /** Text or caption; links spelt out, contacts and places as lines. Empty when there is only media. */
  readonly text: string;
  readonly media: readonly InboundMedia[];
  readonly quoted?: Quoted;
  /** Whether the network's own mention marks name the account, somebody else, or nobody. */
  readonly mention: 'self' | 'other' | 'none';
  readonly forwardedFrom?: string;
  /** Several messages the person sent as one, e.g. the ids of an album. */
  readonly groupedIds?: readonly string[];
  /** What the adapter needs later to quote it, mark it read or react to it. */
  readonly native: Json;
}

export interface OutboundMedia {
  /** Absolute path of a file in the media store; it outlives the outbox entry. */
  readonly path: string;
  readonly mime: string;
  readonly kind: MediaKind;
  readonly sizeBytes: number;
  readonly fileName?: string;
}

export interface OutboundPoll {
  readonly question: string;
  readonly options: readonly string[];
  readonly maxSelections: number;
  readonly durationHours?: number;
}

export interface OutboundReaction {
  readonly messageId: string;
  /** Empty removes the reaction. */
  readonly emoji: string;
  readonly fromMe?: boolean;
  /** WhatsApp groups: who wrote the message. */
  readonly participant?: string;
}

/** What somebody wants to say. `plan` of the adapter turns it into the parts that go over the wire. */
export interface OutboundMessage {
  readonly chat: ChatAddress;
  /** Markdown. */
  readonly text?: string;
  readonly media?: readonly OutboundMedia[];
  /** Message id to quote. */
  readonly replyTo?: string;
  readonly silent?: boolean;
  readonly gifPlayback?: boolean;
  readonly poll?: OutboundPoll;
  readonly reaction?: OutboundReaction;
  /** Telegram inline keyboard: rows of buttons. */
  readonly buttons?: readonly (readonly {
    readonly text: string;
    readonly data?: string;
    readonly url?: string;
  }[])[];
}

export type PartKind = 'text' | 'media' | 'album' | 'poll' | 'reaction';

/** One send over the wire, decided before it becomes durable, so that a restart sends the very same. */
export interface PlannedPart {
  readonly kind: PartKind;
  /** Chosen before sending where the network lets us: a repeat with it is harmless. */
  readonly messageId?: string;
  /** The adapter's own words. */
  readonly body: Json;
  /** For lists and logs, at most 120 characters. */
  readonly preview: string;
}

export interface Receipt {
  readonly messageId: string;
  readonly chatId: string;
  /** WhatsApp: the address the message went to. */
  readonly toJid?: string;
  readonly pollId?: string;
}
