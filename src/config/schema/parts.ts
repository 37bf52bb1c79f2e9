import type { TSchema } from 'typebox';
import {
  closed,
  count,
  flag,
  int,
  list,
  literal,
  nes,
  number,
  oneOf,
  open,
  optional,
  record,
  named,
  text,
  union,
} from '../../protocol/schema/primitives.ts';

export { closed, count, flag, int, list, literal, named, nes, number, oneOf, open, record, text, union };

type Properties = Record<string, TSchema>;

const allOptional = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, optional(value)]));

/** An object whose keys are all optional and known: every section of the configuration has this form. */
export const section = (properties: Properties, description: string): TSchema =>
  closed(allOptional(properties), { description });

/** Like `section`, with the first set of keys required. */
export const entry = (required: Properties, properties: Properties, description: string): TSchema =>
  closed({ ...required, ...allOptional(properties) }, { description });

/** Like `section`, but unlisted keys pass through. */
export const openSection = (properties: Properties, description: string): TSchema =>
  open(allOptional(properties), { description });

/** A value that is masked wherever the configuration is shown. */
export const secret = (description: string): TSchema => text({ description, sensitive: true });

export const port = (description: string): TSchema => int({ minimum: 1, maximum: 65535, description });
export const positive = (description: string): TSchema => int({ minimum: 1, description });
export const on = (description: string): TSchema => flag({ description });
export const word = (description: string): TSchema => nes({ description });
export const words = (description: string): TSchema => list(text(), { description });
export const choice = (values: readonly string[], description: string): TSchema =>
  oneOf(values, { description });
export const path = (description: string): TSchema =>
  nes({ description: `${description} \`~\` is the home directory.` });
/** Written `30m`, `2h`, `1h30m`, `90s`; a bare number has the unit the description names. */
export const duration = (description: string): TSchema =>
  nes({
    description,
    maxLength: 32,
    pattern: '^ *[0-9]+([.][0-9]+)?(ms|s|m|h|d)?( *[0-9]+([.][0-9]+)?(ms|s|m|h|d))* *$',
  });
/** Keys or ids a chat network writes as numbers as well as strings. */
export const idList = (description: string): TSchema => list(union(text(), number()), { description });
export const map = (values: TSchema, description: string): TSchema => record(values, { description });
export const whatever = (description: string): TSchema => open({}, { description });

export const THINKING_LEVELS = ['off', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;

export const modelChoice = (description: string): TSchema =>
  section(
    {
      primary: word('`provider/model`.'),
      fallbacks: words('`provider/model`, tried in order when the primary fails.'),
    },
    description,
  );

export const humanDelay = named(
  'HumanDelayConfig',
  section(
    {
      mode: choice(['off', 'natural', 'custom'], 'How the pause between parts of a reply is chosen.'),
      minMs: count({ description: 'Shortest pause, milliseconds.' }),
      maxMs: count({ description: 'Longest pause, milliseconds.' }),
    },
    'Pauses between the parts of a streamed reply.',
  ),
);

export const chunking = named(
  'ChunkingConfig',
  section(
    {
      minChars: positive('Do not send fewer characters than this.'),
      maxChars: positive('Never send more characters than this at once.'),
      breakPreference: choice(['paragraph', 'newline', 'sentence'], 'Where a part preferably ends.'),
    },
    'How a streamed reply is cut into parts.',
  ),
);

export const coalescing = named(
  'CoalescingConfig',
  section(
    {
      minChars: positive('Wait for at least this many characters.'),
      maxChars: positive('Send at this many characters at the latest.'),
      idleMs: count({ description: 'Send after this much silence, milliseconds.' }),
    },
    'How small streamed parts are merged before they are sent.',
  ),
);

export const toolPolicy = (description: string): TSchema =>
  section(
    {
      allow: words('Only these tools and `group:` names.'),
      alsoAllow: words('Added to what the profile allows; not together with `allow`.'),
      deny: words('Never these; wins over every allowance.'),
    },
    description,
  );

export const identity = named(
  'IdentityConfig',
  section(
    {
      name: text({ description: 'Display name.' }),
      theme: text({ description: 'A few words on the character.' }),
      emoji: text({ description: 'Used in reactions and lists.' }),
      avatar: text({ description: 'http(s) or data URL, or a path inside the workspace.' }),
    },
    'How an agent presents itself.',
  ),
);

export const activeHours = named(
  'ActiveHoursConfig',
  section(
    {
      start: nes({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: 'HH:MM.' }),
      end: nes({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$', description: 'HH:MM, up to 24:00.' }),
      timezone: word('`user`, `local` or an IANA name.'),
    },
    'The part of the day heartbeats are allowed in.',
  ),
);

export const heartbeat = named(
  'HeartbeatConfig',
  section(
    {
      every: duration('Period; a bare number means minutes; `0m` turns it off. Default 30m.'),
      activeHours,
      model: word('`provider/model` for heartbeats.'),
      session: word('Session key; default the main session.'),
      includeReasoning: on('Deliver the reasoning as well.'),
      target: word('`last`, `none` or a channel id.'),
      to: word('Recipient on the target channel.'),
      accountId: word('Account on the target channel.'),
      prompt: text({ description: 'What the agent is asked.' }),
      ackMaxChars: count({
        description: 'A mere acknowledgement up to this length is not delivered. Default 300.',
      }),
    },
    'The periodic look of an agent at its surroundings.',
  ),
);

export const heartbeatVisibility = named(
  'HeartbeatVisibilityConfig',
  section(
    {
      showOk: on('Deliver "all is well". Default false.'),
      showAlerts: on('Deliver alerts. Default true.'),
      useIndicator: on('Show the state in clients. Default true.'),
    },
    'What of a heartbeat becomes visible.',
  ),
);
