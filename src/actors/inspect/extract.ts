import type { ActorRefLike, AnyActorRef } from 'xstate';

const MAX_TEXT = 300;
const MAX_NAME = 64;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;
// eslint-disable-next-line no-control-regex -- these are the characters to be removed
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

type StateValue = string | { readonly [key: string]: StateValue | undefined };

interface AnyLogic {
  readonly id?: string;
  readonly idMap?: unknown;
  readonly poolName?: string;
  readonly bodyName?: string;
}

export interface LooseSnapshot {
  readonly status?: string;
  readonly value?: StateValue;
  readonly phase?: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

export type ActorKind = 'machine' | 'pool' | 'body';

/** What an actor is; `undefined` for short-lived effects (promises, callbacks), which are not part of the tree. */
export function kindOf(
  actor: ActorRefLike,
): { readonly kind: ActorKind; readonly machine: string } | undefined {
  const logic = (actor as { readonly logic?: AnyLogic }).logic;
  if (logic === undefined) return undefined;
  if (logic.poolName !== undefined) return { kind: 'pool', machine: logic.poolName };
  if (logic.bodyName !== undefined) return { kind: 'body', machine: logic.bodyName };
  if (logic.idMap !== undefined && logic.id !== undefined) return { kind: 'machine', machine: logic.id };
  return undefined;
}

/** `{alive: 'running'}` → `alive.running`; parallel regions are joined with `|`. */
export function dotted(value: StateValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  const regions = Object.entries(value).map(([key, inner]) => {
    const rest = dotted(inner);
    return rest === '' ? key : `${key}.${rest}`;
  });
  return regions.length > 1 ? `(${regions.join('|')})` : (regions[0] ?? '');
}

export function stateOf(snapshot: LooseSnapshot): string {
  return snapshot.value === undefined ? (snapshot.phase ?? '') : dotted(snapshot.value);
}

export function snapshotOf(actor: ActorRefLike): LooseSnapshot {
  return (actor as AnyActorRef).getSnapshot() as LooseSnapshot;
}

function messageOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const message = (error as { readonly message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : `a thrown ${typeof error}`;
}

/** First line, no control characters, at most 300 characters: enough to act on, too little to leak a message. */
export function errorText(error: unknown): string {
  const text = messageOf(error);
  const line = (text.split('\n')[0] ?? '').replace(CONTROL, ' ').trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT - 1)}…` : line;
}

/** The last part of an actor's path: long ids are cut, UUIDs to their first block. */
export function nameOf(id: string): string {
  const clean = id.replace(CONTROL, ' ').replaceAll('/', '_');
  return UUID.test(clean) ? clean.slice(0, 8) : clean.slice(0, MAX_NAME);
}
