import { clientKind, type ClientKind, type ClientNames } from './client-kind.ts';

const TOKEN_HINTS: Readonly<Record<ClientKind, string>> = {
  cli: 'set gateway.remote.token to match gateway.auth.token',
  web: 'open a tokenized dashboard URL or paste token in Control UI settings',
  other: 'provide gateway auth token',
};

const PASSWORD_HINTS: Readonly<Record<ClientKind, string>> = {
  cli: 'set gateway.remote.password to match gateway.auth.password',
  web: 'enter the password in Control UI settings',
  other: 'provide gateway auth password',
};

interface Wording {
  /** Follows `unauthorized`; empty when there is nothing more to say. */
  readonly text: string;
  /** A fixed hint, or the one that fits the client. */
  readonly hint: string | Readonly<Record<ClientKind, string>> | null;
}

/** Why a secret was not good enough. */
export const UNAUTHORIZED = {
  token_missing: { text: 'gateway token missing', hint: TOKEN_HINTS },
  token_mismatch: { text: 'gateway token mismatch', hint: TOKEN_HINTS },
  token_missing_config: { text: 'gateway token not configured on gateway', hint: 'set gateway.auth.token' },
  password_missing: { text: 'gateway password missing', hint: PASSWORD_HINTS },
  password_mismatch: { text: 'gateway password mismatch', hint: PASSWORD_HINTS },
  password_missing_config: {
    text: 'gateway password not configured on gateway',
    hint: 'set gateway.auth.password',
  },
  tailscale_user_missing: {
    text: 'tailscale identity missing',
    hint: 'use Tailscale Serve auth or gateway token/password',
  },
  tailscale_proxy_missing: {
    text: 'tailscale proxy headers missing',
    hint: 'use Tailscale Serve or gateway token/password',
  },
  tailscale_whois_failed: {
    text: 'tailscale identity check failed',
    hint: 'use Tailscale Serve auth or gateway token/password',
  },
  tailscale_user_mismatch: {
    text: 'tailscale identity mismatch',
    hint: 'use Tailscale Serve auth or gateway token/password',
  },
  other: { text: '', hint: null },
} as const satisfies Record<string, Wording>;

export type UnauthorizedReason = keyof typeof UNAUTHORIZED;

/** The message clients show, with the hint that fits the kind of client. */
export function unauthorizedMessage(reason: UnauthorizedReason, client: ClientNames): string {
  const { text, hint }: Wording = UNAUTHORIZED[reason];
  if (text === '') return 'unauthorized';
  const words = hint === null || typeof hint === 'string' ? hint : hint[clientKind(client)];
  return words === null ? `unauthorized: ${text}` : `unauthorized: ${text} (${words})`;
}
