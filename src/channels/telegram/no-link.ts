import type { LinkFault } from '../../protocol/link-faults.ts';
import { MediaFailure, SendFailure } from '../port.ts';
import type { Link, LinkEvents } from '../port.ts';

/** The link of an account that cannot have one: it ends at once, as `fault` says, after the caller has it in hand. */
export function createNoLink(fault: LinkFault, events: LinkEvents): Link {
  // Some turns later, so that the caller has the link first.
  const ended = (async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    events.closed(fault);
  })();
  return {
    deliver: () => Promise.reject(new SendFailure('retry', fault.message)),
    typing: () => Promise.resolve(),
    markRead: () => Promise.resolve(),
    fetchMedia: () => Promise.reject(new MediaFailure('network', fault.message)),
    verdict: () => ({ hears: false, code: 'poll-stale', reason: fault.message }),
    close: () => ended,
  };
}
