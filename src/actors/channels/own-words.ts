import type { ChannelAccount, LinkEvents, Readiness } from '../../channels/port.ts';

const CHANNEL_COMMAND = /\bmoltbot (channels [a-z]+ --channel [a-z]+)(?! --account)/g;

/**
 * Adapters know neither the profile of their gateway nor how it was started, and write commands as `moltbot channels …`.
 * `command` is what reaches this gateway; the account is named where it is not the default one.
 */
export function inOwnWords(text: string, command: string, accountId: string): string {
  const account = accountId === 'default' ? '' : ` --account ${accountId}`;
  return text.replaceAll(CHANNEL_COMMAND, (_, rest: string) => `${command} ${rest}${account}`);
}

/** The same account, with commands that an operator can type as they stand. */
export function withOwnWords(account: ChannelAccount, command: string): ChannelAccount {
  const { accountId } = account;
  const words = (text: string): string => inOwnWords(text, command, accountId);
  const events = (inner: LinkEvents): LinkEvents => ({
    ...inner,
    closed: (fault) => inner.closed(fault.hint === undefined ? fault : { ...fault, hint: words(fault.hint) }),
  });
  const own: Pick<ChannelAccount, 'readiness' | 'open'> = {
    readiness(): Readiness {
      const found = account.readiness();
      return found.state === 'unconfigured' ? { ...found, fix: words(found.fix) } : found;
    },
    open: (given, login) => account.open(events(given), login),
  };
  // Everything else is asked of the account itself, also what it may get to know later.
  return Object.assign(Object.create(account) as ChannelAccount, own);
}
