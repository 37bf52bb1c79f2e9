export type ReloadClass = 'none' | 'hot' | 'restart';

/** What a change of one key does to a running gateway. */
export interface ReloadRule {
  readonly reload: ReloadClass;
  /** Of a hot one: which effect carries it out. `link`: of those accounts that really use the value. */
  readonly effect?: 'read' | 'logging' | 'lanes' | 'restartAuthority' | 'link';
  /** One sentence. */
  readonly reason: string;
}

export const none = (reason: string): ReloadRule => ({ reload: 'none', reason });
const restart = (reason: string): ReloadRule => ({ reload: 'restart', reason });
export const hot = (effect: NonNullable<ReloadRule['effect']>, reason: string): ReloadRule => ({
  reload: 'hot',
  effect,
  reason,
});

export const UNUSED = none('This release does nothing with it yet.');
export const RECORD = none('It is a record for people or other programs; the gateway does not act on it.');
export const EXTENSION = none('It belongs to an extension, and none is loaded.');

const PER_MESSAGE = hot('read', 'It is looked up for each message.');
const PER_ANSWER = hot('read', 'It is looked up for each answer that is sent.');
const PER_RUN = hot('read', 'It is looked up when a run begins; runs under way go on as they began.');
const CONNECTION = hot('link', 'It is part of the connection, so the accounts that use it connect anew.');

/**
 * Rules by key. `*` stands for any key or list element, `.**` at the end for the key and everything below it. A key of an
 * account has the rule of the same key of its channel. What features.ts says is not in use yet needs no row here; the
 * longest match of both decides.
 */
