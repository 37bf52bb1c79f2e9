import type { proto } from '@whiskeysockets/baileys';

/** What the server writes down. Everything is plain data; times are epoch milliseconds. */

export interface DeviceName {
  readonly phone: string;
  readonly device: number;
}

/** One TCP connection, from its arrival to its end. */
export interface Attempt {
  /** 1 for the first since the server started. */
  readonly number: number;
  readonly at: number;
  /** What was done with it: `serve`, `login 401`, `reset` … in the order it happened. */
  readonly notes: string[];
  phone?: string;
  device?: number;
  endedAt?: number;
}

/** One delivery of a message of a device to one phone. */
export interface Copy {
  /** Phone number of the receiving person. */
  readonly phone: string;
  readonly device: number;
  readonly type: string;
  readonly message?: proto.IMessage;
  /** Why it could not be decrypted. */
  readonly error?: string;
}

/** A message as it came from a device. */
export interface SentMessage extends DeviceName {
  readonly id: string;
  /** `…@s.whatsapp.net` or `…@g.us`, whatever form the device addressed. */
  readonly chat: string;
  readonly at: number;
  /** 0 the first time this id came for this chat, 1 the second time, … */
  readonly repeat: number;
  /** A receiver had asked for this repeat with a retry receipt. */
  readonly asked: boolean;
  /** What a person in the chat reads; absent when nobody could decrypt it. */
  readonly message?: proto.IMessage;
  readonly copies: readonly Copy[];
  /** The error the server answered instead of delivering it. */
  readonly refused?: string;
}

/** A message in the hands of a person. */
export interface Received {
  readonly id: string;
  /** Group, or the person who wrote. */
  readonly chat: string;
  readonly from: string;
  readonly message: proto.IMessage;
}

export interface Settled extends DeviceName {
  readonly id: string;
  /** `receipt` or `ack`. */
  readonly by: string;
  /** The error code in the device's ack: it gave the message up. */
  readonly error?: string;
  /** How often it had been delivered until then. */
  readonly deliveries: number;
}

export interface DeviceReceipt extends DeviceName {
  readonly ids: readonly string[];
  readonly chat: string;
  /** `delivery`, `inactive`, `read`, `read-self`, `sender`, `retry`, `played`, `server-error` … */
  readonly type: string;
  /** Of a retry: which try it is. */
  readonly count?: number;
}

/** A person could not decrypt what a device sent. */
export interface Undecryptable extends DeviceName {
  readonly id: string;
  readonly by: string;
  readonly error: string;
}
