import { createActor } from 'xstate';
import type { Candidate } from '../../src/agent/candidate.ts';
import type { CommandOutcome } from '../../src/agent/commands/outcome.ts';
import { EngineError } from '../../src/agent/engine.ts';
import type { EngineEvent } from '../../src/agent/engine.ts';
import { textOf } from '../../src/agent/messages.ts';
import type { TranscriptMessage } from '../../src/agent/messages.ts';
import type { SessionEntry } from '../../src/agent/sessions/entry.ts';
import { noTools } from '../../src/agent/tools/toolset.ts';
import type { RunInput } from '../../src/agent/candidate.ts';
import type { RunRequest } from '../../src/api/ports.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { createRunsPart } from '../../src/actors/runs/part.ts';
import type { RunsPart } from '../../src/actors/runs/part.ts';
import type { RunsOptions } from '../../src/actors/runs/needs.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { AgentEvent, ChatEvent } from '../../src/protocol/generated/types.ts';
import type { AcceptRun, RunRecord, RunStore, SettleRun } from '../../src/store/runs.ts';
import { createTestClock, settle } from '../support/test-clock.ts';
import type { TestClock } from '../support/test-clock.ts';

export type Script = (input: RunInput, signal: AbortSignal) => AsyncIterable<EngineEvent>;

export const OFFLINE: Candidate = { provider: 'offline', model: 'offline', engine: 'offline' };

/** A run store over a Map, with the same promises as the real one. */
export function createMemoryStore(): RunStore & {
  readonly records: Map<string, RunRecord>;
  readonly transcripts: Map<string, TranscriptMessage[]>;
  readonly calls: string[];
  breakWith(error: Error | undefined): void;
} {
  const records = new Map<string, RunRecord>();
  const transcripts = new Map<string, TranscriptMessage[]>();
  const calls: string[] = [];
  let broken: Error | undefined;
  const write = async <T>(name: string, fn: () => T): Promise<T> => {
    calls.push(name);
    await Promise.resolve();
    if (broken !== undefined) throw broken;
    return fn();
  };
  const say = (sessionId: string, messages: readonly unknown[]): void => {
    transcripts.set(sessionId, [...(transcripts.get(sessionId) ?? []), ...(messages as TranscriptMessage[])]);
  };
  const end = (record: RunRecord, how: SettleRun): RunRecord => {
    const { status, summary, endedAt, result, messages } = how;
    const ended: RunRecord = {
      ...record,
      state: 'ended',
      status,
      summary,
      endedAt,
      ...(result ? { result } : {}),
    };
    records.set(record.runId, ended);
    say(record.sessionId, messages ?? []);
    return ended;
  };
  return {
    records,
    transcripts,
    calls,
    breakWith(error) {
      broken = error;
    },
    find: (runId) => records.get(runId),
    accept: (run: AcceptRun) =>
      write(`accept ${run.runId}`, () => {
        const known = records.get(run.runId);
        if (known !== undefined) return { created: false, record: known };
        const { message, ...facts } = run;
        const record: RunRecord = { ...facts, state: 'accepted' };
        records.set(run.runId, record);
        say(run.sessionId, message ? [message] : []);
        return { created: true, record };
      }),
    begin: (runId, startedAt) =>
      write(`begin ${runId}`, () => {
        const record = records.get(runId);
        if (record === undefined || record.state === 'ended') return undefined;
        const begun: RunRecord = { ...record, state: 'running', startedAt };
        records.set(runId, begun);
        return begun;
      }),
    append: (runId, messages) =>
      write(`append ${runId}`, () => {
        const record = records.get(runId);
        if (record === undefined || record.state === 'ended') return false;
        say(record.sessionId, messages);
        return true;
      }),
    settle: (runId, how) =>
      write(`settle ${runId}`, () => {
        const record = records.get(runId);
        return record === undefined || record.state === 'ended' ? record : end(record, how);
      }),
    interruptAll: (now) =>
      write('interruptAll', () =>
        [...records.values()]
          .filter((record) => record.state !== 'ended')
          .map((record) => end(record, { status: 'interrupted', summary: 'interrupted', endedAt: now })),
      ),
    sweep: () => Promise.resolve(0),
  };
}

export interface Heard {
  readonly event: 'agent' | 'chat';
  readonly payload: AgentEvent & ChatEvent;
}

export interface Harness {
  readonly part: RunsPart;
  readonly clock: TestClock;
  readonly store: ReturnType<typeof createMemoryStore>;
  readonly heard: Heard[];
  readonly entries: Map<string, SessionEntry>;
  readonly inputs: RunInput[];
  /** Models whose run ended at its deadline without a word: provider and reason. */
  readonly overdue: (readonly [string, string])[];
  readonly injected: string[];
  readonly actor: { send(event: { type: string }): void; stop(): unknown };
  config: Config;
  script: Script;
  command: (text: string) => CommandOutcome;
  of(runId: string, event: 'agent' | 'chat'): Heard['payload'][];
  /** Terminal events of a run: `agent` lifecycle end/error and `chat` final/aborted/error. */
  ends(runId: string): { agent: number; chat: number };
  settle(): Promise<void>;
}

const TERMINAL_CHAT: ReadonlySet<string> = new Set(['final', 'aborted', 'error']);

