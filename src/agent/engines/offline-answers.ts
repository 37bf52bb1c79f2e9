import { OFFLINE_TEXTS, type Language, type OfflineFacts, type OfflineTexts } from './offline-texts.ts';

export type { Language } from './offline-texts.ts';

export type Topic =
  | 'greeting'
  | 'help'
  | 'status'
  | 'version'
  | 'config'
  | 'sessions'
  | 'model'
  | 'telegram'
  | 'whatsapp'
  | 'other';

export interface ToolAnswer {
  readonly result: unknown;
  readonly isError: boolean;
}

/** First match wins: the more specific a topic, the earlier it stands. */
const PATTERNS: readonly (readonly [Topic, RegExp])[] = [
  // What a fresh session is opened with.
  ['greeting', /^greet the person\b/iu],
  ['telegram', /telegram|电报/iu],
  ['whatsapp', /whats\s?app/iu],
  ['sessions', /\bsessions?\b|会话|对话列表/iu],
  ['version', /\bversion\b|版本/iu],
  ['config', /\bconfig(uration)?\b|moltbot\.json|settings? file|配置/iu],
  [
    'model',
    /\bmodels?\b|api.?key|\bollama\b|openai|anthropic|claude|gemini|\bgpt\b|\bllm\b|模型|密钥|大模型/iu,
  ],
  ['status', /\bstatus\b|\bhealth\b|how are you|uptime|\brunning\b|状态|健康|运行|你好吗/iu],
  ['help', /\bhelp\b|what can you|who are you|帮助|你能|你会|你是谁|怎么用/iu],
  ['greeting', /^\W*(hi|hello|hey|good (morning|evening|day)|你好|您好|嗨|早上好|晚上好)(\W|$)/iu],
];

/** The tool that knows the answer, called as a model would call it. */
export const TOOL_OF_TOPIC: Readonly<Partial<Record<Topic, string>>> = {
  status: 'gateway_status',
  version: 'gateway_status',
  config: 'gateway_status',
  model: 'gateway_status',
  telegram: 'gateway_status',
  whatsapp: 'gateway_status',
  sessions: 'sessions_list',
};

export const topicOf = (question: string): Topic =>
  PATTERNS.find(([, pattern]) => pattern.test(question))?.[0] ?? 'other';

/** The language of the question: Chinese as soon as it contains a Chinese character. */
export const languageOf = (question: string): Language => (/\p{Script=Han}/u.test(question) ? 'zh' : 'en');

/** The whole answer. Pure: the same question and facts give the same text. */
export function answerFor(
  topic: Topic,
  language: Language,
  {
    question,
    facts,
    configPath,
  }: { readonly question: string; readonly facts: ToolAnswer | undefined; readonly configPath: string },
): string {
  const texts = OFFLINE_TEXTS[language];
  if (facts?.isError)
    return `${texts.toolFailed(errorIn(facts.result))}\n\n${texts.connectModel({ configPath })}`;
  const known: OfflineFacts = { configPath, ...factsIn(facts?.result) };
  if (topic === 'other')
    return `${texts.noModel(shorten(question))}\n\n${texts.connectModel({ configPath })}`;
  const text = texts[TEXT_OF_TOPIC[topic]];
  return typeof text === 'string' ? text : text(known);
}

const TEXT_OF_TOPIC = {
  greeting: 'greeting',
  help: 'help',
  status: 'status',
  version: 'version',
  config: 'config',
  sessions: 'sessions',
  model: 'connectModel',
  telegram: 'telegram',
  whatsapp: 'whatsapp',
} as const satisfies Record<Exclude<Topic, 'other'>, keyof OfflineTexts>;

function factsIn(result: unknown): Partial<OfflineFacts> {
  const value = (result ?? {}) as Record<string, unknown>;
  const text = (name: string): string | undefined => {
    const entry = value[name];
    return typeof entry === 'string' ? entry : undefined;
  };
  const [version, configPath, stateDir] = [text('version'), text('configPath'), text('stateDir')];
  const channels = (value['channels'] as { summary?: unknown } | undefined)?.summary;
  return {
    ...(version === undefined ? {} : { version }),
    ...(configPath === undefined ? {} : { configPath }),
    ...(stateDir === undefined ? {} : { stateDir }),
    ...(typeof value['uptimeMs'] === 'number' ? { uptimeMs: value['uptimeMs'] } : {}),
    ...(typeof value['activeRuns'] === 'number' ? { activeRuns: value['activeRuns'] } : {}),
    ...(Array.isArray(channels) ? { channels: channels.map(String) } : {}),
    ...sessionFacts(value['sessions']),
  };
}

function sessionFacts(sessions: unknown): Pick<OfflineFacts, 'sessionCount' | 'sessionKeys'> {
  if (Array.isArray(sessions)) {
    const keys = sessions.map((row: { key?: unknown } | null) => row?.key);
    return { sessionCount: keys.length, sessionKeys: keys.filter((key) => typeof key === 'string') };
  }
  const count = (sessions as { count?: unknown } | undefined)?.count;
  return typeof count === 'number' ? { sessionCount: count } : {};
}

function errorIn(result: unknown): string {
  const error = (result as { error?: unknown } | null)?.error;
  return typeof error === 'string' ? error : 'unknown error';
}

function shorten(question: string): string {
  const line = question.replace(/\s+/gu, ' ').trim();
  const points = Array.from(line);
  return points.length > 80 ? `${points.slice(0, 80).join('')}…` : line;
}
