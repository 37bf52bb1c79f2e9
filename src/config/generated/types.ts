// Generated from src/config/schema/index.ts by scripts/protocol/generate.ts. Do not edit; run `npm run protocol:gen`.

/** The part of the day heartbeats are allowed in. */
export interface ActiveHoursConfig {
  /** HH:MM. Not empty. */
  readonly start?: string;
  /** HH:MM, up to 24:00. Not empty. */
  readonly end?: string;
  /** `user`, `local` or an IANA name. Not empty. */
  readonly timezone?: string;
}

/** One agent. */
export interface AgentConfig {
  /** Letters, digits, - and _. Not empty. */
  readonly id: string;
  /** Takes what no binding claims. Default: the first of the list. */
  readonly default?: boolean;
  /** Display name. */
  readonly name?: string;
  /** Directory it works in. `~` is the home directory. Not empty. */
  readonly workspace?: string;
  /** Directory of its own state. `~` is the home directory. Not empty. */
  readonly agentDir?: string;
  readonly model?: string | {
    /** `provider/model`. Not empty. */
    readonly primary?: string;
    /** `provider/model`, tried in order when the primary fails. */
    readonly fallbacks?: readonly string[];
  };
  /** Search over the agent’s notes. */
  readonly memorySearch?: Readonly<Record<string, unknown>>;
  readonly humanDelay?: HumanDelayConfig;
  readonly heartbeat?: HeartbeatConfig;
  readonly identity?: IdentityConfig;
  /** Behaviour in groups. */
  readonly groupChat?: {
    /** Regular expressions that count as a mention. */
    readonly mentionPatterns?: readonly string[];
    /** Integer. */
    readonly historyLimit?: number;
  };
  /** Agents it starts. */
  readonly subagents?: {
    /** Agents it may start; `*` for all. */
    readonly allowAgents?: readonly string[];
    readonly model?: string | {
      /** `provider/model`. Not empty. */
      readonly primary?: string;
      /** `provider/model`, tried in order when the primary fails. */
      readonly fallbacks?: readonly string[];
    };
  };
  readonly sandbox?: SandboxConfig;
  /** Tools of this agent. */
  readonly tools?: {
    /** Starting set. */
    readonly profile?: 'minimal' | 'coding' | 'messaging' | 'full';
    /** Only these. */
    readonly allow?: readonly string[];
    /** Added to the profile. */
    readonly alsoAllow?: readonly string[];
    /** Never these. */
    readonly deny?: readonly string[];
    /** By provider or `provider/model`. */
    readonly byProvider?: Readonly<Record<string, {
      /** Only these tools and `group:` names. */
      readonly allow?: readonly string[];
      /** Added to what the profile allows; not together with `allow`. */
      readonly alsoAllow?: readonly string[];
      /** Never these; wins over every allowance. */
      readonly deny?: readonly string[];
    }>>;
    /** Tools outside the sandbox. */
    readonly elevated?: Readonly<Record<string, unknown>>;
    /** Command execution. */
    readonly exec?: Readonly<Record<string, unknown>>;
    /** Tools inside the sandbox. */
    readonly sandbox?: Readonly<Record<string, unknown>>;
    readonly [key: string]: unknown;
  };
}

/** Settings of every agent that does not say otherwise. */
export interface AgentDefaultsConfig {
  /** The model agents use. */
  readonly model?: {
    /** `provider/model`. Not empty. */
    readonly primary?: string;
    /** `provider/model`, tried in order when the primary fails. */
    readonly fallbacks?: readonly string[];
  };
  /** The model that looks at pictures. */
  readonly imageModel?: {
    /** `provider/model`. Not empty. */
    readonly primary?: string;
    /** `provider/model`, tried in order when the primary fails. */
    readonly fallbacks?: readonly string[];
  };
  /** Models that may be chosen, by `provider/model`. */
  readonly models?: Readonly<Record<string, {
    /** Short name. Not empty. */
    readonly alias?: string;
    /** Passed to the provider. */
    readonly params?: Readonly<Record<string, unknown>>;
  }>>;
  /** Directory the agent works in. Default `~/clawd`. `~` is the home directory. Not empty. */
  readonly workspace?: string;
  /** Repository named in the prompt. `~` is the home directory. Not empty. */
  readonly repoRoot?: string;
  /** Do not create workspace files. Default false. */
  readonly skipBootstrap?: boolean;
  /** Characters taken from each workspace file. Default 20000. Integer, ≥ 1. */
  readonly bootstrapMaxChars?: number;
  /** IANA name. Not empty. */
  readonly userTimezone?: string;
  /** Clock in prompts. */
  readonly timeFormat?: 'auto' | '12' | '24';
  /** `utc`, `local`, `user` or an IANA name. Not empty. */
  readonly envelopeTimezone?: string;
  /** Time before incoming messages. */
  readonly envelopeTimestamp?: 'on' | 'off';
  /** Time since the last message. */
  readonly envelopeElapsed?: 'on' | 'off';
  /** Size of the context window to assume. Integer, ≥ 1. */
  readonly contextTokens?: number;
  /** Deadline of a run. Default 600. Integer, ≥ 1. */
  readonly timeoutSeconds?: number;
  /** Largest attachment, megabytes. */
  readonly mediaMaxMb?: number;
  /** Runs at a time. Default 4. Integer, ≥ 1. */
  readonly maxConcurrent?: number;
  /** How much the model thinks. */
  readonly thinkingDefault?: 'off' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';
  /** How much of its work is shown. */
  readonly verboseDefault?: 'off' | 'on' | 'full';
  /** Whether tools run outside the sandbox. */
  readonly elevatedDefault?: 'off' | 'on' | 'ask' | 'full';
  /** Send finished parts early. */
  readonly blockStreamingDefault?: 'off' | 'on';
  /** When a part counts as finished. */
  readonly blockStreamingBreak?: 'text_end' | 'message_end';
  readonly blockStreamingChunk?: ChunkingConfig;
  readonly blockStreamingCoalesce?: CoalescingConfig;
  readonly humanDelay?: HumanDelayConfig;
  /** When "typing…" is shown. */
  readonly typingMode?: 'never' | 'instant' | 'thinking' | 'message';
  /** How often it is renewed. Integer, ≥ 1. */
  readonly typingIntervalSeconds?: number;
  readonly heartbeat?: HeartbeatConfig;
  /** Agents started by agents. */
  readonly subagents?: {
    /** Runs at a time. Default 8. Integer, ≥ 1. */
    readonly maxConcurrent?: number;
    /** Sub-sessions are archived after this. Integer, ≥ 1. */
    readonly archiveAfterMinutes?: number;
    readonly model?: string | {
      /** `provider/model`. Not empty. */
      readonly primary?: string;
      /** `provider/model`, tried in order when the primary fails. */
      readonly fallbacks?: readonly string[];
    };
  };
  /** Shortening long histories. */
  readonly compaction?: {
    /** How a long history is shortened. Default safeguard. */
    readonly mode?: 'default' | 'safeguard';
    /** Tokens kept free. Integer. */
    readonly reserveTokensFloor?: number;
    /** Part of the window history may fill. ≥ 0.1, ≤ 0.9. */
    readonly maxHistoryShare?: number;
    /** Saving notes before shortening. */
    readonly memoryFlush?: Readonly<Record<string, unknown>>;
  };
  /** Dropping old tool results. */
  readonly contextPruning?: Readonly<Record<string, unknown>>;
  /** Search over the agent’s notes. */
  readonly memorySearch?: Readonly<Record<string, unknown>>;
  /** Installed agent programs by provider id. */
  readonly cliBackends?: Readonly<Record<string, CliBackendConfig>>;
  readonly sandbox?: SandboxConfig;
}

/** Who answers. */
export interface AgentsConfig {
  readonly defaults?: AgentDefaultsConfig;
  /** The agents. Without any there is one, `main`. */
  readonly list?: readonly AgentConfig[];
}

