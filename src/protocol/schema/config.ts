import {
  anything,
  closed,
  count,
  epochMs,
  flag,
  int,
  list,
  literal,
  named,
  nes,
  nullable,
  oneOf,
  optional,
  record,
  text,
} from './primitives.ts';

const hash = (description: string) => nes({ description });
const baseHash = () =>
  optional(hash('SHA-256 of the file as it was read, from `config.get`. Needed when the file exists.'));

export const ConfigIssue = named('ConfigIssue', closed({ path: text(), message: text() }));

export const ReloadReport = named(
  'ReloadReport',
  closed({
    at: epochMs(),
    result: oneOf(['nothing', 'applied', 'restarting', 'deferred', 'refused', 'invalid', 'restored']),
    reason: text({ description: 'Why it came to that, in words.' }),
    changes: list(text(), { description: 'The keys that changed, dotted.' }),
    hash: hash('Of the file this is about.'),
    delayMs: optional(count({ description: '`restarting`: how long until the restart begins.' })),
    sentinel: optional(
      closed({
        path: nullable(text({ description: 'Where the notice waits for the restarted gateway.' })),
        payload: anything(),
      }),
    ),
    confirmUntil: optional(
      epochMs('Without a confirmation until then the old file comes back (Unix epoch, ms)'),
    ),
  }),
  'What a gateway made of a configuration file.',
);

export const RunningConfig = named(
  'RunningConfig',
  closed({
    hash: hash('Of the file the running configuration was read from.'),
    since: epochMs('In use since (Unix epoch, ms)'),
    state: oneOf(['current', 'pending', 'invalid', 'refused', 'lastGood', 'restored'], {
      description:
        '`current`: the file is in use; otherwise why what runs is not what is on disk: `pending` (seen, not taken over yet), `invalid`, `refused`, `lastGood` (started on the last good copy), `restored` (a change failed and was taken back).',
    }),
    reason: nullable(text()),
    report: optional(ReloadReport),
  }),
  'The configuration a gateway runs on, beside the one on disk.',
);

export const ConfigSnapshot = named(
  'ConfigSnapshot',
  closed({
    path: text(),
    exists: flag(),
    raw: nullable(text()),
    parsed: anything(),
    valid: flag(),
    config: record(anything()),
    hash: optional(nes({ description: 'Lower-case hex SHA-256 of the raw file.' })),
    issues: list(ConfigIssue),
    warnings: list(ConfigIssue),
    legacyIssues: list(ConfigIssue),
    running: optional(RunningConfig),
  }),
  'The configuration file as read. Secrets are masked.',
);

const ConfigHint = named(
  'ConfigHint',
  closed({
    label: optional(text()),
    help: optional(text()),
    group: optional(text()),
    order: optional(int()),
    advanced: optional(flag()),
    sensitive: optional(flag()),
    placeholder: optional(text()),
    itemTemplate: optional(anything()),
  }),
  'How an editor shows one key.',
);

export const ConfigSchemaResult = closed({
  schema: anything({ description: 'JSON Schema of the file.' }),
  uiHints: record(ConfigHint, { description: 'By dotted path; `*` stands for any key, `[]` for any item.' }),
  version: nes(),
  generatedAt: nes({ description: 'ISO 8601.' }),
});

const raw = (description: string) => nes({ description });
const change = {
  sessionKey: optional(text({ description: 'The session that is told what came of a restart.' })),
  note: optional(text({ description: 'What is said there.' })),
  restartDelayMs: optional(
    count({ description: 'Before a restart, if it comes to one. Default 2000, at most 60000.' }),
  ),
  confirmWithinMs: optional(
    int({
      minimum: 1000,
      maximum: 3_600_000,
      description: 'Without `config.confirm` in this time the old file comes back.',
    }),
  ),
};

export const ConfigSetParams = closed({
  raw: raw('The whole file, JSON5. Written byte by byte as given.'),
  baseHash: baseHash(),
});
export const ConfigApplyParams = closed({
  raw: raw('The whole file, JSON5. Written byte by byte as given.'),
  baseHash: baseHash(),
  ...change,
});
export const ConfigPatchParams = closed({
  raw: raw(
    'A JSON5 object: merge patch of RFC 7396 on what the file says; null deletes, lists are replaced.',
  ),
  baseHash: baseHash(),
  ...change,
});
export const ConfigRollbackParams = closed({
  to: int({ minimum: 1, maximum: 5, description: 'Which backup; 1 is the newest.' }),
  baseHash: baseHash(),
  ...change,
});

const written = {
  ok: literal(true),
  path: text(),
  config: record(anything(), { description: 'With defaults. Secrets are masked.' }),
  hash: hash('Of the file as it is now.'),
  changed: flag({ description: 'False when the file said so already; then it was not touched.' }),
  report: optional(ReloadReport),
};

export const ConfigSetResult = closed(written);
export const ConfigChangeResult = closed({
  ...written,
  restart: nullable(
    closed({
      ok: literal(true),
      pid: int(),
      signal: literal('SIGUSR1'),
      delayMs: count(),
      reason: text(),
      mode: literal('emit'),
    }),
  ),
  sentinel: nullable(
    closed({
      path: nullable(text({ description: 'Where the notice waits for the restarted gateway.' })),
      payload: anything(),
    }),
  ),
});

export const ConfigPlanParams = closed({
  raw: optional(raw('The whole file as it would be. Absent: the file as it is on disk.')),
});

export const ConfigPlannedChange = named(
  'ConfigPlannedChange',
  closed({
    path: text(),
    kind: oneOf(['added', 'removed', 'changed']),
    reload: oneOf(['none', 'hot', 'restart']),
    reason: text(),
    effect: optional(text({ description: 'What would happen, in words.' })),
  }),
  'One key that differs from the running configuration, and what that asks for.',
);

export const ConfigPlanResult = closed({
  ok: literal(true),
  path: text(),
  hash: hash('Of the file that was planned.'),
  valid: flag(),
  issues: list(ConfigIssue, { description: 'What is wrong with it; then nothing else is said.' }),
  mode: oneOf(['off', 'hot', 'restart', 'hybrid']),
  needs: oneOf(['nothing', 'hot', 'restart']),
  decision: oneOf(['ignore', 'apply', 'restart', 'refuse']),
  changes: list(ConfigPlannedChange),
});

export const ConfigConfirmResult = closed({
  ok: literal(true),
  hash: hash('Of the file that stays.'),
});

export const ConfigBackup = named(
  'ConfigBackup',
  closed({
    to: int({ minimum: 1, maximum: 5, description: 'For `config.rollback`; 1 is the newest.' }),
    path: text(),
    replacedAt: epochMs('When a newer file took its place (Unix epoch, ms)'),
    bytes: count(),
    hash: hash('SHA-256 of it.'),
  }),
  'What the configuration file was before.',
);

export const ConfigDeed = named(
  'ConfigDeed',
  closed({
    at: epochMs(),
    actor: text(),
    action: text(),
    detail: anything({ description: 'Which keys, and the hashes before and after. Never a value.' }),
  }),
  'One change a client made through the gateway.',
);

export const ConfigHistoryResult = closed({
  path: text(),
  hash: optional(hash('Of the file as it is now.')),
  backups: list(ConfigBackup, { description: 'Newest first.' }),
  deeds: list(ConfigDeed, { description: 'Newest first; hand edits are not among them.' }),
});

export const ConfigConfirmParams = closed({
  hash: optional(hash('Refused when another file waits for its confirmation.')),
});
