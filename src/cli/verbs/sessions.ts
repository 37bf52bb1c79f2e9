import type { SessionsListResult, SessionsSearchResult } from '../../protocol/generated/types.ts';
import { usageError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import type { Output } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';
import { ago, columns, plural } from '../words.ts';

export interface SessionsFlags extends SessionFlags {
  /** Minutes. */
  readonly active?: number;
  readonly limit?: number;
  readonly agent?: string;
  readonly search?: string;
  /** Words to look for in what was said. */
  readonly find?: string;
  readonly json?: boolean;
}

async function find(io: CliIo, flags: SessionsFlags, query: string, out: Output): Promise<number> {
  if (query.trim() === '') throw usageError('--find must not be empty');
  const result = await withGateway(io, flags, (session) =>
    session.call<SessionsSearchResult>('sessions.search', {
      query,
      ...(flags.limit === undefined ? {} : { limit: flags.limit }),
    }),
  );
  if (flags.json === true) out.json(result);
  else if (result.hits.length === 0) out.line('No message contains all of these words.');
  else {
    const rows = result.hits.map((hit) => [
      hit.key,
      hit.role,
      ago(Math.max(0, result.ts - hit.timestamp)),
      hit.text,
    ]);
    for (const line of columns(rows)) out.line(line);
  }
  return 0;
}

/** `moltbot sessions`: newest first; with `--find`, what was said in them. */
export async function sessions(io: CliIo, flags: SessionsFlags): Promise<number> {
  const out = createOutput(io);
  if (flags.find !== undefined) return find(io, flags, flags.find, out);
  const result = await withGateway(io, flags, (session) =>
    session.call<SessionsListResult>('sessions.list', {
      ...(flags.active === undefined ? {} : { activeMinutes: flags.active }),
      ...(flags.limit === undefined ? {} : { limit: flags.limit }),
      ...(flags.agent === undefined ? {} : { agentId: flags.agent }),
      ...(flags.search === undefined ? {} : { search: flags.search }),
    }),
  );
  if (flags.json === true) {
    out.json({ ...result, activeMinutes: flags.active ?? null });
    return 0;
  }
  out.line(`Session store: ${result.path} (${plural(result.count, 'session')})`);
  const rows = result.sessions.map((row) => [
    row.key,
    row.kind,
    ago(row.updatedAt === null ? null : Math.max(0, result.ts - row.updatedAt)),
    row.model ?? '',
    row.totalTokens === 0 ? '' : `${row.totalTokens} tokens`,
  ]);
  for (const line of columns(rows)) out.line(line);
  return 0;
}
