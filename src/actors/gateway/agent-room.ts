import { RUN_BOUNDS } from '../runs/bounds.ts';
import { createAgents, type Agents } from '../../agent/agents.ts';
import { createCommands } from '../../agent/commands/commands.ts';
import type { AllowlistPort, Commands } from '../../agent/commands/outcome.ts';
import { createEngines, type Engines } from '../../agent/engine-registry.ts';
import { createPrompts, type Prompts } from '../../agent/prompt.ts';
import type { Sessions } from '../../agent/sessions/sessions.ts';
import { createTools } from '../../agent/tools/built-in.ts';
import { toolsForAgent } from '../../agent/tools/for-agent.ts';
import type { ToolSet, ToolUser } from '../../agent/tools/tool.ts';
import type { ConfigPort, HealthPort, RunsPort, SelfPort } from '../../api/ports.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import { programEnv, type Env } from '../../platform/env.ts';
import { runProcess } from '../../platform/exec.ts';
import { nodeVersion, osName } from '../../platform/host.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paths } from '../../platform/paths.ts';
import type { Random } from '../../platform/random.ts';
import { nextTurn } from '../../platform/schedule.ts';
import type { RestartAsked } from './restarts.ts';

export interface AgentRoom {
  readonly engines: Engines;
  readonly agents: Agents;
  readonly commands: Commands;
  readonly prompts: Prompts;
  readonly timeZone: string;
  /** Gives the event loop a turn. */
  pause(): Promise<void>;
  toolsFor(this: void, agentId: string, user: ToolUser): ToolSet;
}

/** What `/compact` keeps: enough to go on with the subject. */
const COMPACTED_MESSAGES = 40;
/** The answer to `/restart` goes out first. */
const RESTART_DELAY_MS = 2_000;

/** Everything that thinks, wired to what it may see. `runs` and `health` are asked at call time: they need this room first. */
export function createAgentRoom(options: {
  readonly config: () => Config;
  readonly env: Env;
  readonly paths: Paths;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly self: SelfPort;
  readonly sessions: Sessions;
  readonly runs: () => RunsPort;
  readonly health: () => HealthPort;
  readonly tempDir: string;
  /** Asks for an in-process restart. @throws Failure UNAVAILABLE while starting or stopping */
  readonly restart: (asked: RestartAsked) => void;
  readonly configPort: () => Pick<ConfigPort, 'snapshot' | 'schema' | 'patch' | 'apply'>;
  readonly allowlist: AllowlistPort;
  /** Something that health shows has changed. */
  readonly healthChanged: () => void;
}): AgentRoom {
  const { config, env, paths, clock, random, log, self, sessions } = options;
  const place = { workspace: paths.workspace, stateDir: paths.stateDir, home: paths.home };
  let zone: string | undefined;
  // Asking for it loads the time zone data, 12 ms that a start should not wait for.
  const timeZone = (): string => (zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone);
  const engines = createEngines({
    config,
    env: env.vars,
    programEnv: programEnv(env, paths),
    configPath: paths.configPath,
    exec: runProcess,
    clock,
    log: log.child('agent'),
    random,
    tempDir: options.tempDir,
    cliGraceMs: RUN_BOUNDS.processGraceMs,
    onTroubles: options.healthChanged,
  });
  const agents = createAgents({
    ...place,
    config,
    env: env.vars,
    ollamaModels: () => engines.ollamaModels(),
  });
  const tools = createTools({
    sessions,
    runs: { active: () => options.runs().active() },
    status: () => options.health().status(),
    health: () => options.health().current(),
    self,
    now: () => clock.now(),
    gateway: {
      restartAllowed: () => config().commands?.restart === true,
      restart: options.restart,
      config: {
        get: () => options.configPort().snapshot(),
        schema: () => options.configPort().schema(),
        patch: (params, editor) => options.configPort().patch(params, editor),
        apply: (params, editor) => options.configPort().apply(params, editor),
      },
    },
  });
  const commands = createCommands({
    clock,
    config,
    self,
    session: (key) => sessions.find(key)?.entry,
    patchSession: async (key, patch) => void (await sessions.patchEntry(key, patch)),
    resetSession: async (key) => void (await sessions.reset(key)),
    compactSession: (key) => sessions.compact(key, COMPACTED_MESSAGES),
    restart: (reason, from) => options.restart({ reason, from, delayMs: RESTART_DELAY_MS }),
    allowlist: options.allowlist,
    queueDepth: (key) => {
      const canonical = sessions.canonicalKey(key);
      return options
        .runs()
        .active()
        .filter((run) => run.canonicalKey === canonical).length;
    },
    resolve: (entry, agentId) => engines.resolve(entry, agentId),
    models: () => agents.models(),
  });
  return {
    engines,
    agents,
    commands,
    get timeZone() {
      return timeZone();
    },
    pause: nextTurn,
    prompts: createPrompts({
      ...place,
      config,
      now: () => clock.monotonic(),
      get timeZone() {
        return timeZone();
      },
      runtime: { host: self.host, os: osName(), node: nodeVersion(), version: self.version },
    }),
    toolsFor: (agentId, user) => toolsForAgent(config(), agentId, tools, user),
  };
}