const TABLE: readonly (readonly [ReloadRule, readonly string[]])[] = [
  [
    restart(
      'Variables are put into the environment at the start, and what was read from them is not read again.',
    ),
    ['env.**'],
  ],
  [hot('logging', 'The log is set up anew; no line is lost.'), ['logging.**']],
  [
    restart('The listener is bound to it at the start.'),
    ['gateway.port', 'gateway.bind', 'gateway.customBindHost'],
  ],
  [restart('It decides whether this machine runs a gateway at all.'), ['gateway.mode']],
  [
    restart('The door is built with it; who is connected was let in under the old one.'),
    [
      ...under('gateway.auth', ['mode', 'token', 'tokenFile', 'password', 'passwordFile', 'allowTailscale']),
      ...under('gateway.controlUi', [
        'enabled',
        'basePath',
        'allowInsecureAuth',
        'dangerouslyDisableDeviceAuth',
      ]),
      'gateway.controlUi.allowedOrigins',
      'gateway.trustedProxies',
    ],
  ],
  [restart('The local network is told at the start.'), ['discovery.mdns.mode']],
  [
    restart('Tailscale is told at the start, and what was told is taken back at the end.'),
    under('gateway.tailscale', ['mode', 'resetOnExit']),
  ],
  [
    restart('The listener speaks TLS, and with which files, from the start on.'),
    under('gateway.tls', ['enabled', 'autoGenerate', 'certPath', 'keyPath', 'caPath']),
  ],
  [
    none('Only clients read it.'),
    under('gateway.remote', [
      'url',
      'token',
      'password',
      'tlsFingerprint',
      'transport',
      'sshTarget',
      'sshIdentity',
    ]),
  ],
  [
    none('It says how changes are taken over and holds from the next one on.'),
    under('gateway.reload', ['mode', 'debounceMs']),
  ],
  [
    hot('read', 'The next stop, and the next look at the memory, go by it.'),
    ['gateway.shutdown.timeoutSeconds', 'gateway.memory.ceilingMb'],
  ],

  [
    CONNECTION,
    [
      ...under('channels.telegram', [
        'enabled',
        'botToken',
        'tokenFile',
        'apiRoot',
        'proxy',
        'timeoutSeconds',
      ]),
      ...under('channels.telegram', ['network.autoSelectFamily', 'webhookUrl', 'webhookSecret']),
      ...under('channels.whatsapp', ['enabled', 'authDir']),
    ],
  ],
  [
    hot('link', 'The menu of the bot is set when it connects, so the accounts that use it connect anew.'),
    ['channels.telegram.commands.native', 'channels.telegram.customCommands.**'],
  ],
  [
    hot('link', 'It is part of how the WhatsApp links are kept, so they connect anew.'),
    ['web.enabled', 'web.reconnect.**'],
  ],
  [hot('read', 'It is looked up for each call of the webhook.'), ['channels.telegram.webhookPath']],
  [
    PER_MESSAGE,
    [
      'channels.defaults.groupPolicy',
      ...ofBoth(['dmPolicy', 'groupPolicy', 'historyLimit', 'mediaMaxMb', 'allowFrom', 'groupAllowFrom']),
      ...ofBoth(['groups.*.requireMention']),
      ...under('channels.whatsapp', ['selfChatMode', 'sendReadReceipts', 'debounceMs', 'ackReaction.**']),
      ...topics(['enabled', 'allowFrom', 'systemPrompt', 'groupPolicy']),
      'channels.telegram.groups.*.topics.*.requireMention',
      'channels.telegram.reactionNotifications',
    ],
  ],
  [UNUSED, [...ofBoth(['groups.*.tools.**', 'groups.*.toolsBySender.**']), ...topics(['skills'])]],
  [
    PER_ANSWER,
    [
      ...ofBoth(['markdown.tables', 'textChunkLimit', 'chunkMode', 'blockStreaming']),
      'channels.telegram.replyToMode',
      'channels.telegram.linkPreview',
      'agents.defaults.blockStreamingDefault',
      'agents.defaults.blockStreamingChunk.**',
      'messages.responsePrefix',
    ],
  ],

  [
    hot('lanes', 'Waiting runs begin as soon as there is room; none is stopped.'),
    ['agents.defaults.maxConcurrent'],
  ],
  [
    PER_RUN,
    [
      ...under('agents.defaults', [
        'model.**',
        'models.*.alias',
        'models.*.params.**',
        'cliBackends.*.**',
        'workspace',
      ]),
      ...under('agents.defaults', ['skipBootstrap', 'bootstrapMaxChars', 'userTimezone', 'timeoutSeconds']),
      ...under('agents.defaults', ['thinkingDefault', 'verboseDefault']),
      ...under('models.providers.*', ['baseUrl', 'apiKey', 'api', 'headers.*']),
      ...under('models.providers.*.models.*', ['id', 'name', 'contextWindow', 'reasoning']),
      ...under('tools', ['profile', 'allow', 'alsoAllow', 'deny']),
      ...under('agents.list.*.tools', ['profile', 'allow', 'alsoAllow', 'deny']),
      'agents.list.*.model.**',
      'agents.list.*.workspace',
    ],
  ],
  [
    hot('read', 'Who the agents are is looked up at each use.'),
    [
      ...under('agents.list.*', ['id', 'default', 'name']),
      ...under('agents.list.*.identity', ['name', 'theme', 'emoji', 'avatar']),
      ...under('ui.assistant', ['name', 'avatar']),
    ],
  ],
  [
    PER_MESSAGE,
    [
      ...under('agents.defaults', ['envelopeTimezone', 'envelopeTimestamp', 'envelopeElapsed', 'typingMode']),
      ...under('agents.list.*.groupChat', ['mentionPatterns', 'historyLimit']),
      'bindings.*.**',
      ...under('session', [
        'scope',
        'dmScope',
        'identityLinks.*',
        'idleMinutes',
        'reset.**',
        'resetByType.**',
      ]),
      ...under('session', ['resetByChannel.*.**', 'typingIntervalSeconds', 'typingMode', 'sendPolicy.**']),
      ...under('messages', ['groupChat.mentionPatterns', 'groupChat.historyLimit', 'queue.**', 'inbound.**']),
      ...under('messages', ['ackReaction', 'ackReactionScope']),
      ...under('commands', ['text', 'useAccessGroups']),
    ],
  ],
  [
    hot('read', 'It is looked up when somebody asks how full a context is.'),
    ['agents.defaults.contextTokens'],
  ],
  [
    UNUSED,
    [
      ...under('agents.list.*', [
        'agentDir',
        'memorySearch.**',
        'humanDelay.**',
        'heartbeat.**',
        'subagents.**',
      ]),
      'agents.list.*.sandbox.**',
      ...under('agents.list.*.tools', ['byProvider.**', 'elevated.**', 'exec.**', 'sandbox.**']),
      ...under('models.providers.*', ['auth', 'authHeader']),
      ...under('models.providers.*.models.*', ['api', 'input', 'cost.**', 'maxTokens', 'headers.*']),
    ],
  ],
  [
    hot('restartAuthority', 'Whether a restart may be asked for from outside changes at once.'),
    ['commands.restart'],
  ],
];

function under(section: string, keys: readonly string[]): readonly string[] {
  return keys.map((key) => `${section}.${key}`);
}

function ofBoth(keys: readonly string[]): readonly string[] {
  return [...under('channels.telegram', keys), ...under('channels.whatsapp', keys)];
}

/** Of a Telegram group and of a topic in it. */
function topics(keys: readonly string[]): readonly string[] {
  const group = 'channels.telegram.groups.*';
  return [...under(group, keys), ...under(`${group}.topics.*`, keys)];
}

export interface RuleRow {
  readonly pattern: string;
  readonly keys: readonly string[];
  /** It holds below its key as well. */
  readonly below: boolean;
  readonly rule: ReloadRule;
}

export const RULE_ROWS: readonly RuleRow[] = TABLE.flatMap(([rule, patterns]) =>
  patterns.map((pattern) => {
    const below = pattern.endsWith('.**');
    return { pattern, keys: (below ? pattern.slice(0, -3) : pattern).split('.'), below, rule };
  }),
);
