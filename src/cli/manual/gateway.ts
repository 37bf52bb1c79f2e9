import type { Manual } from './manual.ts';

/** What ends a gateway, as its supervisor sees it. */
const ENDS = [
  ['0', 'stopped as asked, by SIGTERM, SIGINT or "gateway stop", after draining'],
  ['1', 'a part it cannot live without kept failing: start it again'],
  ['64', 'the command line is wrong: starting again cannot help'],
  ['69', 'with --force: lsof is missing, or whoever listens is looked after by a service'],
  ['75', 'something outside is missing for the moment, e.g. memory or room on the disk: start it again'],
  [
    '78',
    'the configuration, the store or a taken port forbids it, or another gateway holds the state directory: a person must act',
  ],
] as const;

const RUN_FILES = [
  ['<state>/moltbot.json', 'read, watched, and never written by itself'],
  ['<state>/gateway.db', 'written: everything durable'],
  ['<state>/gateway.sock', 'made: the socket of the operator, mode 0600'],
  ['<state>/gateway.lock', 'held as long as it runs'],
  ['<state>/config-last-good.json', 'written: the configuration it last ran on in good health'],
  ['<state>/credentials/gateway-token', 'written once, when no secret is configured'],
  [
    '<state>/gateway/tls/',
    'written once, with gateway.tls and no certificate: one of its own, and its key, mode 0600',
  ],
  ['<state>/logs/', 'written: moltbot-YYYY-MM-DD.log'],
] as const;

export const GATEWAY: Manual = {
  line: 'run the gateway, or ask a running one',
  text: [
    'Without a further word it runs the gateway here, in the foreground, until it is told to stop: one process that owns the links to the chat networks, answers through an agent and serves every client over one port. It does not go into the background; "gateway install" makes it a service.',
    'It wants gateway.mode "local" in the configuration, or --allow-unconfigured. Only one gateway runs per state directory. Signals: SIGTERM and SIGINT drain and stop, a second one cuts that short; SIGHUP reads the configuration and the certificate again and opens the log file anew; SIGUSR1 restarts within the process when that is allowed (commands.restart, or once by system.authorizeRestart).',
    'The other words ask a gateway that runs already.',
  ],
  examples: [
    ['moltbot gateway --port 18789', 'run the gateway here'],
    ['moltbot gateway --allow-unconfigured', 'on a machine without a configuration'],
    ['moltbot gateway --port 18789 --verbose', 'with debug output on the console'],
    ['moltbot gateway --force', 'end whoever listens on the port first'],
    ['moltbot gateway status --deep', 'what runs, and what is wrong with it'],
    ['moltbot gateway restart', 'and wait until it serves again'],
    ['moltbot gateway health --json', 'for a script'],
  ],
  exits: ENDS,
  files: RUN_FILES,
  environment: [
    ['CLAWDBOT_GATEWAY_PORT', 'the port, when --port is not given'],
    ['CLAWDBOT_GATEWAY_TOKEN', 'the token, when neither --token nor the configuration has one'],
    ['CLAWDBOT_GATEWAY_PASSWORD', 'the password, likewise'],
    ['CLAWDBOT_DISABLE_BONJOUR', 'when on: the local network is told nothing'],
    ['CLAWDBOT_MDNS_HOSTNAME', 'what the machine is called in what the local network is told'],
    ['CLAWDBOT_SKIP_CHANNELS', 'when on: no link is started; sending answers UNAVAILABLE'],
  ],
  see: ['gateway install', 'gateway status', 'onboard', 'doctor'],
  guides: ['lifecycle.md', 'guides/supervisor.md', 'guides/remote.md', 'guides/safe-mode.md'],
};

export const RUN: Manual = {
  line: 'run the gateway in the foreground (the same as "gateway")',
  text: ['Takes the options of "gateway" and is nothing else: a name for scripts that want a verb.'],
  examples: [['moltbot gateway run --allow-unconfigured', 'as "moltbot gateway --allow-unconfigured"']],
  exits: ENDS,
  see: ['gateway'],
};
