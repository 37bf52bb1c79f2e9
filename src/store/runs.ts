import type { Reader, Store, Tx } from './store.ts';
import type { StoredMessage, TranscriptOwner } from './transcripts.ts';
import { mergeEntry, readSession, writeSession } from './session-rows.ts';
import { appendMessages } from './transcripts.ts';

export type RunStatus = 'ok' | 'error' | 'aborted' | 'timeout' | 'interrupted';

export interface RunResult {
  readonly payloads: readonly {
    readonly text?: string;
    readonly mediaUrl?: string | null;
    readonly mediaUrls?: readonly string[];
  }[];
  readonly meta: Readonly<Record<string, unknown>>;
}

/** One run as stored: `accepted` and `running` are open, `ended` is terminal and then `status` is set. */
export interface RunRecord {
  readonly runId: string;
  readonly source: 'agent' | 'chat' | 'channel';
  readonly payloadHash: string;
  /** As the caller wrote it. */
  readonly sessionKey: string;
  readonly canonicalKey: string;
  readonly sessionId: string;
  readonly agentId: string;
  readonly requester: string;
  readonly state: 'accepted' | 'running' | 'ended';
  readonly status?: RunStatus;
  readonly summary?: string;
  readonly acceptedAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly result?: RunResult;
}

export interface AcceptRun {
  readonly runId: string;
  readonly source: 'agent' | 'chat' | 'channel';
  readonly payloadHash: string;
  readonly sessionKey: string;
  readonly canonicalKey: string;
  readonly sessionId: string;
  readonly agentId: string;
  readonly requester: string;
  readonly acceptedAt: number;
  /** The user's message; absent when the run adds none. */
  readonly message?: StoredMessage;
}

export interface AcceptedRun {
  readonly created: boolean;
  /**
   * The same run of a chat network, never begun and its message already in the transcript: when nobody in this process
   * has it, it was left by the one before and may be taken up.
   */
  readonly adoptable?: true;
  readonly record: RunRecord;
}

/** Runs whose messages another run answers too: they share its fate, in the same commits. */
export interface AnsweredWith {
  readonly runIds: readonly string[];
  readonly summary: string;
}

export interface SettleRun {
  readonly status: RunStatus;
  readonly summary: string;
  readonly endedAt: number;
  readonly result?: RunResult;
  /** Appended to the transcript in the same commit. */
  readonly messages?: readonly StoredMessage[];
  /**
   * Merged into the session entry in the same commit; `null` removes a field. Skipped when the session was reset or
   * deleted meanwhile, since the counters would describe another conversation.
   */
  readonly sessionPatch?: Readonly<Record<string, unknown>>;
  readonly absorbed?: AnsweredWith;
}

export interface RunStore {
  find(runId: string): RunRecord | undefined;
  /** Creates the run and appends its user message in one commit, or returns the run that already has the id. */
  accept(run: AcceptRun): Promise<AcceptedRun>;
  /**
   * `accepted` → `running`, and what it absorbed with it. Returns undefined when the run is unknown or has ended.
   */
  begin(runId: string, startedAt: number, absorbed?: AnsweredWith): Promise<RunRecord | undefined>;
  /** Appends to the run's transcript. False, and nothing is kept, when the run is unknown or has ended. */
  append(runId: string, messages: readonly StoredMessage[]): Promise<boolean>;
  /** Ends the run. A run ends once: a second call changes nothing and returns the stored record. */
  settle(runId: string, end: SettleRun): Promise<RunRecord | undefined>;
  /**
   * At boot: open runs become `interrupted`. Returns them, oldest first. Runs of chat networks that were never begun
   * stay: the inbox hands their messages in again.
   */
  interruptAll(now: number): Promise<RunRecord[]>;
  /** Removes runs that ended more than seven days ago, a bounded number per call. Returns how many. */
  sweep(now: number): Promise<number>;
}

/** Longer than the 24 hours a key must not run twice in, so that `agent.wait` and replays answer for a week. */
const KEEP_ENDED_MS = 7 * 24 * 3_600_000;
/** Per call: a sweep shares the writer with everybody else. */
const SWEEP_LIMIT = 500;

interface Row {
  readonly run_id: string;
  readonly source: RunRecord['source'];
  readonly payload_hash: string;
  readonly session_key: string;
  readonly canonical_key: string;
  readonly session_id: string;
  readonly agent_id: string;
  readonly requester: string;
  readonly state: RunRecord['state'];
  readonly status: RunStatus | null;
  readonly summary: string | null;
  readonly accepted_at: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly result: string | null;
}

const record = (row: Row): RunRecord => ({
  runId: row.run_id,
  source: row.source,
  payloadHash: row.payload_hash,
  sessionKey: row.session_key,
  canonicalKey: row.canonical_key,
  sessionId: row.session_id,
  agentId: row.agent_id,
  requester: row.requester,
  state: row.state,
  acceptedAt: row.accepted_at,
  ...(row.status !== null && { status: row.status }),
  ...(row.summary !== null && { summary: row.summary }),
  ...(row.started_at !== null && { startedAt: row.started_at }),
  ...(row.ended_at !== null && { endedAt: row.ended_at }),
  ...(row.result !== null && { result: JSON.parse(row.result) as RunResult }),
});

const read = (db: Reader, runId: string): RunRecord | undefined => {
  const row = db.get<Row>('SELECT * FROM runs WHERE run_id = ?', runId);
  return row === undefined ? undefined : record(row);
};

const owner = (run: RunRecord): TranscriptOwner => ({
  sessionId: run.sessionId,
  key: run.canonicalKey,
  agentId: run.agentId,
});

