import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { CliError } from './cli-error.ts';

const DEFAULT_TIMEOUT_MS = 10_000;

const whole =
  (min: number, what: string) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < min) {
      throw new InvalidArgumentError(`expected ${what}, at least ${min}.`);
    }
    return value;
  };

export const milliseconds = whole(1, 'whole milliseconds');
export const seconds = whole(1, 'whole seconds');
export const count = whole(1, 'a whole number');

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `5m`, `2h`, `1d`, as milliseconds. */
export const span = (text: string): number => {
  const [, amount = '', unit = ''] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  const factor = UNITS[unit];
  if (factor === undefined) throw new InvalidArgumentError('expected a time such as 90s, 5m or 2h.');
  return Number(amount) * factor;
};

/** Checked here, kept as typed: the plan of the gateway reads it. */
export const port = (text: string): string => {
  if (whole(0, 'a port number')(text) > 65_535) throw new InvalidArgumentError('a port is at most 65535.');
  return text;
};

/** Rows of Telegram buttons: a list of lists of `{text, data?, url?}`. The gateway checks the rest. */
export const buttonRows = (text: string): readonly (readonly object[])[] => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InvalidArgumentError(`not JSON: ${(error as Error).message}`);
  }
  const isRow = (row: unknown): boolean =>
    Array.isArray(row) && row.every((button) => typeof button === 'object' && button !== null);
  if (!Array.isArray(value) || !value.every(isRow)) {
    throw new InvalidArgumentError('expected rows of buttons, e.g. \'[[{"text": "Yes", "data": "yes"}]]\'.');
  }
  return value as readonly (readonly object[])[];
};

/** Collects an option that may be given several times. */
export const append = (value: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  value,
];

/**
 * A JSON object, for `--params`. What was typed may hold a secret and is not repeated.
 *
 * @throws CliError usage
 */
export const jsonObject = (text: string): Record<string, unknown> => {
  const wrong = (why: string): CliError =>
    new CliError('usage', `--params ${why}; expected a JSON object, e.g. '{"limit": 5}'`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const [at = ''] = / at position \d+/.exec((error as Error).message) ?? [];
    throw wrong(`is not JSON${at}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('is no object');
  return value as Record<string, unknown>;
};

/** Adds the address and secret options. `--json` and `--timeout` are added beside them where they make sense. */
export const withTarget = (command: Command): Command =>
  command
    .option('--url <url>', 'address of the gateway (ws:// or wss://)')
    .option(
      '--token <token>',
      'secret of the gateway; not needed on its own machine (env: CLAWDBOT_GATEWAY_TOKEN)',
    )
    .option('--password <password>', 'password of the gateway (env: CLAWDBOT_GATEWAY_PASSWORD)')
    .option(
      '--tls-fingerprint <sha256>',
      'the certificate to expect, as "gateway status" shows it over there',
    );

export const withTimeout = (command: Command, defaultMs = DEFAULT_TIMEOUT_MS): Command =>
  command.addOption(
    new Option('--timeout <ms>', 'milliseconds for the whole command')
      .default(defaultMs)
      .argParser(milliseconds),
  );

export const withJson = (command: Command): Command =>
  command.option('--json', 'print JSON, nothing else, on stdout');

/** The three together: what most commands take. */
export const withRpc = (command: Command): Command => withJson(withTimeout(withTarget(command)));

/** A secret on the command line, usually from a variable that may turn out to be empty. */
export const secret = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('an empty secret protects nothing.');
  return text;
};

/** A directory, likewise: an empty one would be wherever the command is run. */
export const directory = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('give a directory.');
  return text;
};
