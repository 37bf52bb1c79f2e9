import type { LogFields, Logger, LogLevel } from '../../platform/logger.ts';

interface Line {
  readonly level: LogLevel;
  readonly subsystem: string | undefined;
  readonly message: string;
  readonly fields: LogFields | undefined;
}

/** The log of a process that has not read its logging settings yet. */
export interface LateLogger {
  readonly logger: Logger;
  /** From now on lines go to `target`; those kept so far go first, in order. */
  attach(target: Logger): void;
  /** What was said before anybody attached. */
  kept(): readonly string[];
}

/** Lines kept before the settings are known: a boot that never gets there must still not fill memory. */
const MAX_KEPT = 500;

export function createLateLogger(): LateLogger {
  const waiting: Line[] = [];
  const children = new Map<string, Logger>();
  let target: Logger | undefined;

  const targetFor = (subsystem: string | undefined, to: Logger): Logger => {
    if (subsystem === undefined) return to;
    const known = children.get(subsystem);
    if (known !== undefined) return known;
    const made = to.child(subsystem);
    children.set(subsystem, made);
    return made;
  };

  const make = (subsystem: string | undefined): Logger => {
    const at =
      (level: LogLevel) =>
      (message: string, fields?: LogFields): void => {
        if (target !== undefined) targetFor(subsystem, target)[level](message, fields);
        else if (waiting.length < MAX_KEPT) waiting.push({ level, subsystem, message, fields });
      };
    return {
      trace: at('trace'),
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      fatal: at('fatal'),
      child: (name) => make(name),
    };
  };

  return {
    logger: make(undefined),
    attach(next) {
      target = next;
      children.clear();
      for (const { level, subsystem, message, fields } of waiting.splice(0)) {
        targetFor(subsystem, next)[level](message, fields);
      }
    },
    kept: () => waiting.map((line) => line.message),
  };
}
