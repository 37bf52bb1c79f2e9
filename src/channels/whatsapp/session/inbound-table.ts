import type { Clock } from '../../../platform/clock.ts';
import type { Statements } from './statements.ts';

/** The network gives up on a message it could not hand over after about a month. */
const KEEP_MS = 30 * 24 * 60 * 60_000;
const SWEEP_MS = 10 * 60_000;
const MOST_ROWS = 50_000;

export interface NewInbound {
  /** Names one encrypted part of one message. */
  readonly key: string;
  /** What is needed to deliver it later; null when there is nothing to deliver. */
  readonly entry: string | null;
}

export interface OpenInbound {
  readonly key: string;
  readonly entry: string;
}

/**
 * What was decrypted. A row is written in the transaction that moves the ratchet on, because the plaintext cannot be had
 * a second time; its entry goes when the gateway has the message; the bare key stays, to recognise a redelivery.
 */
export interface InboundTable {
  /** Call within a transaction. */
  add(item: NewInbound): void;
  has(key: string): boolean;
  /** Decrypted and not yet with the gateway, oldest first. */
  open(): OpenInbound[];
  done(key: string): void;
}

export function createInboundTable(sql: Statements, clock: Clock): InboundTable {
  let sweptAt = Number.NEGATIVE_INFINITY;
  const sweep = (now: number): void => {
    if (now - sweptAt < SWEEP_MS) return;
    sweptAt = now;
    sql.run('DELETE FROM inbound WHERE entry IS NULL AND at < ?', now - KEEP_MS);
    sql.run(
      'DELETE FROM inbound WHERE entry IS NULL AND sequence <= (SELECT max(sequence) FROM inbound) - ?',
      MOST_ROWS,
    );
  };
  return {
    add: ({ key, entry }) => {
      const now = clock.now();
      sweep(now);
      sql.run('INSERT OR IGNORE INTO inbound (key, at, entry) VALUES (?, ?, ?)', key, now, entry);
    },
    has: (key) => sql.get('SELECT 1 FROM inbound WHERE key = ?', key) !== undefined,
    open: () =>
      sql.all<OpenInbound>('SELECT key, entry FROM inbound WHERE entry IS NOT NULL ORDER BY sequence'),
    done: (key) => {
      sql.run('UPDATE inbound SET entry = NULL WHERE key = ?', key);
    },
  };
}
