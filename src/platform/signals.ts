/** Signals the process answers to. SIGUSR1 and SIGUSR2 mean restart, SIGHUP reload, the other two stop. */
export const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGUSR1', 'SIGUSR2', 'SIGHUP'] as const;
export type ProcessSignal = (typeof SIGNALS)[number];
export type SignalListener = (signal: ProcessSignal) => void;

// Process-wide by nature, hence the state in this module: SIGUSR1 opens Node's inspector unless a handler
// exists, so handlers go in when this file is imported, and what arrives before anybody listens is kept.
const waiting: ProcessSignal[] = [];
const listeners = new Set<SignalListener>();
const maxWaiting = 64;

const receive = (signal: ProcessSignal): void => {
  if (listeners.size === 0) {
    if (waiting.length < maxWaiting) waiting.push(signal);
    return;
  }
  for (const listener of listeners) listener(signal);
};

const onlyOnPosix = new Set<ProcessSignal>(['SIGUSR1', 'SIGUSR2']);
for (const signal of SIGNALS) {
  if (process.platform === 'win32' && onlyOnPosix.has(signal)) continue;
  process.on(signal, receive);
}

/** What the launcher has caught before this file was there. */
interface EarlySignals {
  readonly signals: readonly ProcessSignal[];
  taken: boolean;
}
const early = (globalThis as { [key: symbol]: unknown })[Symbol.for('moltbot.earlySignals')] as
  | EarlySignals
  | undefined;
if (early !== undefined) {
  early.taken = true;
  waiting.push(...early.signals);
}

/** Subscribes; signals that came before anybody listened are delivered first, in order. Returns the unsubscribe. */
export function onSignal(listener: SignalListener): () => void {
  listeners.add(listener);
  for (const signal of waiting.splice(0)) listener(signal);
  return () => {
    listeners.delete(listener);
  };
}

/**
 * For short-lived commands: gives SIGINT, SIGTERM and SIGHUP their usual deadly meaning back, and sends again those that came
 * meanwhile. SIGUSR1 and SIGUSR2 stay caught: a stray one must neither open the inspector nor kill.
 */
export function restoreDefaultSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, receive);
  for (const signal of waiting.splice(0)) {
    if (!onlyOnPosix.has(signal)) process.kill(process.pid, signal);
  }
}
