import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../platform/clock.ts';
import type { Heard, HeardTable } from './heard-table.ts';
import type { InboundTable, NewInbound } from './inbound-table.ts';
import type { SentTable } from './sent-table.ts';
import { decodeJson, encodeJson } from './buffer-json.ts';
import { createHeardTable } from './heard-table.ts';
import { createInboundTable } from './inbound-table.ts';
import { createSentTable } from './sent-table.ts';
import { createStatements } from './statements.ts';

export interface Identity {
  readonly epoch: number;
  readonly me: { readonly id: string; readonly lid?: string; readonly name?: string };
  readonly savedAt: number;
  readonly linkedAt: number | null;
  /** When the network declared it void. */
  readonly revokedAt: number | null;
}

/** Key material by type and id; `null` deletes. */
export type KeyChanges = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

export interface SessionChange {
  readonly creds?: unknown;
  readonly keys?: KeyChanges;
  readonly inbound?: readonly NewInbound[];
}

/** Everything one linked device is and has to remember, in one file of which this process is the only user. */
export interface SessionStore {
  /** Commits made in the life of this file; only ever grows. */
  generation(): number;
  /** The identity in use, linked or revoked. A login that was not finished is none. */
  active(): Identity | undefined;
  /** Begins a login; whatever an earlier unfinished one left goes. Returns its epoch. */
  beginLogin(creds: unknown): number;
  /** The epoch of a login the phone has confirmed and that has not connected yet. */
  paired(): number | undefined;
  markPaired(epoch: number): void;
  /** The login is complete: its identity replaces the one in use. No-op for the active one. */
  promote(epoch: number): void;
  /** Forgets a login that was not finished, with its keys. */
  dropPending(): void;
  revoke(epoch: number): void;
  creds(epoch: number): unknown;
  keys(epoch: number, type: string, ids: readonly string[]): Record<string, unknown>;
  /** One transaction: creds, keys and journal of what was decrypted with them. */
  commit(epoch: number, change: SessionChange): void;
  /** The gateway has what the journal row `key` stood for. */
  delivered(key: string, heard: Heard | undefined): void;
  readonly sent: SentTable;
  readonly inbound: InboundTable;
  readonly heard: HeardTable;
  close(): void;
}

interface IdentityRow {
  readonly epoch: number;
  readonly creds: string;
  readonly savedAt: number;
  readonly linkedAt: number | null;
  readonly revokedAt: number | null;
}

