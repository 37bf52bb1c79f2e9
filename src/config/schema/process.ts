import {
  choice,
  count,
  list,
  map,
  named,
  on,
  openSection,
  path,
  positive,
  section,
  text,
  whatever,
  words,
} from './parts.ts';
import { optional, record } from '../../protocol/schema/primitives.ts';
import { Type } from 'typebox';

const LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export const logging = named(
  'LoggingConfig',
  section(
    {
      level: choice(LEVELS, 'Least level in the file. Default info.'),
      file: path(
        'Log file; `YYYY-MM-DD` in it stands for the date. Default: a daily file in the state directory.',
      ),
      consoleLevel: choice(LEVELS, 'Least level on the console. Default info.'),
      consoleStyle: choice(['pretty', 'compact', 'json'], 'Default pretty on a terminal, else compact.'),
      redactSensitive: choice(
        ['off', 'tools'],
        '`off` turns the pattern masks off; known secrets stay masked.',
      ),
      redactPatterns: words(
        'Regular expressions whose last group is masked; they replace the built-in ones.',
      ),
      maxFileBytes: positive('Size at which a file is rotated. Default 20 MiB.'),
      maxFiles: positive('Rotated files kept. Default 5.'),
    },
    'What is written where.',
  ),
);

export const env = Type.Unsafe({
  type: 'object',
  description: 'Variables for the gateway; they never replace ones that are set.',
  properties: {
    shellEnv: optional(
      section(
        { enabled: on('Default false.'), timeoutMs: count({ description: 'Default 15000.' }) },
        'The login shell.',
      ),
    ),
    vars: optional(record(text(), { description: 'By name.' })),
  },
  additionalProperties: text(),
});

export const meta = section(
  { lastTouchedVersion: text(), lastTouchedAt: text() },
  'Written by programs that edit this file.',
);

export const wizard = section(
  {
    lastRunAt: text(),
    lastRunVersion: text(),
    lastRunCommit: text(),
    lastRunCommand: text(),
    lastRunMode: choice(['local', 'remote'], 'What was set up.'),
  },
  'Written by the set-up wizard.',
);

export const update = section(
  { channel: choice(['stable', 'beta', 'dev'], 'Default stable.'), checkOnStart: on('Default true.') },
  'New releases.',
);

export const ui = section(
  {
    seamColor: text({ pattern: '^#?[0-9a-fA-F]{6}$', description: 'Accent colour.' }),
    assistant: section(
      { name: text({ maxLength: 50 }), avatar: text({ maxLength: 200 }) },
      'How it is shown.',
    ),
  },
  'Looks of clients.',
);

export const talk = openSection({ apiKey: text({ sensitive: true }) }, 'Speaking aloud.');
export const audio = whatever('Understanding of voice messages.');
export const media = whatever('Handling of media files.');
export const skills = openSection(
  {
    allowBundled: words('Built-in skills that may be used.'),
    load: whatever('Where skills are found.'),
    install: whatever('How skills are installed.'),
    entries: map(
      openSection(
        {
          enabled: on('Default true.'),
          apiKey: text({ sensitive: true }),
          env: map(text(), 'By name.'),
        },
        'One skill.',
      ),
      'By name.',
    ),
  },
  'Skills.',
);
export const plugins = openSection(
  {
    enabled: on('Default true.'),
    allow: words('Only these.'),
    deny: words('Never these.'),
    load: section({ paths: words('Files and directories.') }, 'Where extensions are found.'),
    slots: map(text(), 'Which extension fills a role.'),
    entries: map(
      openSection({ enabled: on('Default true.'), config: whatever('Its settings.') }, 'One extension.'),
      'By id.',
    ),
    installs: map(whatever('One installation.'), 'By id.'),
  },
  'Extensions.',
);
export const approvals = whatever('Where approval requests are sent.');
export const nodeHost = whatever('This machine as a node.');
export const diagnostics = openSection(
  {
    enabled: on('Default false.'),
    flags: list(text()),
    otel: whatever('OpenTelemetry.'),
    cacheTrace: whatever('Cache trace.'),
  },
  'Diagnostics.',
);
