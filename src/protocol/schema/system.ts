import { closed, count, epochMs, int, list, named, nes, nullable, optional, text } from './primitives.ts';
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

export const SystemInspectResult = closed({
  tree: list(ActorNode, { description: 'Parents before children.' }),
  transitions: optional(list(Transition, { description: 'Oldest first.' })),
  why: optional(
    list(Transition, {
      description: 'What led to the last red state of the actor, or to its present one. Oldest first.',
    }),
  ),
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
