import type { Candidate, RunInput } from '../../agent/candidate.ts';
import { textOf } from '../../agent/messages.ts';
import type { TranscriptMessage } from '../../agent/messages.ts';
import { RUN_BOUNDS } from './bounds.ts';
import type { LiveRun } from './live-run.ts';
import type { RunsOptions } from './needs.ts';
import type { RunRegistry } from './registry.ts';

export interface PreparedTurn {
  readonly candidates: readonly Candidate[];
  readonly input: RunInput;
}

/** Everything the engine gets, read at the moment the run starts: the session may have changed while it waited. */
export async function prepareTurn(
  options: RunsOptions,
  registry: RunRegistry,
  run: LiveRun,
): Promise<PreparedTurn> {
  const { sessions, engines } = options;
  const entry = sessions.find(run.canonicalKey)?.entry;
  const selection = { ...entry, ...run.turn };
  const candidates = await engines.resolve(selection, run.agentId);
  const tools = options.toolsFor(run.agentId);
  const thinking = run.turn.thinkingLevel ?? entry?.thinkingLevel;
  const systemPrompt = await options.promptFor({
    agentId: run.agentId,
    sessionKey: run.canonicalKey,
    candidate: candidates[0],
    tools,
    extra: run.extraSystemPrompt,
    thinking,
  });
  const cliSessionIds = entry?.cliSessionIds;
  return {
    candidates,
    input: {
      runId: run.runId,
      agentId: run.agentId,
      sessionKey: run.canonicalKey,
      sessionId: run.sessionId,
      message: run.source === 'agent' ? options.stamp(run.prompt, run.acceptedAt) : run.prompt,
      attachments: run.attachments,
      history: withoutWaiting(
        sessions.historyFor(run.sessionId, {
          maxMessages: RUN_BOUNDS.historyMessages,
          maxChars: RUN_BOUNDS.historyChars,
          excludeRunId: run.runId,
        }),
        registry.inSession(run.canonicalKey),
      ),
      systemPrompt,
      tools,
      workspace: options.workspaceFor(run.agentId),
      ...(thinking === undefined ? {} : { thinking }),
      ...(cliSessionIds === undefined ? {} : { cliSessionIds }),
    },
  };
}

/** Messages that wait for their turn are stored already; the engine must not see them before it. */
function withoutWaiting(
  history: readonly TranscriptMessage[],
  live: readonly LiveRun[],
): readonly TranscriptMessage[] {
  const waiting = new Set(live.map((run) => fingerprint(run.acceptedAt, run.message)));
  return history.filter(
    (message) => message.role !== 'user' || !waiting.has(fingerprint(message.timestamp, textOf(message.content))),
  );
}

const fingerprint = (timestamp: number, text: string): string => `${timestamp} ${text}`;
