import { reply, type AloneCommand } from './command.ts';

const POLICIES: ReadonlyMap<string, 'allow' | 'deny' | null> = new Map([
  ['on', 'allow'],
  ['off', 'deny'],
  ['inherit', null],
]);

/** Whether answers of this session are delivered, whatever the configured send policy says. */
export const send: AloneCommand = async (args, context, ports) => {
  const word = args.toLowerCase();
  const sendPolicy = POLICIES.get(word);
  if (sendPolicy === undefined) {
    const stored = ports.session(context.sessionKey)?.sendPolicy;
    const current = stored === undefined ? 'inherit' : stored === 'allow' ? 'on' : 'off';
    return reply(`⚙️ Usage: /send on|off|inherit (now: ${current})`);
  }
  await ports.patchSession(context.sessionKey, { sendPolicy });
  return reply(`⚙️ Send policy set to ${word}.`);
};
