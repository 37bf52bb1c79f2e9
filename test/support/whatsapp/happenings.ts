import type { Attempt, DeviceName, DeviceReceipt, SentMessage, Settled, Undecryptable } from './facts.ts';

/** Everything a test can wait for, by name. */
export interface Happenings {
  /** A TCP connection came in. */
  readonly attempt: Attempt;
  /** A client without credentials was given QR references, first ones or fresh ones. */
  readonly refs: { readonly attempt: number; readonly refs: readonly string[] };
  /** A client asked for a pairing code. */
  readonly codeRequested: { readonly phone: string };
  /** A device proved its identity and is linked. */
  readonly paired: DeviceName;
  readonly login: DeviceName & { readonly attempt: number };
  readonly loginRefused: { readonly attempt: number; readonly reason: number };
  /** The device asked for its messages; everything waiting has been sent. `offline` of them had waited. */
  readonly drained: DeviceName & { readonly offline: number };
  readonly closed: Attempt;
  readonly preKeys: DeviceName & { readonly available: number };
  /** A device sent a message, first time or again. */
  readonly sent: SentMessage;
  /** A device asked its own phone for something, e.g. for a message it could not read. */
  readonly peerRequest: SentMessage;
  /** A message, receipt or notification went out to a device. */
  readonly delivered: DeviceName & { readonly id: string; readonly times: number };
  /** A device took responsibility for something delivered to it. */
  readonly settled: Settled;
  readonly receipt: DeviceReceipt;
  readonly undecryptable: Undecryptable;
  readonly chatstate: DeviceName & { readonly chat: string; readonly state: string };
  readonly presence: DeviceName & { readonly type: string; readonly name?: string };
  readonly query: { readonly xmlns: string; readonly tag: string; readonly type: string };
  readonly upload: { readonly path: string; readonly bytes: number };
  readonly download: { readonly path: string; readonly status: number };
  /** The device removed itself. */
  readonly logout: DeviceName;
  /** The client broke the protocol, or the server has a defect. */
  readonly fault: Error;
}

export type HappeningName = keyof Happenings;

type Listener<K extends HappeningName> = (value: Happenings[K]) => void;

export interface HappeningLog {
  emit<K extends HappeningName>(name: K, value: Happenings[K]): void;
  /** Returns the way to stop listening. */
  on<K extends HappeningName>(name: K, listener: Listener<K>): () => void;
  /** The next one from now on that satisfies `where`. */
  next<K extends HappeningName>(name: K, where?: (value: Happenings[K]) => boolean): Promise<Happenings[K]>;
  /** How many there were since the start. */
  count(name: HappeningName): number;
  /** Resolves once there were `total` of them since the start; at once if there already were. */
  reached(name: HappeningName, total: number): Promise<void>;
}

export function createHappeningLog(): HappeningLog {
  const counts = new Map<HappeningName, number>();
  const listeners = new Map<HappeningName, Set<(value: never) => void>>();

  const on: HappeningLog['on'] = (name, listener) => {
    const set = listeners.get(name) ?? new Set();
    listeners.set(name, set);
    set.add(listener);
    return () => set.delete(listener);
  };
  const count = (name: HappeningName): number => counts.get(name) ?? 0;
  return {
    emit(name, value) {
      counts.set(name, count(name) + 1);
      for (const listener of listeners.get(name) ?? []) (listener as Listener<typeof name>)(value);
    },
    on,
    count,
    next: (name, where = () => true) =>
      new Promise((resolve) => {
        const stop = on(name, (value) => {
          if (!where(value)) return;
          stop();
          resolve(value);
        });
      }),
    reached: (name, total) =>
      new Promise((resolve) => {
        if (count(name) >= total) return resolve();
        const stop = on(name, () => {
          if (count(name) < total) return;
          stop();
          resolve();
        });
      }),
  };
}
