import { styleText } from 'node:util';
import { escapeControls } from './control-chars.ts';

/** One parsed line of the log. */
export interface LogRecord {
  readonly time: string;
  readonly level: string;
  readonly subsystem?: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export type ConsoleStyle = 'pretty' | 'compact' | 'json';

export interface ConsoleFormat {
  readonly style: ConsoleStyle;
  readonly colours: boolean;
}

type Colour = 'cyan' | 'green' | 'yellow' | 'blue' | 'magenta' | 'red' | 'gray';
const LEVEL_COLOURS: Readonly<Record<string, Colour>> = {
  fatal: 'red',
  error: 'red',
  warn: 'yellow',
  info: 'cyan',
};
const NAME_COLOURS: readonly Colour[] = ['cyan', 'green', 'yellow', 'blue', 'magenta'];
const MAX_VALUE = 240;
const OWN_FIELDS = new Set(['time', 'level', 'subsystem', 'msg']);

/** One line for people, or for programs with style `json`. Nothing in it can steer a terminal. */
export function formatRecord(record: LogRecord, format: ConsoleFormat): string {
  if (format.style === 'json') {
    const { time, level, subsystem, msg, ...fields } = record;
    return escapeControls(JSON.stringify({ time, level, subsystem, message: msg, ...fields }));
  }
  const paint = (colour: Colour, text: string): string =>
    format.colours ? styleText(colour, text, { validateStream: false }) : text;
  const time = format.style === 'pretty' ? record.time.slice(11, 19) : record.time;
  const name = displayName(record.subsystem);
  const fields = fieldsText(record);
  const level = record.level === 'info' ? '' : paint(LEVEL_COLOURS[record.level] ?? 'gray', record.level);
  const label = name === '' ? '' : paint(colourOf(name), `[${name}]`);
  const message = escapeControls(record.msg);
  return [paint('gray', time), label, level, message, paint('gray', fields)]
    .filter((part) => stripped(part) !== '')
    .join(' ');
}

/** What a line says besides its message: `key=value …`, on one line, nothing in it longer than 240 characters. */
export const fieldsText = (record: Readonly<Record<string, unknown>>): string =>
  Object.entries(record)
    .filter(([key, value]) => !OWN_FIELDS.has(key) && value !== undefined)
    .map(([key, value]) => `${escapeControls(key)}=${fieldText(value)}`)
    .join(' ');

/** Leading general segments say nothing to a reader; the last two segments do. */
function displayName(subsystem: string | undefined): string {
  const segments = (subsystem ?? '').split('/').filter((segment) => segment !== '');
  const general = new Set(['gateway', 'channels', 'providers']);
  const rest = segments.length > 1 && general.has(segments[0] ?? '') ? segments.slice(1) : segments;
  return escapeControls(rest.slice(-2).join('/'));
}

/** An error as the log writes it. Its stack is for the file. */
const isError = (value: unknown): value is { readonly name: string; readonly message: string } =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'message' in value &&
  typeof value.name === 'string' &&
  typeof value.message === 'string';

function fieldText(value: unknown): string {
  const said = isError(value) ? `${value.name}: ${value.message}` : value;
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  const short = text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
  const safe = escapeControls(short);
  return typeof said === 'string' && /[\s"=]/.test(safe) ? JSON.stringify(safe) : safe;
}

const colourOf = (name: string): Colour => {
  const sum = Array.from(name).reduce((total, char) => total + char.charCodeAt(0), 0);
  return NAME_COLOURS[sum % NAME_COLOURS.length] ?? 'cyan';
};

// oxlint-disable-next-line no-control-regex -- our own colour sequences
const stripped = (text: string): string => text.replaceAll(/\u001b\[\d+m/g, '');
