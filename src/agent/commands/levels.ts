import type { Directive } from './command.ts';

const THINK: ReadonlyMap<string, string> = new Map([
  ['off', 'off'],
  ['none', 'off'],
  ['minimal', 'minimal'],
  ['min', 'minimal'],
  ['low', 'low'],
  ['medium', 'medium'],
  ['med', 'medium'],
  ['high', 'high'],
  ['max', 'xhigh'],
  ['xhigh', 'xhigh'],
]);

/** How long the model thinks. */
export const think: Directive = (args, context, ports) => {
  const level = THINK.get(args.toLowerCase());
  if (level === undefined) {
    const current = ports.session(context.sessionKey)?.thinkingLevel ?? 'default';
    return Promise.resolve({
      text: `Thinking level: ${current}. Options: off, minimal, low, medium, high, xhigh.`,
    });
  }
  return Promise.resolve({
    text: `Thinking level set to ${level}.`,
    patch: { thinkingLevel: level },
    turn: { thinkingLevel: level },
  });
};

/** Whether tool calls are shown; `full` includes their results. */
export const verbose: Directive = (args, context, ports) => {
  const level = args.toLowerCase();
  if (level !== 'on' && level !== 'off' && level !== 'full') {
    const current = ports.session(context.sessionKey)?.verboseLevel ?? 'default';
    return Promise.resolve({ text: `Verbose level: ${current}. Options: on, full, off.` });
  }
  return Promise.resolve({
    text: `Verbose level set to ${level}.`,
    patch: { verboseLevel: level },
    turn: { verboseLevel: level },
  });
};
