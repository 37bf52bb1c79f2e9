import {
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
  open,
  optional,
  record,
  text,
  anything,
} from './primitives.ts';
import { sessionLabel } from './agent.ts';

export const SessionRow = named(
  'SessionRow',
  closed({
    key: text(),
    kind: oneOf(['direct', 'group', 'global', 'unknown']),
    updatedAt: nullable(count()),
    totalTokens: count({ description: '0 when unknown.' }),
    label: optional(text()),
    displayName: optional(text()),
    derivedTitle: optional(text()),
    lastMessagePreview: optional(text()),
    channel: optional(text()),
    subject: optional(text()),
    groupChannel: optional(text()),
    space: optional(text()),
    chatType: optional(text()),
    origin: optional(record(anything())),
    sessionId: optional(text()),
    systemSent: optional(flag()),
    abortedLastRun: optional(flag()),
    thinkingLevel: optional(text()),
    verboseLevel: optional(text()),
    reasoningLevel: optional(text()),
    elevatedLevel: optional(text()),
    sendPolicy: optional(text()),
    inputTokens: optional(count()),
    outputTokens: optional(count()),
    responseUsage: optional(text()),
    modelProvider: optional(text()),
    model: optional(text()),
    contextTokens: optional(count()),
    deliveryContext: optional(record(anything())),
    lastChannel: optional(text()),
    lastTo: optional(text()),
    lastAccountId: optional(text()),
  }),
);

export const SessionsListParams = closed({
  limit: optional(int({ minimum: 1 })),
  activeMinutes: optional(int({ minimum: 1 })),
  includeGlobal: optional(flag()),
  includeUnknown: optional(flag()),
  includeDerivedTitles: optional(flag()),
  includeLastMessage: optional(flag()),
  label: optional(sessionLabel()),
  spawnedBy: optional(nes()),
  agentId: optional(nes()),
  search: optional(text()),
});

export const SessionsListResult = closed({
  ts: epochMs(),
  path: text({ description: '`(multiple)` when several stores are merged.' }),
  count: count({ description: 'Rows returned.' }),
  defaults: closed({
    modelProvider: nullable(text()),
    model: nullable(text()),
    contextTokens: nullable(count()),
  }),
  sessions: list(SessionRow, { description: 'Newest first.' }),
});

export const SessionsPreviewParams = closed({
  keys: list(nes(), { minItems: 1 }),
  limit: optional(int({ minimum: 1 })),
  maxChars: optional(int({ minimum: 20 })),
});

export const SessionPreview = named(
  'SessionPreview',
  closed({
    key: text(),
    status: oneOf(['ok', 'empty', 'missing', 'error']),
    items: list(closed({ role: oneOf(['user', 'assistant', 'tool', 'system', 'other']), text: text() })),
  }),
);

export const SessionsPreviewResult = closed({ ts: epochMs(), previews: list(SessionPreview) });

export const SessionsSearchParams = closed({
  query: nes({ description: 'Words that must all occur; the last letters of each may be missing.' }),
  limit: optional(int({ minimum: 1, maximum: 200, description: 'Default 20.' })),
});

export const SessionHit = named(
  'SessionHit',
  closed({
    key: text(),
    sessionId: text({ description: 'The conversation, which the session may have left since.' }),
    role: oneOf(['user', 'assistant', 'tool', 'system', 'other']),
    text: text({ description: 'The place where the first of the words stands, at most 240 characters.' }),
    timestamp: epochMs(),
  }),
);

export const SessionsSearchResult = closed({
  ts: epochMs(),
  hits: list(SessionHit, { description: 'Best first.' }),
});

export const SessionsResolveParams = closed({
  key: optional(nes()),
  sessionId: optional(nes()),
  label: optional(sessionLabel()),
  agentId: optional(nes()),
  spawnedBy: optional(nes()),
  includeGlobal: optional(flag()),
  includeUnknown: optional(flag()),
});
export const SessionsResolveResult = closed({ ok: literal(true), key: nes() });

const clearable = (): ReturnType<typeof nes> => optional(nullable(nes()));

export const SessionsPatchParams = closed({
  key: nes(),
  label: optional(nullable(sessionLabel())),
  thinkingLevel: clearable(),
  verboseLevel: clearable(),
  reasoningLevel: clearable(),
  responseUsage: clearable(),
  elevatedLevel: clearable(),
  execHost: clearable(),
  execSecurity: clearable(),
  execAsk: clearable(),
  execNode: clearable(),
  model: optional(nullable(text())),
  spawnedBy: clearable(),
  sendPolicy: clearable(),
  groupActivation: clearable(),
});

export const SessionEntry = named('SessionEntry', open({}), 'A stored session, as it is.');

export const SessionsPatchResult = closed({
  ok: literal(true),
  path: text(),
  key: nes(),
  entry: SessionEntry,
});
export const SessionsResetParams = closed({ key: nes() });
export const SessionsResetResult = closed({ ok: literal(true), key: nes(), entry: SessionEntry });

export const SessionsDeleteParams = closed({
  key: nes(),
  deleteTranscript: optional(flag({ description: 'Default true.' })),
});
export const SessionsDeleteResult = closed({
  ok: literal(true),
  key: nes(),
  deleted: flag(),
  archived: list(text()),
});

export const SessionsCompactParams = closed({
  key: nes(),
  maxLines: optional(int({ minimum: 1, description: 'Default 400.' })),
});
export const SessionsCompactResult = closed({
  ok: literal(true),
  key: nes(),
  compacted: flag(),
  kept: optional(count()),
  archived: optional(text()),
  reason: optional(text()),
});
