import type { EngineInput } from '../engine.ts';
import type { CliBackend } from './cli-backends.ts';

export interface CliCommand {
  readonly args: readonly string[];
  readonly stdin: string;
  readonly output: CliBackend['output'];
  /** The session this run belongs to, when it is known before the answer. */
  readonly sessionId: string | undefined;
  /** It continues a session the program is expected to remember. */
  readonly resumes: boolean;
}

export interface CliTurn {
  readonly input: EngineInput;
  readonly imagePaths: readonly string[];
  /** For a backend that wants an id for its first turn. */
  readonly newSessionId: string;
}

const NO_TOOLS = 'The gateway offers no tools in this session; do not pretend to call any.';

/** The command line of one turn. Pure. */
export function cliCommand(backend: CliBackend, turn: CliTurn): CliCommand {
  const { input } = turn;
  const known = backend.sessionMode === 'none' ? undefined : input.backendSessionId;
  const sessionId = known ?? (backend.sessionMode === 'always' ? turn.newSessionId : undefined);
  const resumes = known !== undefined && backend.resumeArgs !== undefined;
  const base = (resumes ? backend.resumeArgs : backend.args) ?? [];
  const prompt = promptText(backend, input, turn.imagePaths);
  const byStdin = backend.input === 'stdin' || prompt.length > (backend.maxPromptArgChars ?? Infinity);
  return {
    args: [
      ...base.map((arg) => arg.replaceAll('{sessionId}', known ?? '')),
      ...modelArgs(backend, input.model),
      ...(resumes ? [] : sessionArgs(backend, sessionId)),
      ...systemPromptArgs(backend, input.systemPrompt, known === undefined),
      ...imageArgs(backend, turn.imagePaths),
      ...(byStdin ? [] : [prompt]),
    ],
    stdin: byStdin ? prompt : '',
    output: resumes ? (backend.resumeOutput ?? backend.output) : backend.output,
    sessionId,
    resumes: known !== undefined,
  };
}

function modelArgs({ modelArg, modelAliases }: CliBackend, model: string): readonly string[] {
  if (modelArg === undefined || model === '' || model === 'default') return [];
  return [modelArg, modelAliases?.[model] ?? model];
}

function sessionArgs(backend: CliBackend, sessionId: string | undefined): readonly string[] {
  if (sessionId === undefined) return [];
  if (backend.sessionArgs) return backend.sessionArgs.map((arg) => arg.replaceAll('{sessionId}', sessionId));
  return backend.sessionArg === undefined ? [] : [backend.sessionArg, sessionId];
}

function systemPromptArgs(backend: CliBackend, systemPrompt: string, isFirst: boolean): readonly string[] {
  const { systemPromptArg: arg, systemPromptWhen: when } = backend;
  if (arg === undefined || when === 'never' || (when === 'first' && !isFirst)) return [];
  return [arg, systemPrompt === '' ? NO_TOOLS : `${systemPrompt}\n\n${NO_TOOLS}`];
}

function imageArgs({ imageArg, imageMode }: CliBackend, paths: readonly string[]): readonly string[] {
  if (imageArg === undefined || paths.length === 0) return [];
  return imageMode === 'list' ? [imageArg, paths.join(',')] : paths.flatMap((path) => [imageArg, path]);
}

/** A leading dash would be read as an option; images a CLI has no argument for are named in the text. */
function promptText({ imageArg }: CliBackend, input: EngineInput, paths: readonly string[]): string {
  const named = imageArg === undefined && paths.length > 0 ? `\n\nAttached images:\n${paths.join('\n')}` : '';
  const text = input.message + named;
  return text.startsWith('-') ? ` ${text}` : text;
}
