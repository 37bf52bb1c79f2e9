export type Language = 'en' | 'zh';

/** What the tools said; absent when they were not asked or did not say. */
export interface OfflineFacts {
  readonly version?: string;
  readonly configPath: string;
  readonly stateDir?: string;
  readonly uptimeMs?: number;
  readonly activeRuns?: number;
  readonly channels?: readonly string[];
  readonly sessionCount?: number;
  readonly sessionKeys?: readonly string[];
}

type WithFacts = (facts: OfflineFacts) => string;

export interface OfflineTexts {
  readonly greeting: string;
  readonly help: string;
  readonly noModel: (question: string) => string;
  readonly toolFailed: (reason: string) => string;
  readonly status: WithFacts;
  readonly version: WithFacts;
  readonly config: WithFacts;
  readonly sessions: WithFacts;
  readonly connectModel: WithFacts;
  readonly telegram: WithFacts;
  readonly whatsapp: WithFacts;
}

const MAX_KEYS = 10;

const MODEL_CONFIG = `{
  agents: { defaults: { model: { primary: "anthropic/claude-opus-4-5" } } },
  models: { providers: { anthropic: { apiKey: "\${ANTHROPIC_API_KEY}" } } },
}`;

const KEY_NAMES = 'ANTHROPIC_API_KEY, OPENAI_API_KEY, GEMINI_API_KEY, OPENROUTER_API_KEY';

const fence = (text: string): string => `\`\`\`json5\n${text}\n\`\`\``;
const TELEGRAM_CONFIG = fence('{ channels: { telegram: { botToken: "${TELEGRAM_BOT_TOKEN}" } } }');
const WHATSAPP_CONFIG = fence('{ channels: { whatsapp: { allowFrom: ["+15551234567"] } } }');

const EN_CAVEAT = 'A change of the file takes effect when the gateway is restarted.';
const ZH_CAVEAT = '修改配置文件后，重启网关即可生效。';

const minutes = (facts: OfflineFacts): number => Math.floor((facts.uptimeMs ?? 0) / 60_000);
const lines = (...all: readonly string[]): string => all.filter((line) => line !== '').join('\n');

function keyList(facts: OfflineFacts, more: (count: number) => string): string {
  const keys = facts.sessionKeys ?? [];
  const shown = keys.slice(0, MAX_KEYS).map((key) => `- ${key}`);
  return lines(...shown, keys.length > MAX_KEYS ? more(keys.length - MAX_KEYS) : '');
}

const en: OfflineTexts = {
  greeting: lines(
    'Hello! This is the gateway itself speaking: it works, but no language model is connected yet.',
    'Ask me how to connect a model, Telegram or WhatsApp, or for the status of the gateway.',
  ),
  help: lines(
    'I am the built-in offline engine of the gateway. Without a language model I can tell you about:',
    '- the status and version of the gateway ("status")',
    '- its sessions ("sessions")',
    '- where the configuration is ("config")',
    '- how to connect a model, Telegram or WhatsApp',
    'Slash commands work as well; /help lists them.',
  ),
  noModel: (question) => `I cannot answer “${question}”: no language model is connected to this gateway.`,
  toolFailed: (reason) => `I could not look that up: ${reason}.`,
  status: (facts) =>
    lines(
      `The gateway ${facts.version ?? ''} is up for ${minutes(facts)} min.`.replace('  ', ' '),
      `Sessions: ${facts.sessionCount ?? 0}. Active runs: ${facts.activeRuns ?? 0}.`,
      facts.channels?.length
        ? `Channels:\n${facts.channels.map((line) => `- ${line}`).join('\n')}`
        : 'Channels: none linked.',
      'Model: none connected; the offline engine answers.',
    ),
  version: (facts) => `This is moltbot ${facts.version ?? '(version unknown)'}.`,
  config: (facts) =>
    lines(
      `The configuration is ${facts.configPath} (JSON5; comments are fine).`,
      facts.stateDir ? `State, database and socket are in ${facts.stateDir}.` : '',
      'A missing file is an empty one. CLAWDBOT_CONFIG_PATH and CLAWDBOT_STATE_DIR move them.',
    ),
  sessions: (facts) =>
    facts.sessionCount === 0
      ? 'There is no session yet.'
      : lines(
          `Sessions: ${facts.sessionCount ?? 0}`,
          keyList(facts, (count) => `… and ${count} more`),
        ),
  connectModel: (facts) =>
    lines(
      'To connect a model, do one of these and restart the gateway:',
      `1. Set a key in its environment: ${KEY_NAMES}.`,
      `2. Name model and key in ${facts.configPath}:`,
      fence(MODEL_CONFIG),
      '3. Start Ollama on this machine (127.0.0.1:11434); its first model is found by itself.',
      '4. Use an installed agent CLI: set agents.defaults.model.primary to "claude-cli/opus" or "codex-cli/default".',
    ),
  telegram: (facts) =>
    lines(
      'To connect Telegram: ask @BotFather for a bot token, then run: moltbot channels add --channel telegram --token <token>',
      `or set TELEGRAM_BOT_TOKEN in the environment of the gateway, or put it into ${facts.configPath}:`,
      TELEGRAM_CONFIG,
      EN_CAVEAT,
    ),
  whatsapp: (facts) =>
    lines(
      `To connect WhatsApp: say in ${facts.configPath} who may write to you,`,
      WHATSAPP_CONFIG,
      'then link the phone with: moltbot channels login --channel whatsapp. Until it is linked, sending answers NOT_LINKED.',
      EN_CAVEAT,
    ),
};

