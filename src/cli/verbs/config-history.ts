import { listBackups } from '../../config/backups.ts';
import { followLink } from '../../config/file-state.ts';
import { EXIT } from '../../platform/exit.ts';
import type { ConfigDeed, ConfigHistoryResult } from '../../protocol/generated/types.ts';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { openOwn } from '../own-gateway.ts';

const MAX_KEYS = 6;

/** What the gateway has in its books, when one runs here; `undefined` when none does. */
async function deedsOf(io: CliIo, timeoutMs: number): Promise<readonly ConfigDeed[] | undefined> {
  try {
    const client = await openOwn(io, timeoutMs);
    try {
      const { deeds } = (await client.request('config.history', {}, { timeoutMs })) as ConfigHistoryResult;
      return deeds;
    } finally {
      await client.close();
    }
  } catch (error) {
    if (error instanceof CliError && error.kind === 'unreachable') return undefined;
    throw error;
  }
}

const detailOf = ({ detail }: ConfigDeed): { readonly from?: unknown; readonly keys?: unknown } =>
  typeof detail === 'object' && detail !== null ? detail : {};

/** `config.set by cli: gateway.port, logging.level`. */
function deedLine(deed: ConfigDeed): string {
  const { keys } = detailOf(deed);
  const names = Array.isArray(keys) ? keys.map(String) : [];
  const more = names.length > MAX_KEYS ? ` and ${names.length - MAX_KEYS} more` : '';
  const what = names.length === 0 ? '' : `: ${names.slice(0, MAX_KEYS).join(', ')}${more}`;
  return `${deed.action} by ${deed.actor}${what}`;
}

/** `moltbot config history`: the backups of the file, and who replaced each as far as the running gateway knows. */
export async function configHistory(
  io: CliIo,
  flags: { readonly json?: boolean; readonly timeout: number },
): Promise<number> {
  const path = followLink(io.paths.configPath);
  const deeds = await deedsOf(io, flags.timeout);
  const out = createOutput(io);
  const backups = listBackups(path).map(({ bytes, ...rest }) => {
    const deed = deeds?.find((one) => detailOf(one).from === rest.hash);
    return { ...rest, bytes: bytes.length, ...(deed === undefined ? {} : { replacedBy: deed }) };
  });
  if (flags.json === true) {
    out.json({ ok: true, path, backups, deeds: deeds ?? null });
    return EXIT.ok;
  }
  if (backups.length === 0) out.line(`There is no backup of ${path} yet.`);
  for (const { to, replacedAt, bytes, path: name, replacedBy } of backups) {
    out.line(`${to}  replaced ${new Date(replacedAt).toISOString()}  ${bytes} bytes  ${name}`);
    if (replacedBy !== undefined) out.line(`   ${deedLine(replacedBy)}`);
    else if (deeds !== undefined) out.line('   taken back by the gateway, written by a command while none ran, or by hand');
  }
  if (deeds === undefined && backups.length > 0)
    out.note('who made the changes is in the books of the gateway: ask again while it runs');
  return EXIT.ok;
}
