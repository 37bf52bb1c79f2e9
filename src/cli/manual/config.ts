import type { Entry, Manual } from './manual.ts';

const FILE: Entry = ['<state>/moltbot.json', 'JSON5 with comments, $include and ${NAME}'];
const WRITTEN: readonly Entry[] = [
  [FILE[0], 'written in place, atomically, and only if it is still what was read'],
  ['<state>/moltbot.json.bak, .bak.1 … .bak.4', 'five backups, the newest first'],
];
const SAVING: readonly Entry[] = [
  ['75', 'somebody else changed the file meanwhile; nothing was written'],
  ['78', 'the result would not be valid; nothing was written'],
];
const SAVED_JSON = '{ok, path, changed, hash, by: gateway | command, refused?, remote?, report?}';

export const CONFIG: Manual = {
  line: 'the configuration file',
  text: [
    'The file belongs to the operator: a gateway never rewrites it by itself. These commands change it in place, keep comments and order, and let a running gateway take the change over; without one they write the file themselves.',
    'Paths: agents.list[0].name, models.providers."my host".apiKey. A value is JSON5 when it can be read as such, else a text.',
  ],
  files: [FILE],
  see: ['doctor'],
  guides: ['guides/configuration.md', 'reference/config.md'],
};

export const GET: Manual = {
  line: 'what the file comes to, defaults included; secrets are masked',
  text: [
    'With $include and ${NAME} filled in, and the few defaults that are written out; what holds while another key is not set stands in the reference. Secrets are masked unless --reveal. Asks no gateway and writes nothing.',
  ],
  examples: [
    ['moltbot config get', 'everything'],
    ['moltbot config get messages.queue', 'one section'],
    ['moltbot config get gateway.reload.mode --json', 'for a script'],
  ],
  json: 'the value.',
  guides: ['reference/config.md'],
  exits: [
    ['64', 'there is no such key'],
    ['78', 'the key is not set, or the file is not valid'],
  ],
  see: ['config set'],
};

export const SET: Manual = {
  line: 'set one key in place; comments and order stay',
  text: [
    'The whole file is checked before it is written. A running gateway applies the change by its rule: at once, or by a restart within the process; "config plan" says which. With --confirm-within it takes the change back unless it is confirmed.',
  ],
  examples: [
    ['moltbot config set messages.queue.cap 20', 'a number'],
    ['moltbot config set ui.assistant.name 007 --string', 'a text, whatever it looks like'],
  ],
  json: `${SAVED_JSON}.`,
  exits: SAVING,
  files: WRITTEN,
  see: ['config unset', 'config plan', 'config rollback'],
};

export const UNSET: Manual = {
  line: 'remove one key in place',
  text: ['The default counts again. A key in an included file is not touched; the message names the file.'],
  examples: [['moltbot config unset messages.queue.cap', 'back to the default']],
  json: `${SAVED_JSON}.`,
  exits: SAVING,
  files: WRITTEN,
  see: ['config set'],
};

export const EDIT: Manual = {
  line: 'the whole file in your editor; saved only when it is valid',
  text: [
    'Works on a private copy. What you wrote is saved only when it is valid and the file is still the one the copy was made of; else the copy is kept and named.',
  ],
  examples: [['moltbot config edit', 'in VISUAL, EDITOR or vi']],
  exits: SAVING,
  files: WRITTEN,
  environment: [['VISUAL, EDITOR', 'the editor; vi when neither is set']],
  see: ['config validate'],
};

export const VALIDATE: Manual = {
  line: 'say what is wrong, with places; exit 78 when something is',
  text: [
    'Each mistake with line, column, what is wrong and the nearest known key. Asks no gateway and writes nothing.',
  ],
  examples: [
    ['moltbot config validate', 'the configuration'],
    ['moltbot config validate draft.json', 'another file'],
  ],
  json: '{ok, path, issues, warnings}.',
  exits: [['78', 'something is wrong']],
  files: [FILE],
  see: ['config plan', 'doctor'],
};

export const PLAN: Manual = {
  line: 'what a running gateway would do with it; writes nothing',
  text: [
    'Compares by value, so comments, order and white space are no change. For each key that differs: whether it is applied at once, restarts a part or restarts the gateway. Writes nothing and applies nothing.',
  ],
  examples: [
    ['moltbot config plan', 'what the file on disk would do'],
    ['moltbot config plan draft.json', 'a file to be put in its place'],
  ],
  json: 'the plan.',
  exits: [['78', 'one of the two files is not valid']],
  files: [FILE],
  see: ['config set', 'config validate'],
};

export const HISTORY: Manual = {
  line: 'the backups of the file, newest first, and who replaced them',
  text: ['The backups are listed in any case; who replaced which key is known to the running gateway only.'],
  examples: [['moltbot config history', 'the newest first']],
  files: [['<state>/moltbot.json.bak, .bak.1 … .bak.4', 'read']],
  see: ['config rollback'],
};

export const ROLLBACK: Manual = {
  line: 'put a backup in the place of the file',
  text: ['The file that is there becomes a backup itself, so a rollback can be taken back.'],
  examples: [
    ['moltbot config rollback', 'to the newest backup'],
    ['moltbot config rollback 2', 'to the one before'],
  ],
  json: `${SAVED_JSON}.`,
  exits: [['64', 'there is no such backup'], ...SAVING],
  files: WRITTEN,
  see: ['config history'],
};

export const CONFIRM: Manual = {
  line: 'keep a change that was made with a time limit',
  text: [
    'Without it the gateway puts the earlier configuration back when the time of --confirm-within is over.',
  ],
  examples: [['moltbot config confirm', 'keep it']],
  exits: [['1', 'nothing waits to be confirmed']],
  see: ['config set'],
  guides: ['guides/configuration.md'],
};
