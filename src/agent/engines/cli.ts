import type { Config } from '../../config/generated/types.ts';
import type { EnvVars } from '../../platform/env.ts';
import type { ProcessResult, RunProcess } from '../../platform/exec.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import { EngineError, type Engine, type EngineEvent, type EngineInput } from '../engine.ts';
import { abortedError, throwIfAborted } from '../retry.ts';
import { cliBackend, type CliBackend } from './cli-backends.ts';
import { cliCommand, type CliCommand } from './cli-command.ts';
import { createCliReader, type CliReader } from './cli-reader.ts';
import { withImageFiles } from './cli-images.ts';
import { createEventQueue } from './event-queue.ts';
import { kindOfText } from './model-errors.ts';
import { createTurnstile } from './turnstile.ts';

const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;
const MAX_ERROR_TEXT = 500;

export interface CliEngineOptions {
  readonly config: () => Config;
  readonly env: EnvVars;
  readonly exec: RunProcess;
  readonly random: Pick<Random, 'uuid'>;
  /** Absolute directory for images handed to the CLI. */
  readonly tempDir: string;
  /** Between SIGTERM and SIGKILL of the program's group, in milliseconds. */
  readonly graceMs: number;
  readonly log: Logger;
}

/** An installed agent CLI as the agent: one process per turn, its whole group gone when the run settles. */
export function createCliEngine(options: CliEngineOptions): Engine {
  const turnstile = createTurnstile();
  return {
    id: 'cli',
    async *run(input, signal) {
      throwIfAborted(signal);
      const backend = cliBackend(options.config(), input.provider);
      if (!backend) throw noBackend(input.provider);
      const leave = await turnstile.enter(backend.serialize ? input.provider : input.runId, signal);
      try {
        yield* runTurn(options, backend, input, signal);
      } finally {
        leave();
      }
    },
  };
}

/** The program ran to its end and said no: a failing exit, or an answer that calls itself an error. */
class TurnRefusedError extends EngineError {}

async function* runTurn(
  options: CliEngineOptions,
  backend: CliBackend,
  input: EngineInput,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const images = await withImageFiles(options.tempDir, input.attachments);
  try {
    const turn = { input, imagePaths: images.paths, newSessionId: options.random.uuid() };
    const command = cliCommand(backend, turn);
    const progress = { spoke: false };
    try {
      for await (const event of runCommand(options, backend, command, input, signal)) {
        progress.spoke = true;
        yield event;
      }
      return;
    } catch (error) {
      if (progress.spoke || !command.resumes || !mayHaveForgotten(error) || signal.aborted) throw error;
      options.log.warn('agent CLI could not resume its session; beginning a new one', {
        backend: input.provider,
        runId: input.runId,
        sessionId: input.backendSessionId,
        error,
      });
    }
    const { backendSessionId: _forgotten, ...first } = input;
    yield* runCommand(options, backend, cliCommand(backend, { ...turn, input: first }), first, signal);
  } finally {
    await images.remove();
  }
}

/** Programs say in words of their own that a session is gone. A limit, a login or a bill would meet a new one as well. */
const mayHaveForgotten = (error: unknown): boolean =>
  error instanceof TurnRefusedError && (error.kind === 'unknown' || error.kind === 'format');

async function* runCommand(
  options: CliEngineOptions,
  backend: CliBackend,
  command: CliCommand,
  input: EngineInput,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  const events = createEventQueue<EngineEvent>();
  let finished: Promise<void> | undefined;
  try {
    const reader = createCliReader({
      output: command.output,
      sessionIdFields: backend.sessionIdFields,
      maxBytes: MAX_OUTPUT_BYTES,
      onText: (delta) => events.push({ type: 'text', delta }),
      onOverflow: () => stop.abort(),
    });
    const run = execute(options, { backend, command, input, reader, signal: stop.signal });
    finished = run.then(
      () => events.end(),
      () => events.end(),
    );
    yield* events;
    const result = await run;
    yield* conclude({ backend, command, input, reader, result, signal });
  } finally {
    stop.abort();
    signal.removeEventListener('abort', onAbort);
    await finished;
  }
}

interface Execution {
  readonly backend: CliBackend;
  readonly command: CliCommand;
  readonly input: EngineInput;
  readonly reader: CliReader;
  readonly signal: AbortSignal;
}

async function execute(options: CliEngineOptions, run: Execution): Promise<ProcessResult> {
  const { backend, command, input, reader, signal } = run;
  const cleared = Object.fromEntries((backend.clearEnv ?? []).map((name) => [name, undefined]));
  options.log.debug('agent CLI started', {
    backend: input.provider,
    command: backend.command,
    runId: input.runId,
  });
  try {
    return await options.exec({
      command: backend.command,
      args: command.args,
      stdin: command.stdin,
      env: { ...options.env, ...backend.env, ...cleared },
      cwd: input.workspace,
      signal,
      graceMs: options.graceMs,
      maxOutputBytes: MAX_OUTPUT_BYTES,
      onStdout: reader.add,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fix = `install it, or set agents.defaults.cliBackends.${input.provider}.command`;
    throw new EngineError('notFound', `${reason} (${fix})`, { cause: error });
  }
}

function* conclude(
  end: Omit<Execution, 'signal'> & { readonly result: ProcessResult; readonly signal: AbortSignal },
): Generator<EngineEvent> {
  const { backend, command, input, reader, result, signal } = end;
  if (signal.aborted) throw abortedError(signal);
  if (reader.overflowed() || result.truncated) {
    throw new EngineError(
      'format',
      `${backend.command} wrote more than ${MAX_OUTPUT_BYTES} bytes and was stopped`,
    );
  }
  if (result.timedOut) throw new EngineError('timeout', `${backend.command} ran into its time limit`);
  const answer = reader.finish();
  if (result.exitCode !== 0) throw exitFailure(backend, result, answer.isError ? answer.text : '');
  if (answer.isError) {
    const text = cap(answer.text) || 'no reason given';
    throw new TurnRefusedError(kindOfText(text), `${backend.command} reported an error: ${text}`);
  }
  if (answer.rest !== '') yield { type: 'text', delta: answer.rest };
  const sessionId = answer.sessionId ?? command.sessionId;
  if (sessionId !== undefined && backend.sessionMode !== 'none') {
    yield { type: 'backendSession', backend: input.provider, sessionId };
  }
  if (answer.usage) yield { type: 'usage', usage: answer.usage };
  yield { type: 'end', stopReason: 'stop' };
}

function exitFailure(backend: CliBackend, result: ProcessResult, reported: string): EngineError {
  const words = cap(reported) || cap(result.stderr) || cap(result.stdout) || 'CLI failed.';
  const how = result.signal ? `was ended by ${result.signal}` : `exited with code ${result.exitCode}`;
  const message = `${backend.command} ${how}: ${words}`;
  return result.signal
    ? new EngineError(kindOfText(words), message)
    : new TurnRefusedError(kindOfText(words), message);
}

function cap(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > MAX_ERROR_TEXT ? `${trimmed.slice(0, MAX_ERROR_TEXT)}…` : trimmed;
}

const noBackend = (id: string): EngineError =>
  new EngineError(
    'notFound',
    `agent CLI "${id}" has no command: set agents.defaults.cliBackends.${id}.command`,
  );
