import { join } from 'node:path';
import { createActor } from 'xstate';
import { createCommands } from '../../src/agent/commands/commands.ts';
import type { Engines } from '../../src/agent/engine-registry.ts';
import { createPrompts } from '../../src/agent/prompt.ts';
import { createSessions } from '../../src/agent/sessions/sessions.ts';
import { toolsForAgent } from '../../src/agent/tools/for-agent.ts';
import type { Tool } from '../../src/agent/tools/tool.ts';
import { RUN_BOUNDS } from '../../src/actors/runs/bounds.ts';
import { createRunsPart } from '../../src/actors/runs/part.ts';
import type { RunsPart } from '../../src/actors/runs/part.ts';
import type { RunEngines } from '../../src/actors/runs/needs.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { systemRandom } from '../../src/platform/random.ts';
import { nextTurn } from '../../src/platform/schedule.ts';
import type { AgentEvent, ChatEvent } from '../../src/protocol/generated/types.ts';
import { openStore } from '../../src/store/open.ts';
import { createRunStore } from '../../src/store/runs.ts';
import type { Store } from '../../src/store/store.ts';
import { testEngines } from '../support/agent-fixtures.ts';

export interface RealParts {
  readonly part: RunsPart;
  readonly store: Store;
  readonly sessions: ReturnType<typeof createSessions>;
  readonly heard: { event: 'agent' | 'chat'; payload: AgentEvent & ChatEvent }[];
  close(): Promise<void>;
}

/** The runs over the real store, sessions, commands, prompts and engines, in one directory. */
export function openRealParts(options: {
  readonly dir: string;
  readonly config?: Config;
  readonly engines?: RunEngines;
  readonly tools?: readonly Tool[];
  onChat?(payload: ChatEvent): void;
}): RealParts {
  const { dir } = options;
  const config = options.config ?? {};
  const clock = systemClock;
  const store = openStore({ path: join(dir, 'gateway.db'), clock, log: silentLogger });
  const sessions = createSessions({
    store,
    config: () => config,
    clock,
    random: systemRandom,
    log: silentLogger,
  });
  const engines: Engines = testEngines(config, {
    tempDir: dir,
    cliGraceMs: RUN_BOUNDS.processGraceMs,
    env: { PATH: process.env['PATH'] },
  });
  const heard: RealParts['heard'] = [];
  const commands = createCommands({
    clock,
    config: () => config,
    self: { version: '0.0.0', startedAtMs: clock.now(), host: 'here' },
    session: (key) => sessions.find(key)?.entry,
    patchSession: async (key, patch) => void (await sessions.patchEntry(key, patch)),
    resetSession: async (key) => void (await sessions.reset(key)),
    compactSession: (key) => sessions.compact(key, 40),
    restart: () => {},
    allowlist: { list: () => [], add: () => Promise.resolve(true), remove: () => Promise.resolve(true) },
    queueDepth: () => part.port.active().length,
    resolve: (entry, agentId) => engines.resolve(entry, agentId),
    models: () => Promise.resolve({ models: [] }),
  });
  const part = createRunsPart({
    store: createRunStore(store),
    sessions,
    engines: options.engines ?? engines,
    commands,
    events: {
      broadcast(event, payload) {
        heard.push({ event, payload } as never);
        if (event === 'chat') options.onChat?.(payload as ChatEvent);
      },
      unicast: () => {},
    },
    prompts: createPrompts({
      config: () => config,
      workspace: join(dir, 'workspace'),
      stateDir: dir,
      home: dir,
      timeZone: 'UTC',
      now: () => clock.monotonic(),
      runtime: { host: 'here', os: 'any', node: process.version, version: '0.0.0' },
    }),
    clock,
    log: silentLogger,
    config: () => config,
    pause: nextTurn,
    toolsFor: (agentId, user) => toolsForAgent(config, agentId, options.tools ?? [], user),
    mask: (text) => text,
    timeZone: 'UTC',
  });
  const actor = createActor(part.logic, { input: part.input });
  actor.start();
  return {
    part,
    store,
    sessions,
    heard,
    async close() {
      await part.drain(0);
      actor.stop();
      store.close();
    },
  };
}
