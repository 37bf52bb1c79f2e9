import { askedFrom } from '../asked-from.ts';
import { reply, type AloneCommand } from './command.ts';

/** Restarts the gateway within its process, when the operator allows it. */
export const restart: AloneCommand = (_args, context, ports) => {
  if (ports.config().commands?.restart !== true) {
    return Promise.resolve(reply('⚠️ /restart is disabled. Set commands.restart=true to enable.'));
  }
  ports.restart(`/restart by ${context.requester}`, askedFrom(context.sessionKey, context.origin));
  return Promise.resolve(reply('⚙️ Restarting in-process; you are told here when it is back.'));
};
