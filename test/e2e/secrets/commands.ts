import { CANARIES } from './canaries.ts';

export interface CommandFacts {
  /** Address of the gateway over TCP. */
  readonly url: string;
  /** A file with a configuration to put in the place of the present one. */
  readonly candidate: string;
  readonly echo: string;
  /** The configuration's keys that hold a secret. */
  readonly secretKeys: readonly string[];
}

type Lines = (facts: CommandFacts) => readonly (readonly string[])[];

const plainly =
  (...lines: readonly (readonly string[])[]): Lines =>
  () =>
    lines;

const OPERATOR = ['--target', '42', '--channel', 'telegram'];

/**
 * What is typed after each command, at least once. A command that is in the tree and not here fails the test, and so does the reverse.
 * In this order: what changes something comes after what only looks.
 */
export const COMMANDS: Readonly<Record<string, Lines>> = {
  health: ({ url }) => [
    [],
    ['--verbose'],
    ['--url', url, '--token', CANARIES.wrongToken],
    ['--url', url, '--password', CANARIES.wrongPassword],
    ['--url', `${url}?token=${CANARIES.queryToken}`],
    ['--url', `ws://someone:${CANARIES.wrongToken}@127.0.0.1:9`],
  ],
  status: ({ url }) => [[], ['--url', url, '--token', CANARIES.wrongToken]],
  sessions: plainly([], ['--find', 'hi']),
  logs: plainly(['--limit', '5000', '--max-bytes', '1000000'], ['--follow']),
  doctor: plainly([], ['--non-interactive'], ['--fix', '--yes']),
  agent: plainly(
    ['--message', 'hello', '--stream'],
    ['--message', 'hello', '--agent', 'nobody'],
    ['--message', '/status', '--session-key', 'main'],
  ),
  gateway: plainly(['--port', '0']),
  'gateway run': plainly(
    ['--port', '0'],
    ['--port', '0', '--auth', 'password', '--password', CANARIES.wrongPassword],
    ['--token', CANARIES.wrongToken, '--bind', 'nowhere'],
  ),
  'gateway call': plainly(
    ['config.get'],
    ['config.set', '--params', `{"raw":"{ talk: { apiKey: [\\"${CANARIES.candidateToken}\\"] } }"}`],
    ['no.such.method'],
    ['status', '--params', `{"token":"${CANARIES.wrongToken}"`],
  ),
  'gateway health': plainly([]),
  'gateway status': plainly([], ['--deep']),
  'gateway why': plainly(
    ['gateway/channels/telegram:proxied'],
    ['gateway/channels/telegram:file'],
    ['gateway/nothing'],
  ),
  'gateway watch': plainly(['--since', '5m']),
  'gateway tunnel': plainly(['nobody@127.0.0.1', '--ssh-port', '9', '--timeout', '3000']),
  'gateway install': plainly(
    ['--dry-run', '--token', CANARIES.installToken],
    ['--dry-run', '--system'],
    ['--token', CANARIES.installToken, '--port', 'x'],
  ),
  'gateway discover': plainly(['--timeout', '300']),
  'gateway probe': ({ url }) => [
    ['--timeout', '1000'],
    ['--timeout', '1000', '--url', url, '--token', CANARIES.wrongToken],
  ],
  configure: plainly([]),
  'gateway resume': plainly(['pulse'], ['nothing']),
  'config get': ({ secretKeys }) => [[], ['env'], ...secretKeys.map((key) => [key])],
  'config validate': ({ candidate }) => [[], [candidate]],
  'config plan': ({ candidate }) => [[], [candidate]],
  'config history': plainly([]),
  'channels list': plainly([]),
  'channels status': plainly([], ['--probe']),
  'message send': ({ echo }) => [
    [...OPERATOR, '--message', 'hi', '--dry-run'],
    [...OPERATOR, '--message', 'hi'],
    [...OPERATOR, '--media', `http://${echo}/a.png?token=${CANARIES.attachmentToken}`],
    [...OPERATOR, '--media', `http://someone:${CANARIES.attachmentPassword}@${echo}/a.png`],
    [...OPERATOR, '--media', `https://127.0.0.1:9/a.png?sig=${CANARIES.attachmentSignature}`],
  ],
  'message poll': plainly([...OPERATOR, '--poll-question', 'q', '--poll-option', 'a', '--poll-option', 'b']),
  'message react': plainly([...OPERATOR, '--message-id', '1', '--emoji', '👍']),
  'outbox list': plainly([]),
  'outbox retry': plainly(['1']),
  'outbox drop': plainly(['1']),
  'pairing list': plainly([]),
  'pairing approve': plainly(['telegram', 'ABCDEFGH']),
  'pairing reject': plainly(['telegram', 'ABCDEFGH']),
  'devices list': plainly([]),
  'devices approve': plainly(['nobody']),
  'devices reject': plainly(['nobody']),
  'devices rotate': plainly(['--device', 'nobody', '--role', 'operator']),
  'devices revoke': plainly(['--device', 'nobody', '--role', 'operator']),
  completion: plainly(['bash'], ['zsh'], ['fish']),
  complete: plainly(['--', 'config', 'get', '']),
  setup: plainly([]),
  'config edit': plainly([]),
  'config set': plainly(
    ['talk.apiKey', CANARIES.typedKey],
    ['gateway.auth.token', `["${CANARIES.candidateToken}"]`],
    ['hooks.tokn', CANARIES.candidateToken],
    ['env.vars.NEW_TOKEN', CANARIES.candidateToken],
  ),
  'config unset': plainly(['env.vars.NEW_TOKEN'], ['hooks.tokn']),
  'config rollback': plainly(['1'], ['99']),
  'config confirm': plainly([]),
  'channels add': plainly(
    ['--channel', 'telegram', '--account', 'typed', '--token', CANARIES.typedToken],
    ['--channel', 'telegram', '--account', 'wrong', '--token', CANARIES.brokenKey],
  ),
  'channels login': plainly(['--timeout', '2000']),
  'channels start': plainly(['--channel', 'telegram', '--account', 'typed']),
  'channels stop': plainly(['--channel', 'telegram', '--account', 'typed']),
  'channels logout': plainly(['--channel', 'telegram', '--account', 'typed']),
  'channels remove': plainly(['--channel', 'telegram', '--account', 'typed', '--delete']),
  onboard: plainly(['--non-interactive', '--accept-risk', '--no-install-daemon']),
  'gateway start': plainly(['--timeout', '2000']),
  'gateway uninstall': plainly([]),
  'gateway restart': plainly([]),
  'gateway stop': plainly([]),
};

/** These change what the next one meets, so they are typed one after the other. */
export const CHANGES: ReadonlySet<string> = new Set([
  'setup',
  'config edit',
  'config set',
  'config unset',
  'config rollback',
  'config confirm',
  'channels add',
  'channels login',
  'channels start',
  'channels stop',
  'channels logout',
  'channels remove',
  'onboard',
  'gateway start',
  'gateway uninstall',
  'gateway restart',
  'gateway stop',
]);

/** These go on until Ctrl-C, which is pressed once something is printed. */
export const ENDLESS: readonly (readonly string[])[] = [
  ['logs', '--follow'],
  ['gateway', 'watch'],
];

/** A word that opens the command's own help or does what a child of it does: nothing of its own to type. */
export const ONLY_GROUPS: ReadonlySet<string> = new Set([
  'message',
  'outbox',
  'config',
  'channels',
  'pairing',
  'devices',
]);
