import type { Config } from '../../config/generated/types.ts';
import type { SessionEntry } from './entry.ts';
import { channelOfKey, parseSessionKey, sessionKind } from './keys.ts';

/**
 * Whether answers of a session may be delivered: the session's own setting, else the rules (one matching deny is
 * enough), else the default. `key` is canonical.
 */
export function sendAllowed(entry: SessionEntry | undefined, config: Config, key: string): boolean {
  if (entry?.sendPolicy !== undefined) return entry.sendPolicy === 'allow';
  const policy = config.session?.sendPolicy;
  if (policy === undefined) return true;
  const { rest } = parseSessionKey(config, key);
  const channel = (entry?.channel ?? channelOfKey(rest) ?? entry?.lastChannel)?.toLowerCase();
  const chatType = entry?.chatType ?? (sessionKind(key) === 'group' ? groupType(rest) : 'direct');
  const matching = (policy.rules ?? []).filter(({ match }) => {
    if (match?.channel !== undefined && match.channel.toLowerCase() !== channel) return false;
    if (match?.chatType !== undefined && match.chatType !== chatType) return false;
    const prefix = match?.keyPrefix?.toLowerCase();
    return prefix === undefined || rest.startsWith(prefix) || key.startsWith(prefix);
  });
  if (matching.some((rule) => rule.action === 'deny')) return false;
  if (matching.some((rule) => rule.action === 'allow')) return true;
  return policy.default !== 'deny';
}

const groupType = (rest: string): string => (rest.includes(':channel:') ? 'channel' : 'group');
