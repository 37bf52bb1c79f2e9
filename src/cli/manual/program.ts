import { USUAL_EXITS } from './exits.ts';
import type { Manual } from './manual.ts';

export const MOLTBOT: Manual = {
  line: 'your own assistant: one gateway for your chats, your devices and your agent',
  text: [
    'Every command but "gateway" and "gateway run" asks a gateway that runs already, or looks at the files of this machine. None starts a gateway, opens a channel or runs an agent by itself: without a gateway it says so and ends with 69.',
    "Before the command: --profile <name> chooses an instance of its own (state in ~/.clawdbot-<name>), --dev is the same as --profile dev, with port 19001. On the gateway's own machine no command needs a secret.",
  ],
  examples: [
    ['moltbot gateway', 'run the gateway'],
    ['moltbot agent --message "hi" --stream', 'talk to it'],
    ['moltbot status', 'what is going on'],
    ['moltbot gateway status --deep', 'every part of it'],
    ['moltbot logs --follow', 'until Ctrl-C'],
    ['moltbot --profile rescue status', 'the same of another instance'],
  ],
  exits: USUAL_EXITS,
  files: [
    [
      '<state>',
      'here and elsewhere: the state directory, ~/.clawdbot, of a profile ~/.clawdbot-<profile>, or CLAWDBOT_STATE_DIR',
    ],
    ['<state>/moltbot.json', 'the configuration, JSON5'],
    ['<state>/gateway.sock', "the operator's socket: whoever may open it needs no secret"],
    ['<state>/gateway.db', 'messages, conversations, devices: everything durable'],
    ['<state>/credentials/gateway-token', 'the token the gateway made for itself'],
    ['<state>/logs/', 'the daily log'],
    ['~/clawd/', 'where agents work; of a profile ~/clawd-<profile>'],
  ],
  environment: [
    ['CLAWDBOT_PROFILE', 'the instance, as --profile'],
    ['CLAWDBOT_STATE_DIR', 'another state directory'],
    ['CLAWDBOT_CONFIG_PATH', 'another configuration file'],
    ['CLAWDBOT_GATEWAY_PORT', 'the port, after --port and before the configuration'],
    ['CLAWDBOT_GATEWAY_TOKEN', 'the token, when neither an option nor the configuration has one'],
    ['CLAWDBOT_GATEWAY_PASSWORD', 'the password, likewise'],
    ['NO_COLOR', 'when set: no colours, as --no-color'],
  ],
  guides: ['guides/getting-started.md', 'reference/environment.md'],
};

export const COMPLETION: Manual = {
  line: 'what a shell needs to complete commands: source <(moltbot completion bash)',
  text: [
    'Prints a script. The shell then asks this program for commands, options and their values, so it knows every command of the release that is installed. It asks no gateway and writes no file.',
  ],
  examples: [
    ['moltbot completion bash', 'for bash: source <(moltbot completion bash)'],
    ['moltbot completion zsh', 'for zsh, in .zshrc'],
    ['moltbot completion fish', 'for fish: moltbot completion fish | source'],
  ],
};
