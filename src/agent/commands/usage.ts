import { reply, type AloneCommand } from './command.ts';

/** What clients show of the tokens an answer took; kept with the session. */
export const usage: AloneCommand = async (args, context, ports) => {
  const level = args.toLowerCase();
  if (level !== 'off' && level !== 'tokens' && level !== 'full') {
    const current = ports.session(context.sessionKey)?.responseUsage ?? 'off';
    return reply(`⚙️ Usage: /usage off|tokens|full (now: ${current})`);
  }
  await ports.patchSession(context.sessionKey, { responseUsage: level === 'off' ? null : level });
  return reply(`⚙️ Usage notes set to ${level}.`);
};
