export type CommandName =
  | 'help'
  | 'commands'
  | 'status'
  | 'whoami'
  | 'new'
  | 'reset'
  | 'stop'
  | 'model'
  | 'think'
  | 'verbose'
  | 'queue'
  | 'activation'
  | 'send'
  | 'allowlist'
  | 'compact'
  | 'usage'
  | 'restart';

/**
 * How a command behaves in a text. `command`: only as the whole message. `directive`: alone it persists to the session, within a
 * text it applies to that message. `inline`: also answered from within a text, the rest goes on.
 */
export type CommandKind = 'command' | 'directive' | 'inline';

export interface CommandSpec {
  readonly name: CommandName;
  readonly aliases: readonly string[];
  readonly kind: CommandKind;
  readonly usage: string;
  readonly summary: string;
}

export const COMMANDS: readonly CommandSpec[] = [
  { name: 'help', aliases: [], kind: 'inline', usage: '/help', summary: 'the most useful commands' },
  { name: 'commands', aliases: [], kind: 'inline', usage: '/commands', summary: 'every command' },
  { name: 'status', aliases: [], kind: 'inline', usage: '/status', summary: 'model, tokens, session, queue' },
  {
    name: 'whoami',
    aliases: ['id'],
    kind: 'inline',
    usage: '/whoami',
    summary: 'who you are to the gateway',
  },
  { name: 'new', aliases: [], kind: 'command', usage: '/new [model] [text]', summary: 'start a new session' },
  { name: 'reset', aliases: [], kind: 'command', usage: '/reset [text]', summary: 'start this session over' },
  { name: 'stop', aliases: ['abort'], kind: 'command', usage: '/stop', summary: 'abort the active run' },
  {
    name: 'model',
    aliases: ['models'],
    kind: 'directive',
    usage: '/model [list|status|default|<number>|<provider/model>]',
    summary: 'show or choose the model',
  },
  {
    name: 'think',
    aliases: ['thinking', 't'],
    kind: 'directive',
    usage: '/think off|minimal|low|medium|high|xhigh',
    summary: 'how long the model thinks',
  },
  {
    name: 'verbose',
    aliases: ['v'],
    kind: 'directive',
    usage: '/verbose on|full|off',
    summary: 'show tool calls',
  },
  {
    name: 'queue',
    aliases: [],
    kind: 'directive',
    usage: '/queue <mode> [debounce:2s] [cap:20] [drop:summarize|old|new] | default',
    summary: 'what happens to messages that arrive during a run',
  },
  {
    name: 'activation',
    aliases: [],
    kind: 'command',
    usage: '/activation mention|always',
    summary: 'when this group is answered',
  },
  {
    name: 'send',
    aliases: [],
    kind: 'command',
    usage: '/send on|off|inherit',
    summary: 'whether this session is answered',
  },
  {
    name: 'allowlist',
    aliases: [],
    kind: 'command',
    usage: '/allowlist list | add|remove [<channel>[/<account>]] <id>',
    summary: 'who may write directly',
  },
  {
    name: 'compact',
    aliases: [],
    kind: 'command',
    usage: '/compact',
    summary: 'archive the older part of this conversation',
  },
  {
    name: 'usage',
    aliases: [],
    kind: 'command',
    usage: '/usage off|tokens|full',
    summary: 'note tokens with this session’s answers',
  },
  {
    name: 'restart',
    aliases: [],
    kind: 'command',
    usage: '/restart',
    summary: 'restart the gateway in-process',
  },
];

const BY_WORD: ReadonlyMap<string, CommandSpec> = new Map(
  COMMANDS.flatMap((spec) => [spec.name, ...spec.aliases].map((word) => [word, spec] as const)),
);

/** By name or alias, in any case. */
export const findCommand = (word: string): CommandSpec | undefined => BY_WORD.get(word.toLowerCase());

/** Whole messages that abort, but only while a run is active: they are everyday words. */
export const BARE_STOP_WORDS: ReadonlySet<string> = new Set([
  'stop',
  'esc',
  'abort',
  'wait',
  'exit',
  'interrupt',
]);
