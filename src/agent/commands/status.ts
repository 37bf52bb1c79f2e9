import type { Config } from '../../config/generated/types.ts';
import { candidateRef } from '../candidate.ts';
import { contextWindowOf } from '../models.ts';
import { reply, type AloneCommand } from './command.ts';
import type { CommandContext, CommandPorts, CommandSession } from './outcome.ts';

/** Version, model, tokens, context, session and its age, levels, queue. */
export const status: AloneCommand = async (_args, context, ports) => {
  const session = ports.session(context.sessionKey);
  const candidates = await ports.resolve(session, context.agentId);
  const [current, ...others] = candidates;
  const model = current ? candidateRef(current) : 'offline/offline';
  const window =
    session?.contextTokens ?? (current && contextWindowOf(ports.config(), current.provider, current.model));
  const lines = [
    `🦞 moltbot ${ports.self.version}`,
    `⏱️ Up ${ago(ports.clock.now() - ports.self.startedAtMs)} on ${ports.self.host}`,
    `🧠 Model: ${model}${others.length > 0 ? ` · fallbacks: ${others.map(candidateRef).join(', ')}` : ''}`,
    tokensLine(session),
    contextLine(session, window),
    sessionLine(context, session, ports),
    `⚙️ Runtime: ${current?.engine ?? 'offline'} · Think: ${thinking(session, ports.config())} · verbose: ${session?.verboseLevel ?? ports.config().agents?.defaults?.verboseDefault ?? 'off'}`,
    queueLine(context, session, ports),
  ];
  return reply(lines.filter((line) => line !== '').join('\n'));
};

function tokensLine(session: CommandSession | undefined): string {
  const { inputTokens, outputTokens } = session ?? {};
  if (inputTokens === undefined && outputTokens === undefined) return '';
  return `🧮 Tokens: ${short(inputTokens ?? 0)} in / ${short(outputTokens ?? 0)} out`;
}

function contextLine(session: CommandSession | undefined, window: number | undefined): string {
  const used = session?.totalTokens ?? 0;
  const share = window ? ` (${Math.min(999, Math.round((used / window) * 100))}%)` : '';
  return `📚 Context: ${short(used)}/${window ? short(window) : '?'}${share} · compactions: ${session?.compactionCount ?? 0}`;
}

function sessionLine(
  context: CommandContext,
  session: CommandSession | undefined,
  ports: CommandPorts,
): string {
  const age =
    session?.updatedAt === undefined ? 'new' : `updated ${ago(ports.clock.now() - session.updatedAt)} ago`;
  return `🧵 Session: ${context.sessionKey} · ${age}`;
}

function queueLine(
  context: CommandContext,
  session: CommandSession | undefined,
  ports: CommandPorts,
): string {
  const queue = ports.config().messages?.queue;
  const mode = session?.queueMode ?? queue?.mode ?? 'collect';
  return `🪢 Queue: ${mode} (depth ${ports.queueDepth(context.sessionKey)})`;
}

const thinking = (session: CommandSession | undefined, config: Config): string =>
  session?.thinkingLevel ?? config.agents?.defaults?.thinkingDefault ?? 'off';

function short(count: number): string {
  if (count < 1000) return String(count);
  return count < 1_000_000 ? `${(count / 1000).toFixed(1)}k` : `${(count / 1_000_000).toFixed(1)}M`;
}

function ago(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 1) return 'under 1 min';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
