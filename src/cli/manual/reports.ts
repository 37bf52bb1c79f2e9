import type { Manual } from './manual.ts';

export const HEALTH: Manual = {
  line: 'health of the running gateway',
  text: [
    'The same as "gateway health": the snapshot the gateway keeps, one line per channel, agents, the session store, warnings. --debug asks the networks themselves. A channel that is not linked is not a failure of the command.',
  ],
  examples: [
    ['moltbot health', 'the live snapshot'],
    ['moltbot health --json', 'the payload of the method health'],
    ['moltbot --dev health', 'that of the instance of development'],
  ],
  json: 'the payload of the method health.',
  exits: [['69', 'no gateway answers']],
  see: ['gateway health', 'channels status'],
  guides: ['guides/inspecting.md'],
};

export const STATUS: Manual = {
  line: 'one page about everything',
  text: [
    'The process, where it listens, runs, channels with the age of their link, agents, the model, sessions, warnings. It reports, so a gateway that is down is an answer and not a failure; "gateway status" is the one whose exit code tells.',
  ],
  examples: [
    ['moltbot status', 'one page'],
    ['moltbot status --json', 'for scripts'],
  ],
  json: 'the payload of the method status with os, gateway, gatewayService and health beside it.',
  exits: [['0', 'also when the gateway is down']],
  see: ['gateway status', 'health'],
  guides: ['guides/inspecting.md'],
};

export const SESSIONS: Manual = {
  line: 'conversations, newest first',
  text: [
    'A list, not the messages: --find looks into those, and into conversations that were reset. It deletes nothing.',
  ],
  examples: [
    ['moltbot sessions', 'all of them'],
    ['moltbot sessions --active 60 --limit 5', 'used within the hour'],
    ['moltbot sessions --find "dentist"', 'who said that, and when'],
  ],
  json: 'the payload of the method sessions.list; with --find that of the search.',
  see: ['agent'],
  guides: ['guides/runs.md'],
};

export const LOGS: Manual = {
  line: 'the end of the gateway log',
  text: [
    'Read through the gateway, so it works from another machine too and needs no path. --follow outlives restarts of the gateway, goes on through rotation without losing a line, and ends with Ctrl-C. With --level, --subsystem or --grep it looks through the last 5,000 lines and prints the last of what it found. When the gateway is down the file itself is the place to look; "gateway status" shows its last words.',
  ],
  examples: [
    ['moltbot logs', 'the last 200 lines'],
    ['moltbot logs --follow', 'until Ctrl-C'],
    ['moltbot logs --level warn --subsystem channels', 'what is wrong with the chat networks'],
    ['moltbot logs --limit 50 --json', 'one object per line'],
  ],
  json: 'one object per line: meta (which file), log, raw (a line that is not ours), notice (truncated, rotated).',
  files: [['<state>/logs/moltbot-YYYY-MM-DD.log', 'read, by the gateway']],
  see: ['gateway watch', 'gateway status'],
  guides: ['guides/logs.md'],
};
