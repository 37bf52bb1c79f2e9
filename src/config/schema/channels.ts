import {
  choice,
  chunking,
  closed,
  coalescing,
  count,
  flag,
  heartbeatVisibility,
  idList,
  list,
  literal,
  map,
  nes,
  number,
  on,
  openSection,
  path,
  positive,
  secret,
  section,
  text,
  toolPolicy,
  union,
  whatever,
  word,
  words,
  named,
} from './parts.ts';

const dmPolicy = choice(
  ['pairing', 'allowlist', 'open', 'disabled'],
  'Who may write directly. Default pairing.',
);
const groupPolicy = choice(['open', 'disabled', 'allowlist'], 'Which groups are served. Default allowlist.');
const historyCap = section(
  { historyLimit: count({ description: 'Messages kept as context.' }) },
  'One direct chat.',
);
const markdown = section(
  { tables: choice(['off', 'bullets', 'code'], 'How tables are shown.') },
  'Formatting.',
);
const toolsBySender = map(toolPolicy('Tools for one sender.'), 'By sender id.');

const reach = {
  name: text({ description: 'Display name of the account.' }),
  enabled: on('Default true.'),
  dmPolicy,
  groupPolicy,
  configWrites: on('Let the channel change this file. Default true.'),
  markdown,
  historyLimit: count({ description: 'Group messages kept as context.' }),
  dmHistoryLimit: count({ description: 'Direct messages kept as context.' }),
  dms: map(historyCap, 'By sender id.'),
  textChunkLimit: positive('Longest message, characters.'),
  chunkMode: choice(['length', 'newline'], 'Where long texts are cut.'),
  mediaMaxMb: number({ exclusiveMinimum: 0, description: 'Largest attachment, megabytes.' }),
  blockStreaming: on('Send finished parts while the rest is still written.'),
  blockStreamingCoalesce: coalescing,
  heartbeat: heartbeatVisibility,
};

const whatsappAccount = {
  ...reach,
  capabilities: words('Optional abilities switched on.'),
  allowFrom: words('Numbers that may write directly; `*` for everybody.'),
  groupAllowFrom: words('Numbers that may address the agent in groups.'),
  groups: map(
    section(
      {
        requireMention: on('Answer only when mentioned.'),
        tools: toolPolicy('Tools in this group.'),
        toolsBySender,
      },
      'One group.',
    ),
    'By group id; `*` for the rest.',
  ),
  selfChatMode: on('The number is the operator’s own.'),
  sendReadReceipts: on('Default true.'),
  messagePrefix: text({ description: 'Put before incoming texts.' }),
  debounceMs: count({ description: 'Quiet time that ends a burst of messages, milliseconds. Default 0.' }),
  ackReaction: section(
    {
      emoji: text({ description: 'Reaction; empty for none.' }),
      direct: on('In direct chats. Default true.'),
      group: choice(['always', 'mentions', 'never'], 'In groups. Default mentions.'),
    },
    'Reaction that says a message was seen.',
  ),
  actions: section(
    { reactions: on('Default true.'), sendMessage: on('Default true.'), polls: on('Default true.') },
    'What the agent may do.',
  ),
};

const whatsapp = named(
  'WhatsAppConfig',
  section(
    {
      ...whatsappAccount,
      accounts: map(
        section({ ...whatsappAccount, authDir: path('Where its keys are kept.') }, 'One account.'),
        'By account id.',
      ),
    },
    'WhatsApp.',
  ),
);

const telegramTopic = {
  requireMention: on('Answer only when mentioned.'),
  skills: words('Skills available here.'),
  enabled: on('Default true.'),
  allowFrom: idList('Senders served here.'),
  systemPrompt: text({ description: 'Added to the prompt.' }),
  groupPolicy,
};

