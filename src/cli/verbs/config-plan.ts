import { resolve } from 'node:path';
import { formatIssue } from '../../config/issue.ts';
import { loadConfig } from '../../config/load.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { effectText, explainPlan, planReload, reloadModeOf, toldChange } from '../../config/reload-plan.ts';
import type { ToldPlan } from '../../config/reload-plan.ts';
import { EXIT } from '../../platform/exit.ts';
import { readSmallFile } from '../../platform/read-file.ts';
import type { ConfigPlanResult } from '../../protocol/generated/types.ts';
import { decideReload } from '../../protocol/reload.ts';
import { CliError, usageError } from '../cli-error.ts';
import { keptOut } from '../config-save.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';

export interface ConfigPlanFlags extends SessionFlags {
  readonly json?: boolean;
}

/** What an edit is compared with: what the gateway runs on, or without one the file it would start with. */
type Against = 'running gateway' | 'file on disk';

interface Finding extends ToldPlan {
  readonly against: Against;
  readonly valid: boolean;
  /** One line each; empty when it is valid. */
  readonly issues: readonly string[];
}

const MAX_BYTES = 5 * 1024 * 1024;

async function givenText(io: CliIo, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  if (file === '-') return io.readInput(MAX_BYTES);
  const path = resolve(file);
  const found = readSmallFile(path, MAX_BYTES);
  if (found.kind === 'missing') throw usageError(`${path} does not exist`);
  if (found.kind === 'unreadable') throw usageError(`${path} ${found.message}; ${found.fix}`);
  return Buffer.from(found.bytes).toString('utf8');
}

/** `moltbot config plan [file]`: what a file would do in the place of the configuration, before it is saved. */
export async function configPlan(
  io: CliIo,
  file: string | undefined,
  flags: ConfigPlanFlags,
): Promise<number> {
  const raw = await givenText(io, file);
  const found = (await askGateway(io, raw, flags)) ?? (await compareFiles(io, raw));
  const out = createOutput(io);
  if (flags.json === true) {
    const { valid, ...rest } = found;
    out.json({ ok: valid, valid, ...rest });
  } else if (found.valid) {
    out.line(out.tone('dim', `Compared with: ${found.against}`));
    for (const line of explainPlan(found)) out.line(line);
    if (found.against === 'file on disk' && raw === undefined)
      out.line(`No gateway was asked; a start would take ${io.paths.configPath} as it is.`);
  } else {
    out.line(out.tone('bad', 'It is not valid; a running gateway would keep what it has.'));
    for (const issue of found.issues) out.line(`  ${issue}`);
  }
  return found.valid ? EXIT.ok : EXIT.config;
}

async function askGateway(
  io: CliIo,
  raw: string | undefined,
  flags: ConfigPlanFlags,
): Promise<Finding | undefined> {
  try {
    const result = await withGateway(io, flags, (session) =>
      session.call<ConfigPlanResult>('config.plan', raw === undefined ? {} : { raw }),
    );
    const { valid, mode, decision, changes } = result;
    const issues = result.issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
    const effects = [...new Set(changes.flatMap(({ effect }) => effect ?? []))];
    return { against: 'running gateway', valid, issues, mode, decision, changes, effects };
  } catch (error) {
    // Only a gateway that is named must answer; the own one need not run, and who answers in its place may be somebody else's.
    if (!(error instanceof CliError) || flags.url !== undefined) throw error;
    if (error.kind === 'unreachable') return undefined;
    if (!keptOut(error)) throw error;
    createOutput(io).note(`The gateway that answers here did not let the command in (${error.message}).`);
    return undefined;
  }
}

async function compareFiles(io: CliIo, raw: string | undefined): Promise<Finding> {
  const place = { paths: io.paths, env: io.env };
  const before = await loadConfig(place);
  const after = raw === undefined ? before : await loadConfig({ ...place, instead: Buffer.from(raw) });
  const mode = reloadModeOf(after.config);
  if (!after.valid) return { ...NOTHING, mode, valid: false, issues: after.issues.map(formatIssue) };
  if (!before.valid) throw unreadable(before);
  const { changes, effects, needs } = planReload(before.config, after.config);
  return {
    ...NOTHING,
    mode,
    decision: decideReload(needs, mode),
    changes: changes.map(toldChange),
    effects: effects.map(effectText),
  };
}

const NOTHING = {
  against: 'file on disk',
  valid: true,
  issues: [],
  decision: 'ignore',
  changes: [],
  effects: [],
} as const;

function unreadable({ path, issues }: LoadedConfig): CliError {
  const [first] = issues;
  const why = first === undefined ? '' : `: ${formatIssue(first)}`;
  return new CliError('config', `the new file is valid, but the one on disk is not${why}`, {
    fix: 'there is nothing to compare with until it is mended; the new file may take its place',
    where: [`Config: ${path}`],
  });
}
