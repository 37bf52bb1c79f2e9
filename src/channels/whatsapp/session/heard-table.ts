import type { Clock } from '../../../platform/clock.ts';
import type { Statements } from './statements.ts';

const KEEP_MS = 30 * 24 * 60 * 60_000;
const SWEEP_MS = 10 * 60_000;
const MOST_TEXT = 500;

/** Enough of a message to quote it or react to it when only its id is known. */
export interface Heard {
  readonly chat: string;
  readonly id: string;
  readonly fromMe: boolean;
  /** Who wrote it, in groups. */
  readonly author?: string;
  readonly text: string;
}

export interface HeardTable {
  /** Call within a transaction. */
  put(message: Heard): void;
  get(chat: string, id: string): Heard | undefined;
  /** Whether anything came from the chat within the time kept. */
  knows(chat: string): boolean;
}

interface Row {
  readonly chat: string;
  readonly id: string;
  readonly fromMe: number;
  readonly author: string | null;
  readonly text: string;
}

export function createHeardTable(sql: Statements, clock: Clock): HeardTable {
  let sweptAt = Number.NEGATIVE_INFINITY;
  const sweep = (now: number): void => {
    if (now - sweptAt < SWEEP_MS) return;
    sweptAt = now;
    sql.run('DELETE FROM heard WHERE at < ?', now - KEEP_MS);
  };
  return {
    put: (message) => {
      const now = clock.now();
      sweep(now);
      sql.run(
        'INSERT OR REPLACE INTO heard (chat, id, fromMe, author, text, at) VALUES (?, ?, ?, ?, ?, ?)',
        message.chat,
        message.id,
        Number(message.fromMe),
        message.author ?? null,
        message.text.slice(0, MOST_TEXT),
        now,
      );
    },
    get: (chat, id) => {
      const row = sql.get<Row>('SELECT * FROM heard WHERE chat = ? AND id = ?', chat, id);
      if (row === undefined) return undefined;
      return {
        chat: row.chat,
        id: row.id,
        fromMe: row.fromMe === 1,
        ...(row.author === null ? {} : { author: row.author }),
        text: row.text,
      };
    },
    knows: (chat) => sql.get('SELECT 1 FROM heard WHERE chat = ? LIMIT 1', chat) !== undefined,
  };
}
