import { reply, type AloneCommand } from './command.ts';

/** Whether the group is answered always or only when the agent is mentioned. */
export const activation: AloneCommand = async (args, context, ports) => {
  if (context.chatKind !== 'group' && context.chatKind !== 'channel') {
    return reply('⚙️ Group activation only applies to group chats.');
  }
  const mode = args.toLowerCase();
  if (mode !== 'mention' && mode !== 'always') {
    const current = ports.session(context.sessionKey)?.groupActivation ?? 'as configured';
    return reply(`⚙️ Usage: /activation mention|always (now: ${current})`);
  }
  await ports.patchSession(context.sessionKey, { groupActivation: mode });
  return reply(`⚙️ Group activation set to ${mode}.`);
};
