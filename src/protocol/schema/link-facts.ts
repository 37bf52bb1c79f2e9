import {
  closed,
  count,
  epochMs,
  flag,
  named,
  nullable,
  number,
  oneOf,
  open,
  optional,
  record,
  text,
  union,
} from './primitives.ts';
import { FAULT_KINDS } from '../link-faults.ts';

export const LinkVerdict = named(
  'LinkVerdict',
  closed({
    ok: flag(),
    code: optional(text()),
    reason: optional(text()),
    fix: optional(
      text({ description: 'A command or a config key, where the account cannot be connected as it is.' }),
    ),
  }),
  'Whether what is known proves that the link hears. Not ok is red, even on a link that is open.',
);

export const LinkDisconnect = named(
  'LinkDisconnect',
  open({
    at: epochMs(),
    kind: oneOf(FAULT_KINDS),
    code: optional(union(number(), text())),
    message: text(),
    hint: optional(text({ description: 'What the operator can do about it.' })),
  }),
  'How the link ended the last time.',
);

/** What `channels.status` and `health` both say about the link of an account. */
export const linkFacts = {
  state: optional(
    text({
      description: 'Of the link: `online`, `backingOff`, `conflict`, `loggedOut`, `unconfigured` and so on.',
    }),
  ),
  verdict: optional(LinkVerdict),
  evidence: optional(
    record(nullable(count()), {
      description: 'Unix epoch, ms, of the latest proof of each kind; null before the first.',
    }),
  ),
  lastDisconnect: optional(nullable(LinkDisconnect)),
  self: optional(open({}, { description: 'Who the account is on its network.' })),
  authAgeMs: optional(nullable(number({ description: 'Since the credentials last changed.' }))),
  nextAttemptAt: optional(
    nullable(count({ description: 'Unix epoch, ms, of the next attempt to connect.' })),
  ),
};
