import { anything, closed, flag, list, named, nes, nullable, optional, record, text } from './primitives.ts';

export const ConfigIssue = named('ConfigIssue', closed({ path: text(), message: text() }));

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
  }),
  'The configuration file as read. Secrets are masked.',
);
