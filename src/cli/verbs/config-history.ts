import { listBackups } from '../../config/backups.ts';
import type { Backup } from '../../config/backups.ts';
import { followLink } from '../../config/file-state.ts';
import { EXIT } from '../../platform/exit.ts';
import type { ConfigDeed, ConfigHistoryResult } from '../../protocol/generated/types.ts';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { openOwn } from '../own-gateway.ts';

const MAX_KEYS = 6;

/** What the gateway has in its books, or why it cannot be asked. The backups are listed in any case. */
type Books = { readonly deeds: readonly ConfigDeed[] } | { readonly closed: string };

async function booksOf(io: CliIo, timeoutMs: number): Promise<Books> {
  try {
    const client = await openOwn(io, timeoutMs);
    try {
      return (await client.request('config.history', {}, { timeoutMs })) as ConfigHistoryResult;
    } finally {
      await client.close();
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    // It starts, stops or cannot start: the moment somebody looks for the file that worked.
    return { closed: error.kind === 'unreachable' ? 'no gateway runs here' : error.message };
  }
}

const detailOf = ({ detail }: ConfigDeed): { readonly from?: unknown; readonly keys?: unknown } =>
  typeof detail === 'object' && detail !== null ? detail : {};

/** A time of the file system may be the next whole millisecond. */
const ROUNDING_MS = 1;

/**
 * Each backup with the deed that replaced it. The same content may be replaced again and again, so its hash is not enough:
 * a deed comes after its backup was made and belongs to one only, the newest to the newest.
 */
function attributed(
  backups: readonly Backup[],
  deeds: readonly ConfigDeed[],
): ReadonlyMap<Backup, ConfigDeed> {
  const left = new Set(deeds.toSorted((a, b) => b.at - a.at));
  const found = new Map<Backup, ConfigDeed>();
  for (const backup of backups) {
    const deed = [...left].find(
      (one) => detailOf(one).from === backup.hash && one.at + ROUNDING_MS >= backup.replacedAt,
    );
    if (deed === undefined) continue;
    left.delete(deed);
    found.set(backup, deed);
  }
  return found;
}

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
  const books = await booksOf(io, flags.timeout);
  const deeds = 'deeds' in books ? books.deeds : undefined;
  const out = createOutput(io);
  const kept = listBackups(path);
  const by = attributed(kept, deeds ?? []);
  if (flags.json === true) {
    const backups = kept.map((backup) => {
      const replacedBy = by.get(backup);
      return {
        ...backup,
        bytes: backup.bytes.length,
        ...(replacedBy === undefined ? {} : { replacedBy }),
      };
    });
    out.json({ ok: true, path, backups, deeds: deeds ?? null });
    return EXIT.ok;
  }
  if (kept.length === 0) out.line(`There is no backup of ${path} yet.`);
  for (const backup of kept) {
    const { to, replacedAt, bytes, path: name } = backup;
    out.line(`${to}  replaced ${new Date(replacedAt).toISOString()}  ${bytes.length} bytes  ${name}`);
    const deed = by.get(backup);
    if (deed !== undefined) out.line(`   ${deedLine(deed)}`);
    else if (deeds !== undefined)
      out.line('   taken back by the gateway, written by a command while none ran, or by hand');
  }
  if ('closed' in books && kept.length > 0)
    out.note(
      `who made the changes is in the books of the gateway (${books.closed}): ask again while it runs`,
    );
  return EXIT.ok;
}