function repeated(tx: Tx, known: RunRecord, run: AcceptRun): AcceptedRun {
  const same =
    known.source === 'channel' && run.source === 'channel' && known.payloadHash === run.payloadHash;
  if (!same || known.state !== 'accepted') return { created: false, record: known };
  if (known.sessionId === run.sessionId) return { created: false, adoptable: true, record: known };
  // The session was reset meanwhile: the message belongs to the conversation in which it is answered.
  const { sessionKey, canonicalKey, sessionId, agentId } = run;
  tx.run(
    'UPDATE runs SET session_key = ?, canonical_key = ?, session_id = ?, agent_id = ? WHERE run_id = ?',
    sessionKey,
    canonicalKey,
    sessionId,
    agentId,
    run.runId,
  );
  const record: RunRecord = { ...known, sessionKey, canonicalKey, sessionId, agentId };
  if (run.message !== undefined) appendMessages(tx, owner(record), [run.message], run.runId);
  return { created: false, adoptable: true, record };
}

/** Only while the session still has the transcript this run wrote to. */
function patchSession(tx: Tx, run: RunRecord, patch: Readonly<Record<string, unknown>>, at: number): void {
  const session = readSession(tx, run.canonicalKey);
  if (session === undefined || session.entry.sessionId !== run.sessionId) return;
  const updatedAt = Math.max(session.entry.updatedAt, at);
  writeSession(tx, {
    ...session,
    entry: { ...mergeEntry(session.entry, patch), sessionId: run.sessionId, updatedAt },
  });
}

function end(tx: Tx, run: RunRecord, how: SettleRun): void {
  tx.run(
    `UPDATE runs SET state = 'ended', status = ?, summary = ?, ended_at = ?, result = ? WHERE run_id = ?`,
    how.status,
    how.summary,
    how.endedAt,
    how.result === undefined ? null : JSON.stringify(how.result),
    run.runId,
  );
  if (how.messages !== undefined) appendMessages(tx, owner(run), how.messages, run.runId);
  if (how.sessionPatch !== undefined) patchSession(tx, run, how.sessionPatch, how.endedAt);
  if (how.absorbed === undefined) return;
  tx.run(
    `UPDATE runs SET state = 'ended', status = ?, summary = ?, ended_at = ?
     WHERE run_id IN (SELECT value FROM json_each(?)) AND state <> 'ended'`,
    how.status,
    how.absorbed.summary,
    how.endedAt,
    JSON.stringify(how.absorbed.runIds),
  );
}

export function createRunStore(store: Store): RunStore {
  return {
    find: (runId) => store.read((db) => read(db, runId)),

    accept: (run) =>
      store.write((tx) => {
        const known = read(tx, run.runId);
        if (known !== undefined) return repeated(tx, known, run);
        tx.run(
          `INSERT INTO runs (run_id, source, payload_hash, session_key, canonical_key, session_id, agent_id, requester,
             state, accepted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'accepted', ?)`,
          run.runId,
          run.source,
          run.payloadHash,
          run.sessionKey,
          run.canonicalKey,
          run.sessionId,
          run.agentId,
          run.requester,
          run.acceptedAt,
        );
        const { message, ...facts } = run;
        const created: RunRecord = { ...facts, state: 'accepted' };
        if (message !== undefined) appendMessages(tx, owner(created), [message], run.runId);
        return { created: true, record: created };
      }),

    begin: (runId, startedAt, absorbed) =>
      store.write((tx) => {
        const changed = tx.run(
          `UPDATE runs SET state = 'running', started_at = coalesce(started_at, ?) WHERE run_id = ? AND state <> 'ended'`,
          startedAt,
          runId,
        );
        if (changed === 0) return undefined;
        // Its summary already says whose answer it waits for: that is what a crash must leave behind.
        for (const { runIds, summary } of absorbed === undefined ? [] : [absorbed]) {
          tx.run(
            `UPDATE runs SET state = 'running', started_at = ?, summary = ?
             WHERE run_id IN (SELECT value FROM json_each(?)) AND state = 'accepted'`,
            startedAt,
            summary,
            JSON.stringify(runIds),
          );
        }
        return read(tx, runId);
      }),

    append: (runId, messages) =>
      store.write((tx) => {
        const run = read(tx, runId);
        if (run === undefined || run.state === 'ended') return false;
        appendMessages(tx, owner(run), messages, runId);
        return true;
      }),

    settle: (runId, how) =>
      store.write((tx) => {
        const run = read(tx, runId);
        if (run === undefined || run.state === 'ended') return run;
        end(tx, run, how);
        return read(tx, runId);
      }),

    interruptAll: (now) =>
      store.write((tx) => {
        const open = tx
          .all<Row>(
            `SELECT * FROM runs WHERE state <> 'ended' AND NOT (source = 'channel' AND state = 'accepted')
             ORDER BY accepted_at, rowid`,
          )
          .map(record);
        for (const run of open) {
          end(tx, run, {
            status: 'interrupted',
            summary: run.summary ?? 'interrupted: the gateway stopped before this run ended',
            endedAt: now,
            sessionPatch: { abortedLastRun: true },
          });
        }
        return open.flatMap((run) => read(tx, run.runId) ?? []);
      }),

    sweep: (now) =>
      store.write((tx) =>
        tx.run(
          `DELETE FROM runs WHERE run_id IN (SELECT run_id FROM runs WHERE state = 'ended' AND ended_at < ? LIMIT ?)`,
          now - KEEP_ENDED_MS,
          SWEEP_LIMIT,
        ),
      ),
  };
}
