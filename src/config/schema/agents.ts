import {
  choice,
  chunking,
  closed,
  coalescing,
  count,
  entry,
  heartbeat,
  humanDelay,
  identity,
  list,
  map,
  modelChoice,
  nes,
  number,
  on,
  openSection,
  path,
  positive,
  section,
  text,
  THINKING_LEVELS,
  toolPolicy,
  union,
  whatever,
  word,
  words,
  named,
} from './parts.ts';

const cliBackend = named(
  'CliBackendConfig',
  entry(
    { command: nes({ description: 'Program to run.' }) },
    {
      args: words('Arguments of a fresh session.'),
      resumeArgs: words('Arguments of a later turn; `{sessionId}` is replaced.'),
      output: choice(['json', 'jsonl', 'text'], 'Form of its output.'),
      resumeOutput: choice(['json', 'jsonl', 'text'], 'Form of its output in later turns.'),
      input: choice(['arg', 'stdin'], 'How it gets the prompt.'),
      maxPromptArgChars: positive('Longer prompts go to stdin.'),
      env: map(text(), 'Added to its environment.'),
      clearEnv: words('Variables it must not see.'),
      modelArg: word('Flag before the model name.'),
      modelAliases: map(text(), 'Our model name to its own.'),
      sessionArg: word('Flag before the session id.'),
      sessionArgs: words('Arguments naming the session; `{sessionId}` is replaced.'),
      sessionMode: choice(['always', 'existing', 'none'], 'When a session id is passed.'),
      sessionIdFields: words('Where its output tells the session id.'),
      systemPromptArg: word('Flag before the system prompt.'),
      systemPromptMode: choice(['append', 'replace'], 'Meaning of that flag.'),
      systemPromptWhen: choice(['first', 'always', 'never'], 'In which turns it is passed.'),
      imageArg: word('Flag before an image.'),
      imageMode: choice(['repeat', 'list'], 'Several images.'),
      serialize: on('One run at a time. Default true.'),
    },
    'An installed agent program.',
  ),
);

const sandbox = named(
  'SandboxConfig',
  openSection(
    {
      mode: choice(['off', 'non-main', 'all'], 'Which sessions are confined.'),
      workspaceAccess: choice(['none', 'ro', 'rw'], 'What a confined session may do with the workspace.'),
      scope: choice(['session', 'agent', 'shared'], 'Who shares a container.'),
      docker: whatever('Container settings.'),
      browser: whatever('Browser in the container.'),
      prune: whatever('When containers are removed.'),
    },
    'Confinement of tools.',
  ),
);

const memorySearch = whatever('Search over the agent’s notes.');

