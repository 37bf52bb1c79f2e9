import { resolve } from 'node:path';
import { readSmallFile } from '../../platform/read-file.ts';
import {
  accountIds,
  additionEdits,
  checkAccountId,
  DEFAULT_ACCOUNT,
  isBotToken,
  LABELS,
  removalEdits,
} from '../channel-config.ts';
import type { Channel, NewToken } from '../channel-config.ts';
import { usageError } from '../cli-error.ts';
import { saveEdits } from '../config-edits.ts';
import { savedLine } from '../config-save.ts';
import type { Saved } from '../config-save.ts';
import type { CliIo } from '../io.ts';
import { newLinkLine } from '../new-link.ts';
import { createOutput } from '../output.ts';
import { loadValidConfig } from '../valid-config.ts';

interface ChangeFlags {
  readonly timeout: number;
  readonly json?: boolean;
  /** False with `--no-restart`, which older scripts pass: nothing restarts any more. */
  readonly restart?: boolean;
}

export interface ChannelsAddFlags extends ChangeFlags {
  readonly channel: Channel;
  readonly account?: string;
  readonly name?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly useEnv?: boolean;
}

export interface ChannelsRemoveFlags extends ChangeFlags {
  readonly channel: Channel;
  readonly account?: string;
  readonly delete?: boolean;
}

const MAX_TOKEN_BYTES = 4096;
const ENV_TOKEN = 'TELEGRAM_BOT_TOKEN';

function checkToken(token: string, source: string): string {
  if (isBotToken(token)) return token;
  throw usageError(`${source} is no bot token: it looks like 123456:ABC-def and comes from @BotFather`);
}

function checkTokenFile(io: CliIo, name: string): NewToken {
  const path = resolve(name);
  const file = readSmallFile(path, MAX_TOKEN_BYTES);
  if (file.kind === 'missing') throw usageError(`--token-file: ${path} does not exist`);
  if (file.kind === 'unreadable') throw usageError(`--token-file: ${path} ${file.message}; ${file.fix}`);
  checkToken(Buffer.from(file.bytes).toString('utf8').trim(), `--token-file: what ${path} holds`);
  if (file.exposed) createOutput(io).note(`${path} can be read by other users; run: chmod 600 ${path}`);
  return { kind: 'file', path };
}

async function newToken(
  io: CliIo,
  flags: ChannelsAddFlags,
  accountId: string,
): Promise<NewToken | undefined> {
  const { token, tokenFile, useEnv } = flags;
  const given = [token, tokenFile, useEnv].filter((one) => one !== undefined).length;
  if (given === 0) return undefined;
  if (flags.channel !== 'telegram')
    throw usageError(`WhatsApp has no token; link it with: ${io.command} channels login`);
  if (given > 1) throw usageError('pass one of --token, --token-file and --use-env');
  if (tokenFile !== undefined) return checkTokenFile(io, tokenFile);
  if (token !== undefined) {
    const text = token === '-' ? (await io.readInput(MAX_TOKEN_BYTES)).trim() : token.trim();
    return { kind: 'text', token: checkToken(text, '--token') };
  }
  if (accountId !== DEFAULT_ACCOUNT)
    throw usageError(`--use-env: only the account "${DEFAULT_ACCOUNT}" reads ${ENV_TOKEN}`);
  return { kind: 'env' };
}

/** Without a source of a token a Telegram account would be added that cannot work. */
function needToken(io: CliIo, known: boolean, token: NewToken | undefined, accountId: string): void {
  if (known || token !== undefined) return;
  if (accountId === DEFAULT_ACCOUNT && (io.env.foreign(ENV_TOKEN) ?? '') !== '') return;
  throw usageError('a Telegram account needs --token <token>, --token-file <path> or --use-env');
}

function report(io: CliIo, saved: Saved, head: string, facts: object, flags: ChangeFlags): number {
  const out = createOutput(io);
  if (flags.restart === false)
    out.note('--no-restart has no effect any more: the gateway applies it without a restart');
  if (flags.json === true) out.json({ ok: true, ...facts, ...saved });
  else {
    if (saved.changed) out.line(head);
    out.line(savedLine(saved));
  }
  return 0;
}

/** `moltbot channels add`: writes an account into the configuration, or changes and enables one that is there. */
export async function channelsAdd(io: CliIo, flags: ChannelsAddFlags): Promise<number> {
  const { channel, name } = flags;
  const accountId = checkAccountId(flags.account ?? DEFAULT_ACCOUNT);
  const token = await newToken(io, flags, accountId);
  const { config, snapshot } = await loadValidConfig(io);
  const known = accountIds(config, channel).includes(accountId);
  if (channel === 'telegram') needToken(io, known, token, accountId);
  const edits = additionEdits(config, {
    channel,
    accountId,
    ...(name === undefined ? {} : { name }),
    ...(token === undefined ? {} : { token }),
  });
  const saved = await saveEdits(io, edits, flags, snapshot.hash);
  const head = `${known ? 'Changed' : 'Added'} the ${LABELS[channel]} account "${accountId}" in ${saved.path}`;
  const code = report(io, saved, head, { channel, accountId }, flags);
  if (flags.json === true) return code;
  if (channel === 'telegram' && saved.report?.result === 'applied')
    createOutput(io).line(await newLinkLine(io, { channel, accountId, timeout: flags.timeout }));
  if (channel === 'whatsapp') {
    const named = accountId === DEFAULT_ACCOUNT ? '' : ` --account ${accountId}`;
    createOutput(io).line(`Link it with: ${io.command} channels login${named}`);
  }
  return code;
}

/** `moltbot channels remove`: disables an account, or with `--delete` takes it out of the configuration. */
export async function channelsRemove(io: CliIo, flags: ChannelsRemoveFlags): Promise<number> {
  const { channel } = flags;
  const accountId = checkAccountId(flags.account ?? DEFAULT_ACCOUNT);
  const { config, snapshot } = await loadValidConfig(io);
  const how = flags.delete === true ? 'delete' : 'disable';
  const edits = removalEdits(config, { channel, accountId }, how);
  const saved = await saveEdits(io, edits, flags, snapshot.hash);
  const head = `${how === 'delete' ? 'Deleted' : 'Disabled'} the ${LABELS[channel]} account "${accountId}" in ${saved.path}`;
  return report(io, saved, head, { channel, accountId, deleted: how === 'delete' }, flags);
}
