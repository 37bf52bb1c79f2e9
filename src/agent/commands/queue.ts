import type { Directive } from './command.ts';
import type { CommandPatch, CommandSession, QueueSettings } from './outcome.ts';
import { parseQueueSettings } from './queue-settings.ts';

const CLEARED: CommandPatch = { queueMode: null, queueDebounceMs: null, queueCap: null, queueDrop: null };

/** What happens to messages that arrive while a run is active. */
export const queue: Directive = (args, context, ports) => {
  if (args.trim() === '') return Promise.resolve({ text: current(ports.session(context.sessionKey)) });
  const parsed = parseQueueSettings(args);
  if (!parsed.ok) return Promise.resolve({ text: `Queue unchanged: ${parsed.problem}.` });
  if (parsed.reset) return Promise.resolve({ text: 'Queue settings reset to the default.', patch: CLEARED });
  return Promise.resolve({
    text: `Queue set to ${describe(parsed.settings)}.`,
    patch: parsed.settings,
    turn: { queue: parsed.settings },
  });
};

function current(session: CommandSession | undefined): string {
  const { queueMode, queueDebounceMs, queueCap, queueDrop } = session ?? {};
  const parts = [
    `mode ${queueMode ?? 'default'}`,
    ...(queueDebounceMs === undefined ? [] : [`debounce ${queueDebounceMs} ms`]),
    ...(queueCap === undefined ? [] : [`cap ${queueCap}`]),
    ...(queueDrop === undefined ? [] : [`drop ${queueDrop}`]),
  ];
  return `Queue: ${parts.join(', ')}. Modes: steer, followup, collect, steer-backlog, interrupt.`;
}

const describe = (settings: QueueSettings): string =>
  [
    settings.queueMode ?? '',
    settings.queueDebounceMs === undefined ? '' : `debounce ${settings.queueDebounceMs} ms`,
    settings.queueCap === undefined ? '' : `cap ${settings.queueCap}`,
    settings.queueDrop === undefined ? '' : `drop ${settings.queueDrop}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
