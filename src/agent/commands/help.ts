import { COMMANDS } from './table.ts';
import { reply, type AloneCommand } from './command.ts';

/** The short list. */
export const help: AloneCommand = () =>
  Promise.resolve(
    reply(
      [
        'ℹ️ Help',
        '/new starts a new session, /reset starts this one over, /stop aborts the active run.',
        '/model shows or chooses the model, /think how long it thinks, /verbose shows tool calls.',
        '/status shows the session, /whoami who you are, /queue what happens to messages during a run.',
        'Every command: /commands',
      ].join('\n'),
    ),
  );

/** The full list. */
export const commandList: AloneCommand = () =>
  Promise.resolve(
    reply(
      [
        'ℹ️ Commands',
        ...COMMANDS.map(({ usage, summary, aliases }) => `${usage} – ${summary}${also(aliases)}`),
      ].join('\n'),
    ),
  );

const also = (aliases: readonly string[]): string =>
  aliases.length === 0 ? '' : ` (also ${aliases.map((alias) => `/${alias}`).join(', ')})`;
