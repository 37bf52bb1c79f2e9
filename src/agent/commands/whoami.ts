import { reply, type AloneCommand } from './command.ts';

export const whoami: AloneCommand = (_args, context) =>
  Promise.resolve(
    reply(
      [
        '🧭 Identity',
        `You: ${context.requester}`,
        `Via: ${context.surface}`,
        `Agent: ${context.agentId}`,
        `Session: ${context.sessionKey}`,
      ].join('\n'),
    ),
  );
