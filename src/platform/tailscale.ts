import type { Env } from './env.ts';
import { SpawnError, type ProcessResult, type RunProcess } from './exec.ts';

const TIMEOUT_MS = 5_000;
/** The first `serve` may have to fetch a certificate. */
const SERVE_TIMEOUT_MS = 30_000;
const GRACE_MS = 500;
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** How Tailscale leads others to a port: within the tailnet, or from the whole internet. */
export type TailscaleMode = 'serve' | 'funnel';

/** The `tailscale` executable of this machine. Every method throws an Error that says what helps. */
export interface Tailscale {
  /** The name of this machine in the tailnet, e.g. `box.tail1234.ts.net`, once Tailscale is connected. */
  name(signal?: AbortSignal): Promise<string>;
  /** Leads https of that name to the target, in the background, until it is reset. */
  publish(mode: TailscaleMode, target: string, signal?: AbortSignal): Promise<void>;
  reset(mode: TailscaleMode): Promise<void>;
  /** Who an address of the tailnet belongs to, e.g. `molly@example.org`; `undefined` when nobody in particular. */
  whois(address: string): Promise<string | undefined>;
}

export function createTailscale(options: { readonly run: RunProcess; readonly env: Env }): Tailscale {
  const { run, env } = options;

  const ask = async (
    args: readonly string[],
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<ProcessResult> => {
    try {
      const result = await run({
        command: 'tailscale',
        args,
        env: env.vars,
        timeoutMs,
        graceMs: GRACE_MS,
        maxOutputBytes: MAX_OUTPUT_BYTES,
        ...(signal === undefined ? {} : { signal }),
      });
      if (result.exitCode === 0) return result;
      throw failure(args, result, timeoutMs);
    } catch (error) {
      if (!(error instanceof SpawnError)) throw error;
      throw new Error(
        `${error.message}: the gateway needs the tailscale program in its PATH, or set gateway.tailscale.mode to "off"`,
        { cause: error },
      );
    }
  };

  return {
    async name(signal) {
      const status = parse<StatusJson>(await ask(['status', '--json'], TIMEOUT_MS, signal), 'status');
      const { BackendState = 'unknown', Self } = status;
      if (BackendState !== 'Running') {
        const fix =
          BackendState === 'NeedsLogin' ? 'log in with: tailscale login' : 'connect it with: tailscale up';
        throw new Error(`Tailscale is not connected (${BackendState}); ${fix}`);
      }
      const name = Self?.DNSName?.replace(/\.$/, '') ?? '';
      if (name === '')
        throw new Error(
          'this machine has no name in the tailnet; enable MagicDNS in the admin console of Tailscale',
        );
      return name;
    },
    async publish(mode, target, signal) {
      await ask([mode, '--bg', '--yes', target], SERVE_TIMEOUT_MS, signal);
    },
    async reset(mode) {
      await ask([mode, 'reset'], TIMEOUT_MS);
    },
    async whois(address) {
      const { UserProfile } = parse<WhoisJson>(await ask(['whois', '--json', address], TIMEOUT_MS), 'whois');
      return UserProfile?.LoginName || undefined;
    },
  };
}

interface StatusJson {
  readonly BackendState?: string;
  readonly Self?: { readonly DNSName?: string };
}

interface WhoisJson {
  readonly UserProfile?: { readonly LoginName?: string };
}

function parse<T>({ stdout }: ProcessResult, verb: string): T {
  try {
    const value = JSON.parse(stdout) as T | null;
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below, together with every other thing that is no object.
  }
  throw new Error(`tailscale ${verb} --json gave no JSON; update Tailscale`);
}

function failure(args: readonly string[], result: ProcessResult, timeoutMs: number): Error {
  const words = `tailscale ${args.join(' ')}`;
  if (result.aborted) return new Error(`${words} was ended`);
  if (result.timedOut)
    return new Error(`${words} did not answer within ${timeoutMs} ms; is tailscaled running?`);
  const said = (result.stderr.trim() || result.stdout.trim()).split('\n')[0] ?? '';
  const why = said === '' ? `ended with ${result.exitCode ?? 'a signal'}` : said;
  return new Error(`${words}: ${why}${fixFor(result.stderr + result.stdout)}`);
}

function fixFor(text: string): string {
  if (/access denied|permission denied|operator/i.test(text))
    return '; let the user of the gateway do it: sudo tailscale set --operator=$USER';
  if (/failed to connect to local tailscaled|is tailscaled running/i.test(text))
    return '; start it: sudo systemctl start tailscaled';
  if (/funnel.*(not (enabled|available)|attr)|not enabled on your tailnet/i.test(text))
    return '; enable it for this machine in the admin console of Tailscale';
  return '';
}
