import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Tailscale, TailscaleMode } from '../../platform/tailscale.ts';
import type { Exposure } from './part.ts';

const KNOWN_MS = 60_000;
const UNKNOWN_MS = 5_000;
const MAX_KNOWN = 1_000;

/** `tailscale serve`, or `funnel`, in front of the gateway's port. */
export function createTailscaleExposure(options: {
  readonly tailscale: Tailscale;
  readonly mode: TailscaleMode;
  /** Take it back at the end. Without it, Tailscale goes on leading to the port. */
  readonly resetOnExit: () => boolean;
  readonly port: () => number;
  /** The port speaks TLS, with a certificate Tailscale need not trust: it is this machine's own. */
  readonly secure: boolean;
  readonly log: Logger;
}): Exposure {
  const { tailscale, mode, resetOnExit, port, secure, log } = options;
  return {
    async raise(signal) {
      const name = await tailscale.name(signal);
      const target = secure ? `https+insecure://127.0.0.1:${port()}` : String(port());
      await tailscale.publish(mode, target, signal);
      log.info(`${mode} enabled: https://${name}/ (WS via wss://${name})`);
    },
    async withdraw() {
      if (!resetOnExit()) return;
      await tailscale.reset(mode);
      log.info(`${mode} was reset`);
    },
  };
}

/** Who an address of the tailnet belongs to, lower case. */
export interface Whois {
  /** `undefined`: nobody in particular. @throws Error when Tailscale cannot tell */
  loginOf(address: string): Promise<string | undefined>;
}

/** Asks Tailscale, and remembers what it said for a minute; that it could not say, for a few seconds. */
export function createWhois(tailscale: Pick<Tailscale, 'whois'>, clock: Pick<Clock, 'monotonic'>): Whois {
  const known = new Map<string, { readonly untilMs: number; readonly answer: Promise<string | undefined> }>();
  return {
    loginOf(address) {
      const now = clock.monotonic();
      const before = known.get(address);
      if (before !== undefined && before.untilMs > now) return before.answer;
      const answer = tailscale.whois(address).then((login) => login?.trim().toLowerCase());
      const keep = (forMs: number): void => {
        known.delete(address);
        known.set(address, { untilMs: clock.monotonic() + forMs, answer });
        const oldest = known.size > MAX_KNOWN ? known.keys().next() : undefined;
        if (oldest?.done === false) known.delete(oldest.value);
      };
      // While it is under way everybody waits for the same answer.
      keep(KNOWN_MS);
      answer.then(
        (login) => login ?? keep(UNKNOWN_MS),
        () => keep(UNKNOWN_MS),
      );
      return answer;
    },
  };
}
