import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { currentLogPath } from '../../platform/log-names.ts';
import { expandHome } from '../../platform/paths.ts';
import type { LogsTailResult } from '../../protocol/generated/types.ts';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createLogFilter, filters, type LogFilterFlags } from '../log-filter.ts';
import { logText, parseLogLine } from '../log-format.ts';
import { createOutput } from '../output.ts';
import { isPassing } from '../own-gateway.ts';
import { pause } from '../pause.ts';
import { openSession } from '../session.ts';
import type { Session, SessionFlags } from '../session.ts';

export interface LogsFlags extends SessionFlags, LogFilterFlags {
  readonly limit: number;
  readonly maxBytes: number;
  readonly follow?: boolean;
  /** Milliseconds between two looks. */
  readonly interval: number;
  readonly plain?: boolean;
  readonly json?: boolean;
}

const MAX_RETRY_MS = 15_000;
/** The most one look brings; what is asked for is looked for in all of it. */
const MOST = { limit: 5_000, maxBytes: 1_000_000 } as const;

/** Prints what a fetch brought, and remembers where the next one starts. */
function createTail(
  io: CliIo,
  flags: LogsFlags,
): { readonly fetch: (session: Session, signal: AbortSignal) => Promise<void> } {
  const out = createOutput(io);
  let file: string | undefined;
  let cursor: number | undefined;
  let position: string | undefined;
  const notice = (message: string): void => {
    if (flags.json === true) out.jsonLine({ type: 'notice', message });
    else out.note(message);
  };
  const print = (raw: string): void => {
    if (flags.json !== true) {
      out.line(logText(raw, out, { plain: flags.plain === true || io.stdout.isTTY !== true }));
      return;
    }
    const line = parseLogLine(raw);
    out.jsonLine(line === undefined ? { type: 'raw', raw } : { type: 'log', ...line, raw });
  };
  const wanted = createLogFilter(flags);
  const look = filters(flags) ? MOST : { limit: flags.limit, maxBytes: flags.maxBytes };
  const ask = (session: Session, from: Readonly<Record<string, unknown>>): Promise<LogsTailResult> =>
    session.call<LogsTailResult>('logs.tail', { ...look, ...from }, { timeoutMs: flags.timeout });
  /** One answer. Whether more waits than it could hold. */
  const step = async (session: Session): Promise<boolean> => {
    const first = file === undefined;
    let result = await ask(session, position === undefined ? at(cursor) : { after: position });
    // A byte position of yesterday's file means nothing in today's. A gateway that tells positions has followed.
    if (!first && position === undefined && result.file !== file) result = await ask(session, at(0));
    if (result.file !== file) {
      if (flags.json === true)
        out.jsonLine({ type: 'meta', file: result.file, cursor: result.cursor, size: result.size });
      else out.line(out.tone('dim', `Log file: ${result.file}`));
    }
    ({ file, cursor, position } = result);
    const found = result.lines.filter(wanted);
    for (const raw of first ? found.slice(-flags.limit) : found) print(raw);
    if (result.truncated && !first) notice('Log tail truncated (increase --max-bytes).');
    if (result.reset) notice('Log cursor reset (file rotated).');
    return result.more === true;
  };
  return {
    async fetch(session, signal) {
      let more = true;
      while (more && !signal.aborted) more = await step(session);
    },
  };
}

const at = (cursor: number | undefined): { readonly cursor?: number } =>
  cursor === undefined ? {} : { cursor };

/** When the own gateway is down its log is needed most: the files can be read without it. */
async function withPlace(error: unknown, io: CliIo, flags: LogsFlags): Promise<unknown> {
  if (!(error instanceof CliError) || error.kind !== 'unreachable' || flags.url !== undefined) return error;
  const { config } = await loadConfig({ paths: io.paths, env: io.env });
  if (config.gateway?.mode === 'remote') return error;
  const file = config.logging?.file;
  const pattern = file === undefined ? io.paths.logFile : expandHome(file, io.paths.home);
  const today = currentLogPath(pattern, io.clock.now());
  const place = [today, dirname(today)].find((path) => existsSync(path));
  if (place === undefined) return error;
  return error.at([...(error.options.where ?? []), `Its log can be read all the same: ${place}`]);
}

/** `moltbot logs`: through the gateway. `--follow` outlives restarts of the gateway and ends with Ctrl-C. */
export async function logs(io: CliIo, flags: LogsFlags): Promise<number> {
  const tail = createTail(io, flags);
  const out = createOutput(io);
  const stop = new AbortController();
  const forget = flags.follow === true ? io.onInterrupt(() => stop.abort()) : () => {};
  const quit = (): void => stop.abort();
  io.stdout.once('error', quit);
  let retryMs = flags.interval;
  let lost = false;
  try {
    do {
      let session: Session | undefined;
      try {
        session = await openSession(io, flags);
        if (lost) out.note('Connected again.');
        lost = false;
        do {
          await tail.fetch(session, stop.signal);
          retryMs = flags.interval;
          if (flags.follow === true) await pause(io, flags.interval, stop.signal);
        } while (flags.follow === true && !stop.signal.aborted);
      } catch (error) {
        if (flags.follow !== true || !isPassing(error)) throw await withPlace(error, io, flags);
        if (!lost) out.note(`${(error as Error).message}; trying again until Ctrl-C`);
        lost = true;
        await pause(io, retryMs, stop.signal);
        retryMs = Math.min(MAX_RETRY_MS, retryMs * 2);
      } finally {
        await session?.client.close();
      }
    } while (flags.follow === true && !stop.signal.aborted);
    return 0;
  } finally {
    io.stdout.off('error', quit);
    forget();
  }
}
