import type { ChannelId } from '../../channels/message.ts';
import type { Config } from '../../config/generated/types.ts';
import type { LinkPolicy } from '../../machines/link-policy.ts';

const COMMON: LinkPolicy = {
  initialMs: 2_000,
  maxMs: 30_000,
  factor: 1.8,
  jitter: 0.25,
  // For ever: a gateway is left alone for months, and an outage of its network must not need a person afterwards.
  maxAttempts: 0,
  conflictRetries: 1,
  conflictRestMs: undefined,
  stableMs: 60_000,
  peaceMs: 3_600_000,
  connectMs: 45_000,
  // WhatsApp shows a first code for a minute and five more for twenty seconds each.
  loginMs: 180_000,
  closeMs: 4_000,
};

/**
 * After a kill the old poll stays open on Telegram's side for up to its own timeout, and every new one is refused until
 * then. Another poller that goes away for good leaves no sign, so the link looks again.
 */
const TELEGRAM = { conflictRetries: 3, conflictRestMs: 300_000 } as const;

export function linkPolicyFor(channel: ChannelId, config: Config): LinkPolicy {
  if (channel === 'telegram') return { ...COMMON, ...TELEGRAM };
  const set = config.web?.reconnect ?? {};
  const initialMs = Math.max(250, set.initialMs ?? COMMON.initialMs);
  return {
    ...COMMON,
    initialMs,
    maxMs: Math.max(initialMs, set.maxMs ?? COMMON.maxMs),
    factor: Math.min(10, Math.max(1.1, set.factor ?? COMMON.factor)),
    jitter: set.jitter ?? COMMON.jitter,
    maxAttempts: set.maxAttempts ?? COMMON.maxAttempts,
  };
}
