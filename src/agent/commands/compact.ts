import { reply, type AloneCommand } from './command.ts';

export const compact: AloneCommand = async (_args, context, ports) => {
  if (context.runActive) return reply('⚙️ A run is active; /stop it first, or compact when it has ended.');
  const { compacted, kept } = await ports.compactSession(context.sessionKey);
  if (compacted)
    return reply(`⚙️ Compacted: the newest ${kept ?? 0} messages stay, the older ones are archived.`);
  return reply('⚙️ Nothing to compact: the conversation is short.');
};
