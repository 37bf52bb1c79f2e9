import { styleText } from 'node:util';
import { clean, cleanJson } from './clean.ts';
import { issuesIn, type CliError } from './cli-error.ts';
import type { CliIo, OutputStream } from './io.ts';

/** `paper` is for codes to be scanned: what is written is bright, what is left blank is dark, on any terminal. */
export type Tone = 'good' | 'bad' | 'warn' | 'dim' | 'strong' | 'paper';

const TONES: Readonly<Record<Tone, Parameters<typeof styleText>[0]>> = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  dim: 'gray',
  strong: 'bold',
  paper: ['whiteBright', 'bgBlack'],
};

/** Where a command writes. Text passes `clean` here and nowhere else, so nothing raw can slip by. */
export interface Output {
  /** One line (or several) to stdout. */
  line(text?: string): void;
  /** To stdout without a newline, for streamed text. */
  part(text: string): void;
  /** One line to stderr. */
  note(text: string): void;
  json(value: unknown): void;
  /** One compact JSON document per line. */
  jsonLine(value: unknown): void;
  /** Marks text with a tone for stdout; plain when stdout is no colour terminal. */
  tone(tone: Tone, text: string): string;
  /** Prints a failure: text to stderr, with `--json` also as an object on stdout. */
  failure(error: CliError, options: { readonly json: boolean }): void;
  /** Only the object on stdout, for a failure whose text stands on stderr already. */
  failureJson(error: CliError): void;
}

// Colour marks travel as private-use characters, so that `clean` can escape every real control character.
const OPEN = 0xe100;
const CLOSE = '\ue1ff';
const TONE_NAMES = Object.keys(TONES) as readonly Tone[];
const MARKS = /[\ue100-\ue1ff]/gu;
const MARKED = /([\ue100-\ue1fe])([^\ue100-\ue1ff]*)\ue1ff/gu;

/** Text from outside must not be able to forge a mark. */
export const plain = (text: string): string => text.replaceAll(MARKS, '');

function paint(text: string, stream: OutputStream, colours: boolean | undefined): string {
  return clean(text).replaceAll(MARKED, (_all, open: string, inner: string) => {
    const tone = TONE_NAMES[open.charCodeAt(0) - OPEN];
    return tone === undefined || stream.isTTY !== true || colours === false
      ? inner
      : styleText(TONES[tone], inner, { stream });
  });
}

const mark = (tone: Tone, text: string): string =>
  String.fromCharCode(OPEN + TONE_NAMES.indexOf(tone)) + plain(text) + CLOSE;

export function createOutput(io: Pick<CliIo, 'stdout' | 'stderr' | 'colours'>): Output {
  const write = (stream: OutputStream, text: string): void => {
    stream.write(paint(text, stream, io.colours));
  };
  const failureJson = ({ kind, message, options }: CliError): void => {
    const { code, where = [], fix, details, payload } = options;
    const error = { kind, code, message, fix, details, payload, where };
    io.stdout.write(`${cleanJson({ ok: false, error }, 2)}\n`);
  };
  return {
    line: (text = '') => write(io.stdout, `${text}\n`),
    part: (text) => write(io.stdout, plain(text)),
    note: (text) => write(io.stderr, `${text}\n`),
    json: (value) => void io.stdout.write(`${cleanJson(value, 2)}\n`),
    jsonLine: (value) => void io.stdout.write(`${cleanJson(value, 0)}\n`),
    tone: mark,
    failureJson,
    failure(error, { json }) {
      const { code, where = [], fix } = error.options;
      if (json) failureJson(error);
      const prefix = code === undefined || error.message.includes(code) ? '' : `${code}: `;
      write(io.stderr, `${mark('bad', `${prefix}${error.message}`)}\n`);
      for (const issue of issuesIn(error)) write(io.stderr, `  ${plain(issue)}\n`);
      for (const line of where) write(io.stderr, `  ${plain(line)}\n`);
      if (fix !== undefined) write(io.stderr, `  Fix: ${plain(fix)}\n`);
    },
  };
}
