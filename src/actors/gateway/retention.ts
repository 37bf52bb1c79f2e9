/** Deletes a bounded number of rows and says how many. */
export type Sweep = (now: number) => Promise<number>;

/** Rounds of one sweep. What is left then waits for the next: after a long standstill that is a few hours' work. */
const MAX_ROUNDS = 50;

/** Deletes in small steps, each its own commit, so that messages get in between. */
export async function sweepAll(sweeps: readonly Sweep[], now: number): Promise<void> {
  for (const sweep of sweeps) {
    for (let round = 0; round < MAX_ROUNDS; round += 1) if ((await sweep(now)) === 0) break;
  }
}
