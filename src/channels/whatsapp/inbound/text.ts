import type { proto } from '@whiskeysockets/baileys';

/** What a person reads in an unwrapped message: its text or caption, contacts and places as lines. */
export function textOf(message: proto.IMessage): string {
  const own =
    message.conversation ||
    message.extendedTextMessage?.text ||
    message.imageMessage?.caption ||
    message.videoMessage?.caption ||
    message.ptvMessage?.caption ||
    message.documentMessage?.caption ||
    '';
  return [own, ...extraLines(message)].filter((line) => line !== '').join('\n');
}

function extraLines(message: proto.IMessage): string[] {
  const lines: string[] = [];
  if (message.contactMessage) lines.push(`<contact: ${contactLine(message.contactMessage)}>`);
  const many = message.contactsArrayMessage?.contacts ?? [];
  if (many.length > 0) lines.push(`<contacts: ${many.map(contactLine).join('; ')}>`);
  if (message.locationMessage) lines.push(placeLine('location', message.locationMessage));
  if (message.liveLocationMessage) lines.push(placeLine('live location', message.liveLocationMessage));
  const poll = message.pollCreationMessage ?? message.pollCreationMessageV2 ?? message.pollCreationMessageV3;
  if (poll) lines.push(pollLine(poll));
  const invite = message.groupInviteMessage;
  if (invite)
    lines.push(
      `<group invitation: ${invite.groupName ?? 'unnamed'}>${invite.caption ? ` ${invite.caption}` : ''}`,
    );
  const event = message.eventMessage;
  if (event) lines.push(`<event: ${[event.name, event.description].filter(Boolean).join(', ')}>`);
  const chosen =
    message.buttonsResponseMessage?.selectedDisplayText ??
    message.templateButtonReplyMessage?.selectedDisplayText ??
    message.listResponseMessage?.title;
  if (chosen) lines.push(chosen);
  return lines;
}

function contactLine(contact: proto.Message.IContactMessage): string {
  const [first, ...more] = [...new Set(phonesIn(contact.vcard ?? ''))];
  const name = contact.displayName?.trim() || 'unnamed';
  if (first === undefined) return name;
  return `${name}, ${first}${more.length > 0 ? ` (+${more.length} more)` : ''}`;
}

const phonesIn = (vcard: string): string[] =>
  vcard.split(/\r?\n/).flatMap((line) => {
    if (!/^(?:item\d+\.)?TEL\b/i.test(line)) return [];
    const id = /waid=(\d+)/i.exec(line)?.[1];
    const digits = id ?? line.slice(line.lastIndexOf(':') + 1).replaceAll(/\D/g, '');
    return digits === '' ? [] : [`+${digits}`];
  });

interface Place {
  readonly degreesLatitude?: number | null;
  readonly degreesLongitude?: number | null;
  readonly name?: string | null;
  readonly address?: string | null;
  readonly caption?: string | null;
}

function placeLine(label: string, place: Place): string {
  const at = `${(place.degreesLatitude ?? 0).toFixed(6)}, ${(place.degreesLongitude ?? 0).toFixed(6)}`;
  const words = [place.name, place.address, place.caption].filter((word) => Boolean(word)).join(', ');
  return `<${label}: ${at}${words === '' ? '' : `; ${words}`}>`;
}

function pollLine(poll: proto.Message.IPollCreationMessage): string {
  const options = (poll.options ?? []).map((option) => option.optionName ?? '').filter((name) => name !== '');
  return `<poll: ${poll.name ?? ''}; ${options.join(' / ')}>`;
}
