/** Replaces what looks like a secret. */
export type PatternMask = (text: string) => string;

/** The last group that matched is what gets masked; without groups, everything. */
const BUILTIN: readonly RegExp[] = [
  /\b[A-Z0-9_]*(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD)\b\s*[=:]\s*["']?([^\s"'\\,;}]+)/g,
  /\\*"(?:apiKey|api_key|token|secret|password|passwd|accessToken|access_token|refreshToken|refresh_token|botToken|authorization)\\*"\s*:\s*\\*"([^"\\]+)/gi,
  /--(?:api-key|token|secret|password|passwd)[\s=]+["']?(?!<[a-z]+>)([^\s"'\\]+)/gi,
  /authorization["']?\s*[:=]\s*["']?(?:bearer|basic)\s+([\w.~+/=-]+)/gi,
  /\bbearer\s+([\w.~+/=-]{18,})/gi,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----((?:[^-"]|-(?!----END))+)/g,
  /\b(sk-[\w-]{8,})/g,
  /\b(gh[pousr]_[A-Za-z0-9]{20,})/g,
  /\b(github_pat_\w{20,})/g,
  /\b(xox[baprs]-[\w-]{10,})/g,
  /\b(xapp-[\w-]{10,})/g,
  /\b(gsk_\w{10,})/g,
  /\b(AIza[\w-]{20,})/g,
  /\b(pplx-\w{10,})/g,
  /\b(npm_[A-Za-z0-9]{10,})/g,
  /\b(\d{6,}:[\w-]{20,})/g,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'\\]*:([^\s/@"'\\]+)@/gi,
  /[?&](?:(?:access_|refresh_|id_|x-amz-security-)?token|api_?key|key|password|secret|client_secret|auth|sig|signature|x-(?:amz|goog)-(?:signature|credential))=([^&\s"'\\#]+)/gi,
];

/** Cheap first look: a line without any of these has nothing for the patterns. */
const HINT =
  /key|token|secret|passw|bearer|authorization|PRIVATE|sk-|gh[pousr]_|github_pat_|xox|xapp-|gsk_|AIza|pplx-|npm_|\d{6}:|:\/\/|[?&](?:auth|sig)=|signature|credential/i;

const SHORT = 18;

/**
 * Masks by pattern: short values wholly, long ones keep six characters in front and four behind, enough to tell which it was.
 *
 * @param patterns replace the built-in ones; a source, or `/source/flags`
 */
export function createPatternMask(patterns?: readonly string[]): PatternMask {
  const own = patterns?.map(compile);
  const active = own ?? BUILTIN;
  return (text) => {
    if (own === undefined && !HINT.test(text)) return text;
    return active.reduce((masked, pattern) => masked.replace(pattern, maskMatch), text);
  };
}

function maskMatch(whole: string, ...rest: unknown[]): string {
  const groups = rest.slice(
    0,
    rest.findIndex((item) => typeof item === 'number'),
  );
  const secret =
    groups.findLast((group): group is string => typeof group === 'string' && group !== '') ?? whole;
  // Masked already, by provenance or an earlier pattern.
  if (secret.includes('[redacted]') || secret.includes('***') || secret.includes('…')) return whole;
  const at = whole.lastIndexOf(secret);
  const shown = whole.startsWith('-----BEGIN') ? '***' : shorten(secret);
  return whole.slice(0, at) + shown + whole.slice(at + secret.length);
}

const shorten = (secret: string): string =>
  secret.length < SHORT ? '***' : `${secret.slice(0, 6)}…${secret.slice(-4)}`;

function compile(source: string): RegExp {
  const delimited = /^\/(.+)\/([a-z]*)$/.exec(source);
  if (delimited === null) return new RegExp(source, 'gi');
  const flags = delimited[2] ?? '';
  return new RegExp(delimited[1] ?? '', flags.includes('g') ? flags : `${flags}g`);
}
