import type { ConfigSnapshot } from '../../../src/protocol/generated/types.ts';
import { validParams } from '../../protocol/samples.ts';
import { CANARIES } from './canaries.ts';

/** What the params of some methods are made of. */
export interface MethodFacts {
  /** A device that was let in, and another one. */
  readonly device: string;
  readonly otherDevice: string;
  readonly file: ConfigSnapshot;
  /** The file as its operator wrote it. */
  readonly text: string;
  /** Quotes what it is asked for. */
  readonly echo: string;
}

type Params = (facts: MethodFacts) => readonly object[];

const always =
  (...params: readonly object[]): Params =>
  () =>
    params;

/** Of these the samples of the protocol say too little, would wait too long, or miss what could tell a secret. */
const OWN: Readonly<Record<string, Params>> = {
  health: always({}, { probe: true }),
  'channels.status': always({}, { probe: true, timeoutMs: 2_000 }),
  'system.inspect': always({ limit: 1000 }),
  'system.transitions': always({}, { after: 0 }),
  'logs.tail': always({ limit: 5000, maxBytes: 1_000_000 }),
  agent: always({ message: 'hi', idempotencyKey: 'one', sessionKey: 'main' }),
  'agent.wait': always({ runId: 'one', timeoutMs: 20_000 }),
  'web.login.start': always({ timeoutMs: 500 }),
  'web.login.wait': always({ timeoutMs: 500 }),
  'chat.send': always(
    { sessionKey: 'main', message: '/status', idempotencyKey: 'two' },
    { sessionKey: 'main', message: '/config show', idempotencyKey: 'three' },
  ),
  'chat.history': always({ sessionKey: 'main', limit: 1000 }),
  send: ({ echo }) => [
    { to: '42', message: 'hi', channel: 'telegram', idempotencyKey: 'four', wait: 'accepted' },
    ...[
      `http://${echo}/picture.png?token=${CANARIES.attachmentToken}`,
      `http://someone:${CANARIES.attachmentPassword}@${echo}/picture.png`,
      `https://127.0.0.1:9/picture.png?X-Amz-Signature=${CANARIES.attachmentSignature}&sig=${CANARIES.attachmentSignature}`,
      `https://127.0.0.1:9/picture.png?token=${CANARIES.attachmentToken}`,
    ].map((mediaUrl, at) => ({
      to: '42',
      message: 'hi',
      channel: 'telegram',
      mediaUrl,
      idempotencyKey: `media ${at}`,
    })),
  ],
  poll: always({
    to: '42',
    channel: 'telegram',
    question: 'q',
    options: ['a', 'b'],
    idempotencyKey: 'five',
  }),
  react: always({ to: '42', channel: 'telegram', messageId: '1', emoji: '👍', idempotencyKey: 'six' }),
  'sessions.delete': always({ key: 'other' }),
  'sessions.compact': always({ key: 'main', maxLines: 1 }),
  'sessions.resolve': always({ key: 'main' }),
  'sessions.patch': always({ key: 'main', label: 'mine' }),
  'channels.start': always({ channel: 'telegram', accountId: 'hook' }),
  'channels.stop': always({ channel: 'telegram', accountId: 'hook' }),
  'channels.logout': always({ channel: 'telegram', accountId: 'spare' }),
  'config.plan': ({ text }) => [{}, { raw: text }, { raw: broken(text) }, { raw: unknown(text) }],
  'config.set': ({ text, file }) => [
    { raw: broken(text), baseHash: file.hash },
    { raw: unknown(text), baseHash: file.hash },
    { raw: text, baseHash: 'another' },
    { raw: changed(text), baseHash: file.hash },
  ],
  'config.apply': ({ text, file }) => [
    { raw: unknown(text), baseHash: 'another' },
    { raw: broken(text), baseHash: file.hash },
    { raw: text, baseHash: file.hash },
  ],
  'config.patch': ({ file }) => [
    { raw: `{ gateway: { auth: { token: ["${CANARIES.candidateToken}"] } } }`, baseHash: file.hash },
    { raw: `{ talk: { apiKey: "${CANARIES.candidateToken}" `, baseHash: file.hash },
    { raw: `{ talk: { apiKey: "${CANARIES.candidateToken}" } }`, baseHash: file.hash },
  ],
  'config.rollback': ({ file }) => [
    { to: 5, baseHash: 'another' },
    { to: 1, baseHash: file.hash },
  ],
  'device.token.rotate': ({ device }) => [{ deviceId: device, role: 'operator' }],
  'device.token.revoke': ({ otherDevice }) => [{ deviceId: otherDevice, role: 'operator' }],
  'gateway.restart': always({ reason: 'canaries' }),
};

/** Ends in the middle of a secret. */
const broken = (text: string): string =>
  text.replace(/"pushToken": "[^"]*"[^]*$/, `"pushToken": "${CANARIES.brokenKey}`);
/** A secret where none belongs, and where a text belongs that it is not. */
const unknown = (text: string): string =>
  text.replace(
    '"hooks": {',
    `"hooks": { "tokn": "${CANARIES.candidateToken}", "path": ["${CANARIES.brokenKey}"],`,
  );
const changed = (text: string): string => text.replace(CANARIES.talkKey, CANARIES.candidateToken);

/** These end what the others need; in this order. */
export const LAST: readonly string[] = [
  'channels.logout',
  'sessions.delete',
  'system.authorizeRestart',
  'system.restart',
  'gateway.restart',
  'system.stop',
];

/** After their answer the connection ends. */
export const ENDS_CONNECTION: ReadonlySet<string> = new Set([
  'system.restart',
  'gateway.restart',
  'system.stop',
]);

/** Methods that cannot do what they are asked here, and why. */
export const REFUSED_HERE: Readonly<Record<string, string>> = {
  connect: 'a connection says hello once; what it was answered then is looked at instead',
  'config.confirm': 'no change waits to be confirmed',
  'device.pair.approve': 'no device waits',
  'device.pair.reject': 'no device waits',
  'outbox.drop': 'every message was sent',
  'outbox.retry': 'every message was sent',
  'pairing.approve': 'nobody waits to be let in',
  'pairing.reject': 'nobody waits to be let in',
  'system.resume': 'no part is parked',
  'web.login.start': 'WhatsApp has scenes of its own, in test/e2e/channels',
  'web.login.wait': 'WhatsApp has scenes of its own, in test/e2e/channels',
};

/**
 * Methods that are meant to hand out a secret, and why. What they hand out is one that the gateway makes or is shown by a network: no canary
 * is planted there, no other method may hand it out, and the log must not have it either. `at`: the member of the answer, where it is made
 * in this test.
 */
export const HANDS_OUT: Readonly<Record<string, { readonly reason: string; readonly at?: string }>> = {
  connect: {
    reason: 'a device that proves its key is given the token it comes with next time',
    at: 'deviceToken',
  },
  'device.token.rotate': { reason: 'the new token of a device goes to who asked for it, once', at: 'token' },
  'web.login.start': {
    reason: 'the code that links WhatsApp is for the phone of who asks; it lasts a minute',
  },
  'web.login.wait': { reason: 'the same code, when the network has made a new one' },
  'pairing.list': { reason: 'the operator compares the code with what the stranger was told' },
};

export const paramsOf = (method: string, facts: MethodFacts): readonly unknown[] =>
  OWN[method]?.(facts) ?? validParams[method]?.slice(0, 1) ?? [];
