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
