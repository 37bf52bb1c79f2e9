import type { Candidate, EngineSelection, EngineSwitch, RunInput } from '../../agent/candidate.ts';
import type { Commands } from '../../agent/commands/outcome.ts';
import type { EngineEvent } from '../../agent/engine.ts';
import type { Prompts } from '../../agent/prompt.ts';
import type { Sessions } from '../../agent/sessions/sessions.ts';
import type { ToolSet, ToolUser } from '../../agent/tools/tool.ts';
import type { EventsPort } from '../../api/ports.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { RunStore } from '../../store/runs.ts';

/** The parts of `createEngines` a run touches. */
export interface RunEngines {
  resolve(entry: EngineSelection | undefined, agentId: string): Promise<readonly Candidate[]>;
  run(
    candidates: readonly Candidate[],
    input: RunInput,
    signal: AbortSignal,
    onSwitch?: (change: EngineSwitch) => void,
  ): AsyncIterable<EngineEvent>;
  /** The deadline of a run came before a word of the model that was asked. */
  overdue(candidate: Candidate, reason: string): void;
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
  /** The tools of one agent for whoever asks, filtered by policy. */
  toolsFor(agentId: string, user: ToolUser): ToolSet;
  readonly prompts: Pick<Prompts, 'prepare'>;
  /** The text without any known secret. A refusing provider quotes the key it was shown, and refusals go to every client. */
  mask(text: string): string;
  /** The host's IANA time zone, used unless `agents.defaults.userTimezone` is set. */
  readonly timeZone: string;
}
