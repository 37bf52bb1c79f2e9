/** Work of the same lane runs one after another; different lanes do not wait for each other. */
export type Lanes = <Result>(lane: string, work: () => Promise<Result>) => Promise<Result>;

export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>();
  return async (lane, work) => {
    const before = tails.get(lane) ?? Promise.resolve();
    const mine = before.then(work, work);
    tails.set(lane, mine);
    try {
      return await mine;
    } finally {
      if (tails.get(lane) === mine) tails.delete(lane);
    }
  };
}
