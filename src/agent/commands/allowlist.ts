import { Failure } from '../../protocol/failure.ts';
import { reply, type AloneCommand } from './command.ts';
import type { AllowedSenders, AllowlistTarget, CommandContext, CommandPorts } from './outcome.ts';

const USAGE = '⚙️ Usage: /allowlist list | add|remove [<channel>[/<account>]] <id>';

/** Who may write directly. The config belongs to the operator: only stored approvals are changed here. */
export const allowlist: AloneCommand = async (args, context, ports) => {
  const [verb = 'list', ...rest] = args.split(/\s+/u).filter((word) => word !== '');
  if (verb.toLowerCase() === 'list') return reply(listing(ports.allowlist.list()));
  const target = targetOf(rest, context);
  if (target === undefined) return reply(USAGE);
  try {
    if (verb.toLowerCase() === 'add') return reply(await add(target, context, ports));
    if (verb.toLowerCase() === 'remove') return reply(await remove(target, context, ports));
  } catch (error) {
    // The refusal names what is wrong with the words typed.
    if (error instanceof Failure && error.code === 'INVALID_REQUEST') return reply(`⚠️ ${error.message}`);
    throw error;
  }
  return reply(USAGE);
};

function listing(accounts: readonly AllowedSenders[]): string {
  if (accounts.length === 0) return '⚙️ No channel with an allowlist is configured.';
  return ['⚙️ Allowlist', ...accounts.flatMap(describe)].join('\n');
}

const describe = ({ channel, accountId, dmPolicy, configured, stored }: AllowedSenders): string[] => [
  `${channel}/${accountId} (dmPolicy ${dmPolicy})`,
  `  config: ${configured.length === 0 ? 'none' : configured.join(', ')}`,
  `  approved: ${stored.length === 0 ? 'none' : stored.join(', ')}`,
];

/** `<id>` means the chat's own account; elsewhere the channel must be named. */
function targetOf(words: readonly string[], context: CommandContext): AllowlistTarget | undefined {
  const [first, second, ...others] = words;
  if (first === undefined || others.length > 0) return undefined;
  if (second === undefined) {
    const { channel, accountId = 'default' } = context;
    return channel === undefined ? undefined : { channel, accountId, senderId: first };
  }
  const [channel = '', accountId = 'default'] = first.split('/', 2);
  return { channel: channel.toLowerCase(), accountId, senderId: second };
}

async function add(target: AllowlistTarget, context: CommandContext, ports: CommandPorts): Promise<string> {
  const changed = await ports.allowlist.add(target, context.requester);
  return changed
    ? `⚙️ ${target.senderId} may write over ${place(target)} now.`
    : `⚙️ ${target.senderId} was allowed over ${place(target)} already.`;
}

async function remove(
  target: AllowlistTarget,
  context: CommandContext,
  ports: CommandPorts,
): Promise<string> {
  const changed = await ports.allowlist.remove(target, context.requester);
  return changed
    ? `⚙️ ${target.senderId} is no longer approved over ${place(target)}.`
    : `⚙️ ${target.senderId} is not approved over ${place(target)}. Entries of the config are removed there: channels.${target.channel}.allowFrom.`;
}

const place = ({ channel, accountId }: AllowlistTarget): string => `${channel}/${accountId}`;
