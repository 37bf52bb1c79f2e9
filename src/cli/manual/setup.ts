import type { Manual } from './manual.ts';

const WRITTEN = [
  ['<state>/moltbot.json', 'written in place: comments and order stay; five backups are kept'],
  ['~/clawd/', 'made: the workspace; of a profile ~/clawd-<profile>'],
] as const;

export const SETUP: Manual = {
  line: 'see to the configuration and the workspace; asks nothing',
  text: [
    'Writes agents.defaults.workspace into the configuration when it is not there, makes the workspace and the state directory, and changes nothing that is there. It does not set gateway.mode, makes no secret and starts nothing: start the gateway with --allow-unconfigured, or run "onboard".',
  ],
  examples: [
    ['moltbot setup', 'what a first start needs'],
    ['moltbot --dev setup', 'for the instance of development: ~/.clawdbot-dev and ~/clawd-dev'],
  ],
  json: '{ok, config: {path, result: written | updated | ok}, workspace, stateDir}.',
  exits: [['78', 'the configuration that is there is not valid; nothing was written']],
  files: WRITTEN,
  see: ['onboard', 'doctor'],
  guides: ['guides/getting-started.md'],
};

export const ONBOARD: Manual = {
  line: 'from nothing to a gateway that answers, with questions or without',
  text: [
    'At a terminal it asks, with what is so already as the answer; a port that somebody else has is asked for again. With --non-interactive --accept-risk it takes the options, and what is not given keeps its present or usual value. A token of 48 hexadecimal characters is made when there is no secret, on loopback too. It says which keys, Ollama and agent programs it has found, installs the service when told to, and talks to the gateway once when one runs.',
    'A second time changes nothing. At a terminal it also asks what answers and which chat network to connect; without one "channels add" and "channels login" do.',
  ],
  examples: [
    ['moltbot onboard --non-interactive --accept-risk', 'a configuration with a token, no questions'],
    ['moltbot onboard --non-interactive --accept-risk --install-daemon', 'and the service'],
    [
      'moltbot onboard --non-interactive --accept-risk --mode remote --remote-url wss://gateway.example:18789 --remote-token "$TOKEN"',
      'this machine is only a client',
    ],
  ],
  json: '{ok, config: {path, result}, workspace, stateDir, mode, auth, installDaemon, found: {keys, ollama, programs}, answered}.',
  exits: [['69', 'the service could not be installed; the configuration is written']],
  files: WRITTEN,
  see: ['gateway install', 'channels add', 'doctor'],
  guides: ['guides/getting-started.md', 'guides/models.md'],
};

export const CONFIGURE: Manual = {
  line: 'the questions of onboard one by one, for an installation that is there',
  text: [
    'Offers what can be changed until you have had enough: where the gateway is, who reaches it and its secret; what answers; Telegram and WhatsApp; where agents work; the service; and how the gateway is. Each section is saved by itself, through the running gateway where there is one; who stops in the middle keeps what is done.',
    'It needs a terminal. Scripts use "config set", "channels add" and "onboard --non-interactive".',
  ],
  examples: [
    ['moltbot configure', 'choose from a list'],
    ['moltbot configure --section model channels', 'go through these two'],
  ],
  exits: [
    ['64', 'there is no terminal to ask at'],
    ['78', 'the configuration that is there is not valid'],
  ],
  files: WRITTEN,
  see: ['onboard', 'config set', 'channels add'],
  guides: ['guides/getting-started.md', 'guides/models.md'],
};

export const DOCTOR: Manual = {
  line: 'what is wrong with this installation, with evidence and what to do',
  text: [
    'Looks at the configuration, who may read the state, whose it is, room on the disk, the store, the credentials of accounts, what other instances share with this one, the service and what it would be installed as now, services of older releases and rivals, tokens that differ (by fingerprint), the port, and what the running gateway warns of. Each finding has a code, the evidence and what to do.',
    'Without --fix it changes nothing. With it, only what it lists as mendable is done: permissions, keys of older releases, lingering, the definition of the service, leftovers of older releases. It asks no network.',
  ],
  examples: [
    ['moltbot doctor', 'look'],
    ['moltbot doctor --json', 'findings for a script'],
    ['moltbot doctor --fix --yes', 'mend what is listed as mendable'],
  ],
  json: '{ok, findings: [{code, severity, message, evidence?, fix, repairable}], repaired: [{code, words, error}]}.',
  exits: [
    ['0', 'no error is left; warnings and notes may be'],
    ['1', 'an error is left'],
  ],
  see: ['gateway status', 'config validate'],
};
