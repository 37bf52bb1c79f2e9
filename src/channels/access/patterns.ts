export interface IgnoredPattern {
  readonly pattern: string;
  readonly reason: string;
}

export interface MentionPatterns {
  readonly patterns: readonly RegExp[];
  /** For the log: what the operator wrote that cannot be used. */
  readonly ignored: readonly IgnoredPattern[];
}

/** Only the start of a text is searched: a mention stands early, and a pattern gone wrong stays bounded. */
export const SEARCHED_CHARS = 4_000;

const QUANTIFIER = /^(?:[*+]|\{\d+,\d*\})/;

/** A repeated group that repeats inside, as in `(a+)+`: such a pattern can take longer than the gateway lives. */
function repeatsWithin(pattern: string): boolean {
  const source = pattern.replaceAll(/\\./gs, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  const open: { repeats: boolean }[] = [];
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '(') open.push({ repeats: false });
    const quantified = QUANTIFIER.test(source.slice(char === ')' ? at + 1 : at));
    if (char === ')') {
      const inner = open.pop();
      if (quantified && inner?.repeats === true) return true;
      const outer = open.at(-1);
      if (outer !== undefined && (quantified || inner?.repeats === true)) outer.repeats = true;
    } else if (quantified) {
      const group = open.at(-1);
      if (group !== undefined) group.repeats = true;
    }
  }
  return false;
}

function compile(pattern: string): RegExp | string {
  if (pattern.trim() === '') return 'it is empty and would match every text';
  if (repeatsWithin(pattern))
    return 'it repeats a group that repeats inside, which can take forever; write it flat';
  try {
    return new RegExp(pattern, 'iu');
  } catch {
    // The strict grammar refuses harmless old habits such as `\-`; the lenient one decides.
  }
  try {
    return new RegExp(pattern, 'i');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Compiles what the operator wrote, case-insensitive. What cannot be used is left out and named. */
export function mentionPatterns(written: readonly string[]): MentionPatterns {
  const patterns: RegExp[] = [];
  const ignored: IgnoredPattern[] = [];
  for (const pattern of new Set(written)) {
    const made = compile(pattern);
    if (typeof made === 'string') ignored.push({ pattern, reason: made });
    else patterns.push(made);
  }
  return { patterns, ignored };
}
