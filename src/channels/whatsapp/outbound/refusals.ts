import type { SendFailureKind } from '../../port.ts';

interface Refusal {
  readonly kind: SendFailureKind;
  readonly words: string;
}

/** What the error code in the network's acknowledgement of a message means. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  '400': { kind: 'refused', words: 'it calls the message malformed' },
  '401': { kind: 'refused', words: 'this account may not write there' },
  '403': { kind: 'refused', words: 'this account may not write there' },
  '404': { kind: 'refused', words: 'there is no such chat' },
  '405': { kind: 'refused', words: 'this kind of message is not allowed there' },
  '406': { kind: 'refused', words: 'it does not accept the message' },
  '420': { kind: 'refused', words: 'the group does not let this account write' },
  '429': { kind: 'retry', words: 'too many messages in a short time' },
  '463': {
    kind: 'refused',
    words: 'the account is restricted and may not begin new chats; let the person write first',
  },
  '479': {
    kind: 'refused',
    words:
      'the message was addressed to a device that no longer exists; the next one uses a fresh device list',
  },
  '500': { kind: 'retry', words: 'it had an internal error' },
  '503': { kind: 'retry', words: 'it is unavailable for the moment' },
};

export function refusalOf(code: string): Refusal {
  const known = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return {
    kind: known?.kind ?? 'refused',
    words: `WhatsApp refused the message (${code}): ${known?.words ?? 'it gave no reason this version knows'}`,
  };
}
