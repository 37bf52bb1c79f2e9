import { Option } from 'commander';
import type { Command } from 'commander';
import type { Settle } from './gateway-commands.ts';
import type { CliIo } from './io.ts';
import { seconds, withJson, withRpc, withTarget } from './options.ts';
import type { AgentFlags } from './verbs/agent.ts';
import type { MessageSendFlags } from './verbs/message-send.ts';

const THINKING = ['off', 'minimal', 'low', 'medium', 'high'];

const append = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];

const AGENT_EXAMPLES = `
Examples:
  moltbot agent --message "what can you do?" --stream
  moltbot agent --message "hi" --to +15555550123
  moltbot agent --message - < question.txt
  moltbot agent --message "and then?" --session-key main --json`;

const SEND_EXAMPLES = `
Examples:
  moltbot message send --target +15555550123 --message "hi"
  moltbot message send --target @someone --channel telegram --media ./photo.jpg`;

export function addAgent(program: Command, io: CliIo, settle: Settle): void {
  withJson(withTarget(program.command('agent')))
    .description('send a message to the agent and print its answer')
    .requiredOption('-m, --message <text>', 'what to say; - reads it from standard input')
    .option('-t, --to <number>', 'the session of this peer (E.164)')
    .option('--session-id <id>', 'an existing session')
    .option('--session-key <key>', 'a session by key, e.g. main')
    .option('--agent <id>', 'which agent answers')
    .addOption(new Option('--thinking <level>', 'how hard it thinks').choices(THINKING))
    .addOption(new Option('--timeout <seconds>', 'how long the run may take').argParser(seconds))
    .option('--stream', 'print the answer as it comes; with --json one event per line')
    .addHelpText('after', AGENT_EXAMPLES)
    .action(async (flags: AgentFlags) => {
      const { agent } = await import('./verbs/agent.ts');
      await settle(agent(io, flags));
    });
}

export function addMessage(program: Command, io: CliIo, settle: Settle): void {
  const message = program.command('message').description('messages through the channels of the gateway');
  withRpc(message.command('send'))
    .description('send a message')
    .requiredOption('-t, --target <target>', 'number, chat id or name')
    .option('-m, --message <text>', 'the text')
    .option('--media <path-or-url>', 'a file or address to send along (repeatable)', append)
    .option('--channel <name>', 'which channel, when several are configured')
    .option('--account <id>', 'which account of the channel')
    .option('--gif-playback', 'WhatsApp: play the video like a GIF')
    .addHelpText('after', SEND_EXAMPLES)
    .action(async (flags: MessageSendFlags) => {
      const { messageSend } = await import('./verbs/message-send.ts');
      await settle(messageSend(io, flags));
    });
}
