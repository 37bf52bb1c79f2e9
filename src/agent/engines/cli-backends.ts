import type { Config } from '../../config/generated/types.ts';

/** How to drive one agent CLI; config `agents.defaults.cliBackends.<id>` overrides single fields. */
export interface CliBackend {
  readonly command: string;
  readonly args: readonly string[];
  /** Used instead of `args` when a session is resumed; `{sessionId}` is replaced. */
  readonly resumeArgs?: readonly string[] | undefined;
  readonly output: 'json' | 'jsonl' | 'text';
  readonly resumeOutput?: 'json' | 'jsonl' | 'text' | undefined;
  readonly input: 'arg' | 'stdin';
  /** A longer prompt goes to stdin whatever `input` says. */
  readonly maxPromptArgChars?: number | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly clearEnv?: readonly string[] | undefined;
  readonly modelArg?: string | undefined;
  readonly modelAliases?: Readonly<Record<string, string>> | undefined;
  readonly sessionArg?: string | undefined;
  /** Like `sessionArg`, as a list with `{sessionId}` in it. */
  readonly sessionArgs?: readonly string[] | undefined;
  /** `always` invents an id for the first turn, `existing` passes only a known one, `none` never. */
  readonly sessionMode: 'always' | 'existing' | 'none';
  readonly sessionIdFields: readonly string[];
  readonly systemPromptArg?: string | undefined;
  readonly systemPromptMode?: 'append' | 'replace' | undefined;
  readonly systemPromptWhen: 'first' | 'always' | 'never';
  readonly imageArg?: string | undefined;
  readonly imageMode?: 'repeat' | 'list' | undefined;
  /** One run at a time for the whole backend. */
  readonly serialize: boolean;
}

const SESSION_FIELDS = ['session_id', 'sessionId', 'conversation_id', 'conversationId'];

const COMMON = {
  output: 'text',
  input: 'arg',
  maxPromptArgChars: 100_000,
  sessionMode: 'none',
  sessionIdFields: SESSION_FIELDS,
  systemPromptWhen: 'never',
  serialize: true,
} as const satisfies Partial<CliBackend>;

/**
 * Both ask before they act, as their makers ship them: a flag that skips permission prompts is the operator's own choice
 * and belongs in the config.
 */
const DEFAULTS: ReadonlyMap<string, CliBackend> = new Map([
  [
    'claude-cli',
    {
      ...COMMON,
      command: 'claude',
      args: ['-p', '--output-format', 'json'],
      resumeArgs: ['-p', '--output-format', 'json', '--resume', '{sessionId}'],
      output: 'json',
      clearEnv: ['ANTHROPIC_API_KEY', 'ANTHROPIC_API_KEY_OLD'],
      modelArg: '--model',
      modelAliases: {
        'claude-opus-4-5': 'opus',
        'claude-sonnet-4-5': 'sonnet',
        'claude-haiku-4-5': 'haiku',
      },
      sessionArg: '--session-id',
      sessionMode: 'always',
      systemPromptArg: '--append-system-prompt',
      systemPromptMode: 'append',
      systemPromptWhen: 'first',
    },
  ],
  [
    'codex-cli',
    {
      ...COMMON,
      command: 'codex',
      args: ['exec', '--json', '--color', 'never', '--sandbox', 'read-only', '--skip-git-repo-check'],
      resumeArgs: [
        'exec',
        'resume',
        '{sessionId}',
        '--color',
        'never',
        '--sandbox',
        'read-only',
        '--skip-git-repo-check',
      ],
      output: 'jsonl',
      resumeOutput: 'text',
      modelArg: '--model',
      sessionMode: 'existing',
      sessionIdFields: ['thread_id'],
      imageArg: '--image',
      imageMode: 'repeat',
    },
  ],
]);

export const cliBackendIds = (config: Config): readonly string[] => [
  ...new Set([...DEFAULTS.keys(), ...Object.keys(config.agents?.defaults?.cliBackends ?? {})]),
];

export const isCliBackend = (config: Config, provider: string): boolean =>
  DEFAULTS.has(provider) || Object.hasOwn(config.agents?.defaults?.cliBackends ?? {}, provider);

/** The backend with the operator's overrides; `undefined` for an unknown id or a custom one without a command. */
export function cliBackend(config: Config, id: string): CliBackend | undefined {
  const configured = config.agents?.defaults?.cliBackends;
  const own = configured && Object.hasOwn(configured, id) ? configured[id] : undefined;
  const base = DEFAULTS.get(id);
  if (base) return { ...base, ...settings(own ?? {}) };
  if (!own?.command) return undefined;
  return { ...COMMON, args: [], ...settings(own), command: own.command };
}

/** Settings the operator left out must not erase defaults. */
const settings = (own: object): Partial<CliBackend> =>
  Object.fromEntries(Object.entries(own).filter(([, entry]) => entry !== undefined));
