import type { Engine, EngineEvent, EngineInput } from '../engine.ts';
import { throwIfAborted } from '../retry.ts';
import { withoutStamp } from '../message-stamp.ts';
import { withoutEnvelope } from '../sessions/readable.ts';
import { answerFor, languageOf, TOOL_OF_TOPIC, topicOf, type ToolAnswer } from './offline-answers.ts';

const DELTA_CHARS = 12;

export interface OfflineEngineOptions {
  /** Gives the event loop a turn. */
  readonly pause: () => Promise<void>;
  readonly configPath: string;
}

/**
 * Built in and deterministic: answers what it can about the gateway itself by calling the same tools a model would,
 * and says honestly that no model is connected for everything else.
 */
export function createOfflineEngine({ pause, configPath }: OfflineEngineOptions): Engine {
  return {
    id: 'offline',
    async *run(input, signal) {
      throwIfAborted(signal);
      // The envelope names the network, which is not what the person asks about.
      const question = withoutStamp(withoutEnvelope(input.message));
      const topic = topicOf(question);
      const tool = TOOL_OF_TOPIC[topic];
      let facts: ToolAnswer | undefined;
      if (tool !== undefined) facts = yield* callTool(input, tool, signal);
      const answer = answerFor(topic, languageOf(question), { question, facts, configPath });
      for (const delta of piecesOf(answer)) {
        await pause();
        throwIfAborted(signal);
        yield { type: 'text', delta };
      }
      yield { type: 'end', stopReason: 'stop' };
    },
  };
}

async function* callTool(
  input: EngineInput,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, ToolAnswer> {
  const { runId, agentId, sessionKey } = input;
  const id = `offline-${runId}-1`;
  yield { type: 'toolStart', id, name, args: {} };
  const answer = await input.tools.invoke(name, {}, { runId, agentId, sessionKey, signal });
  throwIfAborted(signal);
  yield { type: 'toolResult', id, name, ...answer };
  return answer;
}

/** Whole code points, in pieces small enough that a reader sees the answer grow. */
const piecesOf = (text: string): readonly string[] =>
  text.match(new RegExp(`[\\s\\S]{1,${DELTA_CHARS}}`, 'gu')) ?? [];
