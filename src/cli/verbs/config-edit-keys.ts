import type { ConfigEdit } from '../../config/edit.ts';
import { editPathText } from '../../config/edit.ts';
import { parseJson5 } from '../../config/json5.ts';
import { usageError } from '../cli-error.ts';
import { parseConfigPath } from '../config-path.ts';
import { saveEdits } from '../config-edits.ts';
import { savedLine } from '../config-save.ts';
import type { SaveFlags } from '../config-save.ts';
import type { CliIo } from '../io.ts';
import { withEntryFix } from '../missing-entry.ts';
import { createOutput } from '../output.ts';

export interface ConfigSetFlags extends SaveFlags {
  /** The value is a text whatever it looks like. */
  readonly string?: boolean;
}

function valueOf(text: string, flags: ConfigSetFlags): unknown {
  if (flags.string === true) return text;
  try {
    return parseJson5(text);
  } catch {
    // Not JSON5: a text, as people write it on a command line.
    if (/^\s*[[{]/.test(text))
      throw usageError(`the value begins like JSON5 but is none: ${text.slice(0, 40)}`);
    return text;
  }
}

async function change(io: CliIo, edit: ConfigEdit, flags: SaveFlags): Promise<number> {
  const saved = await saveEdits(io, [edit], flags).catch(async (error: unknown): Promise<never> => {
    throw edit.op === 'set' ? await withEntryFix(io, error, edit) : error;
  });
  const out = createOutput(io);
  const path = editPathText(edit.path);
  if (flags.json === true) out.json({ ok: true, ...saved, key: path });
  else {
    if (saved.changed) out.line(`${edit.op === 'set' ? 'Set' : 'Removed'} ${path} in ${saved.path}.`);
    out.line(savedLine(saved));
  }
  return 0;
}

/** `moltbot config set <path> <value>`. */
export const configSet = (io: CliIo, path: string, value: string, flags: ConfigSetFlags): Promise<number> =>
  change(io, { op: 'set', path: parseConfigPath(path), value: valueOf(value, flags) }, flags);

/** `moltbot config unset <path>`. */
export const configUnset = (io: CliIo, path: string, flags: SaveFlags): Promise<number> =>
  change(io, { op: 'unset', path: parseConfigPath(path) }, flags);
