import { parseRef } from '../candidate.ts';
import { isKnownRef, toCandidate } from '../resolve.ts';
import type { AloneCommand } from './command.ts';
import type { CommandPorts, TurnOverrides } from './outcome.ts';

/** The prompt of a fresh session that was asked for without a message. */
export const GREETING_PROMPT =
  'Greet the person briefly, in one to three sentences, and ask what they want to do: a new session was started with /new or /reset.';

/** A new session id with the old preferences; what follows the command becomes the first message. */
export const reset: AloneCommand = async (args, context, ports) => {
  await ports.resetSession(context.sessionKey);
  return { kind: 'rewrite', message: args === '' ? GREETING_PROMPT : args, sessionReset: true };
};

/** Like `/reset`, and a model named first is kept for the new session. */
export const newSession: AloneCommand = async (args, context, ports) => {
  const [first = '', ...others] = args.split(/\s+/u);
  const chosen = modelIn(first, ports);
  if (!chosen) return reset(args, context, ports);
  await ports.resetSession(context.sessionKey);
  await ports.patchSession(context.sessionKey, chosen);
  const message = others.join(' ');
  return { kind: 'rewrite', message: message === '' ? GREETING_PROMPT : message, sessionReset: true };
};

/** Only an alias or a full reference counts; a message may well start with a word that looks like a provider. */
function modelIn(word: string, ports: CommandPorts): Required<ModelOverride> | undefined {
  const config = ports.config();
  const isAlias = Object.values(config.agents?.defaults?.models ?? {}).some(
    (settings) => settings.alias?.toLowerCase() === word.toLowerCase(),
  );
  const isRef =
    parseRef(word) !== undefined && /^[a-z0-9-]+\/[\w.:@/-]+$/iu.test(word) && isKnownRef(config, word);
  if (word === '' || (!isAlias && !isRef)) return undefined;
  const { provider, model } = toCandidate(config, word);
  return { providerOverride: provider, modelOverride: model };
}

type ModelOverride = Pick<TurnOverrides, 'providerOverride' | 'modelOverride'>;
