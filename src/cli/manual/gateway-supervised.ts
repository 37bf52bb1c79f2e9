import type { Entry, Manual } from './manual.ts';

const DEFINITIONS: readonly Entry[] = [
  [
    '~/.config/systemd/user/moltbot-gateway[-<profile>].service',
    'Linux; with --system in /etc/systemd/system',
  ],
  ['~/Library/LaunchAgents/bot.molt.gateway.plist', 'macOS; of a profile bot.molt.<profile>.plist'],
  ['Moltbot Gateway[ (<profile>)]', 'Windows: the name of a scheduled task'],
  ['<state>/service.env', 'secrets the service needs, mode 0600; never in the definition'],
];

const JSON_SHAPE =
  '{ok, action, result, message, warnings, service: {kind, scope, name, definition, installed, loaded, enabled, running, pid, restarts, lastEnd, statusText}}';

const SUPERVISOR_EXIT: Entry = [
  '69',
  'the supervisor cannot or would not do it, or the gateway did not serve in time',
];

export const INSTALL: Manual = {
  line: 'make it a service of this system, start it and wait until it serves',
  text: [
    'Writes the definition for the supervisor of this system (systemd, launchd, Windows tasks), enables and starts it, and is done when the gateway says hello. Each profile has a service of its own. Where it is installed already nothing happens, unless --force. It does not write the configuration.',
    'Refused, each with the command that mends it: no systemd, no bus, no login session, a container, WSL without systemd; a configuration the gateway would not start on; a gateway in a terminal; a port that somebody has; another service on the same state directory.',
    'Definitions of older releases (com.clawdbot.*, clawdbot-gateway*.service) are taken away. What this shell has in secrets and the gateway needs goes to a file only its owner can read. The services of a user end with the last logout, unless "sudo loginctl enable-linger <user>" was said once.',
  ],
  examples: [
    ['moltbot gateway install --dry-run', 'print the steps, do nothing'],
    ['moltbot gateway install', 'install, start, wait until it serves'],
    ['moltbot gateway install --force', 'anew: after an update, or with other variables'],
    ['moltbot --profile rescue gateway install --port 19021', 'a second one beside it'],
  ],
  json: `${JSON_SHAPE}; result is installed, already-installed or dry-run (then with steps instead of service).`,
  exits: [SUPERVISOR_EXIT, ['78', 'the configuration is not one to start on, or its port is taken']],
  files: DEFINITIONS,
  environment: [
    ['CLAWDBOT_GATEWAY_TOKEN', 'kept for the service in service.env, as are the keys of model providers'],
    ['SUDO_USER', 'with --system: who runs it, when --user is not given'],
  ],
  see: ['gateway status', 'gateway uninstall', 'doctor'],
  guides: ['guides/supervisor.md', 'guides/multiple-gateways.md'],
};

export const UNINSTALL: Manual = {
  line: 'stop the service and remove it; nothing else is deleted',
  text: [
    'Stops the service of this profile, removes its definition and service.env, and looks whether the supervisor has forgotten it. State, configuration and conversations stay, and so do services of other profiles. Where none is installed it says so and ends with 0.',
  ],
  examples: [['moltbot gateway uninstall', 'the state directory stays']],
  json: `${JSON_SHAPE}; result is uninstalled or not-installed.`,
  exits: [['69', 'the supervisor would not let go of it']],
  files: DEFINITIONS,
  see: ['gateway install', 'gateway stop'],
  guides: ['guides/supervisor.md'],
};

export const START: Manual = {
  line: 'start the installed service and wait until it serves',
  text: [
    'Tells the supervisor to start the installed service and waits until the gateway says hello. It installs nothing and starts no gateway in this terminal.',
  ],
  examples: [['moltbot gateway start', 'after "gateway stop"']],
  json: `${JSON_SHAPE}; result is started or already-running.`,
  exits: [['69', 'no service is installed, or the gateway did not serve in time; says how it ended']],
  see: ['gateway install', 'gateway stop', 'gateway status'],
};

export const RESTART: Manual = {
  line: 'restart the running gateway of this profile and wait until it serves again',
  text: [
    'Done when another instance says hello. With a service that is a new process, through its supervisor; without one the running gateway restarts within its process. Clients are told, runs get a moment to finish, and what was accepted is not lost. It does not start a gateway that is down and has no service.',
  ],
  examples: [
    ['moltbot gateway restart', 'and how long it took'],
    ['moltbot gateway restart --reason "new token"', 'told to clients and to the log'],
  ],
  json: 'of a service as "gateway start", result is restarted; else {ok, oldInstanceId, newInstanceId, oldPid, newPid, downtimeMs, warnings}.',
  exits: [['69', 'no gateway runs here, it did not serve again in time, or its supervisor would not']],
  see: ['gateway stop', 'gateway status'],
  guides: ['guides/restarting.md'],
};

export const STOP: Manual = {
  line: 'stop the running gateway of this profile and wait until it is gone',
  text: [
    'Done when the process is gone. A service is stopped through its supervisor, which would start it again otherwise; it comes back at the next boot, "gateway uninstall" ends that. Clients are told, runs get a moment to finish; what is not sent stays in the outbox.',
  ],
  examples: [
    ['moltbot gateway stop', 'and how long it took'],
    ['moltbot gateway stop --reason "moving house"', 'told to clients and to the log'],
  ],
  exits: [
    ['0', 'it is gone; also when none ran'],
    ['69', 'it was not gone in time, or its supervisor would not'],
  ],
  see: ['gateway start', 'gateway uninstall'],
  guides: ['lifecycle.md'],
};
