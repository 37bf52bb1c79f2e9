import { EngineError, type EngineFailureKind } from '../engine.ts';

const MAX_MESSAGE = 500;

const STATUS_KINDS: ReadonlyMap<number, EngineFailureKind> = new Map([
  [400, 'format'],
  [401, 'auth'],
  [402, 'billing'],
  [403, 'auth'],
  [404, 'notFound'],
  [408, 'timeout'],
  [413, 'format'],
  [422, 'format'],
  [429, 'rateLimit'],
  [503, 'rateLimit'],
  [504, 'timeout'],
  [529, 'rateLimit'],
]);

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EPROTO',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Names of the library's errors for an answer that is not what the protocol says. */
const GARBAGE_NAMES = new Set([
  'AI_JSONParseError',
  'AI_TypeValidationError',
  'AI_InvalidResponseDataError',
  'AI_EmptyResponseBodyError',
  'AI_NoContentGeneratedError',
  'AI_NoOutputGeneratedError',
]);

const OUT_OF_MONEY =
  /insufficient[_ ](quota|credits?|funds|balance)|credit balance|payment required|billing/iu;
const BAD_KEY = /(invalid|incorrect|missing)[^.]{0,20}api[ -_]?key|unauthori[sz]ed|authentication/iu;

interface ErrorLike {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly statusCode?: unknown;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly responseBody?: unknown;
  readonly lastError?: unknown;
}

/** What a model call threw, as a typed failure that says whose fault it is. */
export function classifyModelError(error: unknown, provider: string): EngineError {
  if (error instanceof EngineError) return error;
  const chain = causes(error);
  const ours = chain.find((entry) => entry instanceof EngineError);
  if (ours instanceof EngineError) return ours;
  const answered = chain.find((entry) => typeof entry.statusCode === 'number' && entry.statusCode !== 200);
  if (answered) return fromStatus(answered, provider, error);
  const code = chain.map((entry) => entry.code).find(isNetworkCode);
  if (code !== undefined) {
    return new EngineError('network', `cannot reach ${provider}: ${code}`, { cause: error });
  }
  if (chain.some((entry) => GARBAGE_NAMES.has(String(entry.name)))) {
    return new EngineError('network', `${provider} answered with something unreadable: ${messageOf(error)}`, {
      cause: error,
    });
  }
  const texts = chain.map((entry) => messageOf(entry)).join(' ');
  if (/fetch failed|terminated|other side closed|socket hang up|network|cannot connect/iu.test(texts)) {
    return new EngineError('network', `the connection to ${provider} broke: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return new EngineError(kindOfText(texts), `${provider}: ${messageOf(error)}`, { cause: error });
}

const isNetworkCode = (code: unknown): code is string => typeof code === 'string' && NETWORK_CODES.has(code);

function fromStatus(answered: ErrorLike, provider: string, cause: unknown): EngineError {
  const status = Number(answered.statusCode);
  const body = typeof answered.responseBody === 'string' ? answered.responseBody : '';
  const text = `${messageOf(answered)} ${body.slice(0, 2000)}`;
  const kind = kindOfStatus(status, text);
  const wait = retryAfter(answered.responseHeaders);
  return new EngineError(kind, `${provider} answered ${status}: ${messageOf(answered)}`, {
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    cause,
  });
}

function kindOfStatus(status: number, text: string): EngineFailureKind {
  if ((status === 429 || status === 400 || status === 403) && OUT_OF_MONEY.test(text)) return 'billing';
  if (status === 400 && BAD_KEY.test(text)) return 'auth';
  return STATUS_KINDS.get(status) ?? (status >= 500 ? 'network' : 'unknown');
}

/** For failures that are only words, such as what an agent CLI prints. */
export function kindOfText(text: string): EngineFailureKind {
  if (OUT_OF_MONEY.test(text)) return 'billing';
  if (/rate.?limit|too many requests|\b429\b|overloaded|quota/iu.test(text)) return 'rateLimit';
  if (BAD_KEY.test(text) || /\b(401|403)\b|please (run )?\/?log ?in|not logged in/iu.test(text))
    return 'auth';
  if (/time[d-]? ?out|deadline exceeded|\b408\b/iu.test(text)) return 'timeout';
  if (/invalid[_ ]request|malformed|\b400\b/iu.test(text)) return 'format';
  return 'unknown';
}

/** `retry-after` in seconds or `retry-after-ms`; dates are left to the cooldown ladder. */
function retryAfter(headers: Readonly<Record<string, string>> | undefined): number | undefined {
  const ms = Number(headers?.['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return Math.ceil(ms);
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
}

function causes(error: unknown): readonly ErrorLike[] {
  const chain: ErrorLike[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth += 1) {
    const entry = current as ErrorLike;
    chain.push(entry);
    current = entry.cause ?? entry.lastError;
  }
  return chain;
}

function messageOf(error: unknown): string {
  const message = (error as ErrorLike | null | undefined)?.message;
  const text = typeof message === 'string' ? message : typeof error === 'string' ? error : 'unknown error';
  return text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text;
}
