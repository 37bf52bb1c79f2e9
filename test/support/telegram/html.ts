import { ApiError } from './wire-types.ts';

const TAGS: ReadonlySet<string> = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ins',
  's',
  'strike',
  'del',
  'span',
  'tg-spoiler',
  'a',
  'tg-emoji',
  'code',
  'pre',
  'blockquote',
]);

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const fail = (what: string, at: number): never => {
  throw new ApiError(400, `Bad Request: can't parse entities: ${what} at byte offset ${at}`);
};

/**
 * Reads the HTML a bot may send and gives the text that is shown.
 * @throws ApiError 400 as the real server, on unknown tags and tags that are not closed or closed wrongly
 */
export function readHtml(html: string): string {
  const open: string[] = [];
  let shown = '';
  let at = 0;
  while (at < html.length) {
    const char = html[at] ?? '';
    if (char === '&') {
      const [whole, name = ''] = /^&(#x?[0-9a-f]+|[a-z]+);/i.exec(html.slice(at, at + 12)) ?? ['&'];
      shown += name === '' ? '&' : decode(name, whole);
      at += whole.length;
      continue;
    }
    if (char !== '<') {
      shown += char;
      at += 1;
      continue;
    }
    const end = html.indexOf('>', at);
    if (end < 0) fail('Unclosed start tag', at);
    at = readTag(html.slice(at + 1, end), at, open) + end;
  }
  const left = open.at(-1);
  if (left !== undefined) fail(`Can't find end tag corresponding to start tag "${left}"`, html.length);
  return shown;
}

/** Changes `open`; 1 is the step over the closing bracket. */
function readTag(inner: string, at: number, open: string[]): number {
  if (inner.startsWith('/')) {
    const name = inner.slice(1).trim().toLowerCase();
    const expected = open.pop();
    if (expected === undefined) fail(`Unexpected end tag`, at);
    if (name !== '' && name !== expected)
      fail(`Unmatched end tag, expected "</${expected}>", found "</${name}>"`, at);
    return 1;
  }
  const name = /^[a-z-]*/i.exec(inner)?.[0].toLowerCase() ?? '';
  if (!TAGS.has(name)) fail(`Unsupported start tag "${name}"`, at);
  if (name === 'span' && !/class\s*=\s*["']?tg-spoiler/.test(inner))
    fail('Tag "span" must have class "tg-spoiler"', at);
  const attributes = inner.slice(name.length).trim();
  if (!/^(?:[a-z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=]+))?\s*)*$/i.test(attributes))
    fail('Attribute is malformed', at);
  open.push(name);
  return 1;
}

function decode(name: string, whole: string): string {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
  const hex = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole;
}
