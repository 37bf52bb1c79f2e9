import { loadConfig } from '../../config/load.ts';
import { EXIT } from '../../platform/exit.ts';
import { canAsk, Cancelled, createTerminalAsker, type Asker } from '../asker.ts';
import { checkBridge } from '../doctor/bridge.ts';
import { checkChannels } from '../doctor/channels.ts';
import { checkConfig } from '../doctor/config.ts';
import { checkDisk } from '../doctor/disk.ts';
import { checkFiles } from '../doctor/files.ts';
import type { Finding } from '../doctor/finding.ts';
import { checkRunning } from '../doctor/running.ts';
import { checkServices } from '../doctor/services.ts';
import { checkSiblings } from '../doctor/siblings.ts';
import type { CliIo } from '../io.ts';
import { createOutput, type Tone } from '../output.ts';

export interface DoctorFlags {
  readonly fix?: boolean;
  readonly yes?: boolean;
  readonly nonInteractive?: boolean;
  readonly json?: boolean;
}

const TONES: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'warn', note: 'dim' };
const ORDER: readonly Finding['severity'][] = ['error', 'warning', 'note'];

async function examine(io: CliIo): Promise<readonly Finding[]> {
  // Every check judges the same reading: a file that is saved meanwhile does not make them contradict each other.
  const loaded = await loadConfig({ paths: io.paths, env: io.env });
  const found = [
    ...(await checkConfig(io, loaded)),
    ...(await checkFiles(io)),
    ...(await checkChannels(io, loaded)),
    ...(await checkSiblings(io, loaded)),
    ...checkDisk(io, loaded.config),
    ...(await checkServices(io, loaded.config)),
    ...(await checkRunning(io)),
    ...(await checkBridge(io)),
  ];
  return found.toSorted((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
}

/** Each repair on its own, so that one that fails keeps no other from being done. */
async function repairAll(
  findings: readonly Finding[],
): Promise<readonly { readonly code: string; readonly words: string; readonly error: string | null }[]> {
  const done = [];
  for (const { code, repair } of findings) {
    if (repair === undefined) continue;
    try {
      await repair.run();
      done.push({ code, words: repair.words, error: null });
    } catch (error) {
      done.push({ code, words: repair.words, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return done;
}

/** Without a terminal, or with `--yes`, the wish is the permission. */
async function mayRepair(
  io: CliIo,
  flags: DoctorFlags,
  findings: readonly Finding[],
  createAsker?: () => Promise<Asker>,
): Promise<boolean> {
  const repairs = findings.filter(({ repair }) => repair !== undefined);
  if (flags.fix !== true || repairs.length === 0) return false;
  const silent = flags.yes === true || flags.nonInteractive === true || flags.json === true;
  if (silent || (!canAsk(io) && createAsker === undefined)) return true;
  const asker = await (createAsker ?? createTerminalAsker)();
  for (const { repair } of repairs) asker.note(repair?.words ?? '');
  try {
    return await asker.confirm({ message: 'Do this?', initial: true });
  } catch (error) {
    // Ctrl-C is a no: what was found is told all the same.
    if (error instanceof Cancelled) return false;
    throw error;
  }
}

const plain = ({ repair, ...finding }: Finding) => ({ ...finding, repairable: repair !== undefined });

/** `moltbot doctor`: what is wrong and what to do. `--fix` does what it lists, and nothing else. */
export async function doctor(
  io: CliIo,
  flags: DoctorFlags,
  createAsker?: () => Promise<Asker>,
): Promise<number> {
  const out = createOutput(io);
  const before = await examine(io);
  const repaired = (await mayRepair(io, flags, before, createAsker)) ? await repairAll(before) : [];
  const findings = repaired.length > 0 ? await examine(io) : before;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const failed = repaired.some(({ error }) => error !== null);
  const code = errors > 0 || failed ? EXIT.crash : EXIT.ok;
  if (flags.json === true) {
    out.json({ ok: code === EXIT.ok, findings: findings.map(plain), repaired });
    return code;
  }
  for (const { words, error } of repaired)
    out.line(
      error === null
        ? `${out.tone('good', 'Done')} ${words}`
        : `${out.tone('bad', 'Failed')} ${words}: ${error}`,
    );
  for (const { severity, code: name, message, evidence, fix } of findings) {
    out.line(`${out.tone(TONES[severity], severity)} ${name}: ${message}`);
    if (evidence !== undefined) out.line(`  Seen: ${evidence}`);
    out.line(`  Fix: ${fix}`);
  }
  const open = findings.filter(({ repair }) => repair !== undefined).length;
  if (findings.length === 0) out.line(out.tone('good', 'Nothing is wrong.'));
  else if (open > 0) out.line(`${open} of them can be mended by: ${io.command} doctor --fix`);
  return code;
}