export function createHarness(overrides: Partial<RunsOptions> = {}): Harness {
  const clock = createTestClock();
  const store = createMemoryStore();
  const heard: Heard[] = [];
  const entries = new Map<string, SessionEntry>();
  const inputs: RunInput[] = [];
  const overdue: (readonly [string, string])[] = [];
  const injected: string[] = [];
  const canonicalKey = (key: string): string =>
    key.startsWith('agent:') ? key : `agent:main:${key.toLowerCase()}`;
  const entryOf = (key: string): SessionEntry => {
    const entry = entries.get(key) ?? { sessionId: `session of ${key}`, updatedAt: clock.now() };
    entries.set(key, entry);
    return entry;
  };
  const options: RunsOptions = {
    store,
    sessions: {
      canonicalKey,
      async openForRun(request) {
        await Promise.resolve();
        const key = canonicalKey(request.sessionKey ?? 'main');
        const entry = entryOf(key);
        request.check?.({ key, entry });
        return {
          canonicalKey: key,
          echoKey: request.sessionKey ?? key,
          agentId: request.agentId ?? 'main',
          sessionId: entry.sessionId,
          entry,
          isNew: false,
        };
      },
      historyFor: (sessionId) => {
        const open = [...store.records.values()].filter((record) => record.state !== 'ended');
        const waiting = new Set(open.map((record) => `message ${record.runId}`));
        return (store.transcripts.get(sessionId) ?? []).filter(
          ({ content }) => !waiting.has(textOf(content)),
        );
      },
      find: (key) => ({ key, entry: entryOf(key) }),
      async inject(key, message) {
        await Promise.resolve();
        injected.push(`${key}: ${message}`);
        return 'abcd1234';
      },
    },
    engines: {
      resolve: () => Promise.resolve([OFFLINE]),
      run(_candidates, input, signal) {
        inputs.push(input);
        return harness.script(input, signal);
      },
      overdue: (candidate, reason) => void overdue.push([candidate.provider, reason]),
    },
    commands: { handle: (text) => Promise.resolve(harness.command(text)) },
    events: {
      broadcast: (event, payload) => void heard.push({ event, payload } as unknown as Heard),
      unicast: () => {},
    },
    prompts: { prepare: () => Promise.resolve({ systemPrompt: 'be kind', workspace: '/nowhere' }) },
    clock,
    log: silentLogger,
    config: () => harness.config,
    // Longer than any chain of awaits in the code under test, as a turn of the event loop is.
    pause: async () => {
      for (let round = 0; round < 10; round += 1) await Promise.resolve();
    },
    toolsFor: () => noTools,
    mask: (text) => text,
    timeZone: 'UTC',
    ...overrides,
  };
  const part = createRunsPart(options);
  const actor = createActor(part.logic, { input: part.input, clock });
  actor.start();
  const harness: Harness = {
    part,
    clock,
    store,
    heard,
    entries,
    inputs,
    overdue,
    injected,
    actor: actor as Harness['actor'],
    config: {},
    script: echo,
    command: () => ({ kind: 'none' }),
    of: (runId, event) =>
      heard
        .filter((item) => item.event === event && item.payload.runId === runId)
        .map((item) => item.payload),
    ends: (runId) => ({
      agent: harness.of(runId, 'agent').filter((payload) => isAgentEnd(payload)).length,
      chat: harness.of(runId, 'chat').filter((payload) => TERMINAL_CHAT.has(payload.state)).length,
    }),
    settle,
  };
  return harness;
}

function isAgentEnd(payload: AgentEvent): boolean {
  const data = payload.data as { phase?: string };
  return payload.stream === 'lifecycle' && data.phase !== 'start';
}

/** Answers with what it was asked. */
export async function* echo(input: RunInput): AsyncGenerator<EngineEvent> {
  await Promise.resolve();
  yield { type: 'text', delta: 'you said: ' };
  yield { type: 'text', delta: input.message };
  yield { type: 'end', stopReason: 'stop' };
}

/** Speaks, then waits to be cancelled and obeys. */
export async function* untilCancelled(_input: RunInput, signal: AbortSignal): AsyncGenerator<EngineEvent> {
  yield { type: 'text', delta: 'working' };
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  throw new EngineError('aborted', 'cancelled');
}

/** Never comes back, whatever it is told. */
export async function* hang(): AsyncGenerator<EngineEvent> {
  yield { type: 'text', delta: 'partial' };
  await new Promise(() => {});
}

/** Not a word, until it is told to stop. */
export async function* silent(_input: RunInput, signal: AbortSignal): AsyncGenerator<EngineEvent> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  yield* [];
  throw new EngineError('aborted', 'cancelled');
}

/** An engine that is held at a gate until the test opens it. */
export function gated(): { script: Script; open(runId: string): void; started: string[] } {
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const gate = (runId: string): PromiseWithResolvers<void> => {
    const known = gates.get(runId) ?? Promise.withResolvers<void>();
    gates.set(runId, known);
    return known;
  };
  const started: string[] = [];
  return {
    started,
    open: (runId) => gate(runId).resolve(),
    async *script(input, signal) {
      started.push(input.runId);
      const cancelled = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new EngineError('aborted', 'cancelled')), {
          once: true,
        });
      });
      cancelled.catch(() => {});
      await Promise.race([gate(input.runId).promise, cancelled]);
      yield { type: 'text', delta: `done ${input.runId}` };
      yield { type: 'end', stopReason: 'stop' };
    },
  };
}

export const request = (runId: string, more: Partial<RunRequest> = {}): RunRequest => ({
  runId,
  source: 'chat',
  sessionKey: 'main',
  message: `message ${runId}`,
  requester: 'tester',
  ...more,
});
