import { constants } from 'node:os';
import type { Clock } from './clock.ts';
import type { Env } from './env.ts';
import type { Logger } from './logger.ts';
import { openNotifySocket, type NotifySocket } from './notify-socket.ts';

/** What `sd_notify(3)` gives a service to say. */
export type NotifyLine =
  | 'READY=1'
  | 'RELOADING=1'
  | 'STOPPING=1'
  | 'WATCHDOG=1'
  | `MONOTONIC_USEC=${bigint}`
  | `EXTEND_TIMEOUT_USEC=${number}`
  | `STATUS=${string}`;

export interface Notifier {
  /** False when nobody asked to be told: then `tell` does nothing. */
  readonly active: boolean;
  /** One message of one or more lines, sent in the order given. Never throws and never waits. */
  tell(...lines: readonly NotifyLine[]): void;
  close(): void;
}

export interface NotifierOptions {
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Logger;
  readonly open?: (address: string) => Promise<NotifySocket>;
}

/** Variables by which a supervisor reaches this process, and no other: they are kept from every program it starts. */
export const SUPERVISOR_ENV = [
  'NOTIFY_SOCKET',
  'WATCHDOG_USEC',
  'WATCHDOG_PID',
  'INVOCATION_ID',
  'LISTEN_FDS',
  'LISTEN_PID',
  'LISTEN_FDNAMES',
] as const;

/** The supervisor's queue is full; it is emptied within moments or the supervisor itself is stuck. */
const RETRY_MS = 50;
const RETRIES = 100;
const MAX_STATUS = 200;

/** Speaks to the supervisor named by `NOTIFY_SOCKET`. What cannot be said is logged once and harms nothing. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { env, clock, log, open = openNotifySocket } = options;
  const address = env.foreign('NOTIFY_SOCKET');
  if (address === undefined) return { active: false, tell: () => {}, close: () => {} };

  let waiting: string[] = [];
  let socket: NotifySocket | undefined;
  let timer: unknown;
  let retries = 0;
  let complained = false;
  let over = false;

  const complain = (reason: string): void => {
    if (complained) return;
    complained = true;
    log.error('the supervisor cannot be told', { address, reason });
  };
  const flush = (): void => {
    timer = undefined;
    for (;;) {
      const [next] = waiting;
      if (socket === undefined || next === undefined) return;
      const errno = socket.send(next);
      if (errno === constants.errno.EAGAIN && retries < RETRIES) {
        retries += 1;
        timer = clock.setTimeout(flush, RETRY_MS);
        return;
      }
      retries = 0;
      if (errno !== 0) complain(`errno ${errno}`);
      waiting.shift();
    }
  };
  const fail = (error: unknown): void => {
    over = true;
    waiting = [];
    complain(error instanceof Error ? error.message : String(error));
  };
  const begin = async (): Promise<void> => {
    try {
      const opened = await open(address);
      if (over) return opened.close();
      socket = opened;
      flush();
    } catch (error) {
      fail(error);
    }
  };
  void begin();

  return {
    active: true,
    tell(...lines) {
      if (over) return;
      // A sign of life that has not gone out yet does not need another behind it.
      if (lines[0] === 'WATCHDOG=1' && waiting.includes('WATCHDOG=1')) return;
      waiting.push(lines.join('\n'));
      if (timer === undefined) flush();
    },
    close() {
      over = true;
      waiting = [];
      clock.clearTimeout(timer);
      socket?.close();
    },
  };
}

/** One line for `systemctl status`. */
export const statusLine = (text: string): NotifyLine =>
  `STATUS=${text.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_STATUS)}`;

/** When a reload began, by the clock the supervisor counts with. */
export const reloadStamp = (): NotifyLine => `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`;

/** Asks for more time than the unit gives, from now on. */
export const moreTime = (ms: number): NotifyLine => `EXTEND_TIMEOUT_USEC=${Math.ceil(ms) * 1000}`;

/**
 * How long the supervisor waits for a sign of life, in milliseconds; `undefined` when it does not. The variable counts for one process
 * only: for this one, or for the launcher that started it on a newer Node.
 */
export function watchdogMs(
  env: Env,
  pids: { readonly own: number; readonly parent: number },
): number | undefined {
  const microseconds = Number(env.foreign('WATCHDOG_USEC'));
  if (!Number.isSafeInteger(microseconds) || microseconds <= 0) return undefined;
  const meant = env.foreign('WATCHDOG_PID');
  if (meant !== undefined && Number(meant) !== pids.own && Number(meant) !== pids.parent) return undefined;
  return microseconds / 1000;
}
