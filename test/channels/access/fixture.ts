import { decideAccess } from '../../../src/channels/access/decide.ts';
import type { AccessDecision, AccessQuestion } from '../../../src/channels/access/decide.ts';
import { accessPolicyOf } from '../../../src/channels/access/policy.ts';
import type { ChannelId, Chat, InboundMessage, Sender } from '../../../src/channels/message.ts';
import type { SelfIdentity } from '../../../src/channels/port.ts';
import type { Config } from '../../../src/config/generated/types.ts';

export const SELF: Readonly<Record<ChannelId, SelfIdentity>> = {
  telegram: { id: '999', username: 'Molt_Bot' },
  whatsapp: {
    id: '4915100000001:7@s.whatsapp.net',
    e164: '+4915100000001',
    jid: '4915100000001:7@s.whatsapp.net',
    lid: '77700011122@lid',
  },
};

export interface Scene {
  readonly channel?: ChannelId;
  readonly accountId?: string;
  /** The section of the channel. */
  readonly section?: Readonly<Record<string, unknown>>;
  readonly config?: Config;
  readonly chat?: Partial<Chat>;
  readonly from?: Partial<Sender>;
  readonly message?: Partial<InboundMessage>;
  readonly question?: Partial<Omit<AccessQuestion, 'message' | 'policy'>>;
}

const PERSON: Readonly<Record<ChannelId, Sender>> = {
  telegram: { id: '1001', username: 'Alice', isSelf: false },
  whatsapp: { id: '+491701234567', isSelf: false },
};

const CHAT: Readonly<Record<ChannelId, Readonly<Record<Chat['kind'], string>>>> = {
  telegram: { dm: '1001', group: '-100500', channel: '-100600' },
  whatsapp: { dm: '491701234567@s.whatsapp.net', group: '120363@g.us', channel: '120364@newsletter' },
};

export function configOf({ channel = 'telegram', section = {}, config = {} }: Scene): Config {
  return { ...config, channels: { ...config.channels, [channel]: section } };
}

export function messageOf({ channel = 'telegram', accountId, chat, from, message }: Scene): InboundMessage {
  const kind = chat?.kind ?? 'dm';
  return {
    channel,
    accountId: accountId ?? 'default',
    messageId: 'm1',
    kind: 'message',
    chat: { id: CHAT[channel][kind], kind, ...chat },
    sender: { ...PERSON[channel], ...from },
    sentAt: 1,
    text: 'hello',
    media: [],
    mention: 'none',
    native: null,
    ...message,
  };
}

export function decide(scene: Scene): AccessDecision {
  const channel = scene.channel ?? 'telegram';
  return decideAccess({
    message: messageOf(scene),
    policy: accessPolicyOf(configOf(scene), channel, scene.accountId ?? 'default'),
    approved: [],
    self: SELF[channel],
    isCommand: false,
    ...scene.question,
  });
}

/** The decision in one word: `allow`, `allow+owner+commands`, `pair`, `remember`, `drop:<reason>`. */
export function verdict(scene: Scene): string {
  const decision = decide(scene);
  if (decision.kind === 'drop') return `drop:${decision.reason}`;
  if (decision.kind !== 'allow') return decision.kind;
  return `allow${decision.owner ? '+owner' : ''}${decision.commands ? '+commands' : ''}`;
}
