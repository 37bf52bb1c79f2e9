import { jidDecode } from '@whiskeysockets/baileys';
import { createLane } from './lane.ts';
import { createSignalStore } from './signal-store.ts';
import type { Conduct, Group, Person, World } from './world.ts';

export const NORMAL: Conduct = {
  hearing: 'normal',
  acks: 'normal',
  damage: 'none',
  receipts: 'delivered',
  retries: 'ask',
};

/** Finds the person with this number, or gives the number to somebody new. */
export function personWith(world: World, phone: string, name?: string): Person {
  const known = world.people.get(phone);
  if (known) {
    if (name !== undefined) known.name = name;
    return known;
  }
  const lid = `2${phone.padStart(14, '0')}`;
  const person: Person = {
    phone,
    lid,
    name: name ?? phone,
    jid: `${phone}@s.whatsapp.net`,
    lidJid: `${lid}@lid`,
    keys: createSignalStore(),
    lane: createLane(),
    devices: new Map(),
    nextDevice: 1,
    inbox: [],
    seen: new Set(),
    addressing: 'pn',
    conduct: NORMAL,
  };
  world.people.set(phone, person);
  world.people.set(lid, person);
  return person;
}

export interface Address {
  readonly person: Person;
  /** 0 is the phone. */
  readonly device: number;
}

/** Whom a JID means, in phone number or LID form, with or without a device. */
export function whoIs(world: World, jid: string | undefined): Address | undefined {
  const decoded = jidDecode(jid);
  const person = decoded && world.people.get(decoded.user);
  return person && { person, device: decoded.device ?? 0 };
}

export const groupAt = (world: World, jid: string | undefined): Group | undefined =>
  world.groups.get(jid ?? '');
