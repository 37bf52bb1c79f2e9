import type { AllowlistPort, AllowlistTarget } from '../../agent/commands/outcome.ts';
import { normalizeEntry } from '../../channels/access/entries.ts';
import { accessPolicyOf } from '../../channels/access/policy.ts';
import { configuredChannels } from '../../channels/configured.ts';
import type { ChannelId } from '../../channels/message.ts';
import type { Config } from '../../config/generated/types.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type { PairingStore } from '../../store/pairing.ts';

const WITH_ALLOWLIST: ReadonlySet<string> = new Set<ChannelId>(['telegram', 'whatsapp']);

const isServed = (channel: string): channel is ChannelId => WITH_ALLOWLIST.has(channel);

interface Account {
  readonly channel: ChannelId;
  readonly accountId: string;
}

const accountsOf = (config: Config): readonly Account[] =>
  configuredChannels(config).flatMap(({ name, accounts }) => {
    const { id } = name;
    return isServed(id) ? accounts.map((accountId) => ({ channel: id, accountId })) : [];
  });

/** What `/allowlist` shows and changes: the config's lists beside the approvals in the store. */
export function createAllowlist(deps: {
  readonly config: () => Config;
  readonly pairing: Pick<PairingStore, 'approved' | 'addApproved' | 'removeApproved'>;
}): AllowlistPort {
  const { config, pairing } = deps;

  function resolve({ channel, accountId, senderId }: AllowlistTarget): Account & { readonly entry: string } {
    const accounts = accountsOf(config());
    const account = accounts.find((each) => each.channel === channel && each.accountId === accountId);
    if (account === undefined) {
      const known = accounts.map((each) => `${each.channel}/${each.accountId}`).join(', ') || 'none';
      throw invalidRequest(`there is no account ${channel}/${accountId}; configured: ${known}`);
    }
    const entry = normalizeEntry(account.channel, senderId);
    if (entry !== '') return { ...account, entry };
    const form = account.channel === 'telegram' ? 'a user id or @name' : 'a number such as +15551234567';
    throw invalidRequest(`"${senderId}" names nobody on ${account.channel}; use ${form}`);
  }

  return {
    list: () =>
      accountsOf(config()).map(({ channel, accountId }) => {
        const { dmPolicy, allowFrom } = accessPolicyOf(config(), channel, accountId);
        return {
          channel,
          accountId,
          dmPolicy,
          configured: allowFrom,
          stored: pairing.approved(channel, accountId),
        };
      }),
    async add(target, by) {
      const { channel, accountId, entry } = resolve(target);
      return pairing.addApproved(channel, accountId, entry, by);
    },
    async remove(target, by) {
      const { channel, accountId, entry } = resolve(target);
      return pairing.removeApproved(channel, accountId, entry, by);
    },
  };
}
