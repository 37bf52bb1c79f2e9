import type { Store } from './store.ts';

/**
 * A commit that changes nothing and is written all the same: what it meets is what the next message would meet.
 * Rejects as {@link Store.write} does.
 */
export const tryCommit = (store: Pick<Store, 'write'>): Promise<void> =>
  store.write((tx) => {
    const version = tx.get<{ readonly user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
    tx.run(`PRAGMA user_version = ${version}`);
  });