export function createSessionStore(db: DatabaseSync, clock: Clock): SessionStore {
  const sql = createStatements(db);
  const meta = (name: string): number =>
    sql.get<{ value: number }>('SELECT value FROM meta WHERE name = ?', name)?.value ?? 0;
  const setMeta = (name: string, value: number): void => {
    sql.run('UPDATE meta SET value = ? WHERE name = ?', value, name);
  };
  const write = <Result>(work: () => Result): Result =>
    sql.transaction(() => {
      sql.run("UPDATE meta SET value = value + 1 WHERE name = 'generation'");
      return work();
    });
  const forgetAllBut = (epoch: number): void => {
    sql.run('DELETE FROM identity WHERE epoch <> ?', epoch);
    sql.run('DELETE FROM signal_key WHERE epoch <> ?', epoch);
  };
  const saveCreds = (epoch: number, creds: unknown): void => {
    sql.run(
      'UPDATE identity SET creds = ?, savedAt = ? WHERE epoch = ?',
      encodeJson(creds),
      clock.now(),
      epoch,
    );
  };
  const saveKey = (epoch: number, type: string, id: string, value: unknown): void => {
    if (value === null || value === undefined) {
      sql.run('DELETE FROM signal_key WHERE epoch = ? AND type = ? AND id = ?', epoch, type, id);
      return;
    }
    sql.run(
      `INSERT INTO signal_key (epoch, type, id, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (epoch, type, id) DO UPDATE SET value = excluded.value`,
      epoch,
      type,
      id,
      encodeJson(value),
    );
  };
  const inbound = createInboundTable(sql, clock);
  const heardTable = createHeardTable(sql, clock);

  return {
    generation: () => meta('generation'),
    active: () => {
      const row = sql.get<IdentityRow>('SELECT * FROM identity WHERE epoch = ?', meta('active'));
      return row === undefined ? undefined : identityOf(row);
    },
    beginLogin: (creds) =>
      write(() => {
        forgetAllBut(meta('active'));
        const epoch = meta('lastEpoch') + 1;
        setMeta('lastEpoch', epoch);
        sql.run(
          'INSERT INTO identity (epoch, creds, savedAt) VALUES (?, ?, ?)',
          epoch,
          encodeJson(creds),
          clock.now(),
        );
        return epoch;
      }),
    paired: () =>
      sql.get<{ epoch: number }>(
        'SELECT epoch FROM identity WHERE pairedAt IS NOT NULL AND linkedAt IS NULL AND epoch <> ?',
        meta('active'),
      )?.epoch,
    markPaired: (epoch) => {
      write(() => sql.run('UPDATE identity SET pairedAt = ? WHERE epoch = ?', clock.now(), epoch));
    },
    promote: (epoch) => {
      if (meta('active') === epoch) return;
      write(() => {
        sql.run('UPDATE identity SET linkedAt = ? WHERE epoch = ?', clock.now(), epoch);
        setMeta('active', epoch);
        forgetAllBut(epoch);
      });
    },
    dropPending: () => {
      const active = meta('active');
      const pending = sql.get('SELECT 1 FROM identity WHERE epoch <> ?', active);
      if (pending !== undefined) write(() => forgetAllBut(active));
    },
    revoke: (epoch) => {
      write(() => sql.run('UPDATE identity SET revokedAt = ? WHERE epoch = ?', clock.now(), epoch));
    },
    creds: (epoch) => {
      const row = sql.get<{ creds: string }>('SELECT creds FROM identity WHERE epoch = ?', epoch);
      return row === undefined ? undefined : decodeJson(row.creds);
    },
    keys: (epoch, type, ids) => {
      const found: Record<string, unknown> = {};
      for (const id of ids) {
        const row = sql.get<{ value: string }>(
          'SELECT value FROM signal_key WHERE epoch = ? AND type = ? AND id = ?',
          epoch,
          type,
          id,
        );
        if (row !== undefined) found[id] = decodeJson(row.value);
      }
      return found;
    },
    commit: (epoch, change) => {
      write(() => {
        if (change.creds !== undefined) saveCreds(epoch, change.creds);
        for (const [type, entries] of Object.entries(change.keys ?? {}))
          for (const [id, value] of Object.entries(entries ?? {})) saveKey(epoch, type, id, value);
        for (const item of change.inbound ?? []) inbound.add(item);
      });
    },
    delivered: (key, heard) => {
      sql.transaction(() => {
        inbound.done(key);
        if (heard !== undefined) heardTable.put(heard);
      });
    },
    sent: createSentTable(sql, clock),
    inbound,
    heard: heardTable,
    close: () => db.close(),
  };
}

function identityOf(row: IdentityRow): Identity | undefined {
  const me = ownName(row.creds);
  if (me === undefined) return undefined;
  const { epoch, savedAt, linkedAt, revokedAt } = row;
  return { epoch, me, savedAt, linkedAt, revokedAt };
}

/** `me` of credentials that the phone has confirmed; without the confirmation there is no identity. */
export function ownName(credsText: string): Identity['me'] | undefined {
  const creds: unknown = JSON.parse(credsText);
  if (typeof creds !== 'object' || creds === null || !('me' in creds) || !('account' in creds))
    return undefined;
  const { me, account } = creds;
  if (typeof account !== 'object' || account === null || typeof me !== 'object' || me === null)
    return undefined;
  if (!('id' in me) || typeof me.id !== 'string' || me.id === '') return undefined;
  return {
    id: me.id,
    ...('lid' in me && typeof me.lid === 'string' ? { lid: me.lid } : {}),
    ...('name' in me && typeof me.name === 'string' ? { name: me.name } : {}),
  };
}
