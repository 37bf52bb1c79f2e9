import { APP_ENV, INSTANCE_ENV, PROVIDER_KEY_ENV, type AppEnvKey } from '../../src/platform/env.ts';
import { EXIT, type ExitName } from '../../src/platform/exit.ts';
import { SUPERVISOR_ENV } from '../../src/platform/notify.ts';

/** `read`: this version acts on it. `later`: known, and left alone. */
interface Variable {
  readonly state: 'read' | 'later';
  readonly meaning: string;
}

const VARIABLES: Readonly<Record<AppEnvKey, Variable>> = {
  profile: { state: 'read', meaning: 'The instance, as `--profile`.' },
  stateDir: {
    state: 'read',
    meaning: 'State directory. Default `~/.clawdbot`, with a profile `~/.clawdbot-<profile>`.',
  },
  configPath: {
    state: 'read',
    meaning: 'Configuration file. Default `moltbot.json` in the state directory.',
  },
  gatewayPort: {
    state: 'read',
    meaning: 'Port of the gateway; `--port` goes before it, `gateway.port` after it.',
  },
  gatewayToken: { state: 'read', meaning: 'Token, when neither an option nor the configuration has one.' },
  gatewayPassword: {
    state: 'read',
    meaning: 'Password, when neither an option nor the configuration has one.',
  },
  oauthDir: {
    state: 'read',
    meaning: 'Directory of credentials. Default `credentials` in the state directory.',
  },
  agentDir: { state: 'later', meaning: "An agent's own directory." },
  canvasHostPort: { state: 'later', meaning: 'Port of the canvas host.' },
  skipCanvasHost: { state: 'later', meaning: 'Do not start the canvas host.' },
  skipChannels: { state: 'read', meaning: 'Do not start the channels.' },
  whatsappTestUrl: {
    state: 'read',
    meaning:
      'For tests: the WhatsApp server to talk to, a `ws://` address on loopback. Anything else is refused at start.',
  },
  skipCron: { state: 'later', meaning: 'Do not start the scheduler.' },
  launchdLabel: { state: 'later', meaning: 'Label of the launch agent.' },
  systemdUnit: { state: 'later', meaning: 'Name of the systemd unit.' },
  windowsTaskName: { state: 'later', meaning: 'Name of the scheduled task.' },
  serviceMarker: {
    state: 'read',
    meaning: 'Set by an OS service for what it runs; `gateway status` shows it.',
  },
  serviceKind: { state: 'read', meaning: 'Which service that is.' },
  serviceVersion: { state: 'later', meaning: 'The version that installed the service.' },
  hideBanner: { state: 'later', meaning: 'No banner.' },
  disableBonjour: { state: 'read', meaning: 'The local network is told nothing.' },
  mdnsHostname: {
    state: 'read',
    meaning: 'What the machine is called in the announcement. Default: its host name.',
  },
};

const EXIT_MEANINGS: Readonly<Record<ExitName, readonly [meaning: string, supervisor: string]>> = {
  ok: ['Done, or stopped as asked.', 'leave it'],
  crash: [
    'The gateway: a part it cannot live without kept failing. Other commands: the gateway said no.',
    'start again',
  ],
  usage: ['The command line is wrong.', 'leave it'],
  unavailable: [
    'The gateway is not reachable, did not answer in time or went away; or no Node 24 was found.',
    'start again',
  ],
  internal: ['A defect in the program.', 'start again'],
  retry: ['Something outside is missing for the moment.', 'start again'],
  config: [
    'The configuration, the database or another gateway with the same state directory forbids it.',
    'leave it: a person must act',
  ],
};

const SUPERVISOR_MEANINGS: Readonly<Record<(typeof SUPERVISOR_ENV)[number], string>> = {
  NOTIFY_SOCKET:
    'Where the supervisor is told of READY, RELOADING, STOPPING, STATUS and signs of life. A path or `@name`.',
  WATCHDOG_USEC: 'How long it waits for a sign of life, microseconds.',
  WATCHDOG_PID: 'The process this counts for.',
  INVOCATION_ID: 'This process runs in a unit: the time it has to stop is asked for.',
  LISTEN_FDS: 'Not read.',
  LISTEN_PID: 'Not read.',
  LISTEN_FDNAMES: 'Not read.',
};

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const code = (text: string): string => `\`${text}\``;

function variables(state: Variable['state']): string[] {
  return (Object.entries(APP_ENV) as [AppEnvKey, string][])
    .filter(([key]) => VARIABLES[key].state === state)
    .map(([key, name]) => row(code(`CLAWDBOT_${name}`), VARIABLES[key].meaning));
}

function supervisorVariables(): string[] {
  return [
    '## Variables of the supervisor',
    '',
    'Set by systemd for the gateway alone, and kept from every program the gateway starts. See the guide',
    '[supervisor](../guides/supervisor.md).',
    '',
    row('Variable', 'Meaning'),
    row('---', '---'),
    ...SUPERVISOR_ENV.map((name) => row(code(name), SUPERVISOR_MEANINGS[name])),
    '',
  ];
}

export function environmentReference(): string {
  return [
    '<!-- Generated from src/platform/env.ts and src/platform/exit.ts by scripts/docs/generate.ts. Do not edit. -->',
    '',
    '# Environment and exit codes',
    '',
    '## Variables',
    '',
    '`MOLTBOT_…` and `OPENCLAW_…` are read when the name below is not set. Empty counts as unset.',
    '',
    row('Variable', 'Meaning'),
    row('---', '---'),
    ...variables('read'),
    '',
    'Known, and left alone by this version:',
    '',
    row('Variable', 'Meaning'),
    row('---', '---'),
    ...variables('later'),
    '',
    '`--dev` and `--profile` name an instance. Variables that point to another one are then left out, with a warning:',
    `${INSTANCE_ENV.map((key) => code(`CLAWDBOT_${APP_ENV[key]}`)).join(', ')}.`,
    '',
    '`NO_COLOR` turns colours off.',
    '',
    ...supervisorVariables(),
    '## Keys of model providers',
    '',
    'Read when `models.providers.<id>.apiKey` is not set; the first that is set counts.',
    '',
    row('Provider', 'Variables'),
    row('---', '---'),
    ...Object.entries(PROVIDER_KEY_ENV).map(([provider, names]) =>
      row(code(provider), names.map(code).join(', ')),
    ),
    '',
    '## Exit codes',
    '',
    row('Code', 'Name', 'Meaning', 'What a supervisor should do'),
    row('---', '---', '---', '---'),
    ...(Object.entries(EXIT) as [ExitName, number][]).map(([name, number]) =>
      row(String(number), code(name), ...EXIT_MEANINGS[name]),
    ),
    '',
    'A gateway that is told to stop by SIGTERM or SIGINT drains and exits with 0. `agent` ends with 130 when it was aborted.',
    '',
  ].join('\n');
}
