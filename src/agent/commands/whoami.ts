import { reply, type AloneCommand } from './command.ts';

export const whoami: AloneCommand = (_args, context) =>
  Promise.resolve(
    reply(
      [
        '🧭 Identity',
        `You: ${context.requester}`,
        ...(context.senderId === undefined ? [] : [`Id: ${context.senderId}`]),
        `Via: ${context.surface}${context.accountId === undefined ? '' : ` (account ${context.accountId})`}`,
        ...(context.chatKind === 'none' ? [] : [`Owner: ${context.owner ? 'yes' : 'no'}`]),
        `Agent: ${context.agentId}`,
        `Session: ${context.sessionKey}`,
      ].join('\n'),
    ),
  );
