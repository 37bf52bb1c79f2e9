import type { ChannelId, Sender } from '../message.ts';

/** Stands for everybody. */
export const ANYONE = '*';

const PREFIX: Readonly<Record<ChannelId, RegExp>> = {
  telegram: /^(?:telegram|tg):/i,
  whatsapp: /^(?:whatsapp|wa):/i,
};

/** Telegram: a numeric id, or `@name` in lower case. */
function telegramEntry(text: string): string {
  if (/^-?\d+$/.test(text)) return text;
  const name = text.replace(/^@/, '').toLowerCase();
  return name === '' ? '' : `@${name}`;
}

const PERSONS: ReadonlySet<string> = new Set(['s.whatsapp.net', 'c.us', 'hosted']);

/** WhatsApp: `+` and digits; an address without a number (`…@lid`) stays one, without its device part. */
function whatsappEntry(text: string): string {
  const [user = '', server] = text.toLowerCase().split('@', 2);
  const bare = user.split(':', 1)[0] ?? '';
  if (server === 'lid' || server === 'hosted.lid') return bare === '' ? '' : `${bare}@lid`;
  // A group's address is no sender, though it looks like a number.
  if (/[a-z]/.test(bare) || (server !== undefined && !PERSONS.has(server))) return '';
  const digits = bare.replaceAll(/\D/g, '').replace(/^00/, '');
  return digits === '' ? '' : `+${digits}`;
}

/** The one form in which entries and senders are compared; empty when the text names nobody. */
export function normalizeEntry(channel: ChannelId, entry: string | number): string {
  const text = String(entry).trim().replace(PREFIX[channel], '').trim();
  if (text === ANYONE) return ANYONE;
  return channel === 'telegram' ? telegramEntry(text) : whatsappEntry(text);
}

/** Without those that name nobody, and each once. */
export function normalizeEntries(channel: ChannelId, entries: readonly (string | number)[]): string[] {
  const known = entries.map((entry) => normalizeEntry(channel, entry)).filter((entry) => entry !== '');
  return [...new Set(known)];
}

/** The forms under which a list may name this sender. */
function namesOf(channel: ChannelId, sender: Pick<Sender, 'id' | 'username'>): readonly string[] {
  const id = normalizeEntry(channel, sender.id);
  if (channel !== 'telegram' || sender.username === undefined) return [id];
  return [id, normalizeEntry(channel, `@${sender.username}`)];
}

/** Whether normalised entries name the sender outright; `*` does not count. */
export function listsSender(
  channel: ChannelId,
  entries: readonly string[],
  sender: Pick<Sender, 'id' | 'username'>,
): boolean {
  return namesOf(channel, sender).some((name) => name !== '' && name !== ANYONE && entries.includes(name));
}

/** Whether normalised entries let the sender in. An empty list lets nobody in. */
export const admitsSender = (
  channel: ChannelId,
  entries: readonly string[],
  sender: Pick<Sender, 'id' | 'username'>,
): boolean => entries.includes(ANYONE) || listsSender(channel, entries, sender);
