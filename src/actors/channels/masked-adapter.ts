import type { ChannelAccount, Link, ProbeResult } from '../../channels/port.ts';
import type { LinkFault } from '../../protocol/link-faults.ts';
import type { AccountFactory } from './adapters.ts';

type Mask = (text: string) => string;

/** The same error, so that it stays what it is to whoever catches it. */
function masked(error: unknown, mask: Mask): unknown {
  if (error instanceof Error) error.message = mask(error.message);
  return error;
}

const maskedFault = (fault: LinkFault, mask: Mask): LinkFault => ({
  ...fault,
  message: mask(fault.message),
  ...(fault.hint === undefined ? {} : { hint: mask(fault.hint) }),
});

const maskedProbe = (result: ProbeResult, mask: Mask): ProbeResult =>
  typeof result.error === 'string' ? { ...result, error: mask(result.error) } : result;

/** Everything of `whole`, also what it works out anew each time it is asked, but for `part`. */
const except = <T extends object>(whole: T, part: Partial<T>): T =>
  Object.assign(Object.create(whole) as T, part);

const maskedFailure =
  (mask: Mask) =>
  (error: unknown): never => {
    throw masked(error, mask);
  };

const maskedLink = (link: Link, mask: Mask): Link =>
  except(link, { deliver: (...args) => link.deliver(...args).catch(maskedFailure(mask)) });

/**
 * Networks, and proxies on the way to them, quote what they were sent, the secret included. What they say becomes the state of a link,
 * the fate of a message and an answer to clients; so it is masked where it comes in.
 */
export const maskedAdapter =
  (factory: AccountFactory, mask: Mask): AccountFactory =>
  (options) => {
    const account = factory(options);
    return except<ChannelAccount>(account, {
      open: async (events, login) =>
        maskedLink(
          await account
            .open({ ...events, closed: (fault) => events.closed(maskedFault(fault, mask)) }, login)
            .catch(maskedFailure(mask)),
          mask,
        ),
      probe: async (signal) => maskedProbe(await account.probe(signal).catch(maskedFailure(mask)), mask),
    });
  };
