import type { FaultKind, LinkFault } from '../../protocol/link-faults.ts';

interface Disconnect {
  readonly kind: FaultKind;
  readonly message: string;
  readonly hint?: string;
}

const RELINK = 'link again: moltbot channels login --channel whatsapp';
const UPDATE = 'update moltbot: this version speaks a WhatsApp protocol that is no longer accepted';

/** What each code of the network or the library means. Anything that is not here is `transient`. */
export const DISCONNECTS: Readonly<Record<number, Disconnect>> = {
  400: { kind: 'transient', message: 'WhatsApp did not understand the login' },
  401: {
    kind: 'loggedOut',
    message: 'the phone removed this device, or WhatsApp ended its session',
    hint: RELINK,
  },
  402: {
    kind: 'forbidden',
    message: 'WhatsApp has suspended this number for a while',
    hint: 'open WhatsApp on the phone; it says until when',
  },
  403: {
    kind: 'forbidden',
    message: 'WhatsApp refuses this number',
    hint: 'open WhatsApp on the phone; if it says that the number is banned, appeal there',
  },
  405: { kind: 'version', message: 'WhatsApp calls this client outdated', hint: UPDATE },
  406: { kind: 'loggedOut', message: 'WhatsApp ended the session of this device', hint: RELINK },
  408: { kind: 'transient', message: 'WhatsApp did not answer in time' },
  409: {
    kind: 'version',
    message: 'WhatsApp does not accept how this client introduces itself',
    hint: UPDATE,
  },
  411: {
    kind: 'version',
    message: 'the phone does not offer multi-device linking to this client',
    hint: 'update WhatsApp on the phone, then link again: moltbot channels login --channel whatsapp',
  },
  419: { kind: 'loggedOut', message: 'the credentials of this device have expired', hint: RELINK },
  428: { kind: 'transient', message: 'the connection was closed' },
  429: { kind: 'rateLimited', message: 'WhatsApp asks to slow down' },
  440: {
    kind: 'conflict',
    message: 'another program took over this linked device',
    hint: 'stop the other gateway that uses these credentials, then: moltbot channels start --channel whatsapp',
  },
  499: { kind: 'transient', message: 'the connection was given up' },
  500: { kind: 'badSession', message: 'WhatsApp rejects the state of the session' },
  503: { kind: 'transient', message: 'WhatsApp is unavailable for the moment' },
  515: { kind: 'restart', message: 'WhatsApp asked for a fresh connection' },
};

interface ErrorFacts {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly data?: unknown;
  readonly output?: { readonly statusCode?: unknown };
}

const factsOf = (error: unknown): ErrorFacts => (typeof error === 'object' && error !== null ? error : {});

/** The fault behind the error a connection ended with; `undefined` for an end without one. */
export function faultOf(error: unknown): LinkFault {
  if (error === undefined || error === null)
    return { kind: 'transient', message: 'the connection was closed' };
  const facts = factsOf(error);
  const text = oneLine(typeof facts.message === 'string' ? facts.message : JSON.stringify(error));
  if (text.includes('QR refs attempts ended'))
    return {
      kind: 'loginEnded',
      message: 'nobody scanned the code in time',
      hint: 'ask for a new code: moltbot channels login --channel whatsapp',
    };
  // A proxy's 401 on the upgrade is no verdict about the account; only what came over the encrypted stream is.
  if (text.startsWith('WebSocket Error'))
    return { kind: 'transient', message: text, ...codeOf(factsOf(facts.data), facts) };
  const status = statusOf(facts);
  const known = status === undefined ? undefined : DISCONNECTS[status];
  if (known === undefined)
    return { kind: 'transient', message: `the connection ended: ${text}`, ...codeOf(facts, facts) };
  return {
    kind: known.kind,
    message: `${known.message} (${text})`,
    ...(status === undefined ? {} : { code: status }),
    ...(known.hint === undefined ? {} : { hint: known.hint }),
  };
}

/** The numeric status a Boom or an HTTP-like error carries. */
export function statusOf(error: unknown): number | undefined {
  const facts = factsOf(error);
  return [facts.output?.statusCode, facts.status].find((code): code is number => typeof code === 'number');
}

function codeOf(first: ErrorFacts, second: ErrorFacts): { readonly code?: number | string } {
  const code = [first.code, statusOf(first), statusOf(second)].find(
    (value): value is number | string => typeof value === 'string' || typeof value === 'number',
  );
  return code === undefined ? {} : { code };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
