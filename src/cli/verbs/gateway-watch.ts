import type { NumberedTransition, SystemTransitionsResult } from '../../protocol/generated/types.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { fullName } from '../actor-name.ts';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { pause } from '../pause.ts';
import { openSession } from '../session.ts';
import type { Session, SessionFlags } from '../session.ts';
import { stepText } from '../transition-lines.ts';

export interface WatchFlags extends SessionFlags {
  readonly actor?: string;
  /** Milliseconds back from now: those still kept are told first. */
  readonly since?: number;
  readonly json?: boolean;
}

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;

interface Trail {
  /** Asks once and prints what came. */
  step(session: Session): Promise<void>;
}

/** Where it has read to; kept over connections, so that nothing is missed or told twice. */
function createTrail(io: CliIo, flags: WatchFlags): Trail {
  const out = createOutput(io);
  const from = flags.since === undefined ? undefined : io.clock.now() - flags.since;
  let after: number | undefined = from === undefined ? undefined : 0;
  let epoch: string | undefined;
  const print = (step: NumberedTransition): void => {
    if (from !== undefined && step.at < from) return;
    if (flags.json === true) out.jsonLine({ type: 'transition', epoch, ...step });
    else out.line(stepText(step, out));
  };
  const notice = (message: string): void => {
    if (flags.json === true) out.jsonLine({ type: 'notice', message });
    else out.note(message);
  };
  return {
    async step(session) {
      // The first question is answered at once, so that what happens from now on has a number to come after.
      const waitMs = after === undefined ? 0 : LIMITS.transitionsWaitMs;
      const told = await session.call<SystemTransitionsResult>(
        'system.transitions',
        {
          waitMs,
          ...(after === undefined ? {} : { after }),
          ...(epoch === undefined ? {} : { epoch }),
          ...(flags.actor === undefined ? {} : { actor: fullName(flags.actor) }),
        },
        { timeoutMs: waitMs + flags.timeout },
      );
      if (epoch !== undefined && told.epoch !== epoch) notice('Another process has taken over.');
      else if (told.dropped && after !== 0) notice('Some transitions are missing here: they came too fast.');
      ({ next: after, epoch } = told);
      for (const step of told.transitions) print(step);
    },
  };
}

const isTransient = (error: unknown, once: boolean): boolean =>
  error instanceof CliError &&
  (['closed', 'timeout'].includes(error.kind) ||
    // Before the first answer these mean that there is nothing to watch.
    (once && (error.kind === 'unreachable' || error.kind === 'refused')) ||
    error.options.code === 'UNAVAILABLE');

/** `moltbot gateway watch`: every transition as it happens, over restarts of the gateway, until Ctrl-C. */
export async function gatewayWatch(io: CliIo, flags: WatchFlags): Promise<number> {
  const trail = createTrail(io, flags);
  const out = createOutput(io);
  const stop = new AbortController();
  let session: Session | undefined;
  const quit = (): void => {
    stop.abort();
    void session?.client.close();
  };
  const forget = io.onInterrupt(quit);
  io.stdout.once('error', quit);
  let once = false;
  let lost = false;
  let retryMs = FIRST_RETRY_MS;
  try {
    while (!stop.signal.aborted) {
      try {
        session = await openSession(io, flags);
        while (!stop.signal.aborted) {
          await trail.step(session);
          if (lost) out.note('Connected again.');
          [once, lost, retryMs] = [true, false, FIRST_RETRY_MS];
        }
      } catch (error) {
        if (stop.signal.aborted) break;
        if (!isTransient(error, once)) throw error;
        // A gateway that restarts closes every connection and receives the next one at once.
        const closed = error instanceof CliError && error.kind === 'closed';
        if (closed && retryMs === FIRST_RETRY_MS) {
          retryMs += FIRST_RETRY_MS;
          continue;
        }
        if (!lost) out.note(`${(error as Error).message}; trying again until Ctrl-C`);
        lost = true;
        await pause(io, retryMs, stop.signal);
        retryMs = Math.min(MAX_RETRY_MS, retryMs * 2);
      } finally {
        await session?.client.close();
        session = undefined;
      }
    }
    return 0;
  } finally {
    io.stdout.off('error', quit);
    forget();
  }
}
