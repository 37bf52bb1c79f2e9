import type { SessionsListResult } from '../../protocol/generated/types.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';
import { ago, columns, plural } from '../words.ts';

export interface SessionsFlags extends SessionFlags {
  /** Minutes. */
  readonly active?: number;
  readonly limit?: number;
  readonly agent?: string;
  readonly search?: string;
  readonly json?: boolean;
}

/** `moltbot sessions`: newest first. */
export async function sessions(io: CliIo, flags: SessionsFlags): Promise<number> {
  const out = createOutput(io);
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