/** Browser control for the agent. */
export interface BrowserConfig {
  /** Default true. */
  readonly enabled?: boolean;
  /** Let the agent run scripts in pages. Default true. */
  readonly evaluateEnabled?: boolean;
  /** Debugging address. Not empty. */
  readonly cdpUrl?: string;
  /** Default 1500. Integer, ≥ 1. */
  readonly remoteCdpTimeoutMs?: number;
  /** Default 3000. Integer, ≥ 1. */
  readonly remoteCdpHandshakeTimeoutMs?: number;
  /** Default #FF4500. */
  readonly color?: string;
  /** Browser program. `~` is the home directory. Not empty. */
  readonly executablePath?: string;
  /** Default false. */
  readonly headless?: boolean;
  /** Default false. */
  readonly noSandbox?: boolean;
  /** Never start a browser. Default false. */
  readonly attachOnly?: boolean;
  /** Profile used when none is named. Not empty. */
  readonly defaultProfile?: string;
  /** Page snapshots. */
  readonly snapshotDefaults?: {
    /** Form of page snapshots. */
    readonly mode?: 'efficient';
  };
  /** By name: lower-case letters, digits and dashes. */
  readonly profiles?: Readonly<Record<string, {
    /** Local debugging port. Default: given out from gateway port + 11 to + 110, and kept. Integer, ≥ 1, ≤ 65535. */
    readonly cdpPort?: number;
    /** Debugging address of a browser elsewhere. Not empty. */
    readonly cdpUrl?: string;
    /** Who drives it. */
    readonly driver?: 'clawd' | 'extension';
    /** Hex colour of the frame. */
    readonly color?: string;
  }>>;
}

