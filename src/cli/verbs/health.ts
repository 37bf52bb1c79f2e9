import type { HealthSummary } from '../../protocol/generated/types.ts';
import { healthLines, linkHint } from '../health-lines.ts';
import type { CliIo } from '../io.ts';
import { isSafe, lifecycleRows } from '../lifecycle-lines.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';
import { ago } from '../words.ts';

/** A snapshot is built when something changes and at least once a minute; from this age on it is said. */
const NOTABLE_AGE_MS = 5000;

export interface HealthFlags extends SessionFlags {
  readonly json?: boolean;
  /** Ask the networks themselves instead of the live snapshot. */
  readonly probe?: boolean;
}

/** `moltbot health` and `moltbot gateway health`. A channel that is not linked is not a failure of the command. */
export async function health(io: CliIo, flags: HealthFlags): Promise<number> {
  const out = createOutput(io);
  const { summary, ms } = await withGateway(io, flags, async (session) => {
    const startedMs = io.clock.monotonic();
    const summary = await session.call<HealthSummary>('health', flags.probe === true ? { probe: true } : {});
    return { summary, ms: Math.round(io.clock.monotonic() - startedMs) };
  });
  if (flags.json === true) {
    out.json(summary);
    return 0;
  }
  out.line(out.tone('strong', 'Gateway Health'));
  const ageMs = io.clock.now() - summary.ts;
  const age = ageMs < NOTABLE_AGE_MS ? '' : `, as of ${ago(ageMs)}`;
  const verdict = isSafe(summary) ? out.tone('bad', 'Safe mode') : out.tone('good', 'OK');
  out.line(`${verdict} (${ms} ms${age})`);
  const rows = lifecycleRows(summary, { now: summary.ts, command: io.command, out, colon: true });
  for (const [name, text] of rows) out.line(`${name} ${text}`);
  for (const line of healthLines(summary, out)) out.line(line);
  for (const line of linkHint(summary, io.command, out)) out.line(line);
  return 0;
}
