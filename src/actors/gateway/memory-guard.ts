import type { Logger } from '../../platform/logger.ts';

export interface MemoryGuard {
  /** What an operator should know, or `undefined` while there is room. */
  trouble(): string | undefined;
  stop(): void;
}

export interface MemoryGuardOptions {
  /** Bytes this process may use; `undefined` when nothing limits it. Asked at each reading. */
  readonly ceiling: () => number | undefined;
  /** Bytes this process uses. */
  readonly used: () => number;
  /** Calls back about once a second; the guard causes no wake-up of its own. @returns how to end it */
  readonly onTick: (listener: () => void) => () => void;
  readonly log: Logger;
  /** `trouble` says something new. */
  readonly changed: () => void;
  /** The ceiling is passed for good: the gateway has to make room before the kernel does. Called at each reading from then on. */
  readonly over: (reason: string) => void;
}

/** From this share of the ceiling on health warns. */
const WARN_SHARE = 0.85;
/** Where the warning ends again: a little below, so that it does not come and go. */
const CALM_SHARE = 0.8;
/** One reading may be a moment's garbage. */
const READINGS = 2;
/** Of the control group's limit: the rest is for the programs the gateway starts, and for the way out. */
const LIMIT_SHARE = 0.9;

const MB = 1024 * 1024;
const mb = (bytes: number): string => `${Math.round(bytes / MB)} MB`;

/** The configured ceiling, else a share of what the control group allows. Bytes. */
export function memoryCeiling(told: {
  readonly configMb: number | undefined;
  readonly limit: number | undefined;
}): number | undefined {
  if (told.configMb !== undefined) return told.configMb * MB;
  return told.limit === undefined ? undefined : told.limit * LIMIT_SHARE;
}

/** Watches what the process uses, so that it drains and is started anew instead of being killed in the middle of something. */
export function createMemoryGuard(options: MemoryGuardOptions): MemoryGuard {
  const { ceiling, used, log } = options;
  let tight: string | undefined;
  let above = 0;

  const look = (): void => {
    const limit = ceiling();
    const bytes = limit === undefined ? 0 : used();
    const share = limit === undefined ? 0 : bytes / limit;
    above = share > 1 ? above + 1 : 0;
    const before = tight;
    if (share >= WARN_SHARE) {
      tight = `the gateway uses more than ${Math.round(WARN_SHARE * 100)} % of the ${mb(limit ?? 0)} it may use; above that it restarts`;
    } else if (share < CALM_SHARE) tight = undefined;
    if (tight !== undefined && before === undefined) {
      log.warn('memory runs short', {
        usedMb: Math.round(bytes / MB),
        ceilingMb: Math.round((limit ?? 0) / MB),
      });
    }
    if ((tight === undefined) !== (before === undefined)) options.changed();
    if (above < READINGS || limit === undefined) return;
    options.over(`memory: ${mb(bytes)} used, ${mb(limit)} allowed`);
  };

  const stop = options.onTick(look);
  return { trouble: () => tight, stop };
}
