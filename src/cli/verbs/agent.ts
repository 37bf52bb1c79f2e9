import type { AgentEvent, AgentPayload } from '../../protocol/generated/types.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { CliError, usageError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import type { Output } from '../output.ts';
import { openSession } from '../session.ts';
import type { Session } from '../session.ts';
import type { TargetFlags } from '../target.ts';

export interface AgentFlags extends TargetFlags {
  readonly message: string;
  readonly to?: string;
  readonly sessionId?: string;
  readonly sessionKey?: string;
  readonly agent?: string;
  readonly thinking?: string;
  /** Seconds the run may take; absent: the gateway's default. */
  readonly timeout?: number;
  readonly json?: boolean;
  readonly stream?: boolean;
}

/** What the gateway answers at the end. */
interface AgentAnswer {
  readonly status: string;
  readonly summary: string;
  readonly result?: {
    readonly payloads: readonly AgentPayload[];
    readonly meta?: { readonly aborted?: boolean };
  };
}

const CONNECT_MS = 10_000;
/** The gateway ends the run itself; this is how much longer the command waits to hear of it. */
const PATIENCE_MS = 30_000;

/** Exit code of a command ended by Ctrl-C, as shells expect it. */
const INTERRUPTED = 130;

const addressOf = (flags: AgentFlags): Record<string, unknown> => ({
  ...(flags.to === undefined ? {} : { to: flags.to }),
  ...(flags.sessionId === undefined ? {} : { sessionId: flags.sessionId }),
  ...(flags.sessionKey === undefined ? {} : { sessionKey: flags.sessionKey }),
  ...(flags.agent === undefined ? {} : { agentId: flags.agent }),
});

const paramsOf = (flags: AgentFlags, runId: string): Record<string, unknown> => ({
  message: flags.message,
  idempotencyKey: runId,
  ...addressOf(flags),
  ...(flags.thinking === undefined ? {} : { thinking: flags.thinking }),
  ...(flags.timeout === undefined ? {} : { timeout: flags.timeout }),
});

const textOf = (payloads: readonly AgentPayload[]): string =>
  payloads
    .flatMap((payload) => {
      const media = payload.mediaUrls ?? (payload.mediaUrl ? [payload.mediaUrl] : []);
      return [...(payload.text ? [payload.text] : []), ...media.map((url) => `MEDIA:${url}`)];
    })
    .join('\n');

/** Prints what arrives, and knows how much of the answer the operator has already seen. */
function createPrinter(
  out: Output,
  flags: AgentFlags,
): { readonly event: (event: AgentEvent) => void; readonly shown: () => string } {
  let shown = '';
  const show = (text: string): void => {
    shown += text;
    out.part(text);
  };
  return {
    shown: () => shown,
    event(event) {
      if (flags.json === true) {
        out.jsonLine({ type: 'event', ...event });
        return;
      }
      const data = event.data as { text?: string; delta?: string; phase?: string; name?: string };
      if (event.stream === 'tool' && data.phase === 'start')
        out.note(out.tone('dim', `[${data.name ?? 'tool'}]`));
      if (event.stream !== 'assistant' || data.text === undefined) return;
      // Cumulative text: whatever was missed comes with the next event. A new segment starts over.
      if (data.text.startsWith(shown)) show(data.text.slice(shown.length));
      else if (data.delta !== undefined) show(data.delta);
    },
  };
}

/** Follows one run: its events when streaming, and Ctrl-C, which aborts it once it is `accepted`. Returns what undoes that. */
function follow(
  io: CliIo,
  session: Session,
  flags: AgentFlags,
  runId: string,
  accepted: Promise<void>,
  onEvent: ((event: AgentEvent) => void) | undefined,
): () => boolean {
  const abort = async (): Promise<void> => {
    await accepted;
    const params = { sessionKey: flags.sessionKey ?? 'main', runId };
    await session.client.request('chat.abort', params, { timeoutMs: CONNECT_MS });
  };
  let interrupted = false;
  const stopEvents = session.client.onEvent(({ event, payload }) => {
    if (event !== 'agent' || (payload as AgentEvent).runId !== runId) return;
    onEvent?.(payload as AgentEvent);
  });
  const stopInterrupt = io.onInterrupt(() => {
    if (interrupted) {
      void session.client.close();
      return;
    }
    interrupted = true;
    abort().catch((error: Error) => {
      createOutput(io).note(`could not abort the run: ${error.message}; Ctrl-C again leaves it running`);
    });
  });
  return () => {
    stopEvents();
    stopInterrupt();
    return interrupted;
  };
}

function conclude(answer: AgentAnswer, shown: string, flags: AgentFlags, out: Output): void {
  if (flags.json === true) {
    if (flags.stream === true) out.jsonLine({ type: 'final', ...answer });
    else out.json(answer);
    return;
  }
  const text = textOf(answer.result?.payloads ?? []);
  if (shown === '') {
    out.line(text || (answer.summary === 'completed' ? 'No reply from agent.' : answer.summary));
    return;
  }
  const rest = text.startsWith(shown.trim()) ? text.slice(shown.trim().length) : '';
  out.line(rest);
}

const tooLong = (error: Error): never => {
  throw usageError(`--message -: ${error.message}`);
};

/** What to say: as typed, or standard input for `-`, where no shell limits its length. */
async function messageOf(io: CliIo, { message }: AgentFlags): Promise<string> {
  const text = message === '-' ? await io.readInput(LIMITS.maxPayloadBytes).catch(tooLong) : message;
  if (text.trim() === '') throw usageError('--message must not be empty');
  return text;
}

/** `moltbot agent --message …`: one run, its answer on stdout. Never runs an agent in this process. */
export async function agent(io: CliIo, typed: AgentFlags): Promise<number> {
  const flags = { ...typed, message: await messageOf(io, typed) };
  const out = createOutput(io);
  const session = await openSession(io, { ...flags, timeout: CONNECT_MS });
  const runId = io.random.uuid();
  const printer = createPrinter(out, flags);
  const accepted = Promise.withResolvers<void>();
  const onEvent = flags.stream === true ? printer.event : undefined;
  const unfollow = follow(io, session, flags, runId, accepted.promise, onEvent);
  try {
    const runMs = flags.timeout === undefined ? session.settings.runMs : flags.timeout * 1000;
    const answer = await session.call<AgentAnswer>('agent', paramsOf(flags, runId), {
      expectFinal: true,
      onAccepted: () => accepted.resolve(),
      timeoutMs: runMs + PATIENCE_MS,
    });
    conclude(answer, printer.shown(), flags, out);
    return unfollow() || answer.result?.meta?.aborted === true ? INTERRUPTED : 0;
  } catch (error) {
    if (printer.shown() !== '' && flags.json !== true) out.line();
    if (unfollow() && error instanceof CliError) return INTERRUPTED;
    throw error;
  } finally {
    await session.client.close();
  }
}
