import {
  anything,
  closed,
  count,
  epochMs,
  flag,
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
  union,
} from './primitives.ts';

export const sessionLabel = (): ReturnType<typeof text> => text({ minLength: 1, maxLength: 64 });

export const Attachment = named(
  'Attachment',
  open({
    type: optional(text()),
    mimeType: optional(text()),
    fileName: optional(text()),
    content: optional(text({ description: 'base64, or a data URL.' })),
  }),
  'What an element of `attachments` should look like; checked when it is decoded, not by the schema.',
);

export const AgentParams = closed({
  message: nes(),
  idempotencyKey: nes({ description: 'Becomes the runId.' }),
  agentId: optional(nes()),
  sessionKey: optional(text()),
  sessionId: optional(text()),
  to: optional(text()),
  replyTo: optional(text()),
  channel: optional(text()),
  replyChannel: optional(text()),
  accountId: optional(text()),
  replyAccountId: optional(text()),
  threadId: optional(text()),
  groupId: optional(text()),
  groupChannel: optional(text()),
  groupSpace: optional(text()),
  thinking: optional(text()),
  lane: optional(text()),
  extraSystemPrompt: optional(text()),
  spawnedBy: optional(text()),
  deliver: optional(flag()),
  attachments: optional(list(anything())),
  timeout: optional(count({ description: 'Seconds; 0 or absent: the configured default.' })),
  label: optional(sessionLabel()),
});

export const AgentAccepted = named(
  'AgentAccepted',
  closed({ runId: nes(), status: literal('accepted'), acceptedAt: epochMs() }),
  'The first answer to `agent`; the only one when a running key is repeated.',
);

export const AgentPayload = named(
  'AgentPayload',
  closed({
    text: optional(text()),
    mediaUrl: optional(nullable(text())),
    mediaUrls: optional(list(text())),
  }),
);

export const AgentMeta = named(
  'AgentMeta',
  record(anything()),
  '`durationMs`, `agentMeta {sessionId, provider, model, usage?}`, `aborted?`, `stopReason?` and what the engine adds.',
);

export const AgentFinal = named(
  'AgentFinal',
  closed({
    runId: nes(),
    status: literal('ok'),
    summary: text(),
    result: closed({ payloads: list(AgentPayload), meta: AgentMeta }),
  }),
  'The second answer to `agent`.',
);

export const AgentFailed = named(
  'AgentFailed',
  closed({ runId: nes(), status: literal('error'), summary: text() }),
  'The payload that accompanies the error of a failed run.',
);

export const AgentResult = union(AgentAccepted, AgentFinal);

export const AgentWaitParams = closed({
  runId: nes(),
  timeoutMs: optional(count({ description: 'Default 30000; 0 answers at once.' })),
});

export const AgentWaitResult = closed({
  runId: nes(),
  status: oneOf(['ok', 'error', 'timeout'], {
    description: '`timeout`: not finished in time, or unknown here.',
  }),
  startedAt: optional(count()),
  endedAt: optional(count()),
  error: optional(text()),
});

export const AgentIdentityGetParams = closed({ agentId: optional(nes()), sessionKey: optional(text()) });
export const AgentIdentityGetResult = closed({
  agentId: nes(),
  name: optional(text()),
  avatar: optional(text()),
});

export const AgentRow = named(
  'AgentRow',
  closed({
    id: nes(),
    name: optional(text()),
    identity: optional(
      closed({
        name: optional(text()),
        theme: optional(text()),
        emoji: optional(text()),
        avatar: optional(text()),
        avatarUrl: optional(text()),
      }),
    ),
  }),
);

export const AgentsListResult = closed({
  defaultId: nes(),
  mainKey: nes(),
  scope: oneOf(['per-sender', 'global']),
  agents: list(AgentRow),
});

export const ModelRow = named(
  'ModelRow',
  closed({
    id: nes(),
    name: nes(),
    provider: nes(),
    contextWindow: optional(count({ minimum: 1 })),
    reasoning: optional(flag()),
    input: optional(list(text())),
  }),
);

export const ModelsListResult = closed({
  models: list(ModelRow, { description: 'By provider, then name.' }),
});

const AgentLifecycleData = named(
  'AgentLifecycleData',
  closed({
    phase: oneOf(['start', 'end', 'error']),
    startedAt: optional(epochMs()),
    endedAt: optional(epochMs()),
    aborted: optional(flag()),
    error: optional(text()),
  }),
  '`end` and `error` are terminal.',
);

const AgentAssistantData = named(
  'AgentAssistantData',
  closed({
    text: text({ description: 'Everything said so far.' }),
    delta: text({ description: 'What is new.' }),
    mediaUrls: optional(list(text())),
  }),
);

const AgentToolData = named(
  'AgentToolData',
  closed({
    phase: oneOf(['start', 'update', 'result']),
    name: text(),
    toolCallId: text(),
    args: optional(anything()),
    partialResult: optional(anything()),
    meta: optional(anything()),
    isError: optional(flag()),
    result: optional(anything()),
  }),
);

const AgentCompactionData = named(
  'AgentCompactionData',
  closed({ phase: oneOf(['start', 'end']), willRetry: optional(flag()) }),
);

export const AgentEvent = closed({
  runId: nes(),
  seq: count({ description: 'Per run, from 1. Hidden tool events leave holes.' }),
  stream: oneOf(['lifecycle', 'assistant', 'tool', 'compaction']),
  ts: epochMs(),
  data: union(AgentLifecycleData, AgentAssistantData, AgentToolData, AgentCompactionData),
  sessionKey: optional(text({ description: 'As the requester wrote it.' })),
});
