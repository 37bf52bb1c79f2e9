import { LIMITS } from '../limits.ts';
import {
  closed,
  count,
  epochMs,
  flag,
  int,
  list,
  named,
  nes,
  nullable,
  oneOf,
  optional,
  text,
} from './primitives.ts';
import { okWith } from './presence.ts';

export const ActorNode = named(
  'ActorNode',
  closed({
    id: nes(),
    parent: nullable(text()),
    machine: text(),
    state: text(),
    since: epochMs('In this state since (Unix epoch, ms)'),
    restarts: count(),
    lastError: nullable(text()),
    next: nullable(text({ description: 'What is scheduled, e.g. a restart.' })),
    nextAt: nullable(count({ description: 'When (Unix epoch, ms).' })),
    omitted: optional(count({ description: 'Children left out because of `limit`.' })),
  }),
  'One live actor.',
);

export const Transition = named(
  'Transition',
  closed({
    actor: nes(),
    at: epochMs(),
    event: text(),
    from: text(),
    to: text(),
    cause: optional(text()),
  }),
  'One remembered step of an actor.',
);

export const SystemInspectParams = closed({
  actor: optional(
    nes({ description: 'Also return the recent transitions of this actor, and why it is red.' }),
  ),
  limit: optional(int({ minimum: 1, maximum: 1000 })),
});

export const NumberedTransition = named(
  'NumberedTransition',
  closed({
    seq: count({ description: 'One more than the transition before it had.' }),
    actor: nes(),
    at: epochMs(),
    event: text(),
    from: text(),
    to: text(),
    cause: optional(text()),
  }),
  'A step of an actor with its place in the order of all steps of the process.',
);

export const GatewayPhase = named(
  'GatewayPhase',
  closed({
    state: text({ description: 'Of the root: its states from the outside in, with dots.' }),
    since: epochMs('In its outermost state since (Unix epoch, ms)'),
    stateSince: epochMs('In exactly this state since (Unix epoch, ms)'),
    serving: flag({ description: 'Every method is served here; otherwise only what inspects and stops.' }),
    instanceId: nullable(
      text({ description: 'Of this start, or of the last one while the next is being prepared.' }),
    ),
    startedAt: nullable(count({ description: 'When that one started (Unix epoch, ms).' })),
    version: text(),
    pid: count(),
    ending: nullable(
      closed(
        {
          mode: oneOf(['stop', 'restart']),
          reason: text(),
          deadline: nullable(count({ description: 'When it is over at the latest (Unix epoch, ms).' })),
        },
        { description: 'While it drains and stops.' },
      ),
    ),
  }),
  'Where in its life the gateway is.',
);

export const SystemInspectResult = closed({
  gateway: optional(GatewayPhase),
  tree: list(ActorNode, { description: 'Parents before children.' }),
  transitions: optional(list(Transition, { description: 'Oldest first.' })),
  why: optional(
    list(Transition, {
      description: 'What led to the last red state of the actor, or to its present one. Oldest first.',
    }),
  ),
});

export const SystemTransitionsParams = closed({
  after: optional(
    count({
      description: '`next` of the answer before; 0: from the oldest kept; absent: from now on.',
    }),
  ),
  epoch: optional(
    nes({
      description: '`epoch` of the answer before. After another process took over, `after` counts as 0.',
    }),
  ),
  waitMs: optional(
    count({
      maximum: LIMITS.transitionsWaitMs,
      description:
        'With nothing to tell, answer only when there is something, or after this time. Default 0.',
    }),
  ),
  actor: optional(nes({ description: 'Only those of this actor and of what is below it.' })),
});

export const SystemTransitionsResult = closed({
  epoch: nes({ description: 'Another one in every process; in-process restarts keep it.' }),
  transitions: list(NumberedTransition, {
    description: `Oldest first, at most ${LIMITS.transitionsPerAnswer}.`,
  }),
  next: count({ description: 'What to send as `after` next.' }),
  dropped: flag({ description: 'Some of those asked for are not kept any more.' }),
});

export const SystemStopParams = closed({
  reason: optional(text({ maxLength: 200, description: 'For the log.' })),
});
export const SystemStopResult = okWith({
  already: flag({ description: 'It was stopping before it was asked to.' }),
});

export const SystemResumeParams = closed({
  actor: nes({ description: 'A part that is parked or waits for its next start, e.g. `gateway/pulse`.' }),
});

export const SystemResumeResult = okWith({ node: ActorNode });

export const SystemRestartParams = closed({
  reason: optional(text({ maxLength: 200, description: 'For the log and the `shutdown` event.' })),
  delayMs: optional(count({ maximum: 60_000, description: 'Default 0.' })),
  sessionKey: optional(text({ description: 'The session that is told once the gateway is back.' })),
  note: optional(text({ maxLength: 2_000, description: 'Told to that session as well.' })),
});
export const SystemRestartResult = okWith({ delayMs: count() });

export const SystemAuthorizeRestartParams = closed({
  ttlMs: int({ minimum: 1, maximum: 60_000, description: 'How long the permission lasts.' }),
});
export const SystemAuthorizeRestartResult = okWith({
  until: epochMs('The permission ends here (Unix epoch, ms)'),
});
