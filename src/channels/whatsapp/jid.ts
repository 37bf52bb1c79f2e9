/** Addresses of WhatsApp: people by number (`…@s.whatsapp.net`) or by hidden id (`…@lid`), groups (`…@g.us`). */
export const PN_SERVER = 's.whatsapp.net';

const USER = /^(\d{5,20})(?:[:_.]\d+)*@(?:s\.whatsapp\.net|c\.us|hosted)$/;
const LID = /^(\d{5,20})(?:[:_.]\d+)*@(?:lid|hosted\.lid)$/;
const GROUP = /^\d+(?:-\d+)*@g\.us$/;

export type JidKind = 'user' | 'lid' | 'group' | 'other';

export interface Jid {
  readonly kind: JidKind;
  /** Without device, with the canonical server. */
  readonly jid: string;
  /** Digits before the `@`, for users and LIDs. */
  readonly user?: string;
}

/** Anything with an `@`; device suffixes go. */
export function parseJid(text: string): Jid {
  const user = USER.exec(text)?.[1];
  if (user !== undefined) return { kind: 'user', jid: `${user}@${PN_SERVER}`, user };
  const lid = LID.exec(text)?.[1];
  if (lid !== undefined) return { kind: 'lid', jid: `${lid}@lid`, user: lid };
  if (GROUP.test(text)) return { kind: 'group', jid: text };
  return { kind: 'other', jid: text };
}

/** `+` and digits for a person known by number. */
export function e164Of(jid: string | null | undefined): string | undefined {
  if (!jid) return undefined;
  const parsed = parseJid(jid);
  return parsed.kind === 'user' && parsed.user !== undefined ? `+${parsed.user}` : undefined;
}

/** What the gateway calls a person: the number where it is known, else the hidden id. */
export const personId = (jid: string): string => e164Of(jid) ?? parseJid(jid).jid;

/** As personId, in the form a message is addressed to. */
export const personJid = (id: string): string =>
  id.includes('@') ? parseJid(id).jid : `${id.replaceAll(/\D/g, '')}@${PN_SERVER}`;

/** Whether two addresses of any form name the same user, whatever the device. */
export function samePerson(a: string | null | undefined, b: string | null | undefined): boolean {
  return Boolean(a) && Boolean(b) && parseJid(a ?? '').jid === parseJid(b ?? '').jid;
}

const PREFIX = /^whatsapp:/i;
const PHONE = /^\+?[\d\s().-]+$/;

/** The chat meant by what a person typed: a number, a user, hidden-id or group address; `undefined` for anything else. */
export function chatIdOf(typed: string): string | undefined {
  const text = typed.trim().replace(PREFIX, '').trim();
  if (text.includes('@')) {
    const parsed = parseJid(text);
    return parsed.kind === 'other' ? undefined : parsed.jid;
  }
  if (!PHONE.test(text)) return undefined;
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= 7 && digits.length <= 15 ? `${digits}@${PN_SERVER}` : undefined;
}
