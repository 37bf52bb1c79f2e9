/** A long proof: kills, floods, fuzz, soak. Too slow for `npm test`; each ends in one figure that the docs quote. */
export interface Proof {
  readonly name: string;
  /** The promise, as an operator would read it. */
  readonly promise: string;
  run(context: ProofContext): Promise<ProofResult>;
}

export interface ProofContext {
  /** 1 is the full proof; CI runs a fraction. Use {@link scaled} for counts. */
  readonly scale: number;
  /** Printed so that a failure can be repeated. */
  readonly seed: number;
  log(line: string): void;
}

export interface ProofResult {
  readonly pass: boolean;
  /** The one figure, with its unit: `0 lost, 0 repeated of 1,000`. */
  readonly figure: string;
}

/** A count at this scale, never below `least`. */
export const scaled = (context: ProofContext, full: number, least: number): number =>
  Math.max(least, Math.round(full * context.scale));

/** How much longer something may take on a machine of which nothing is known: what hangs is still found. */
const UNKNOWN_MACHINE = 10;

/**
 * How long something may take that is promised within this time. The promise is judged at full scale, where its figure is made; a
 * fraction runs wherever the checks run, beside whatever else runs there.
 */
export const allowedMs = ({ scale }: Pick<ProofContext, 'scale'>, promisedMs: number): number =>
  scale < 1 ? promisedMs * UNKNOWN_MACHINE : promisedMs;
