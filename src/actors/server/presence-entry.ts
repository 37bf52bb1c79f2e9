import type { Caller } from '../../api/method.ts';
import type { PresenceEntry, SystemEventParams } from '../../protocol/generated/types.ts';

/** Entries are held and sent to everybody, so no client decides how long they are. */
const MAX_MEMBER = 200;
const MAX_TEXT = 2_000;
const MAX_LIST = 32;

type Draft = { -readonly [K in keyof PresenceEntry]?: PresenceEntry[K] };

/** What tells two entries of one list apart; `removed` in an increment holds these. */
export const identityOf = (entry: PresenceEntry): string =>
  entry.instanceId ?? entry.host ?? entry.ip ?? entry.text;

const short = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text.slice(0, MAX_MEMBER);
};

const shortList = (value: readonly string[] | undefined): string[] | undefined => {
  const items = (value ?? []).map(short).filter((item) => item !== undefined);
  return items.length === 0 ? undefined : items.slice(0, MAX_LIST);
};

const union = (a: readonly string[] | undefined, b: readonly string[] | undefined): string[] | undefined => {
  const all = [...new Set([...(a ?? []), ...(b ?? [])])].slice(0, MAX_LIST);
  return all.length === 0 ? undefined : all;
};

/** Drops the members that have no value: an empty string or `undefined` is illegal on the wire. */
function compact(draft: Record<string, unknown>): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined && value !== ''));
}

/** The entry of a client that said hello, and the key it is kept under. */
export function entryOfCaller(
  caller: Caller,
  options: { readonly publicAddress: string | undefined; readonly now: number },
): { readonly key: string; readonly entry: PresenceEntry } {
  const { client } = caller;
  const key = caller.deviceId ?? client.instanceId ?? caller.connId;
  const host = short(client.displayName) ?? client.id;
  const members = compact({
    host,
    ip: options.publicAddress,
    version: short(client.version),
    platform: short(client.platform),
    deviceFamily: short(client.deviceFamily),
    modelIdentifier: short(client.modelIdentifier),
    mode: client.mode,
    reason: 'connect',
    deviceId: caller.deviceId,
    roles: [caller.role],
    scopes: shortList(caller.scopes),
    instanceId: key.slice(0, MAX_MEMBER),
  });
  return { key, entry: { ...members, text: `Node: ${host} · mode ${client.mode}`, ts: options.now } };
}

/** `Node: <host> (<ip>) · app <v> · last input <n>s ago · mode <m> · reason <r>`, in any part. */
function parseText(text: string): Draft {
  const draft: Draft = {};
  const head = /^Node:\s*([^·(]+?)\s*(?:\(([^)]*)\))?\s*(?:·|$)/u.exec(text);
  if (head?.[1] !== undefined) draft.host = head[1];
  if (head?.[2] !== undefined) draft.ip = head[2];
  for (const part of text.split('·').slice(1)) {
    const [, name, value] = /^\s*(app|mode|reason)\s+(.+?)\s*$/u.exec(part) ?? [];
    if (name === 'app' && value !== undefined) draft.version = value;
    if (name === 'mode' && value !== undefined) draft.mode = value;
    if (name === 'reason' && value !== undefined) draft.reason = value;
    const seconds = /^\s*last input\s+(\d{1,9})s ago\s*$/u.exec(part)?.[1];
    if (seconds !== undefined) draft.lastInputSeconds = Number(seconds);
  }
  return compact({ ...draft, host: short(draft.host), ip: short(draft.ip) });
}

export interface Beacon {
  readonly key: string;
  /** Payload over parsed text over what was known; roles and scopes are joined. */
  onto(known: PresenceEntry | undefined): PresenceEntry;
}

/** Reads a `system-event`: whom it is about, and what it says about them. */
export function entryFromBeacon(
  params: SystemEventParams,
  options: { readonly selfHost: string; readonly now: number },
): Beacon {
  const text = (params.text ?? '').trim().slice(0, MAX_TEXT);
  const parsed = parseText(text);
  const key =
    short(params.deviceId) ??
    short(params.instanceId) ??
    parsed.host ??
    parsed.ip ??
    (text === '' ? options.selfHost : text.slice(0, 64));
  const seconds = params.lastInputSeconds;
  const given = compact({
    host: short(params.host),
    ip: short(params.ip),
    version: short(params.version),
    platform: short(params.platform),
    deviceFamily: short(params.deviceFamily),
    modelIdentifier: short(params.modelIdentifier),
    mode: short(params.mode),
    reason: short(params.reason),
    deviceId: short(params.deviceId),
    tags: shortList(params.tags),
    lastInputSeconds: typeof seconds === 'number' && seconds >= 0 ? Math.round(seconds) : undefined,
  });
  return {
    key,
    onto(known) {
      const roles = union(known?.roles, shortList(params.roles));
      const scopes = union(known?.scopes, shortList(params.scopes));
      // Without one of its own, the key is spelled so that it can never equal another entry's host.
      const instanceId =
        short(params.instanceId) ?? known?.instanceId ?? short(params.deviceId) ?? `beacon:${key}`;
      return {
        ...known,
        ...parsed,
        ...given,
        ...compact({ roles, scopes }),
        instanceId,
        text,
        ts: options.now,
      };
    },
  };
}
