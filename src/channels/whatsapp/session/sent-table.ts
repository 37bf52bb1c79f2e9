import type { Clock } from '../../../platform/clock.ts';
import type { Statements } from './statements.ts';

/** Later than this nobody who asks for a message again gets it: a retry that late resurrects old talk. */
export const RESEND_MS = 15 * 60_000;
const KEEP_MS = 24 * 60 * 60_000;
const SWEEP_MS = 10 * 60_000;

export interface SentMessage {
  readonly id: string;
  readonly chat: string;
  /** The encoded message, as it went out. */
  readonly message: Uint8Array;
  readonly at: number;
}

/** What this device sent within a day: to answer requests for another copy, also after a restart, and to know its own echo. */
export interface SentTable {
  put(message: Omit<SentMessage, 'at'>): void;
  get(id: string): SentMessage | undefined;
  /** As `get`, for messages young enough to be sent again. */
  resendable(id: string): SentMessage | undefined;
  /** Whether anything went to the chat within the time kept. */
  knows(chat: string): boolean;
}

export function createSentTable(sql: Statements, clock: Clock): SentTable {
  let sweptAt = Number.NEGATIVE_INFINITY;
  const sweep = (now: number): void => {
    if (now - sweptAt < SWEEP_MS) return;
    sweptAt = now;
    sql.run('DELETE FROM sent WHERE at < ?', now - KEEP_MS);
  };
  const get = (id: string): SentMessage | undefined => {
    const row = sql.get<SentMessage>('SELECT id, chat, message, at FROM sent WHERE id = ?', id);
    return row !== undefined && clock.now() - row.at <= KEEP_MS ? row : undefined;
  };
  return {
    put: ({ id, chat, message }) => {
      const now = clock.now();
      sql.transaction(() => {
        sweep(now);
        sql.run(
          'INSERT OR REPLACE INTO sent (id, chat, message, at) VALUES (?, ?, ?, ?)',
          id,
          chat,
          message,
          now,
        );
      });
    },
    get,
    resendable: (id) => {
      const row = get(id);
      return row !== undefined && clock.now() - row.at <= RESEND_MS ? row : undefined;
    },
    knows: (chat) => sql.get('SELECT 1 FROM sent WHERE chat = ? LIMIT 1', chat) !== undefined,
  };
}
