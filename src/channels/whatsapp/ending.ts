import type { LinkFault } from '../../protocol/link-faults.ts';
import type { LinkEvents } from '../port.ts';

/** The end of a link: begun by whoever is first, told once, after everything was released. */
export interface Ending {
  readonly begun: boolean;
  /** Starts the end with this fault; later calls change nothing. Resolves once the owner was told. */
  begin(fault: LinkFault): Promise<void>;
}

/** `release` frees what the link holds; it may fail, which does not keep the owner from being told. */
export function createEnding(
  events: Pick<LinkEvents, 'closed'>,
  release: () => Promise<void>,
  onReleaseFailure: (error: unknown) => void,
): Ending {
  let ended: Promise<void> | undefined;
  return {
    get begun() {
      return ended !== undefined;
    },
    begin: (fault) => {
      ended ??= release()
        .catch(onReleaseFailure)
        .then(() => events.closed(fault));
      return ended;
    },
  };
}
