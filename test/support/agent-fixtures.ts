import { systemClock, type Clock } from '../../src/platform/clock.ts';
import { runProcess } from '../../src/platform/exec.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { createSeededRandom } from '../../src/platform/random.ts';
import type { Config } from '../../src/config/generated/types.ts';
import type { RunInput } from '../../src/agent/candidate.ts';
import { createEngines, type Engines, type EnginesOptions } from '../../src/agent/engine-registry.ts';
import { EngineError, type EngineEvent, type EngineFailureKind } from '../../src/agent/engine.ts';
import { createToolSet } from '../../src/agent/tools/toolset.ts';
import type { Tool } from '../../src/agent/tools/tool.ts';

/** What a run hands to an engine, with everything unremarkable filled in. */
export const runInput = (over: Partial<RunInput> = {}): RunInput => ({
  runId: 'run-1',
  agentId: 'main',
  sessionKey: 'agent:main:main',
  sessionId: 'session-1',
  message: 'hello',
  attachments: [],
  history: [],
  systemPrompt: 'You are a test.',
  tools: createToolSet([]),
  workspace: process.cwd(),
  ...over,
});

/** Engines with real processes and time but no environment, no Ollama and no log. */
export const testEngines = (config: Config, over: Partial<EnginesOptions> = {}): Engines =>
  createEngines({
    config: () => config,
    env: {},
    exec: runProcess,
    clock: hurriedClock,
    cliGraceMs: 100,
    modelIdleMs: 600_000,
    log: silentLogger,
    random: createSeededRandom(1),
    configPath: '/home/you/.clawdbot/moltbot.json',
    tempDir: '/nonexistent',
    ollamaUrl: false,
    ...over,
  });

/** Real time, hurried 20-fold: loopback answers at once, while waits between tries need not be sat through. */
export const HURRY = 20;
export const hurriedClock: Clock = {
  ...systemClock,
  setTimeout: (callback, delayMs) => systemClock.setTimeout(callback, delayMs / HURRY),
};

export const never = new AbortController().signal;

/** Everything an engine yields. */
export async function collect(events: AsyncIterable<EngineEvent>): Promise<EngineEvent[]> {
  const all: EngineEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

export const said = (events: readonly EngineEvent[]): string =>
  events.map((event) => (event.type === 'text' ? event.delta : '')).join('');

/** What came before the failure, and the failure. */
export async function failure(
  events: AsyncIterable<EngineEvent>,
): Promise<{ before: EngineEvent[]; kind: EngineFailureKind; error: EngineError }> {
  const before: EngineEvent[] = [];
  try {
    for await (const event of events) before.push(event);
  } catch (error) {
    if (error instanceof EngineError) return { before, kind: error.kind, error };
    throw error;
  }
  throw new Error(`expected a failure, but the engine ended with ${JSON.stringify(before.at(-1))}`);
}

export const tool = (
  name: string,
  run: Tool['run'],
  parameters: Tool['parameters'] = { type: 'object' },
): Tool => ({
  name,
  description: `Test tool ${name}.`,
  parameters,
  run,
});
