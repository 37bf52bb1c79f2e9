import {
  choice,
  closed,
  count,
  entry,
  int,
  list,
  map,
  on,
  path,
  positive,
  section,
  text,
  whatever,
  word,
  words,
  named,
} from './parts.ts';

const reset = named(
  'SessionResetConfig',
  section(
    {
      mode: choice(['daily', 'idle'], 'Default daily.'),
      atHour: int({
        minimum: 0,
        maximum: 23,
        description: 'Hour of the daily reset, local time. Default 4.',
      }),
      idleMinutes: positive('Silence after which a session starts afresh.'),
    },
    'When a session starts afresh.',
  ),
);

const verdict = choice(['allow', 'deny'], 'Whether answers are delivered.');

export const session = named(
  'SessionConfig',
  section(
    {
      scope: choice(['per-sender', 'global'], 'Default per-sender.'),
      dmScope: choice(
        ['main', 'per-peer', 'per-channel-peer', 'per-account-channel-peer'],
        'Which direct chats share a session. Default main.',
      ),
      identityLinks: map(words('`channel:id` of the same person.'), 'People known under several ids.'),
      resetTriggers: words('Texts that start a session afresh. Default /new and /reset.'),
      idleMinutes: positive('Older spelling of `reset` with mode idle.'),
      reset,
      resetByType: section({ dm: reset, group: reset, thread: reset }, 'By kind of chat.'),
      resetByChannel: map(reset, 'By channel id; wins.'),
      store: path('Where older releases kept sessions; ours are in the database.'),
      typingIntervalSeconds: positive('How often "typing…" is renewed.'),
      typingMode: choice(['never', 'instant', 'thinking', 'message'], 'When "typing…" is shown.'),
      mainKey: text({ description: 'Ignored: the main session is always `main`.' }),
      sendPolicy: section(
        {
          default: verdict,
          rules: list(
            entry(
              { action: verdict },
              {
                match: section(
                  {
                    channel: word('Channel id.'),
                    chatType: choice(['direct', 'group', 'room', 'channel'], 'Kind of chat.'),
                    keyPrefix: word('Start of the session key.'),
                  },
                  'Which sessions.',
                ),
              },
              'One rule; a matching deny wins.',
            ),
          ),
        },
        'Where answers may go.',
      ),
      agentToAgent: section(
        {
          maxPingPongTurns: int({
            minimum: 0,
            maximum: 5,
            description: 'Replies between agents. Default 5.',
          }),
        },
        'Messages between agents.',
      ),
    },
    'How conversations are kept apart and when they end.',
  ),
);

const queueMode = choice(
  ['steer', 'followup', 'collect', 'steer-backlog', 'steer+backlog', 'queue', 'interrupt'],
  'What happens to a message that arrives during a run. Default collect.',
);

export const messages = named(
  'MessagesConfig',
  section(
    {
      messagePrefix: text({ description: 'Put before incoming texts.' }),
      responsePrefix: text({ description: 'Put before answers.' }),
      groupChat: section(
        {
          mentionPatterns: words('Regular expressions that count as a mention.'),
          historyLimit: count({ description: 'Group messages kept as context.' }),
        },
        'Behaviour in groups.',
      ),
      queue: section(
        {
          mode: queueMode,
          byChannel: map(queueMode, 'By channel id.'),
          debounceMs: count({ description: 'Quiet time before waiting messages run. Default 1000.' }),
          debounceMsByChannel: map(count(), 'By channel id.'),
          cap: positive('Waiting messages kept. Default 20.'),
          drop: choice(['old', 'new', 'summarize'], 'What happens to the rest. Default summarize.'),
        },
        'Messages that arrive during a run.',
      ),
      inbound: section(
        {
          debounceMs: count({ description: 'Quiet time that ends a burst.' }),
          byChannel: map(count(), 'By channel id.'),
        },
        'Bursts of messages.',
      ),
      ackReaction: text({ description: 'Reaction that says a message was seen; empty for none.' }),
      ackReactionScope: choice(['group-mentions', 'group-all', 'direct', 'all'], 'Default group-mentions.'),
      removeAckAfterReply: on('Default false.'),
      tts: whatever('Spoken answers.'),
    },
    'Incoming and outgoing texts.',
  ),
);

const mapping = named(
  'HookMappingConfig',
  section(
    {
      id: word('Name of the mapping.'),
      match: whatever('Calls it applies to: `path`, `source`.'),
      action: choice(['wake', 'agent'], 'What a call does.'),
      wakeMode: choice(['now', 'next-heartbeat'], 'When.'),
      name: text({ description: 'Shown to the agent.' }),
      sessionKey: text({ description: 'Session of the run.' }),
      messageTemplate: text({ description: 'Prompt with `{{payload.path}}` fields.' }),
      textTemplate: text({ description: 'Event text with fields.' }),
      deliver: on('Deliver the answer.'),
      allowUnsafeExternalContent: on('Do not mark the content as untrusted. Default false.'),
      channel: word('`last` or a channel id.'),
      to: text({ description: 'Recipient.' }),
      model: text({ description: '`provider/model`.' }),
      thinking: text({ description: 'Thinking level.' }),
      timeoutSeconds: positive('Deadline of the run.'),
      transform: entry(
        { module: path('Module that changes the payload.') },
        { export: text() },
        'A transformation.',
      ),
    },
    'What one webhook leads to.',
  ),
);

const gmail = section(
  {
    account: text(),
    label: text(),
    topic: text(),
    subscription: text(),
    pushToken: text({ sensitive: true, description: 'Expected in pushes.' }),
    hookUrl: text(),
    includeBody: on('Pass the text of mails on.'),
    maxBytes: positive('Characters taken from a mail.'),
    renewEveryMinutes: positive('Renewal of the watch.'),
    serve: section({ bind: text(), port: positive('Port.'), path: text() }, 'Receiver of pushes.'),
    tailscale: section(
      { mode: choice(['off', 'serve', 'funnel'], 'Exposure.'), path: text(), target: text() },
      'Exposure of the receiver.',
    ),
    model: text(),
    thinking: text(),
  },
  'New mail as an event.',
);

export const hooks = named(
  'HooksConfig',
  section(
    {
      enabled: on('Default false.'),
      path: text({ description: 'Default `/hooks`; `/` is refused.' }),
      token: text({ sensitive: true, description: 'Expected in calls; required when enabled.' }),
      maxBodyBytes: positive('Largest call. Default 262144.'),
      presets: words('Ready-made mappings.'),
      transformsDir: path('Directory of transformations.'),
      mappings: list(mapping, { description: 'First match wins.' }),
      gmail,
      internal: section(
        {
          enabled: on('Default true.'),
          handlers: list(closed({ event: text(), module: text() })),
          entries: map(whatever('One hook.'), 'By name.'),
          load: section({ extraDirs: words('Further directories.') }, 'Where hooks are found.'),
          installs: map(whatever('One installation.'), 'By name.'),
        },
        'Hooks inside the gateway.',
      ),
    },
    'Webhooks.',
  ),
);
