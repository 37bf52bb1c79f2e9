import type { ChannelId } from '../message.ts';

export interface PairingReply {
  readonly productName: string;
  readonly channel: ChannelId;
  readonly senderId: string;
  readonly code: string;
  /** How the operator starts a command of ours, e.g. `moltbot --profile work`. */
  readonly command: string;
}

function idLine(channel: ChannelId, senderId: string): string {
  if (channel === 'telegram') return `Your Telegram user id: ${senderId}`;
  return senderId.startsWith('+')
    ? `Your WhatsApp phone number: ${senderId}`
    : `Your WhatsApp id: ${senderId}`;
}

/** Where the program lies on the operator's machine is nothing for a stranger: only its name and the profile are told. */
function withoutPlace(command: string, productName: string): string {
  if (!/^(?:node )?["']?(?:\/|[a-z]:)/i.test(command)) return command;
  const [profile = ''] = / --(?:dev|profile \S+)$/.exec(command) ?? [];
  return `${productName}${profile}`;
}

/** What a stranger gets, once: who they are to us, and how the owner lets them in. Plain text. */
export function pairingReply({ productName, channel, senderId, code, command }: PairingReply): string {
  return [
    `${productName}: access not configured.`,
    idLine(channel, senderId),
    `Pairing code: ${code}`,
    `Ask the bot owner to approve with:\n${withoutPlace(command, productName)} pairing approve ${channel} ${code}`,
  ].join('\n\n');
}
