import { activation } from './activation.ts';
import { allowlist } from './allowlist.ts';
import { ownerOnly, reply, type AloneCommand, type Directive } from './command.ts';
import { compact } from './compact.ts';
import { commandList, help } from './help.ts';
import { think, verbose } from './levels.ts';
import { model } from './model.ts';
import type { CommandContext, CommandOutcome, CommandPorts, Commands, TurnOverrides } from './outcome.ts';
import { parseCommand, type FoundCommand } from './parse.ts';
import { queue } from './queue.ts';
import { newSession, reset } from './reset.ts';
import { restart } from './restart.ts';
import { send } from './send.ts';
import { status } from './status.ts';
import type { CommandName } from './table.ts';
import { usage } from './usage.ts';
import { whoami } from './whoami.ts';

const DIRECTIVES: ReadonlyMap<CommandName, Directive> = new Map([
  ['model', model],
  ['think', think],
  ['verbose', verbose],
  ['queue', queue],
]);

const ALONE: ReadonlyMap<CommandName, AloneCommand> = new Map([
  ['help', help],
  ['commands', commandList],
  ['status', status],
  ['whoami', whoami],
  ['new', newSession],
  ['reset', reset],
  ['activation', ownerOnly(activation)],
  ['send', ownerOnly(send)],
  ['allowlist', ownerOnly(allowlist)],
  ['restart', ownerOnly(restart)],
  ['compact', compact],
  ['usage', usage],
  ['stop', () => Promise.resolve<CommandOutcome>({ kind: 'abort' })],
]);

const NONE: CommandOutcome = { kind: 'none' };

/** Slash commands over the given ports. Unauthorised senders' commands stay plain text. */
export function createCommands(ports: CommandPorts): Commands {
  return {
    async handle(text, context) {
      if (!context.authorized || ports.config().commands?.text === false) return NONE;
      const parsed = parseCommand(text);
      if (parsed.kind === 'alone') return runAlone(parsed.command, context, ports);
      if (parsed.kind === 'mixed') return runMixed(parsed.commands, parsed.rest, context, ports);
      return parsed.kind === 'bareStop' && context.runActive ? { kind: 'abort' } : NONE;
    },
  };
}

async function runAlone(
  { spec, args }: FoundCommand,
  context: CommandContext,
  ports: CommandPorts,
): Promise<CommandOutcome> {
  const directive = DIRECTIVES.get(spec.name);
  if (!directive) return (await ALONE.get(spec.name)?.(args, context, ports)) ?? NONE;
  const effect = await directive(args, context, ports);
  if (effect.patch) await ports.patchSession(context.sessionKey, effect.patch);
  return reply(effect.text);
}

/** Directives without any text around them are alone, however many they are. */
async function runMixed(
  commands: readonly FoundCommand[],
  rest: string,
  context: CommandContext,
  ports: CommandPorts,
): Promise<CommandOutcome> {
  const notices: string[] = [];
  let turn: TurnOverrides = {};
  for (const command of commands) {
    const directive = DIRECTIVES.get(command.spec.name);
    if (!directive || rest === '') {
      const outcome = await runAlone(command, context, ports);
      if (outcome.kind === 'reply') notices.push(outcome.text);
      continue;
    }
    const effect = await directive(command.args, context, ports);
    if (effect.turn) turn = { ...turn, ...effect.turn };
    else notices.push(effect.text);
  }
  const notice = notices.join('\n\n');
  if (rest === '') return reply(notice);
  return {
    kind: 'rewrite',
    message: rest,
    ...(Object.keys(turn).length === 0 ? {} : { turn }),
    ...(notice === '' ? {} : { notice }),
  };
}
