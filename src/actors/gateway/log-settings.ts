import type { LoggingPlan } from '../../config/plan-logging.ts';
import type { Env } from '../../platform/env.ts';
import type { LogSettings } from '../../platform/logging.ts';
import { createPatternMask } from '../../platform/secret-patterns.ts';
import type { PatternMask } from '../../platform/secret-patterns.ts';

/** The log as the plan wants it, for the process that writes it. */
export function logSettings(
  plan: LoggingPlan,
  { terminal, env }: { readonly terminal: boolean; readonly env: Env },
): LogSettings {
  const { file, level, consoleLevel, style, rotate } = plan;
  const colours = terminal && style === 'pretty' && env.foreign('NO_COLOR') === undefined;
  return { file, level, consoleLevel, style, rotate, colours };
}

/** The second net beside the secrets that are known. */
export function patternMaskOf({ patterns }: LoggingPlan['redact']): PatternMask {
  if (patterns === 'off') return createPatternMask([]);
  return createPatternMask(patterns === 'builtin' ? undefined : patterns);
}
