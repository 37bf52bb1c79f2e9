import { stampMessage } from '../../agent/message-stamp.ts';
import { candidateRef } from '../../agent/candidate.ts';
import type { Candidate, RunInput } from '../../agent/candidate.ts';
import { RUN_BOUNDS } from './bounds.ts';
import type { LiveRun } from './live-run.ts';
import type { RunsOptions } from './needs.ts';

export interface PreparedTurn {
  readonly candidates: readonly Candidate[];
  readonly input: RunInput;
}

/** Everything the engine gets, read at the moment the run starts: the session may have changed while it waited. */
export async function prepareTurn(options: RunsOptions, run: LiveRun): Promise<PreparedTurn> {
  const { sessions, engines } = options;
  const entry = sessions.find(run.canonicalKey)?.entry;
  const selection = { ...entry, ...run.turn };
  const candidates = await engines.resolve(selection, run.agentId);
  const tools = options.toolsFor(run.agentId, { owner: run.owner, from: run.from });
  const defaults = options.config().agents?.defaults;
  const thinking = run.turn.thinkingLevel ?? entry?.thinkingLevel ?? defaults?.thinkingDefault;
  const { systemPrompt, workspace } = await options.prompts.prepare({
    agentId: run.agentId,
    model: candidates[0] === undefined ? 'none' : candidateRef(candidates[0]),
    tools,
    thinking,
    extraSystemPrompt: run.extraSystemPrompt,
    ...(run.channel === undefined ? {} : { channel: run.channel }),
  });
  const timeZone = defaults?.userTimezone ?? options.timeZone;
  const cliSessionIds = entry?.cliSessionIds;
  return {
    candidates,
    input: {
      runId: run.runId,
      agentId: run.agentId,
      sessionKey: run.canonicalKey,
      sessionId: run.sessionId,
      message: run.source === 'agent' ? stampMessage(run.prompt, run.acceptedAt, timeZone) : run.prompt,
      attachments: run.attachments,
      history: sessions.historyFor(run.sessionId, {
        maxMessages: RUN_BOUNDS.historyMessages,
        maxChars: RUN_BOUNDS.historyChars,
        excludeRunId: run.runId,
      }),
      systemPrompt,
      tools,
      workspace,
      ...(thinking === undefined ? {} : { thinking }),
      ...(cliSessionIds === undefined ? {} : { cliSessionIds }),
    },
  };
}
