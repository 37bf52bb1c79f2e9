import { BLOCK_DEFAULTS } from '../../channels/text/blocks.ts';
import type { BlockRules } from '../../channels/text/blocks.ts';
import { applyResponsePrefix } from '../../channels/text/prefix.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Question } from './question.ts';
import type { LiveAccount } from './live-account.ts';

/** Puts the configured prefix before an answer. */
export type ReplyPrefix = (question: Question, text: string) => string;

/** The longest block: a network's own limit for a text. */
const TEXT_LIMIT = 4_000;

/** How an answer is cut while it is written; `undefined` where it is sent whole. */
export function streamRules(config: Config, live: LiveAccount): BlockRules | undefined {
  const section = config.channels?.[live.channel];
  const account = section?.accounts?.[live.accountId];
  const defaults = config.agents?.defaults;
  const on = account?.blockStreaming ?? section?.blockStreaming ?? defaults?.blockStreamingDefault === 'on';
  if (!on) return undefined;
  const chunk = defaults?.blockStreamingChunk;
  const limit = account?.textChunkLimit ?? section?.textChunkLimit ?? TEXT_LIMIT;
  const maxChars = Math.min(chunk?.maxChars ?? BLOCK_DEFAULTS.maxChars, limit);
  return {
    minChars: Math.min(chunk?.minChars ?? BLOCK_DEFAULTS.minChars, maxChars),
    maxChars,
    breakPreference: chunk?.breakPreference ?? BLOCK_DEFAULTS.breakPreference,
  };
}

export function createReplyPrefix(options: {
  readonly config: () => Config;
  readonly identityName: (agentId: string) => string | undefined;
}): ReplyPrefix {
  return ({ live, route }, text) => {
    const config = options.config();
    const name = options.identityName(route.agentId);
    const configured = config.messages?.responsePrefix ?? (isSelfChat(config, live) ? 'auto' : undefined);
    if (configured === undefined || configured === '') return text;
    const template = configured === 'auto' ? `[${name ?? 'moltbot'}]` : configured;
    return applyResponsePrefix(text, template, name === undefined ? {} : { identityName: name });
  };
}

/** In a chat with oneself nothing else tells who wrote a message. */
function isSelfChat(config: Config, live: LiveAccount): boolean {
  if (live.channel !== 'whatsapp') return false;
  const section = config.channels?.whatsapp;
  return (section?.accounts?.[live.accountId]?.selfChatMode ?? section?.selfChatMode) === true;
}
