import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isPlaceholderSecret } from '../config/plan-auth.ts';
import { UNAUTHORIZED, type UnauthorizedReason } from '../protocol/unauthorized.ts';
import type { CliError } from './cli-error.ts';
import { gatewaysHere, lockOwner } from './facts.ts';
import { fingerprint } from './fingerprint.ts';
import type { CliIo } from './io.ts';
import type { Target } from './target.ts';

/** Why a gateway did not let the command in, seen from the side of the one who typed it. */
export interface Explanation {
  readonly why?: string;
  readonly fix: string;
}

type Kind = 'token' | 'password';
type Io = Pick<CliIo, 'paths' | 'env' | 'machine' | 'command' | 'clock'>;

interface Sent {
  readonly kind: Kind;
  readonly value: string;
  readonly from: string;
}

const isOwn = ({ source }: Target): boolean => source.startsWith('local');

function sentOf(target: Target, kind: Kind): Sent | undefined {
  const [value, from = ''] =
    kind === 'token' ? [target.token, target.tokenFrom] : [target.password, target.passwordFrom];
  return value === undefined ? undefined : { kind, value, from };
}

const reasonOf = (message: string): UnauthorizedReason | undefined =>
  (Object.keys(UNAUTHORIZED) as UnauthorizedReason[]).find((reason) => {
    const { text } = UNAUTHORIZED[reason];
    return text !== '' && message.includes(text);
  });

const ASKS_WHO = /^(?:unauthorized|device |pairing required)/;

/** Undefined for a refusal that is not about who asks. */
export function explainRefusal(error: CliError, target: Target, io: Io): Explanation | undefined {
  const { message, options } = error;
  if (message.includes('too many failed attempts')) return lockedOut(options.retryAfterMs, target, io);
  const sibling = ASKS_WHO.test(message) ? siblingAt(target, io) : undefined;
  if (sibling !== undefined) return sibling;
  if (message.startsWith('pairing required')) return unpaired(options.details, io);
  if (message.startsWith('device ')) return deviceProblem(message, target, io);
  if (!message.startsWith('unauthorized')) return undefined;
  const reason = reasonOf(message);
  switch (reason) {
    case 'token_missing':
      return missing('token', target, io);
    case 'password_missing':
      return missing('password', target, io);
    case 'token_mismatch':
      return mismatch('token', target, io);
    case 'password_mismatch':
      return mismatch('password', target, io);
    case 'token_missing_config':
      return unconfigured('token', io);
    case 'password_missing_config':
      return unconfigured('password', io);
    default:
      return {
        fix:
          reason === undefined
            ? 'pass the secret of that gateway with --token or --password'
            : hintOf(reason),
      };
  }
}

/** No gateway of this instance runs, and the one of another profile has its port: what it asks for is not the matter. */
function siblingAt(target: Target, io: Io): Explanation | undefined {
  if (target.source !== 'local loopback' || lockOwner(io) !== undefined) return undefined;
  const port = Number(new URL(target.url).port);
  const there = [...gatewaysHere(io).values()].find((owner) => owner.port === port);
  if (there === undefined) return undefined;
  return {
    why: `it is the gateway of profile ${there.profile} (pid ${there.pid}) that has port ${port}; none runs for profile ${io.paths.profile}`,
    fix: `give this one a port of its own: ${io.command} config set gateway.port <port>; then start it: ${io.command} gateway`,
  };
}

function hintOf(reason: UnauthorizedReason): string {
  const { hint } = UNAUTHORIZED[reason];
  return typeof hint === 'string' ? hint : 'pass the secret of that gateway with --token or --password';
}

function lockedOut(retryAfterMs: number | undefined, target: Target, io: Io): Explanation {
  const seconds = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000);
  const wait = seconds === undefined ? 'some minutes' : `${seconds} s`;
  return {
    why: 'wrong secrets came from this address again and again; until it opens, the right one is refused too',
    fix: isOwn(target)
      ? `wait ${wait}; the local socket is not locked: run the command without --token and --password, as the user the gateway runs as`
      : `wait ${wait}, and find what keeps trying: ${io.command} logs on the machine of the gateway names its address`,
  };
}

function unpaired(details: unknown, { command }: Io): Explanation {
  const id = (details as { requestId?: unknown } | undefined)?.requestId;
  return {
    why: 'this installation has a key of its own, which that gateway does not know yet',
    fix: `on the machine of the gateway: ${command} devices approve ${typeof id === 'string' ? id : '<id> (devices list names it)'}`,
  };
}

function deviceProblem(message: string, target: Target, io: Io): Explanation {
  const keyFile = join(io.paths.identityDir, 'device.json');
  if (message.includes('identity required')) return missing('token', target, io);
  if (message.includes('signature expired'))
    return {
      why: `the clocks of the two machines differ by more than ten minutes; here it is ${new Date(io.clock.now()).toISOString()}`,
      fix: 'set the clock of the one that is wrong, best with NTP (timedatectl set-ntp true)',
    };
  if (message.includes('nonce'))
    return {
      why: 'the answer to its challenge did not arrive as it was sent',
      fix: 'go to the gateway itself, without what rewrites frames on the way (a proxy)',
    };
  return {
    why: `the device key in ${keyFile} does not fit together`,
    fix: `move ${keyFile} away; the next command makes a new one, which has to be approved on the machine of the gateway`,
  };
}

