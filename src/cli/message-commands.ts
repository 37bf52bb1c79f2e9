import { Option } from 'commander';
import type { Command } from 'commander';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import * as manual from './manual/messages.ts';
import { explain } from './manual/manual.ts';
import { append, buttonRows, count, seconds, withJson, withRpc, withTarget } from './options.ts';
import type { AgentFlags } from './verbs/agent.ts';
import type { MessagePollFlags } from './verbs/message-poll.ts';
import type { MessageReactFlags } from './verbs/message-react.ts';
import type { MessageSendFlags } from './verbs/message-send.ts';

const THINKING = ['off', 'minimal', 'low', 'medium', 'high'];

export function addAgent(program: Command, io: CliIo, settle: Settle): void {
  withJson(withTarget(explain(program.command('agent'), manual.AGENT)))
    .requiredOption('-m, --message <text>', 'what to say; - reads it from standard input')
    .option('-t, --to <number>', 'the session of this peer (E.164)')
    .option('--session-id <id>', 'a session by its id; one that is not known yet is begun')
    .option('--session-key <key>', 'a session by key, e.g. main')
    .option('--agent <id>', 'which agent answers')
    .addOption(new Option('--thinking <level>', 'how hard it thinks').choices(THINKING))
    .addOption(new Option('--timeout <seconds>', 'how long the run may take').argParser(seconds))
    .option('--stream', 'print the answer as it comes; with --json one event per line')
    .action(async (flags: AgentFlags) => {
      const { agent } = await import('./verbs/agent.ts');
      await settle(agent(io, flags));
    });
}

/** Where a message goes, and how the command behaves. */
const withRoute = (command: Command): Command =>
  withRpc(command)
    .requiredOption('-t, --target <target>', 'number, chat id or name')
    .option('--channel <name>', 'which channel, when several are configured')
    .option('--account <id>', 'which account of the channel')
    .option('--idempotency-key <key>', 'the same key again sends nothing twice')
    .option('--dry-run', 'say what would be done, and do nothing');

export function addMessage(program: Command, io: CliIo, settle: Settle): void {
  const message = explain(program.command('message'), manual.MESSAGE);
  withRoute(explain(message.command('send'), manual.SEND))
    .option('-m, --message <text>', 'the text')
    .option('--media <path-or-url>', 'a file or address to send along (repeatable)', append)
    .option('--reply-to <id>', 'the message to quote')
    .option('--thread-id <id>', 'Telegram: the topic of the group')
    .option('--silent', 'Telegram: without a sound')
    .addOption(new Option('--buttons <json>', 'Telegram: rows of buttons').argParser(buttonRows))
    .option('--as-voice', 'audio as a voice note')
    .option('--gif-playback', 'WhatsApp: play the video like a GIF')
    .addOption(
      new Option('--wait <state>', 'until it cannot be lost, or until the network has it')
        .choices(['accepted', 'delivered'])
        .default('delivered'),
    )
    .action(async (flags: MessageSendFlags) => {
      const { messageSend } = await import('./verbs/message-send.ts');
      await settle(messageSend(io, flags));
    });
  withRoute(explain(message.command('poll'), manual.POLL))
    .requiredOption('--poll-question <text>', 'the question')
    .requiredOption('--poll-option <text>', 'an answer (2 to 12 times)', append)
    .option('--poll-multi', 'several answers may be chosen')
    .addOption(new Option('--poll-duration-hours <hours>', 'open for so long').argParser(count))
    .action(async (flags: MessagePollFlags) => {
      const { messagePoll } = await import('./verbs/message-poll.ts');
      await settle(messagePoll(io, flags));
    });
  withRoute(explain(message.command('react'), manual.REACT))
    .requiredOption('--message-id <id>', 'the message')
    .option('--emoji <emoji>', 'the reaction')
    .option('--remove', 'take it away')
    .option('--participant <id>', 'WhatsApp groups: who wrote the message')
    .option('--from-me', 'WhatsApp: the message is our own')
    .action(async (flags: MessageReactFlags) => {
      const { messageReact } = await import('./verbs/message-react.ts');
      await settle(messageReact(io, flags));
    });
}