const zh: OfflineTexts = {
  greeting: lines(
    '你好！这里是网关本身：它已经在运行，但还没有连接语言模型。',
    '你可以问我怎样连接模型、Telegram 或 WhatsApp，或者查询网关状态。',
  ),
  help: lines(
    '我是网关内置的离线引擎。没有语言模型时，我可以告诉你：',
    '- 网关的状态和版本（“状态”）',
    '- 会话列表（“会话”）',
    '- 配置文件在哪里（“配置”）',
    '- 怎样连接模型、Telegram 或 WhatsApp',
    '斜杠命令同样可用，/help 会列出它们。',
  ),
  noModel: (question) => `我无法回答“${question}”：这个网关还没有连接语言模型。`,
  toolFailed: (reason) => `查询失败：${reason}。`,
  status: (facts) =>
    lines(
      `网关 ${facts.version ?? ''} 已运行 ${minutes(facts)} 分钟。`,
      `会话：${facts.sessionCount ?? 0}。正在运行的任务：${facts.activeRuns ?? 0}。`,
      facts.channels?.length
        ? `通道：\n${facts.channels.map((line) => `- ${line}`).join('\n')}`
        : '通道：尚未连接。',
      '模型：尚未连接，由离线引擎回答。',
    ),
  version: (facts) => `这是 moltbot ${facts.version ?? '（版本未知）'}。`,
  config: (facts) =>
    lines(
      `配置文件是 ${facts.configPath}（JSON5，可以写注释）。`,
      facts.stateDir ? `状态、数据库和套接字在 ${facts.stateDir}。` : '',
      '文件不存在等同于空配置。可用 CLAWDBOT_CONFIG_PATH 和 CLAWDBOT_STATE_DIR 改变位置。',
    ),
  sessions: (facts) =>
    facts.sessionCount === 0
      ? '目前还没有会话。'
      : lines(
          `会话：${facts.sessionCount ?? 0}`,
          keyList(facts, (count) => `……另有 ${count} 个`),
        ),
  connectModel: (facts) =>
    lines(
      '连接模型可任选一种方式，然后重启网关：',
      `1. 在网关的环境变量中设置密钥：${KEY_NAMES}。`,
      `2. 在 ${facts.configPath} 中写明模型和密钥：`,
      fence(MODEL_CONFIG),
      '3. 在本机启动 Ollama（127.0.0.1:11434），会自动使用它的第一个模型。',
      '4. 使用已安装的 agent CLI：把 agents.defaults.model.primary 设为 "claude-cli/opus" 或 "codex-cli/default"。',
    ),
  telegram: (facts) =>
    lines(
      '连接 Telegram：向 @BotFather 申请 bot token，然后运行：moltbot channels add --channel telegram --token <token>',
      '或在网关的环境变量中设置 TELEGRAM_BOT_TOKEN，',
      `或写入 ${facts.configPath}：`,
      TELEGRAM_CONFIG,
      ZH_CAVEAT,
    ),
  whatsapp: (facts) =>
    lines(
      `连接 WhatsApp：先在 ${facts.configPath} 中写明谁可以给你发消息，`,
      WHATSAPP_CONFIG,
      '再运行 moltbot channels login --channel whatsapp，用手机扫码完成关联。未关联时发送会返回 NOT_LINKED。',
      ZH_CAVEAT,
    ),
};

export const OFFLINE_TEXTS: Readonly<Record<Language, OfflineTexts>> = { en, zh };
