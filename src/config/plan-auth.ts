import type { Env } from '../platform/env.ts';
import type { Config } from './generated/types.ts';
import type { SecretFiles } from './load.ts';
import type { BindPlan } from './plan-bind.ts';
import { refuse, type Refusal } from './refusal.ts';
import { REDACTED } from './sensitive.ts';

export type AuthMode = 'token' | 'password';
export type SecretSource = 'flag' | 'config' | 'file' | 'env' | 'generated';

export interface PlannedSecret {
  readonly value: string;
  readonly source: SecretSource;
}

export interface AuthPlan {
  readonly mode: AuthMode;
  readonly token?: PlannedSecret;
  readonly password?: PlannedSecret;
}

export interface AuthInput {
  readonly config: Config;
  readonly env: Env;
  readonly flags: { readonly auth?: string; readonly token?: string; readonly password?: string };
  readonly files: SecretFiles;
  readonly bind: BindPlan;
  /** Makes or finds the secret of this installation; asked only when loopback is all there is and nothing is configured. */
  readonly generatedToken: () => string;
}

export interface AuthOutcome {
  readonly auth: AuthPlan;
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly string[];
}

/** Of a secret that others than this machine can try. */
export const MIN_OPEN_LENGTH = 8;

/** Values that come from forgotten templates and unset variables, never from a person who meant a secret. */
const PLACEHOLDERS = new Set(
  [
    'undefined',
    'null',
    'nan',
    'none',
    'true',
    'false',
    '[object object]',
    'changeme',
    'change-me',
    'change_me',
    'replace-me',
    'replaceme',
    'your-token',
    'your-token-here',
    'your_token_here',
    'your-password',
    'token',
    'password',
    'secret',
    'example',
    'todo',
    'xxx',
    REDACTED,
  ].map((text) => text.toLowerCase()),
);

/** Flag, then configuration, then file, then environment; on loopback a secret of our own when there is none. */
export function planAuth(input: AuthInput): AuthOutcome {
  const { config, env, flags, files, bind } = input;
  const auth = config.gateway?.auth;
  const token = pick(flags.token, auth?.token, files.token, env.get('gatewayToken'));
  const password = pick(flags.password, auth?.password, files.password, env.get('gatewayPassword'));
  const refusals: Refusal[] = [];
  const asked = flags.auth ?? auth?.mode ?? (password === undefined ? 'token' : 'password');
  if (asked !== 'token' && asked !== 'password') {
    const message = 'Invalid --auth (use "token" or "password")';
    refusals.push(refuse('invalidAuth', message, 'e.g. --auth token'));
  }
  const mode: AuthMode = asked === 'password' ? 'password' : 'token';
  for (const [name, given] of [
    ['token', token],
    ['password', password],
  ] as const) {
    const problem = given === undefined ? undefined : secretProblem(name, given, bind);
    if (problem !== undefined) refusals.push(problem);
  }
  const active = mode === 'token' ? token : password;
  if (active === undefined && bind.mode !== 'loopback') {
    const message = `Refusing to bind gateway to ${bind.mode} without auth.`;
    refusals.push(refuse('bindWithoutAuth', message, whereToSet(mode)));
  } else if (active === undefined && mode === 'password') {
    const message = 'gateway auth mode is password, but no password was configured';
    refusals.push(refuse('passwordMissing', message, whereToSet('password')));
  }
  if (
    config.hooks?.enabled === true &&
    config.hooks.token !== undefined &&
    [token?.value, password?.value].includes(config.hooks.token)
  ) {
    const message = 'hooks.token equals the gateway secret: whoever may call a webhook could run the gateway';
    refusals.push(refuse('sharedHookToken', message, 'give hooks.token a value of its own'));
  }
  const chosen =
    token ?? (mode === 'token' && refusals.length === 0 ? generated(input.generatedToken) : undefined);
  return {
    auth: {
      mode,
      ...(chosen === undefined ? {} : { token: chosen }),
      ...(password === undefined ? {} : { password }),
    },
    refusals,
    warnings: [
      ...differing('token', token, env.get('gatewayToken'), env.nameOf('gatewayToken')),
      ...differing('password', password, env.get('gatewayPassword'), env.nameOf('gatewayPassword')),
    ],
  };
}

function pick(flag?: string, config?: string, file?: string, env?: string): PlannedSecret | undefined {
  const sources = [
    ['flag', flag],
    ['config', config],
    ['file', file],
    ['env', env],
  ] as const;
  for (const [source, value] of sources) if (value !== undefined) return { value, source };
  return undefined;
}

const generated = (make: () => string): PlannedSecret => ({ value: make(), source: 'generated' });

/** A value no person meant as a secret: of a template, or of a variable that was not set. */
export const isPlaceholderSecret = (value: string): boolean =>
  PLACEHOLDERS.has(value.trim().toLowerCase()) || /^\$\{.*\}$/.test(value.trim());

function secretProblem(name: AuthMode, secret: PlannedSecret, bind: BindPlan): Refusal | undefined {
  const { value, source } = secret;
  const from = `the gateway ${name} (from ${source})`;
  const trimmed = value.trim();
  if (trimmed === '') return refuse('placeholderSecret', `${from} is empty`, whereToSet(name));
  if (isPlaceholderSecret(trimmed)) {
    return refuse('placeholderSecret', `${from} is a placeholder`, whereToSet(name));
  }
  if (bind.loopbackOnly || trimmed.length >= MIN_OPEN_LENGTH) return undefined;
  const message = `${from} is shorter than ${MIN_OPEN_LENGTH} characters, too weak for bind ${bind.mode}`;
  return refuse('weakSecret', message, 'use a longer one, e.g. the output of: openssl rand -hex 24');
}

const whereToSet = (mode: AuthMode): string =>
  `set gateway.auth.${mode} (or ${mode}File), CLAWDBOT_GATEWAY_${mode.toUpperCase()} or --${mode}`;

/** Clients on this machine may look at the environment first and then be refused. */
function differing(
  name: AuthMode,
  used: PlannedSecret | undefined,
  env: string | undefined,
  variable: string,
): string[] {
  if (used === undefined || used.source === 'env' || env === undefined || env === used.value) return [];
  return [
    `${variable} differs from the gateway ${name} in use (from ${used.source}): clients that read it will be refused`,
  ];
}