const defaults = named(
  'AgentDefaultsConfig',
  section(
    {
      model: modelChoice('The model agents use.'),
      imageModel: modelChoice('The model that looks at pictures.'),
      models: map(
        section({ alias: word('Short name.'), params: whatever('Passed to the provider.') }, 'One model.'),
        'Models that may be chosen, by `provider/model`.',
      ),
      workspace: path('Directory the agent works in. Default `~/clawd`.'),
      repoRoot: path('Repository named in the prompt.'),
      skipBootstrap: on('Do not create workspace files. Default false.'),
      bootstrapMaxChars: positive('Characters taken from each workspace file. Default 20000.'),
      userTimezone: word('IANA name.'),
      timeFormat: choice(['auto', '12', '24'], 'Clock in prompts.'),
      envelopeTimezone: word('`utc`, `local`, `user` or an IANA name.'),
      envelopeTimestamp: choice(['on', 'off'], 'Time before incoming messages.'),
      envelopeElapsed: choice(['on', 'off'], 'Time since the last message.'),
      contextTokens: positive('Size of the context window to assume.'),
      timeoutSeconds: positive('Deadline of a run. Default 600.'),
      mediaMaxMb: number({ exclusiveMinimum: 0, description: 'Largest attachment, megabytes.' }),
      maxConcurrent: positive('Runs at a time. Default 4.'),
      thinkingDefault: choice(THINKING_LEVELS, 'How much the model thinks.'),
      verboseDefault: choice(['off', 'on', 'full'], 'How much of its work is shown.'),
      elevatedDefault: choice(['off', 'on', 'ask', 'full'], 'Whether tools run outside the sandbox.'),
      blockStreamingDefault: choice(['off', 'on'], 'Send finished parts early.'),
      blockStreamingBreak: choice(['text_end', 'message_end'], 'When a part counts as finished.'),
      blockStreamingChunk: chunking,
      blockStreamingCoalesce: coalescing,
      humanDelay,
      typingMode: choice(['never', 'instant', 'thinking', 'message'], 'When "typing…" is shown.'),
      typingIntervalSeconds: positive('How often it is renewed.'),
      heartbeat,
      subagents: section(
        {
          maxConcurrent: positive('Runs at a time. Default 8.'),
          archiveAfterMinutes: positive('Sub-sessions are archived after this.'),
          model: union(text(), modelChoice('Model of sub-agents.')),
        },
        'Agents started by agents.',
      ),
      compaction: section(
        {
          mode: choice(['default', 'safeguard'], 'How a long history is shortened. Default safeguard.'),
          reserveTokensFloor: count({ description: 'Tokens kept free.' }),
          maxHistoryShare: number({
            minimum: 0.1,
            maximum: 0.9,
            description: 'Part of the window history may fill.',
          }),
          memoryFlush: whatever('Saving notes before shortening.'),
        },
        'Shortening long histories.',
      ),
      contextPruning: whatever('Dropping old tool results.'),
      memorySearch,
      cliBackends: map(cliBackend, 'Installed agent programs by provider id.'),
      sandbox,
    },
    'Settings of every agent that does not say otherwise.',
  ),
);

const agent = named(
  'AgentConfig',
  entry(
    { id: nes({ description: 'Letters, digits, - and _.' }) },
    {
      default: on('Takes what no binding claims. Default: the first of the list.'),
      name: text({ description: 'Display name.' }),
      workspace: path('Directory it works in.'),
      agentDir: path('Directory of its own state.'),
      model: union(nes(), modelChoice('Model of this agent.')),
      memorySearch,
      humanDelay,
      heartbeat,
      identity,
      groupChat: section(
        { mentionPatterns: words('Regular expressions that count as a mention.'), historyLimit: count() },
        'Behaviour in groups.',
      ),
      subagents: section(
        {
          allowAgents: words('Agents it may start; `*` for all.'),
          model: union(text(), modelChoice('Model of its sub-agents.')),
        },
        'Agents it starts.',
      ),
      sandbox,
      tools: openSection(
        {
          profile: choice(['minimal', 'coding', 'messaging', 'full'], 'Starting set.'),
          allow: words('Only these.'),
          alsoAllow: words('Added to the profile.'),
          deny: words('Never these.'),
          byProvider: map(toolPolicy('Tools with one provider.'), 'By provider or `provider/model`.'),
          elevated: whatever('Tools outside the sandbox.'),
          exec: whatever('Command execution.'),
          sandbox: whatever('Tools inside the sandbox.'),
        },
        'Tools of this agent.',
      ),
    },
    'One agent.',
  ),
);

export const agents = named(
  'AgentsConfig',
  section(
    { defaults, list: list(agent, { description: 'The agents. Without any there is one, `main`.' }) },
    'Who answers.',
  ),
);

export const bindings = list(
  closed({
    agentId: nes({ description: 'Agent that answers.' }),
    match: entry(
      { channel: nes({ description: 'Channel id.' }) },
      {
        accountId: word('Account; `*` for any. Default: the default account.'),
        peer: entry(
          {
            kind: choice(['dm', 'group', 'channel'], 'What the id names.'),
            id: nes({ description: 'Chat id.' }),
          },
          {},
          'One chat.',
        ),
        guildId: word('Server id.'),
        teamId: word('Team id.'),
      },
      'Which messages.',
    ),
  }),
  { description: 'Which agent answers where; the most specific match wins.' },
);

export const broadcast = openSection(
  { strategy: choice(['parallel', 'sequential'], 'Default parallel.') },
  'Chats answered by several agents: chat id to a list of agent ids.',
);