/** Chat networks. Ids not listed here belong to extensions. */
export interface ChannelsConfig {
  /** For every channel that says nothing. */
  readonly defaults?: {
    /** Which groups are served. Default allowlist. */
    readonly groupPolicy?: 'open' | 'disabled' | 'allowlist';
    readonly heartbeat?: HeartbeatVisibilityConfig;
  };
  readonly whatsapp?: WhatsAppConfig;
  readonly telegram?: TelegramConfig;
  /** Discord; its keys are checked by its own adapter. */
  readonly discord?: Readonly<Record<string, unknown>>;
  /** Google Chat; its keys are checked by its own adapter. */
  readonly googlechat?: Readonly<Record<string, unknown>>;
  /** Slack; its keys are checked by its own adapter. */
  readonly slack?: Readonly<Record<string, unknown>>;
  /** Signal; its keys are checked by its own adapter. */
  readonly signal?: Readonly<Record<string, unknown>>;
  /** iMessage; its keys are checked by its own adapter. */
  readonly imessage?: Readonly<Record<string, unknown>>;
  /** BlueBubbles; its keys are checked by its own adapter. */
  readonly bluebubbles?: Readonly<Record<string, unknown>>;
  /** Microsoft Teams; its keys are checked by its own adapter. */
  readonly msteams?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** How a streamed reply is cut into parts. */
export interface ChunkingConfig {
  /** Do not send fewer characters than this. Integer, ≥ 1. */
  readonly minChars?: number;
  /** Never send more characters than this at once. Integer, ≥ 1. */
  readonly maxChars?: number;
  /** Where a part preferably ends. */
  readonly breakPreference?: 'paragraph' | 'newline' | 'sentence';
}

/** An installed agent program. */
export interface CliBackendConfig {
  /** Program to run. Not empty. */
  readonly command: string;
  /** Arguments of a fresh session. */
  readonly args?: readonly string[];
  /** Arguments of a later turn; `{sessionId}` is replaced. */
  readonly resumeArgs?: readonly string[];
  /** Form of its output. */
  readonly output?: 'json' | 'jsonl' | 'text';
  /** Form of its output in later turns. */
  readonly resumeOutput?: 'json' | 'jsonl' | 'text';
  /** How it gets the prompt. */
  readonly input?: 'arg' | 'stdin';
  /** Longer prompts go to stdin. Integer, ≥ 1. */
  readonly maxPromptArgChars?: number;
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables it must not see. */
  readonly clearEnv?: readonly string[];
  /** Flag before the model name. Not empty. */
  readonly modelArg?: string;
  /** Our model name to its own. */
  readonly modelAliases?: Readonly<Record<string, string>>;
  /** Flag before the session id. Not empty. */
  readonly sessionArg?: string;
  /** Arguments naming the session; `{sessionId}` is replaced. */
  readonly sessionArgs?: readonly string[];
  /** When a session id is passed. */
  readonly sessionMode?: 'always' | 'existing' | 'none';
  /** Where its output tells the session id. */
  readonly sessionIdFields?: readonly string[];
  /** Flag before the system prompt. Not empty. */
  readonly systemPromptArg?: string;
  /** Meaning of that flag. */
  readonly systemPromptMode?: 'append' | 'replace';
  /** In which turns it is passed. */
  readonly systemPromptWhen?: 'first' | 'always' | 'never';
  /** Flag before an image. Not empty. */
  readonly imageArg?: string;
  /** Several images. */
  readonly imageMode?: 'repeat' | 'list';
  /** One run at a time. Default true. */
  readonly serialize?: boolean;
}

/** How small streamed parts are merged before they are sent. */
export interface CoalescingConfig {
  /** Wait for at least this many characters. Integer, ≥ 1. */
  readonly minChars?: number;
  /** Send at this many characters at the latest. Integer, ≥ 1. */
  readonly maxChars?: number;
  /** Send after this much silence, milliseconds. Integer. */
  readonly idleMs?: number;
}

/** Slash commands. */
export interface CommandsConfig {
  readonly native?: boolean | 'auto';
  readonly nativeSkills?: boolean | 'auto';
  /** Understand `/command` in texts. Default true. */
  readonly text?: boolean;
  /** `/bash` and `!`. Default false. */
  readonly bash?: boolean;
  /** Wait before a command goes on in the background. Default 2000. Integer, ≤ 30000. */
  readonly bashForegroundMs?: number;
  /** `/config`. Default false. */
  readonly config?: boolean;
  /** `/debug`. Default false. */
  readonly debug?: boolean;
  /** `/restart` and SIGUSR1 from outside. Default false. */
  readonly restart?: boolean;
  /** Honour channel allow lists. Default true. */
  readonly useAccessGroups?: boolean;
}

/** The moltbot configuration. */
export interface Config {
  /** Address of this schema, for editors. */
  readonly $schema?: string;
  /** Written by programs that edit this file. */
  readonly meta?: {
    readonly lastTouchedVersion?: string;
    readonly lastTouchedAt?: string;
  };
  /** Variables for the gateway; they never replace ones that are set. */
  readonly env?: {
    /** The login shell. */
    readonly shellEnv?: {
      /** Default false. */
      readonly enabled?: boolean;
      /** Default 15000. Integer. */
      readonly timeoutMs?: number;
    };
    /** By name. */
    readonly vars?: Readonly<Record<string, string>>;
    readonly [key: string]: unknown;
  };
  /** Written by the set-up wizard. */
  readonly wizard?: {
    readonly lastRunAt?: string;
    readonly lastRunVersion?: string;
    readonly lastRunCommit?: string;
    readonly lastRunCommand?: string;
    /** What was set up. */
    readonly lastRunMode?: 'local' | 'remote';
  };
  /** Diagnostics. */
  readonly diagnostics?: {
    /** Default false. */
    readonly enabled?: boolean;
    readonly flags?: readonly string[];
    /** OpenTelemetry. */
    readonly otel?: Readonly<Record<string, unknown>>;
    /** Cache trace. */
    readonly cacheTrace?: Readonly<Record<string, unknown>>;
    readonly [key: string]: unknown;
  };
  readonly logging?: LoggingConfig;
  /** New releases. */
  readonly update?: {
    /** Default stable. */
    readonly channel?: 'stable' | 'beta' | 'dev';
    /** Default true. */
    readonly checkOnStart?: boolean;
  };
  readonly gateway?: GatewayConfig;
  /** File server for pages shown on nodes. */
  readonly canvasHost?: {
    /** Default true. */
    readonly enabled?: boolean;
    /** Directory served. Default `~/clawd/canvas`. `~` is the home directory. Not empty. */
    readonly root?: string;
    /** Own listener. Default: gateway port + 4. Integer, ≥ 1, ≤ 65535. */
    readonly port?: number;
    /** Reload pages when files change. Default true. */
    readonly liveReload?: boolean;
  };
  readonly browser?: BrowserConfig;
  /** How clients find the gateway. */
  readonly discovery?: {
    /** Unicast DNS-SD. */
    readonly wideArea?: {
      /** Default false. */
      readonly enabled?: boolean;
    };
    /** Multicast announcement. */
    readonly mdns?: {
      /** Default minimal. */
      readonly mode?: 'off' | 'minimal' | 'full';
    };
  };
  readonly channels?: ChannelsConfig;
  /** The WhatsApp link. */
  readonly web?: {
    /** Default true. */
    readonly enabled?: boolean;
    /** Period of the liveness check. Integer, ≥ 1. */
    readonly heartbeatSeconds?: number;
    /** Pauses between attempts. */
    readonly reconnect?: {
      /** First pause, milliseconds. Integer, ≥ 1. */
      readonly initialMs?: number;
      /** Longest pause, milliseconds. Integer, ≥ 1. */
      readonly maxMs?: number;
      /** Growth of the pause. ≥ 1. */
      readonly factor?: number;
      /** Random part of a pause. ≤ 1. */
      readonly jitter?: number;
      /** 0: no limit. Integer. */
      readonly maxAttempts?: number;
    };
  };
  readonly agents?: AgentsConfig;
  /** Which agent answers where; the most specific match wins. */
  readonly bindings?: readonly {
    /** Agent that answers. Not empty. */
    readonly agentId: string;
    /** Which messages. */
    readonly match: {
      /** Channel id. Not empty. */
      readonly channel: string;
      /** Account; `*` for any. Default: the default account. Not empty. */
      readonly accountId?: string;
      /** One chat. */
      readonly peer?: {
        /** What the id names. */
        readonly kind: 'dm' | 'group' | 'channel';
        /** Chat id. Not empty. */
        readonly id: string;
      };
      /** Server id. Not empty. */
      readonly guildId?: string;
      /** Team id. Not empty. */
      readonly teamId?: string;
    };
  }[];
  /** Chats answered by several agents: chat id to a list of agent ids. */
  readonly broadcast?: {
    /** Default parallel. */
    readonly strategy?: 'parallel' | 'sequential';
    readonly [key: string]: unknown;
  };
  readonly session?: SessionConfig;
  readonly messages?: MessagesConfig;
  readonly commands?: CommandsConfig;
  readonly models?: ModelsConfig;
  /** Credentials of model providers. */
  readonly auth?: {
    /** By name; the secrets themselves are kept elsewhere. */
    readonly profiles?: Readonly<Record<string, {
      /** Provider id. Not empty. */
      readonly provider: string;
      /** Kind of credential. */
      readonly mode: 'api_key' | 'oauth' | 'token';
      /** Account. */
      readonly email?: string;
    }>>;
    /** Per provider, which profile is tried first. */
    readonly order?: Readonly<Record<string, readonly string[]>>;
    /** Pauses after failures. */
    readonly cooldowns?: {
      /** First pause after a billing error. */
      readonly billingBackoffHours?: number;
      /** By provider id. */
      readonly billingBackoffHoursByProvider?: Readonly<Record<string, number>>;
      /** Longest pause. */
      readonly billingMaxHours?: number;
      /** Quiet time that clears the count. */
      readonly failureWindowHours?: number;
    };
  };
  readonly tools?: ToolsConfig;
  readonly hooks?: HooksConfig;
  /** Timed jobs. */
  readonly cron?: {
    /** Default true. */
    readonly enabled?: boolean;
    /** Where jobs were kept by older releases. */
    readonly store?: string;
    /** Jobs at a time. Default 1. Integer, ≥ 1. */
    readonly maxConcurrentRuns?: number;
  };
  /** Speaking aloud. */
  readonly talk?: {
    readonly apiKey?: string;
    readonly [key: string]: unknown;
  };
  /** Understanding of voice messages. */
  readonly audio?: Readonly<Record<string, unknown>>;
  /** Handling of media files. */
  readonly media?: Readonly<Record<string, unknown>>;
  /** Skills. */
  readonly skills?: {
    /** Built-in skills that may be used. */
    readonly allowBundled?: readonly string[];
    /** Where skills are found. */
    readonly load?: Readonly<Record<string, unknown>>;
    /** How skills are installed. */
    readonly install?: Readonly<Record<string, unknown>>;
    /** By name. */
    readonly entries?: Readonly<Record<string, {
      /** Default true. */
      readonly enabled?: boolean;
      readonly apiKey?: string;
      /** By name. */
      readonly env?: Readonly<Record<string, string>>;
      readonly [key: string]: unknown;
    }>>;
    readonly [key: string]: unknown;
  };
  /** Extensions. */
  readonly plugins?: {
    /** Default true. */
    readonly enabled?: boolean;
    /** Only these. */
    readonly allow?: readonly string[];
    /** Never these. */
    readonly deny?: readonly string[];
    /** Where extensions are found. */
    readonly load?: {
      /** Files and directories. */
      readonly paths?: readonly string[];
    };
    /** Which extension fills a role. */
    readonly slots?: Readonly<Record<string, string>>;
    /** By id. */
    readonly entries?: Readonly<Record<string, {
      /** Default true. */
      readonly enabled?: boolean;
      /** Its settings. */
      readonly config?: Readonly<Record<string, unknown>>;
      readonly [key: string]: unknown;
    }>>;
    /** By id. */
    readonly installs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly [key: string]: unknown;
  };
  /** Where approval requests are sent. */
  readonly approvals?: Readonly<Record<string, unknown>>;
  /** This machine as a node. */
  readonly nodeHost?: Readonly<Record<string, unknown>>;
  /** Looks of clients. */
  readonly ui?: {
    /** Accent colour. */
    readonly seamColor?: string;
    /** How it is shown. */
    readonly assistant?: {
      /** at most 50 characters. */
      readonly name?: string;
      /** at most 200 characters. */
      readonly avatar?: string;
    };
  };
}

/** How clients prove they may connect. */
export interface GatewayAuthConfig {
  /** Which secret clients show. Default: password when one is set, else token. */
  readonly mode?: 'token' | 'password';
  /** Shared token. On loopback one is generated when none is set. */
  readonly token?: string;
  /** File holding the token; read when `token` is absent. `~` is the home directory. Not empty. */
  readonly tokenFile?: string;
  /** Shared password. */
  readonly password?: string;
  /** File holding the password; read when `password` is absent. `~` is the home directory. Not empty. */
  readonly passwordFile?: string;
  /** Accept the identity Tailscale Serve vouches for. Default: only with serve and mode token. */
  readonly allowTailscale?: boolean;
}

/** The gateway process: where it listens and who may connect. */
export interface GatewayConfig {
  /** WebSocket and HTTP share it. Default 18789. Integer, ≥ 1, ≤ 65535. */
  readonly port?: number;
  /** `local`: this machine runs the gateway. Unset: it refuses to start. */
  readonly mode?: 'local' | 'remote';
  /** Where it listens. Default loopback. */
  readonly bind?: 'auto' | 'lan' | 'loopback' | 'custom' | 'tailnet';
  /** IPv4 address for `bind: custom`. Not empty. */
  readonly customBindHost?: string;
  /** The web page. */
  readonly controlUi?: {
    /** Serve the web page. Default true. */
    readonly enabled?: boolean;
    /** Path prefix, e.g. `/moltbot`. Default: none. */
    readonly basePath?: string;
    /** Let the page connect over plain HTTP with the token alone. Default false. */
    readonly allowInsecureAuth?: boolean;
    /** Ignore device identity of the page altogether. Default false. */
    readonly dangerouslyDisableDeviceAuth?: boolean;
    /** Web origins besides the gateway itself that may connect, e.g. `https://ops.example.net`; their host names are accepted too. */
    readonly allowedOrigins?: readonly string[];
  };
  readonly auth?: GatewayAuthConfig;
  /** Addresses of reverse proxies whose forwarding headers are believed; exact, no ranges. */
  readonly trustedProxies?: readonly string[];
  /** Exposure through Tailscale. */
  readonly tailscale?: {
    /** Default off. */
    readonly mode?: 'off' | 'serve' | 'funnel';
    /** Undo serve or funnel at shutdown. Default false. */
    readonly resetOnExit?: boolean;
  };
  /** A gateway elsewhere; read by clients only, and only when `gateway.mode` is `remote`. */
  readonly remote?: {
    /** ws:// or wss:// address of the gateway to use. Not empty. */
    readonly url?: string;
    /** How clients get there. `ssh`: each command opens a tunnel of its own, to `sshTarget` or the host of the address. Default `direct`. */
    readonly transport?: 'ssh' | 'direct';
    /** Token for the remote gateway. */
    readonly token?: string;
    /** Password for the remote gateway. */
    readonly password?: string;
    /** SHA-256 of the certificate to expect, as `gateway status` shows it over there. Not empty. */
    readonly tlsFingerprint?: string;
    /** user@host[:port] of the tunnel; without `transport` only `gateway probe` tries it. Not empty. */
    readonly sshTarget?: string;
    /** Key file of the tunnel. `~` is the home directory. Not empty. */
    readonly sshIdentity?: string;
  };
  /** Reaction to changes of this file. */
  readonly reload?: {
    /** What a changed file leads to. Default hybrid. */
    readonly mode?: 'off' | 'restart' | 'hot' | 'hybrid';
    /** Quiet time before a change is read, milliseconds. Default 300. Integer. */
    readonly debounceMs?: number;
  };
  /** How the gateway stops. */
  readonly shutdown?: {
    /** From the signal to the end of the process, seconds. Default: what systemd gives the unit (`TimeoutStopSec`), else 10. Integer, ≥ 1. */
    readonly timeoutSeconds?: number;
  };
  /** How much memory the gateway may use. */
  readonly memory?: {
    /** The gateway that uses more, in MB, drains and exits with 75 to be started anew. Default: 90 % of the memory limit of its control group; without one none. Integer, ≥ 1. */
    readonly ceilingMb?: number;
  };
  /** TLS on the gateway port. */
  readonly tls?: {
    /** Default false. */
    readonly enabled?: boolean;
    /** Make a self-signed certificate when none is given. Default true. */
    readonly autoGenerate?: boolean;
    /** Certificate and its chain, PEM. Default `<state directory>/gateway/tls/gateway-cert.pem`. `~` is the home directory. Not empty. */
    readonly certPath?: string;
    /** Private key, PEM, mode 0600. Default `<state directory>/gateway/tls/gateway-key.pem`. `~` is the home directory. Not empty. */
    readonly keyPath?: string;
    /** Authorities that complete the chain, PEM. Clients are asked for no certificate. `~` is the home directory. Not empty. */
    readonly caPath?: string;
  };
  /** HTTP interfaces on the gateway port. */
  readonly http?: {
    /** Each is off unless enabled. */
    readonly endpoints?: {
      /** `/v1/chat/completions`. */
      readonly chatCompletions?: {
        /** Default false. */
        readonly enabled?: boolean;
      };
      /** `/v1/responses`. */
      readonly responses?: {
        /** Default false. */
        readonly enabled?: boolean;
        /** Largest request. Default 20 MB. Integer, ≥ 1. */
        readonly maxBodyBytes?: number;
        /** Files in requests. */
        readonly files?: {
          /** Fetch from http(s) addresses. */
          readonly allowUrl?: boolean;
          /** Accepted media types. */
          readonly allowedMimes?: readonly string[];
          /** Largest accepted item, bytes. Integer, ≥ 1. */
          readonly maxBytes?: number;
          /** Redirects followed. Integer. */
          readonly maxRedirects?: number;
          /** Deadline of a fetch, milliseconds. Integer, ≥ 1. */
          readonly timeoutMs?: number;
          /** Characters taken from a file. Integer, ≥ 1. */
          readonly maxChars?: number;
          /** PDF files. */
          readonly pdf?: {
            /** Pages read. Integer, ≥ 1. */
            readonly maxPages?: number;
            /** Pixels per rendered page. Integer, ≥ 1. */
            readonly maxPixels?: number;
            /** With less text than this a page is rendered as an image. Integer. */
            readonly minTextChars?: number;
          };
        };
        /** Images in requests. */
        readonly images?: {
          /** Fetch from http(s) addresses. */
          readonly allowUrl?: boolean;
          /** Accepted media types. */
          readonly allowedMimes?: readonly string[];
          /** Largest accepted item, bytes. Integer, ≥ 1. */
          readonly maxBytes?: number;
          /** Redirects followed. Integer. */
          readonly maxRedirects?: number;
          /** Deadline of a fetch, milliseconds. Integer, ≥ 1. */
          readonly timeoutMs?: number;
        };
      };
    };
  };
  /** Devices that lend their abilities. */
  readonly nodes?: {
    /** Browser control through a node. */
    readonly browser?: {
      /** How a node is chosen. */
      readonly mode?: 'auto' | 'manual' | 'off';
      /** Node id or name. Not empty. */
      readonly node?: string;
    };
    /** Node commands allowed beyond the defaults. */
    readonly allowCommands?: readonly string[];
    /** Node commands refused; wins. */
    readonly denyCommands?: readonly string[];
  };
}

/** The periodic look of an agent at its surroundings. */
export interface HeartbeatConfig {
  /** Period; a bare number means minutes; `0m` turns it off. Default 30m. at most 32 characters, Not empty. */
  readonly every?: string;
  readonly activeHours?: ActiveHoursConfig;
  /** `provider/model` for heartbeats. Not empty. */
  readonly model?: string;
  /** Session key; default the main session. Not empty. */
  readonly session?: string;
  /** Deliver the reasoning as well. */
  readonly includeReasoning?: boolean;
  /** `last`, `none` or a channel id. Not empty. */
  readonly target?: string;
  /** Recipient on the target channel. Not empty. */
  readonly to?: string;
  /** Account on the target channel. Not empty. */
  readonly accountId?: string;
  /** What the agent is asked. */
  readonly prompt?: string;
  /** A mere acknowledgement up to this length is not delivered. Default 300. Integer. */
  readonly ackMaxChars?: number;
}

/** What of a heartbeat becomes visible. */
export interface HeartbeatVisibilityConfig {
  /** Deliver "all is well". Default false. */
  readonly showOk?: boolean;
  /** Deliver alerts. Default true. */
  readonly showAlerts?: boolean;
  /** Show the state in clients. Default true. */
  readonly useIndicator?: boolean;
}

/** What one webhook leads to. */
export interface HookMappingConfig {
  /** Name of the mapping. Not empty. */
  readonly id?: string;
  /** Calls it applies to: `path`, `source`. */
  readonly match?: Readonly<Record<string, unknown>>;
  /** What a call does. */
  readonly action?: 'wake' | 'agent';
  /** When. */
  readonly wakeMode?: 'now' | 'next-heartbeat';
  /** Shown to the agent. */
  readonly name?: string;
  /** Session of the run. */
  readonly sessionKey?: string;
  /** Prompt with `{{payload.path}}` fields. */
  readonly messageTemplate?: string;
  /** Event text with fields. */
  readonly textTemplate?: string;
  /** Deliver the answer. */
  readonly deliver?: boolean;
  /** Do not mark the content as untrusted. Default false. */
  readonly allowUnsafeExternalContent?: boolean;
  /** `last` or a channel id. Not empty. */
  readonly channel?: string;
  /** Recipient. */
  readonly to?: string;
  /** `provider/model`. */
  readonly model?: string;
  /** Thinking level. */
  readonly thinking?: string;
  /** Deadline of the run. Integer, ≥ 1. */
  readonly timeoutSeconds?: number;
  /** A transformation. */
  readonly transform?: {
    /** Module that changes the payload. `~` is the home directory. Not empty. */
    readonly module: string;
    readonly export?: string;
  };
}

/** Webhooks. */
export interface HooksConfig {
  /** Default false. */
  readonly enabled?: boolean;
  /** Default `/hooks`; `/` is refused. */
  readonly path?: string;
  /** Expected in calls; required when enabled. */
  readonly token?: string;
  /** Largest call. Default 262144. Integer, ≥ 1. */
  readonly maxBodyBytes?: number;
  /** Ready-made mappings. */
  readonly presets?: readonly string[];
  /** Directory of transformations. `~` is the home directory. Not empty. */
  readonly transformsDir?: string;
  /** First match wins. */
  readonly mappings?: readonly HookMappingConfig[];
  /** New mail as an event. */
  readonly gmail?: {
    readonly account?: string;
    readonly label?: string;
    readonly topic?: string;
    readonly subscription?: string;
    /** Expected in pushes. */
    readonly pushToken?: string;
    readonly hookUrl?: string;
    /** Pass the text of mails on. */
    readonly includeBody?: boolean;
    /** Characters taken from a mail. Integer, ≥ 1. */
    readonly maxBytes?: number;
    /** Renewal of the watch. Integer, ≥ 1. */
    readonly renewEveryMinutes?: number;
    /** Receiver of pushes. */
    readonly serve?: {
      readonly bind?: string;
      /** Port. Integer, ≥ 1. */
      readonly port?: number;
      readonly path?: string;
    };
    /** Exposure of the receiver. */
    readonly tailscale?: {
      /** Exposure. */
      readonly mode?: 'off' | 'serve' | 'funnel';
      readonly path?: string;
      readonly target?: string;
    };
    readonly model?: string;
    readonly thinking?: string;
  };
  /** Hooks inside the gateway. */
  readonly internal?: {
    /** Default true. */
    readonly enabled?: boolean;
    readonly handlers?: readonly {
      readonly event: string;
      readonly module: string;
    }[];
    /** By name. */
    readonly entries?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    /** Where hooks are found. */
    readonly load?: {
      /** Further directories. */
      readonly extraDirs?: readonly string[];
    };
    /** By name. */
    readonly installs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

/** Pauses between the parts of a streamed reply. */
export interface HumanDelayConfig {
  /** How the pause between parts of a reply is chosen. */
  readonly mode?: 'off' | 'natural' | 'custom';
  /** Shortest pause, milliseconds. Integer. */
  readonly minMs?: number;
  /** Longest pause, milliseconds. Integer. */
  readonly maxMs?: number;
}

/** How an agent presents itself. */
export interface IdentityConfig {
  /** Display name. */
  readonly name?: string;
  /** A few words on the character. */
  readonly theme?: string;
  /** Used in reactions and lists. */
  readonly emoji?: string;
  /** http(s) or data URL, or a path inside the workspace. */
  readonly avatar?: string;
}

/** What is written where. */
export interface LoggingConfig {
  /** Least level in the file. Default info. */
  readonly level?: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  /** Log file; `YYYY-MM-DD` in it stands for the date. Default: a daily file in the state directory. `~` is the home directory. Not empty. */
  readonly file?: string;
  /** Least level on the console. Default info. */
  readonly consoleLevel?: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  /** Default pretty on a terminal, else compact. */
  readonly consoleStyle?: 'pretty' | 'compact' | 'json';
  /** `off` turns the pattern masks off; known secrets stay masked. */
  readonly redactSensitive?: 'off' | 'tools';
  /** Regular expressions whose last group is masked; they replace the built-in ones. */
  readonly redactPatterns?: readonly string[];
  /** Size at which a file is rotated. Default 20 MiB. Integer, ≥ 1. */
  readonly maxFileBytes?: number;
  /** Rotated files kept. Default 5. Integer, ≥ 1. */
  readonly maxFiles?: number;
}

/** Incoming and outgoing texts. */
export interface MessagesConfig {
  /** Put before incoming texts. */
  readonly messagePrefix?: string;
  /** Put before answers. */
  readonly responsePrefix?: string;
  /** Behaviour in groups. */
  readonly groupChat?: {
    /** Regular expressions that count as a mention. */
    readonly mentionPatterns?: readonly string[];
    /** Group messages kept as context. Integer. */
    readonly historyLimit?: number;
  };
  /** Messages that arrive during a run. */
  readonly queue?: {
    /** What happens to a message that arrives during a run. Default collect. */
    readonly mode?: 'steer' | 'followup' | 'collect' | 'steer-backlog' | 'steer+backlog' | 'queue' | 'interrupt';
    /** By channel id. */
    readonly byChannel?: Readonly<Record<string, 'steer' | 'followup' | 'collect' | 'steer-backlog' | 'steer+backlog' | 'queue' | 'interrupt'>>;
    /** Quiet time before waiting messages run. Default 1000. Integer. */
    readonly debounceMs?: number;
    /** By channel id. */
    readonly debounceMsByChannel?: Readonly<Record<string, number>>;
    /** Waiting messages kept. Default 20. Integer, ≥ 1. */
    readonly cap?: number;
    /** What happens to the rest. Default summarize. */
    readonly drop?: 'old' | 'new' | 'summarize';
  };
  /** Bursts of messages. */
  readonly inbound?: {
    /** Quiet time that ends a burst. Integer. */
    readonly debounceMs?: number;
    /** By channel id. */
    readonly byChannel?: Readonly<Record<string, number>>;
  };
  /** Reaction that says a message was seen; empty for none. */
  readonly ackReaction?: string;
  /** Default group-mentions. */
  readonly ackReactionScope?: 'group-mentions' | 'group-all' | 'direct' | 'all';
  /** Default false. */
  readonly removeAckAfterReply?: boolean;
  /** Spoken answers. */
  readonly tts?: Readonly<Record<string, unknown>>;
}

/** One model. */
export interface ModelConfig {
  /** Name at the provider. Not empty. */
  readonly id?: string;
  /** Display name. */
  readonly name?: string;
  /** Interface, when it differs from the provider’s. Not empty. */
  readonly api?: string;
  /** The model can think. Default false. */
  readonly reasoning?: boolean;
  /** Default text. */
  readonly input?: readonly ('text' | 'image')[];
  /** Price per million tokens. */
  readonly cost?: {
    readonly input?: number;
    readonly output?: number;
    readonly cacheRead?: number;
    readonly cacheWrite?: number;
  };
  /** Tokens. Default 200000. Integer, ≥ 1. */
  readonly contextWindow?: number;
  /** Longest answer, tokens. Default 8192. Integer, ≥ 1. */
  readonly maxTokens?: number;
  /** Sent along; values of authorising headers are masked. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** One provider. */
export interface ModelProviderConfig {
  /** Address of its interface. Not empty. */
  readonly baseUrl?: string;
  /** Key; `${NAME}` takes it from the environment. */
  readonly apiKey?: string;
  /** How requests are authorised. Default api-key. */
  readonly auth?: 'api-key' | 'oauth' | 'token' | 'aws-sdk';
  /** Interface it speaks. */
  readonly api?: 'openai-completions' | 'openai-responses' | 'anthropic-messages' | 'google-generative-ai' | 'github-copilot' | 'bedrock-converse-stream' | 'ollama';
  /** Sent with every request; values of authorising headers are masked. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Send the key as a bearer token. */
  readonly authHeader?: boolean;
  /** Models it offers. */
  readonly models?: readonly ModelConfig[];
}

/** Where models come from. */
export interface ModelsConfig {
  /** Whether known models stay available. Default merge. */
  readonly mode?: 'merge' | 'replace';
  /** By provider id. */
  readonly providers?: Readonly<Record<string, ModelProviderConfig>>;
  /** Finding models at AWS. */
  readonly bedrockDiscovery?: Readonly<Record<string, unknown>>;
}

/** Confinement of tools. */
export interface SandboxConfig {
  /** Which sessions are confined. */
  readonly mode?: 'off' | 'non-main' | 'all';
  /** What a confined session may do with the workspace. */
  readonly workspaceAccess?: 'none' | 'ro' | 'rw';
  /** Who shares a container. */
  readonly scope?: 'session' | 'agent' | 'shared';
  /** Container settings. */
  readonly docker?: Readonly<Record<string, unknown>>;
  /** Browser in the container. */
  readonly browser?: Readonly<Record<string, unknown>>;
  /** When containers are removed. */
  readonly prune?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** How conversations are kept apart and when they end. */
export interface SessionConfig {
  /** Default per-sender. */
  readonly scope?: 'per-sender' | 'global';
  /** Which direct chats share a session. Default main. */
  readonly dmScope?: 'main' | 'per-peer' | 'per-channel-peer' | 'per-account-channel-peer';
  /** People known under several ids. */
  readonly identityLinks?: Readonly<Record<string, readonly string[]>>;
  /** Texts that start a session afresh. Default /new and /reset. */
  readonly resetTriggers?: readonly string[];
  /** Older spelling of `reset` with mode idle. Integer, ≥ 1. */
  readonly idleMinutes?: number;
  readonly reset?: SessionResetConfig;
  /** By kind of chat. */
  readonly resetByType?: {
    readonly dm?: SessionResetConfig;
    readonly group?: SessionResetConfig;
    readonly thread?: SessionResetConfig;
  };
  /** By channel id; wins. */
  readonly resetByChannel?: Readonly<Record<string, SessionResetConfig>>;
  /** Where older releases kept sessions; ours are in the database. `~` is the home directory. Not empty. */
  readonly store?: string;
  /** How often "typing…" is renewed. Integer, ≥ 1. */
  readonly typingIntervalSeconds?: number;
  /** When "typing…" is shown. */
  readonly typingMode?: 'never' | 'instant' | 'thinking' | 'message';
  /** Ignored: the main session is always `main`. */
  readonly mainKey?: string;
  /** Where answers may go. */
  readonly sendPolicy?: {
    /** Whether answers are delivered. */
    readonly default?: 'allow' | 'deny';
    readonly rules?: readonly {
      /** Whether answers are delivered. */
      readonly action: 'allow' | 'deny';
      /** Which sessions. */
      readonly match?: {
        /** Channel id. Not empty. */
        readonly channel?: string;
        /** Kind of chat. */
        readonly chatType?: 'direct' | 'group' | 'room' | 'channel';
        /** Start of the session key. Not empty. */
        readonly keyPrefix?: string;
      };
    }[];
  };
  /** Messages between agents. */
  readonly agentToAgent?: {
    /** Replies between agents. Default 5. Integer, ≤ 5. */
    readonly maxPingPongTurns?: number;
  };
}

/** When a session starts afresh. */
export interface SessionResetConfig {
  /** Default daily. */
  readonly mode?: 'daily' | 'idle';
  /** Hour of the daily reset, local time. Default 4. Integer, ≤ 23. */
  readonly atHour?: number;
  /** Silence after which a session starts afresh. Integer, ≥ 1. */
  readonly idleMinutes?: number;
}

/** Telegram. */
export interface TelegramConfig {
  /** Display name of the account. */
  readonly name?: string;
  /** Default true. */
  readonly enabled?: boolean;
  /** Who may write directly. Default pairing. */
  readonly dmPolicy?: 'pairing' | 'allowlist' | 'open' | 'disabled';
  /** Which groups are served. Default allowlist. */
  readonly groupPolicy?: 'open' | 'disabled' | 'allowlist';
  /** Let the channel change this file. Default true. */
  readonly configWrites?: boolean;
  /** Formatting. */
  readonly markdown?: {
    /** How tables are shown. */
    readonly tables?: 'off' | 'bullets' | 'code';
  };
  /** Group messages kept as context. Integer. */
  readonly historyLimit?: number;
  /** Direct messages kept as context. Integer. */
  readonly dmHistoryLimit?: number;
  /** By sender id. */
  readonly dms?: Readonly<Record<string, {
    /** Messages kept as context. Integer. */
    readonly historyLimit?: number;
  }>>;
  /** Longest message, characters. Integer, ≥ 1. */
  readonly textChunkLimit?: number;
  /** Where long texts are cut. */
  readonly chunkMode?: 'length' | 'newline';
  /** Largest attachment, megabytes. */
  readonly mediaMaxMb?: number;
  /** Send finished parts while the rest is still written. */
  readonly blockStreaming?: boolean;
  readonly blockStreamingCoalesce?: CoalescingConfig;
  readonly heartbeat?: HeartbeatVisibilityConfig;
  /** Token of the bot; the default account also reads TELEGRAM_BOT_TOKEN. */
  readonly botToken?: string;
  /** File holding the token. `~` is the home directory. Not empty. */
  readonly tokenFile?: string;
  /** Address of the Bot API, for an own Bot API server. Default https://api.telegram.org. Not empty. */
  readonly apiRoot?: string;
  /** User ids or @names that may write directly; `*` for everybody. */
  readonly allowFrom?: readonly (string | number)[];
  /** User ids that may address the agent in groups. */
  readonly groupAllowFrom?: readonly (string | number)[];
  /** By chat id; `*` for the rest. */
  readonly groups?: Readonly<Record<string, {
    /** Answer only when mentioned. */
    readonly requireMention?: boolean;
    /** Skills available here. */
    readonly skills?: readonly string[];
    /** Default true. */
    readonly enabled?: boolean;
    /** Senders served here. */
    readonly allowFrom?: readonly (string | number)[];
    /** Added to the prompt. */
    readonly systemPrompt?: string;
    /** Which groups are served. Default allowlist. */
    readonly groupPolicy?: 'open' | 'disabled' | 'allowlist';
    /** Tools in this group. */
    readonly tools?: {
      /** Only these tools and `group:` names. */
      readonly allow?: readonly string[];
      /** Added to what the profile allows; not together with `allow`. */
      readonly alsoAllow?: readonly string[];
      /** Never these; wins over every allowance. */
      readonly deny?: readonly string[];
    };
    /** By sender id. */
    readonly toolsBySender?: Readonly<Record<string, {
      /** Only these tools and `group:` names. */
      readonly allow?: readonly string[];
      /** Added to what the profile allows; not together with `allow`. */
      readonly alsoAllow?: readonly string[];
      /** Never these; wins over every allowance. */
      readonly deny?: readonly string[];
    }>>;
    /** By topic id. */
    readonly topics?: Readonly<Record<string, {
      /** Answer only when mentioned. */
      readonly requireMention?: boolean;
      /** Skills available here. */
      readonly skills?: readonly string[];
      /** Default true. */
      readonly enabled?: boolean;
      /** Senders served here. */
      readonly allowFrom?: readonly (string | number)[];
      /** Added to the prompt. */
      readonly systemPrompt?: string;
      /** Which groups are served. Default allowlist. */
      readonly groupPolicy?: 'open' | 'disabled' | 'allowlist';
    }>>;
  }>>;
  readonly capabilities?: readonly string[] | {
    /** Where buttons are offered. */
    readonly inlineButtons?: 'off' | 'dm' | 'group' | 'all' | 'allowlist';
  };
  /** The bot’s command menu. */
  readonly commands?: {
    readonly native?: boolean | 'auto';
    readonly nativeSkills?: boolean | 'auto';
  };
  /** Further menu entries. */
  readonly customCommands?: readonly {
    /** Not empty. */
    readonly command: string;
    /** Not empty. */
    readonly description: string;
  }[];
  /** How a reply grows. Default partial. */
  readonly streamMode?: 'off' | 'partial' | 'block';
  readonly draftChunk?: ChunkingConfig;
  /** Which replies quote the message. */
  readonly replyToMode?: 'off' | 'first' | 'all';
  /** Deadline of a request to the network. Integer, ≥ 1. */
  readonly timeoutSeconds?: number;
  /** Repeating failed requests. */
  readonly retry?: {
    /** Tries. Integer, ≥ 1. */
    readonly attempts?: number;
    /** First pause, milliseconds. Integer. */
    readonly minDelayMs?: number;
    /** Longest pause, milliseconds. Integer. */
    readonly maxDelayMs?: number;
    /** Random part of a pause. ≤ 1. */
    readonly jitter?: number;
  };
  /** Connection details. */
  readonly network?: {
    /** Race IPv4 against IPv6. */
    readonly autoSelectFamily?: boolean;
  };
  /** http(s) or socks address. Not empty. */
  readonly proxy?: string;
  /** Public address; absent: polling. Not empty. */
  readonly webhookUrl?: string;
  /** Expected in webhook calls. */
  readonly webhookSecret?: string;
  /** Path of the webhook. Not empty. */
  readonly webhookPath?: string;
  /** What the agent may do. */
  readonly actions?: {
    /** Default true. */
    readonly reactions?: boolean;
    /** Default true. */
    readonly sendMessage?: boolean;
    /** Default true. */
    readonly deleteMessage?: boolean;
    /** Default false. */
    readonly sticker?: boolean;
  };
  /** Which reactions the agent hears of. */
  readonly reactionNotifications?: 'off' | 'own' | 'all';
  /** How freely the agent reacts. */
  readonly reactionLevel?: 'off' | 'ack' | 'minimal' | 'extensive';
  /** Default true. */
  readonly linkPreview?: boolean;
  /** By account id. */
  readonly accounts?: Readonly<Record<string, {
    /** Display name of the account. */
    readonly name?: string;
    /** Default true. */
    readonly enabled?: boolean;
    /** Who may write directly. Default pairing. */
    readonly dmPolicy?: 'pairing' | 'allowlist' | 'open' | 'disabled';
    /** Which groups are served. Default allowlist. */
    readonly groupPolicy?: 'open' | 'disabled' | 'allowlist';
    /** Let the channel change this file. Default true. */
    readonly configWrites?: boolean;
    /** Formatting. */
    readonly markdown?: {
      /** How tables are shown. */
      readonly tables?: 'off' | 'bullets' | 'code';
    };
    /** Group messages kept as context. Integer. */
    readonly historyLimit?: number;
    /** Direct messages kept as context. Integer. */
    readonly dmHistoryLimit?: number;
    /** By sender id. */
    readonly dms?: Readonly<Record<string, {
      /** Messages kept as context. Integer. */
      readonly historyLimit?: number;
    }>>;
    /** Longest message, characters. Integer, ≥ 1. */
    readonly textChunkLimit?: number;
    /** Where long texts are cut. */
    readonly chunkMode?: 'length' | 'newline';
    /** Largest attachment, megabytes. */
    readonly mediaMaxMb?: number;
    /** Send finished parts while the rest is still written. */
    readonly blockStreaming?: boolean;
    readonly blockStreamingCoalesce?: CoalescingConfig;
    readonly heartbeat?: HeartbeatVisibilityConfig;
    /** Token of the bot; the default account also reads TELEGRAM_BOT_TOKEN. */
    readonly botToken?: string;
    /** File holding the token. `~` is the home directory. Not empty. */
    readonly tokenFile?: string;
    /** Address of the Bot API, for an own Bot API server. Default https://api.telegram.org. Not empty. */
    readonly apiRoot?: string;
    /** User ids or @names that may write directly; `*` for everybody. */
    readonly allowFrom?: readonly (string | number)[];
    /** User ids that may address the agent in groups. */
    readonly groupAllowFrom?: readonly (string | number)[];
    /** By chat id; `*` for the rest. */
    readonly groups?: Readonly<Record<string, {
      /** Answer only when mentioned. */
      readonly requireMention?: boolean;
      /** Skills available here. */
      readonly skills?: readonly string[];
      /** Default true. */
      readonly enabled?: boolean;
      /** Senders served here. */
      readonly allowFrom?: readonly (string | number)[];
      /** Added to the prompt. */
      readonly systemPrompt?: string;
      /** Which groups are served. Default allowlist. */
      readonly groupPolicy?: 'open' | 'disabled' | 'allowlist';
      /** Tools in this group. */
      readonly tools?: {
        /** Only these tools and `group:` names. */
        readonly allow?: readonly string[];
        /** Added to what the profile allows; not together with `allow`. */
        readonly alsoAllow?: readonly string[];
        /** Never these; wins over every allowance. */
        readonly deny?: readonly string[];
      };
      /** By sender id. */
      readonly toolsBySender?: Readonly<Record<string, {
        /** Only these tools and `group:` names. */
        readonly allow?: readonly string[];
        /** Added to what the profile allows; not together with `allow`. */
        readonly alsoAllow?: readonly string[];
        /** Never these; wins over every allowance. */
        readonly deny?: readonly string[];
      }>>;
      /** By topic id. */
      readonly topics?: Readonly<Record<string, {
        /** Answer only when mentioned. */
        readonly requireMention?: boolean;
        /** Skills available here. */
        readonly skills?: readonly string[];
        /** Default true. */
        readonly enabled?: boolean;
        /** Senders served here. */
        readonly allowFrom?: readonly (string | number)[];
        /** Added to the prompt. */
        readonly systemPrompt?: string;
        /** Which groups are served. Default allowlist. */
        readonly groupPolicy?: 'open' | 'disabled' | 'allowlist';
      }>>;
    }>>;
    readonly capabilities?: readonly string[] | {
      /** Where buttons are offered. */
      readonly inlineButtons?: 'off' | 'dm' | 'group' | 'all' | 'allowlist';
    };
    /** The bot’s command menu. */
    readonly commands?: {
      readonly native?: boolean | 'auto';
      readonly nativeSkills?: boolean | 'auto';
    };
    /** Further menu entries. */
    readonly customCommands?: readonly {
      /** Not empty. */
      readonly command: string;
      /** Not empty. */
      readonly description: string;
    }[];
    /** How a reply grows. Default partial. */
    readonly streamMode?: 'off' | 'partial' | 'block';
    readonly draftChunk?: ChunkingConfig;
    /** Which replies quote the message. */
    readonly replyToMode?: 'off' | 'first' | 'all';
    /** Deadline of a request to the network. Integer, ≥ 1. */
    readonly timeoutSeconds?: number;
    /** Repeating failed requests. */
    readonly retry?: {
      /** Tries. Integer, ≥ 1. */
      readonly attempts?: number;
      /** First pause, milliseconds. Integer. */
      readonly minDelayMs?: number;
      /** Longest pause, milliseconds. Integer. */
      readonly maxDelayMs?: number;
      /** Random part of a pause. ≤ 1. */
      readonly jitter?: number;
    };
    /** Connection details. */
    readonly network?: {
      /** Race IPv4 against IPv6. */
      readonly autoSelectFamily?: boolean;
    };
    /** http(s) or socks address. Not empty. */
    readonly proxy?: string;
    /** Public address; absent: polling. Not empty. */
    readonly webhookUrl?: string;
    /** Expected in webhook calls. */
    readonly webhookSecret?: string;
    /** Path of the webhook. Not empty. */
    readonly webhookPath?: string;
    /** What the agent may do. */
    readonly actions?: {
      /** Default true. */
      readonly reactions?: boolean;
      /** Default true. */
      readonly sendMessage?: boolean;
      /** Default true. */
      readonly deleteMessage?: boolean;
      /** Default false. */
      readonly sticker?: boolean;
    };
    /** Which reactions the agent hears of. */
    readonly reactionNotifications?: 'off' | 'own' | 'all';
    /** How freely the agent reacts. */
    readonly reactionLevel?: 'off' | 'ack' | 'minimal' | 'extensive';
    /** Default true. */
    readonly linkPreview?: boolean;
  }>>;
}

/** What agents may do. */
export interface ToolsConfig {
  /** Starting set. */
  readonly profile?: 'minimal' | 'coding' | 'messaging' | 'full';
  /** Only these tools and `group:` names. */
  readonly allow?: readonly string[];
  /** Added to the profile; not together with `allow`. */
  readonly alsoAllow?: readonly string[];
  /** Never these; wins. */
  readonly deny?: readonly string[];
  /** By provider or `provider/model`. */
  readonly byProvider?: Readonly<Record<string, {
    /** Only these tools and `group:` names. */
    readonly allow?: readonly string[];
    /** Added to what the profile allows; not together with `allow`. */
    readonly alsoAllow?: readonly string[];
    /** Never these; wins over every allowance. */
    readonly deny?: readonly string[];
  }>>;
  /** Search and fetch. */
  readonly web?: Readonly<Record<string, unknown>>;
  /** Understanding of pictures, sound and video. */
  readonly media?: Readonly<Record<string, unknown>>;
  /** Reading links in messages. */
  readonly links?: Readonly<Record<string, unknown>>;
  /** Sending messages. */
  readonly message?: Readonly<Record<string, unknown>>;
  /** Messages between agents. */
  readonly agentToAgent?: {
    /** Default false. */
    readonly enabled?: boolean;
    /** Agents that may take part. */
    readonly allow?: readonly string[];
  };
  /** Tools outside the sandbox. */
  readonly elevated?: Readonly<Record<string, unknown>>;
  /** Command execution. */
  readonly exec?: {
    /** Where commands run. */
    readonly host?: 'sandbox' | 'gateway' | 'node';
    /** Which commands run. */
    readonly security?: 'deny' | 'allowlist' | 'full';
    /** When the operator is asked. */
    readonly ask?: 'off' | 'on-miss' | 'always';
    /** Node id or name. Not empty. */
    readonly node?: string;
    /** Directories put before PATH. */
    readonly pathPrepend?: readonly string[];
    /** Programs that need no approval. */
    readonly safeBins?: readonly string[];
    /** Wait before a command goes on in the background, milliseconds. Integer. */
    readonly backgroundMs?: number;
    /** Deadline of a command, seconds. Integer, ≥ 1. */
    readonly timeoutSec?: number;
    /** How long finished commands are remembered, milliseconds. Integer, ≥ 1. */
    readonly cleanupMs?: number;
    /** Tell the agent when a background command ends. Default true. */
    readonly notifyOnExit?: boolean;
    readonly [key: string]: unknown;
  };
  /** Tools of sub-agents. */
  readonly subagents?: Readonly<Record<string, unknown>>;
  /** Tools inside the sandbox. */
  readonly sandbox?: Readonly<Record<string, unknown>>;
}

/** WhatsApp. */
export interface WhatsAppConfig {
  /** Display name of the account. */
  readonly name?: string;
  /** Default true. */
  readonly enabled?: boolean;
  /** Who may write directly. Default pairing. */
  readonly dmPolicy?: 'pairing' | 'allowlist' | 'open' | 'disabled';
  /** Which groups are served. Default allowlist. */
  readonly groupPolicy?: 'open' | 'disabled' | 'allowlist';
  /** Let the channel change this file. Default true. */
  readonly configWrites?: boolean;
  /** Formatting. */
  readonly markdown?: {
    /** How tables are shown. */
    readonly tables?: 'off' | 'bullets' | 'code';
  };
  /** Group messages kept as context. Integer. */
  readonly historyLimit?: number;
  /** Direct messages kept as context. Integer. */
  readonly dmHistoryLimit?: number;
  /** By sender id. */
  readonly dms?: Readonly<Record<string, {
    /** Messages kept as context. Integer. */
    readonly historyLimit?: number;
  }>>;
  /** Longest message, characters. Integer, ≥ 1. */
  readonly textChunkLimit?: number;
  /** Where long texts are cut. */
  readonly chunkMode?: 'length' | 'newline';
  /** Largest attachment, megabytes. */
  readonly mediaMaxMb?: number;
  /** Send finished parts while the rest is still written. */
  readonly blockStreaming?: boolean;
  readonly blockStreamingCoalesce?: CoalescingConfig;
  readonly heartbeat?: HeartbeatVisibilityConfig;
  /** Optional abilities switched on. */
  readonly capabilities?: readonly string[];
  /** Numbers that may write directly; `*` for everybody. */
  readonly allowFrom?: readonly string[];
  /** Numbers that may address the agent in groups. */
  readonly groupAllowFrom?: readonly string[];
  /** By group id; `*` for the rest. */
  readonly groups?: Readonly<Record<string, {
    /** Answer only when mentioned. */
    readonly requireMention?: boolean;
    /** Tools in this group. */
    readonly tools?: {
      /** Only these tools and `group:` names. */
      readonly allow?: readonly string[];
      /** Added to what the profile allows; not together with `allow`. */
      readonly alsoAllow?: readonly string[];
      /** Never these; wins over every allowance. */
      readonly deny?: readonly string[];
    };
    /** By sender id. */
    readonly toolsBySender?: Readonly<Record<string, {
      /** Only these tools and `group:` names. */
      readonly allow?: readonly string[];
      /** Added to what the profile allows; not together with `allow`. */
      readonly alsoAllow?: readonly string[];
      /** Never these; wins over every allowance. */
      readonly deny?: readonly string[];
    }>>;
  }>>;
  /** The number is the operator’s own. */
  readonly selfChatMode?: boolean;
  /** Default true. */
  readonly sendReadReceipts?: boolean;
  /** Put before incoming texts. */
  readonly messagePrefix?: string;
  /** Quiet time that ends a burst of messages, milliseconds. Default 0. Integer. */
  readonly debounceMs?: number;
  /** Reaction that says a message was seen. */
  readonly ackReaction?: {
    /** Reaction; empty for none. */
    readonly emoji?: string;
    /** In direct chats. Default true. */
    readonly direct?: boolean;
    /** In groups. Default mentions. */
    readonly group?: 'always' | 'mentions' | 'never';
  };
  /** What the agent may do. */
  readonly actions?: {
    /** Default true. */
    readonly reactions?: boolean;
    /** Default true. */
    readonly sendMessage?: boolean;
    /** Default true. */
    readonly polls?: boolean;
  };
  /** By account id. */
  readonly accounts?: Readonly<Record<string, {
    /** Display name of the account. */
    readonly name?: string;
    /** Default true. */
    readonly enabled?: boolean;
    /** Who may write directly. Default pairing. */
    readonly dmPolicy?: 'pairing' | 'allowlist' | 'open' | 'disabled';
    /** Which groups are served. Default allowlist. */
    readonly groupPolicy?: 'open' | 'disabled' | 'allowlist';
    /** Let the channel change this file. Default true. */
    readonly configWrites?: boolean;
    /** Formatting. */
    readonly markdown?: {
      /** How tables are shown. */
      readonly tables?: 'off' | 'bullets' | 'code';
    };
    /** Group messages kept as context. Integer. */
    readonly historyLimit?: number;
    /** Direct messages kept as context. Integer. */
    readonly dmHistoryLimit?: number;
    /** By sender id. */
    readonly dms?: Readonly<Record<string, {
      /** Messages kept as context. Integer. */
      readonly historyLimit?: number;
    }>>;
    /** Longest message, characters. Integer, ≥ 1. */
    readonly textChunkLimit?: number;
    /** Where long texts are cut. */
    readonly chunkMode?: 'length' | 'newline';
    /** Largest attachment, megabytes. */
    readonly mediaMaxMb?: number;
    /** Send finished parts while the rest is still written. */
    readonly blockStreaming?: boolean;
    readonly blockStreamingCoalesce?: CoalescingConfig;
    readonly heartbeat?: HeartbeatVisibilityConfig;
    /** Optional abilities switched on. */
    readonly capabilities?: readonly string[];
    /** Numbers that may write directly; `*` for everybody. */
    readonly allowFrom?: readonly string[];
    /** Numbers that may address the agent in groups. */
    readonly groupAllowFrom?: readonly string[];
    /** By group id; `*` for the rest. */
    readonly groups?: Readonly<Record<string, {
      /** Answer only when mentioned. */
      readonly requireMention?: boolean;
      /** Tools in this group. */
      readonly tools?: {
        /** Only these tools and `group:` names. */
        readonly allow?: readonly string[];
        /** Added to what the profile allows; not together with `allow`. */
        readonly alsoAllow?: readonly string[];
        /** Never these; wins over every allowance. */
        readonly deny?: readonly string[];
      };
      /** By sender id. */
      readonly toolsBySender?: Readonly<Record<string, {
        /** Only these tools and `group:` names. */
        readonly allow?: readonly string[];
        /** Added to what the profile allows; not together with `allow`. */
        readonly alsoAllow?: readonly string[];
        /** Never these; wins over every allowance. */
        readonly deny?: readonly string[];
      }>>;
    }>>;
    /** The number is the operator’s own. */
    readonly selfChatMode?: boolean;
    /** Default true. */
    readonly sendReadReceipts?: boolean;
    /** Put before incoming texts. */
    readonly messagePrefix?: string;
    /** Quiet time that ends a burst of messages, milliseconds. Default 0. Integer. */
    readonly debounceMs?: number;
    /** Reaction that says a message was seen. */
    readonly ackReaction?: {
      /** Reaction; empty for none. */
      readonly emoji?: string;
      /** In direct chats. Default true. */
      readonly direct?: boolean;
      /** In groups. Default mentions. */
      readonly group?: 'always' | 'mentions' | 'never';
    };
    /** What the agent may do. */
    readonly actions?: {
      /** Default true. */
      readonly reactions?: boolean;
      /** Default true. */
      readonly sendMessage?: boolean;
      /** Default true. */
      readonly polls?: boolean;
    };
    /** Where its keys are kept. `~` is the home directory. Not empty. */
    readonly authDir?: string;
  }>>;
}
