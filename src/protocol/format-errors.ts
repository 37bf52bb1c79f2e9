/** The part of a validator's error that the formatter reads. */
export interface AjvError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

interface Problems {
  /** Of the latest call; null when it passed. */
  errors?: readonly AjvError[] | null;
}

export type Validate = ((data: unknown) => boolean) & Problems;

/** A validator that also tells the compiler what passed. */
export type Guard<T> = ((data: unknown) => data is T) & Problems;

/** Keys and paths come from the peer, so each is cut to this many characters. */
const MAX_QUOTED = 80;
/** More problems than this say nothing new. */
const MAX_LISTED = 16;

const cut = (value: string): string => (value.length > MAX_QUOTED ? `${value.slice(0, MAX_QUOTED)}…` : value);

function describe(error: AjvError): string {
  const path = cut(error.instancePath);
  if (error.keyword === 'additionalProperties') {
    return `at ${path === '' ? 'root' : path}: unexpected property '${cut(String(error.params['additionalProperty']))}'`;
  }
  const message = error.message ?? 'validation error';
  return path === '' ? message : `at ${path}: ${message}`;
}

/** One line for a person: every distinct problem joined by `; `. Bounded whatever the peer sent. */
export function formatErrors(errors: readonly AjvError[] | null | undefined): string {
  if (errors === null || errors === undefined || errors.length === 0) return 'unknown validation error';
  const lines = new Set(errors.slice(0, MAX_LISTED).map(describe));
  return [...lines].join('; ');
}
