import type { Candidate, EngineSelection, EngineSwitch, RunInput } from '../../agent/candidate.ts';
import type { Commands } from '../../agent/commands/outcome.ts';
import type { Attachment, EngineEvent } from '../../agent/engine.ts';
import type { Sessions } from '../../agent/sessions/sessions.ts';
import type { ToolSet } from '../../agent/tools/tool.ts';
import type { EventsPort } from '../../api/ports.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { RunStore } from '../../store/runs.ts';

/** What a system prompt may depend on. */
export interface PromptFacts {
  readonly agentId: string;
  readonly sessionKey: string;
  readonly candidate: Candidate | undefined;
  readonly tools: ToolSet;
  readonly extra: string | undefined;
  readonly thinking: string | undefined;
}

/** The parts of `createEngines` a run touches. */
export interface RunEngines {
  resolve(entry: EngineSelection | undefined, agentId: string): Promise<readonly Candidate[]>;
  run(
    candidates: readonly Candidate[],
    input: RunInput,
    signal: AbortSignal,
    onSwitch?: (change: EngineSwitch) => void,
  ): AsyncIterable<EngineEvent>;
}

export type RunSessions = Pick<Sessions, 'openForRun' | 'historyFor' | 'find' | 'inject' | 'canonicalKey'>;

export interface RunsOptions {
  readonly store: RunStore;
  readonly sessions: RunSessions;
  readonly engines: RunEngines;
  readonly commands: Pick<Commands, 'handle'>;
  readonly events: EventsPort;
  readonly clock: Clock;
  readonly log: Logger;
  config(): Config;
  /** Gives the event loop a turn. */
  pause(): Promise<void>;
  /** The tools of one agent, filtered by policy. */
  toolsFor(agentId: string): ToolSet;
  /** Absolute directory the agent works in. */
  workspaceFor(agentId: string): string;
  promptFor(facts: PromptFacts): Promise<string>;
  /** @throws Failure INVALID_REQUEST with the texts clients know */
  decodeAttachments(raw: readonly unknown[]): readonly Attachment[];
  /** Puts the time before a message of an `agent` caller. */
  stamp(message: string, now: number): string;
}

