import { fenceAfter } from './fences.ts';
import type { Fence } from './fences.ts';

/** What an agent's answer asks for besides its words. */
export interface ParsedReply {
  /** The words to be sent; empty when silent. */
  readonly text: string;
  /** Addresses (`http`, `https`) and paths beginning with `./`, in order, each once. */
  readonly media: readonly string[];
  /** Audio is to be sent as a voice note. */
  readonly voice: boolean;
  /** The message to quote: `current`, the one that is answered, or an id. */
  readonly replyTo?: string;
  /** Nothing is to be said; media may still be there. */
  readonly silent: boolean;
}

// The look behind keeps a long run of blanks from being tried from each of them.
const VOICE = /(?<![^\S\n])[^\S\n]*\[\[\s*audio_as_voice\s*\]\]/giu;
const REPLY = /(?<![^\S\n])[^\S\n]*\[\[\s*reply_to(?:_current|\s*:\s*([^\]\n]{1,200}?))\s*\]\]/giu;

/**
 * Takes the directives out of an answer: `MEDIA:` lines, `[[audio_as_voice]]`, `[[reply_to_current]]`,
 * `[[reply_to:<id>]]`, `NO_REPLY`. Within code blocks they are text; so is a `MEDIA:` line that names anything else than
 * a web address or a path below `./`.
 */
export function parseReply(text: string): ParsedReply {
  const media: string[] = [];
  let voice = false;
  let current = false;
  let quoted: string | undefined;
  let fence: Fence | undefined;
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const before = fence;
    fence = fenceAfter(line, fence);
    if (before !== undefined || fence !== undefined) {
      lines.push(line);
      continue;
    }
    const source = mediaIn(line);
    if (source !== undefined) {
      if (!media.includes(source)) media.push(source);
      continue;
    }
    const bare = line
      .replaceAll(VOICE, () => {
        voice = true;
        return '';
      })
      .replaceAll(REPLY, (_whole, id?: string) => {
        if (id === undefined) current = true;
        else quoted ??= id;
        return '';
      });
    if (bare === line) lines.push(line);
    else if (bare.trim() !== '') lines.push(bare.trimStart());
  }
  const words = lines.join('\n').trim();
  const silent = isSilent(words);
  const replyTo = quoted ?? (current ? 'current' : undefined);
  return {
    text: silent ? '' : words,
    media,
    voice,
    ...(replyTo === undefined ? {} : { replyTo }),
    silent,
  };
}

const MEDIA_LINE = /^(?:`\s*)?MEDIA:(.*)$/u;
const QUOTED = /^(["'`])(.+)\1$/u;

function mediaIn(line: string): string | undefined {
  const found = MEDIA_LINE.exec(line.trim())?.[1]
    ?.trim()
    .replace(/^([^`]*)`$/u, '$1');
  if (found === undefined) return undefined;
  const inner = QUOTED.exec(found)?.[2];
  const source = (inner ?? found).trim();
  // Words after an address are prose about it.
  if (inner === undefined && /\s/u.test(source) && !/^\.\/.*\.\w{1,8}$/u.test(source)) return undefined;
  return isWebAddress(source) || isPathBelow(source) ? source : undefined;
}

const isWebAddress = (source: string): boolean => /^https?:\/\/[^\s/]/iu.test(source) && URL.canParse(source);

const isPathBelow = (source: string): boolean =>
  /^\.\/./u.test(source) && !source.includes('\0') && !source.split(/[/\\]/u).includes('..');

/** The same rule as the agent's own for answers in the web chat; a test compares them. */
const LEADING = /^\s*NO_REPLY(?![A-Za-z0-9_])/u;
const TRAILING = /(?<![A-Za-z0-9_])NO_REPLY[^A-Za-z0-9_]*$/u;

const isSilent = (text: string): boolean => LEADING.test(text) || TRAILING.test(text);
