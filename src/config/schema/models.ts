import {
  choice,
  count,
  entry,
  flag,
  list,
  map,
  nes,
  number,
  on,
  openSection,
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

const model = named(
  'ModelConfig',
  openSection(
    {
      id: nes({ description: 'Name at the provider.' }),
      name: text({ description: 'Display name.' }),
      api: word('Interface, when it differs from the provider’s.'),
      reasoning: on('The model can think. Default false.'),
      input: list(choice(['text', 'image'], 'Kind of input.'), { description: 'Default text.' }),
      cost: section(
        {
          input: number({ minimum: 0 }),
          output: number({ minimum: 0 }),
          cacheRead: number({ minimum: 0 }),
          cacheWrite: number({ minimum: 0 }),
        },
        'Price per million tokens.',
      ),
      contextWindow: positive('Tokens. Default 200000.'),
      maxTokens: positive('Longest answer, tokens. Default 8192.'),
      headers: map(text(), 'Sent along; values of authorising headers are masked.'),
    },
    'One model.',
  ),
);

const provider = named(
  'ModelProviderConfig',
  section(
    {
      baseUrl: word('Address of its interface.'),
      apiKey: secret('Key; `${NAME}` takes it from the environment.'),
      auth: choice(['api-key', 'oauth', 'token', 'aws-sdk'], 'How requests are authorised. Default api-key.'),
      api: choice(
        [
          'openai-completions',
          'openai-responses',
          'anthropic-messages',
          'google-generative-ai',
          'github-copilot',
          'bedrock-converse-stream',
          'ollama',
        ],
        'Interface it speaks.',
      ),
      headers: map(text(), 'Sent with every request; values of authorising headers are masked.'),
      authHeader: on('Send the key as a bearer token.'),
      models: list(model, { description: 'Models it offers.' }),
    },
    'One provider.',
  ),
);

export const models = named(
  'ModelsConfig',
  section(
    {
      mode: choice(['merge', 'replace'], 'Whether known models stay available. Default merge.'),
      providers: map(provider, 'By provider id.'),
      bedrockDiscovery: whatever('Finding models at AWS.'),
    },
    'Where models come from.',
  ),
);

export const auth = section(
  {
    profiles: map(
      entry(
        {
          provider: nes({ description: 'Provider id.' }),
          mode: choice(['api_key', 'oauth', 'token'], 'Kind of credential.'),
        },
        { email: text({ description: 'Account.' }) },
        'One credential.',
      ),
      'By name; the secrets themselves are kept elsewhere.',
    ),
    order: map(words('Profile names.'), 'Per provider, which profile is tried first.'),
    cooldowns: section(
      {
        billingBackoffHours: number({
          exclusiveMinimum: 0,
          description: 'First pause after a billing error.',
        }),
        billingBackoffHoursByProvider: map(number({ exclusiveMinimum: 0 }), 'By provider id.'),
        billingMaxHours: number({ exclusiveMinimum: 0, description: 'Longest pause.' }),
        failureWindowHours: number({ exclusiveMinimum: 0, description: 'Quiet time that clears the count.' }),
      },
      'Pauses after failures.',
    ),
  },
  'Credentials of model providers.',
);

export const tools = named(
  'ToolsConfig',
  section(
    {
      profile: choice(['minimal', 'coding', 'messaging', 'full'], 'Starting set.'),
      allow: words('Only these tools and `group:` names.'),
      alsoAllow: words('Added to the profile; not together with `allow`.'),
      deny: words('Never these; wins.'),
      byProvider: map(toolPolicy('Tools with one provider.'), 'By provider or `provider/model`.'),
      web: whatever('Search and fetch.'),
      media: whatever('Understanding of pictures, sound and video.'),
      links: whatever('Reading links in messages.'),
      message: whatever('Sending messages.'),
      agentToAgent: section(
        { enabled: on('Default false.'), allow: words('Agents that may take part.') },
        'Messages between agents.',
      ),
      elevated: whatever('Tools outside the sandbox.'),
      exec: openSection(
        {
          host: choice(['sandbox', 'gateway', 'node'], 'Where commands run.'),
          security: choice(['deny', 'allowlist', 'full'], 'Which commands run.'),
          ask: choice(['off', 'on-miss', 'always'], 'When the operator is asked.'),
          node: word('Node id or name.'),
          pathPrepend: words('Directories put before PATH.'),
          safeBins: words('Programs that need no approval.'),
          backgroundMs: count({
            description: 'Wait before a command goes on in the background, milliseconds.',
          }),
          timeoutSec: positive('Deadline of a command, seconds.'),
          cleanupMs: positive('How long finished commands are remembered, milliseconds.'),
          notifyOnExit: on('Tell the agent when a background command ends. Default true.'),
        },
        'Command execution.',
      ),
      subagents: whatever('Tools of sub-agents.'),
      sandbox: whatever('Tools inside the sandbox.'),
    },
    'What agents may do.',
  ),
);

export const commands = named(
  'CommandsConfig',
  section(
    {
      native: union(flag(), choice(['auto'], 'By channel.')),
      nativeSkills: union(flag(), choice(['auto'], 'By channel.')),
      text: on('Understand `/command` in texts. Default true.'),
      bash: on('`/bash` and `!`. Default false.'),
      bashForegroundMs: count({
        maximum: 30_000,
        description: 'Wait before a command goes on in the background. Default 2000.',
      }),
      config: on('`/config`. Default false.'),
      debug: on('`/debug`. Default false.'),
      restart: on('`/restart` and SIGUSR1 from outside. Default false.'),
      useAccessGroups: on('Honour channel allow lists. Default true.'),
    },
    'Slash commands.',
  ),
);

export const cron = section(
  {
    enabled: on('Default true.'),
    store: text({ description: 'Where jobs were kept by older releases.' }),
    maxConcurrentRuns: positive('Jobs at a time. Default 1.'),
  },
  'Timed jobs.',
);
