import type { TestContext } from 'node:test';
import type { Config } from '../../src/config/generated/types.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { Sessions } from '../../src/agent/sessions/sessions.ts';
import { createSessions } from '../../src/agent/sessions/sessions.ts';
import type { TranscriptMessage } from '../../src/agent/messages.ts';
import type { RunStore } from '../../src/store/runs.ts';
import { createRunStore } from '../../src/store/runs.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoreFixture } from '../store/fixture.ts';
import { storeFixture } from '../store/fixture.ts';

export interface SessionsFixture extends StoreFixture {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly runs: RunStore;
  configure(config: Config): void;
  /** A whole turn: the message opens the session, a run answers it. Returns the run's session id. */
  turn(key: string, question: string, answer?: string): Promise<string>;
}

export function sessionsFixture(t: Pick<TestContext, 'after'>, initial: Config = {}): SessionsFixture {
  const f = storeFixture(t);
  const store = f.open();
  let config = initial;
  const sessions = createSessions({
    store,
    config: () => config,
    clock: f.clock,
    random: f.random,
    log: silentLogger,
  });
  const runs = createRunStore(store);
  let count = 0;
  const message = (role: TranscriptMessage['role'], content: string): TranscriptMessage => ({
    role,
    content,
    timestamp: f.clock.now(),
  });
  return {
    ...f,
    store,
    sessions,
    runs,
    configure: (next) => {
      config = next;
    },
    turn: async (key, question, answer) => {
      count += 1;
      const runId = `run-${count}`;
      const opened = await sessions.openForRun({ sessionKey: key, now: f.clock.now() });
      await runs.accept({
        runId,
        source: 'chat',
        payloadHash: runId,
        sessionKey: opened.echoKey,
        canonicalKey: opened.canonicalKey,
        sessionId: opened.sessionId,
        agentId: opened.agentId,
        requester: 'test',
        acceptedAt: f.clock.now(),
        message: message('user', question),
      });
      await runs.settle(runId, {
        status: 'ok',
        summary: 'completed',
        endedAt: f.clock.now(),
        messages: answer === undefined ? [] : [message('assistant', answer)],
      });
      return opened.sessionId;
    },
  };
}

/** What a client gets to see of a refusal. */
export const refusal =
  (message: string, code = 'INVALID_REQUEST') =>
  (error: unknown): boolean =>
    error instanceof Error && error.message === message && 'code' in error && error.code === code;
