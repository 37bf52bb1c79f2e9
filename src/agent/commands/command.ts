import type { CommandContext, CommandOutcome, CommandPatch, CommandPorts, TurnOverrides } from './outcome.ts';

/** A command that makes up the whole message. */
export type AloneCommand = (
  args: string,
  context: CommandContext,
  ports: CommandPorts,
) => Promise<CommandOutcome>;

/** What a directive wants: a change for the session or this turn, or only an answer. */
export interface DirectiveEffect {
  /** Acknowledgement, or the answer of a directive that only asks. */
  readonly text: string;
  /** Stored in the session when the directive stands alone. */
  readonly patch?: CommandPatch;
  /** Applied to this message only when the directive stands within a text. */
  readonly turn?: TurnOverrides;
}

export type Directive = (
  args: string,
  context: CommandContext,
  ports: CommandPorts,
) => Promise<DirectiveEffect>;

export const reply = (text: string): CommandOutcome => ({ kind: 'reply', text });

/** The same command for owners; everybody else learns how to become one. */
export const ownerOnly =
  (command: AloneCommand): AloneCommand =>
  (args, context, ports) =>
    context.owner ? command(args, context, ports) : Promise.resolve(reply(notOwner(context)));

const notOwner = ({ channel, senderId }: CommandContext): string =>
  channel === undefined
    ? '⚠️ This command is for owners.'
    : `⚠️ This command is for owners. To be one, add ${senderId ?? 'your id'} to channels.${channel}.allowFrom in the gateway’s config.`;
