import type { Logger } from '../../platform/logger.ts';

/** What is done for a chat, one thing after the other. */
export interface Lines {
  /** Begins when all before it of the same key has ended. A failure is logged and ends only itself. */
  append(key: string, work: () => Promise<void>): void;
  /** Resolves when nothing is under way, also nothing that was appended meanwhile. */
  settled(): Promise<void>;
}

export function createLines({ log }: { readonly log: Logger }): Lines {
  const lines = new Map<string, Promise<void>>();
  return {
    append(key, work) {
      const before = lines.get(key) ?? Promise.resolve();
      const mine = before
        .then(work)
        .catch((error: unknown) => {
          log.error('an inbound message was not handled; it stays in the inbox', { chat: key, error });
        })
        .finally(() => {
          if (lines.get(key) === mine) lines.delete(key);
        });
      lines.set(key, mine);
    },
    async settled() {
      while (lines.size > 0) await Promise.all(lines.values());
    },
  };
}

export const lineKey = (accountKey: string, chat: string): string => `${accountKey}:${chat}`;
