import type { Config } from './generated/types.ts';
import { MIN_OPEN_LENGTH, type AuthPlan } from './plan-auth.ts';
import type { BindMode } from './plan-bind.ts';
import { refuse, type Refusal } from './refusal.ts';

export const TAILSCALE_MODES = ['off', 'serve', 'funnel'] as const;

export interface TailscalePlan {
  readonly mode: (typeof TAILSCALE_MODES)[number];
  readonly resetOnExit: boolean;
  /** Whom Tailscale vouches for needs no secret. */
  readonly identity: boolean;
}

export interface TailscaleInput {
  readonly config: Config;
  readonly flags: { readonly tailscale?: string; readonly tailscaleResetOnExit?: boolean };
}

export function planTailscale({ config, flags }: TailscaleInput, auth: AuthPlan): TailscalePlan {
  const tailscale = config.gateway?.tailscale;
  const asked = flags.tailscale ?? tailscale?.mode;
  const mode = TAILSCALE_MODES.find((known) => known === asked) ?? 'off';
  return {
    mode,
    resetOnExit: flags.tailscaleResetOnExit ?? tailscale?.resetOnExit ?? false,
    identity: config.gateway?.auth?.allowTailscale ?? (mode === 'serve' && auth.mode !== 'password'),
  };
}

/** What is wrong before anybody knows the secret. */
export function tailscaleRefusals({ config, flags }: TailscaleInput, bind: BindMode): readonly Refusal[] {
  const asked = flags.tailscale ?? config.gateway?.tailscale?.mode ?? 'off';
  if (!(TAILSCALE_MODES as readonly string[]).includes(asked)) {
    const message = 'Invalid --tailscale (use "off", "serve", or "funnel")';
    return [refuse('invalidTailscale', message, 'e.g. --tailscale off')];
  }
  if (asked === 'off' || bind === 'loopback') return [];
  const message = 'tailscale serve/funnel requires gateway bind=loopback (127.0.0.1)';
  const fix = 'set gateway.bind to "loopback" or gateway.tailscale.mode to "off"';
  return [refuse('tailscaleNeedsLoopback', message, fix)];
}

/** Through Funnel everybody in the world is at the door. */
export function funnelRefusals({ mode }: TailscalePlan, auth: AuthPlan): readonly Refusal[] {
  if (mode !== 'funnel') return [];
  if (auth.mode !== 'password') {
    const message =
      'tailscale funnel requires gateway auth mode=password (set gateway.auth.password or CLAWDBOT_GATEWAY_PASSWORD)';
    return [refuse('funnelNeedsPassword', message, 'set gateway.auth.mode to "password"')];
  }
  const { value, source } = auth.password ?? { value: '', source: 'config' };
  if (value.trim().length >= MIN_OPEN_LENGTH) return [];
  const message = `the gateway password (from ${source}) is shorter than ${MIN_OPEN_LENGTH} characters, too weak for tailscale funnel`;
  return [refuse('weakSecret', message, 'use a longer one, e.g. the output of: openssl rand -hex 24')];
}