const telegramAccount = {
  ...reach,
  botToken: secret('Token of the bot; the default account also reads TELEGRAM_BOT_TOKEN.'),
  tokenFile: path('File holding the token.'),
  apiRoot: word('Address of the Bot API, for an own Bot API server. Default https://api.telegram.org.'),
  allowFrom: idList('User ids or @names that may write directly; `*` for everybody.'),
  groupAllowFrom: idList('User ids that may address the agent in groups.'),
  groups: map(
    section(
      {
        ...telegramTopic,
        tools: toolPolicy('Tools in this group.'),
        toolsBySender,
        topics: map(section(telegramTopic, 'One topic.'), 'By topic id.'),
      },
      'One group.',
    ),
    'By chat id; `*` for the rest.',
  ),
  capabilities: union(
    list(text()),
    section(
      { inlineButtons: choice(['off', 'dm', 'group', 'all', 'allowlist'], 'Where buttons are offered.') },
      'Abilities with a setting.',
    ),
  ),
  commands: section(
    { native: union(flag(), literal('auto')), nativeSkills: union(flag(), literal('auto')) },
    'The bot’s command menu.',
  ),
  customCommands: list(closed({ command: nes(), description: nes() }), {
    description: 'Further menu entries.',
  }),
  streamMode: choice(['off', 'partial', 'block'], 'How a reply grows. Default partial.'),
  draftChunk: chunking,
  replyToMode: choice(['off', 'first', 'all'], 'Which replies quote the message.'),
  timeoutSeconds: positive('Deadline of a request to the network.'),
  retry: section(
    {
      attempts: positive('Tries.'),
      minDelayMs: count({ description: 'First pause, milliseconds.' }),
      maxDelayMs: count({ description: 'Longest pause, milliseconds.' }),
      jitter: number({ minimum: 0, maximum: 1, description: 'Random part of a pause.' }),
    },
    'Repeating failed requests.',
  ),
  network: section({ autoSelectFamily: on('Race IPv4 against IPv6.') }, 'Connection details.'),
  proxy: word('http(s) or socks address.'),
  webhookUrl: word('Public address; absent: polling.'),
  webhookSecret: secret('Expected in webhook calls.'),
  webhookPath: word('Path of the webhook.'),
  actions: section(
    {
      reactions: on('Default true.'),
      sendMessage: on('Default true.'),
      deleteMessage: on('Default true.'),
      sticker: on('Default false.'),
    },
    'What the agent may do.',
  ),
  reactionNotifications: choice(['off', 'own', 'all'], 'Which reactions the agent hears of.'),
  reactionLevel: choice(['off', 'ack', 'minimal', 'extensive'], 'How freely the agent reacts.'),
  linkPreview: on('Default true.'),
};

const telegram = named(
  'TelegramConfig',
  section(
    { ...telegramAccount, accounts: map(section(telegramAccount, 'One account.'), 'By account id.') },
    'Telegram.',
  ),
);

const foreign = (name: string) => whatever(`${name}; its keys are checked by its own adapter.`);

export const channels = named(
  'ChannelsConfig',
  openSection(
    {
      defaults: section(
        { groupPolicy, heartbeat: heartbeatVisibility },
        'For every channel that says nothing.',
      ),
      whatsapp,
      telegram,
      discord: foreign('Discord'),
      googlechat: foreign('Google Chat'),
      slack: foreign('Slack'),
      signal: foreign('Signal'),
      imessage: foreign('iMessage'),
      bluebubbles: foreign('BlueBubbles'),
      msteams: foreign('Microsoft Teams'),
    },
    'Chat networks. Ids not listed here belong to extensions.',
  ),
);

export const web = section(
  {
    enabled: on('Default true.'),
    heartbeatSeconds: positive('Period of the liveness check.'),
    reconnect: section(
      {
        initialMs: positive('First pause, milliseconds.'),
        maxMs: positive('Longest pause, milliseconds.'),
        factor: number({ minimum: 1, description: 'Growth of the pause.' }),
        jitter: number({ minimum: 0, maximum: 1, description: 'Random part of a pause.' }),
        maxAttempts: count({ description: '0: no limit.' }),
      },
      'Pauses between attempts.',
    ),
  },
  'The WhatsApp link.',
);