const other = (kind: Kind): Kind => (kind === 'token' ? 'password' : 'token');

/** Nothing of the kind was sent. */
function missing(kind: Kind, target: Target, io: Io): Explanation {
  const instead = sentOf(target, other(kind));
  if (instead !== undefined)
    return {
      why: `that gateway goes by a ${kind}, and a ${instead.kind} was sent (from ${instead.from})`,
      fix: `pass its ${kind}: --${kind} <${kind}>`,
    };
  if (target.source === 'config gateway.remote.url' || target.source.startsWith('ssh '))
    return {
      why: `gateway.remote.${kind} is not set in ${io.paths.configPath}`,
      fix: `${io.command} config set gateway.remote.${kind} <${kind}>, with gateway.auth.${kind} of that gateway`,
    };
  if (target.source === 'cli --url')
    return {
      why: `no ${kind} was sent: secrets of this machine go to this machine only`,
      fix: `pass the one of that gateway: --${kind} <${kind}>`,
    };
  const owner = ownerOf(io);
  if (owner !== undefined)
    return {
      why: `${io.paths.stateDir} belongs to ${owner}: its secret and its socket are not for ${io.machine.userName}`,
      fix: `run the command as that user, or pass --${kind} <${kind}>`,
    };
  return {
    why: `no ${kind} is to be found here: gateway.auth.${kind}, gateway.auth.${kind}File and ${io.env.nameOf(kind === 'token' ? 'gatewayToken' : 'gatewayPassword')} are unset`,
    fix: `the gateway was started with one that only it knows: pass --${kind} <${kind}>`,
  };
}

function ownerOf({ paths, machine }: Io): string | undefined {
  const stat = statSync(paths.stateDir, { throwIfNoEntry: false });
  if (stat === undefined || machine.platform === 'win32' || stat.uid === machine.uid) return undefined;
  return `uid ${stat.uid}`;
}

function mismatch(kind: Kind, target: Target, io: Io): Explanation {
  const sent = sentOf(target, kind);
  if (sent === undefined) return missing(kind, target, io);
  const flaw = flawOf(sent);
  const mark = `${kind} from ${sent.from}, fingerprint ${fingerprint(sent.value)}`;
  if (flaw !== undefined) return { why: `${flaw} (${mark})`, fix: correct(sent, target, io) };
  return { why: `${whyOther(sent, target)} (${mark})`, fix: correct(sent, target, io) };
}

/** What a secret looks like that was copied or filled in badly. */
function flawOf({ kind, value }: Sent): string | undefined {
  if (value !== value.trim()) return `the ${kind} sent has white space around it`;
  if (/^(["'`]).*\1$/.test(value)) return `the ${kind} sent has quotes around it`;
  if (/^bearer\s/i.test(value)) return `the ${kind} sent begins with "Bearer", which belongs to HTTP`;
  return isPlaceholderSecret(value) ? `the ${kind} sent is a placeholder` : undefined;
}

function whyOther({ kind, from }: Sent, target: Target): string {
  if (from.startsWith('--')) return `the ${kind} typed is not the one of that gateway`;
  if (isOwn(target))
    return `the running gateway has another ${kind} than this command finds; it was started with --${kind}, in another environment, or before a change`;
  if (target.source === 'cli --url') return `the gateway at that address is not the one this ${kind} is for`;
  return `the ${kind} here is not, or no longer, the one of that gateway`;
}

function correct({ kind, from }: Sent, target: Target, { command }: Io): string {
  if (from.startsWith('--'))
    return `--${kind} has to be gateway.auth.${kind} as it is on the machine of the gateway`;
  if (from.startsWith('gateway.remote'))
    return `${command} config set gateway.remote.${kind} <${kind}>, with gateway.auth.${kind} of that gateway`;
  if (target.source === 'cli --url') return `pass the one of that gateway: --${kind} <${kind}>`;
  if (from.startsWith('CLAWDBOT_') || from.startsWith('MOLTBOT_'))
    return `unset ${from}, or give the gateway the same: ${command} gateway restart in a shell that has it`;
  if (from.startsWith('gateway.auth.'))
    return `let it take over what ${from} says: ${command} gateway restart; or pass the one it has with --${kind}`;
  return `${from} holds what a gateway without a configured secret made for itself; pass the one it has now with --${kind}`;
}

const unconfigured = (kind: Kind, { command }: Io): Explanation => ({
  why: `that gateway goes by a ${kind} and has none`,
  fix: `on its machine: ${command} config set gateway.auth.${kind} <${kind}>`,
});
