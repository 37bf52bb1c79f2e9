import { editText } from '../../config/edit.ts';
import { followLink, hashOf, readConfigFile } from '../../config/file-state.ts';
import { mergedOf } from '../../config/merged.ts';
import { planMigration } from '../../config/migrate.ts';
import { parseSource } from '../../config/source.ts';
import { ConfigWriteRefused } from '../../config/write-refused.ts';
import { saveConfig } from '../config-save.ts';
import type { CliIo } from '../io.ts';
import type { Finding } from './finding.ts';

const TIMEOUT_MS = 10_000;

/** What cannot be read has no keys to move; what is wrong with it is one of the findings already. */
function readable(path: string): Uint8Array | undefined {
  try {
    return readConfigFile(followLink(path));
  } catch (error) {
    if (error instanceof ConfigWriteRefused) return undefined;
    throw error;
  }
}

/** Keys of older releases in the main file, which `--fix` moves to their places. What is in an included file only a person can move. */
export async function legacyKeys(io: CliIo): Promise<Finding | undefined> {
  const { configPath } = io.paths;
  const before = readable(configPath);
  const source = before === undefined ? undefined : parseSource(before);
  if (before === undefined || source?.ok !== true) return undefined;
  const { edits, said } = planMigration(source.value, mergedOf(io.paths, before).value);
  if (edits.length === 0) return undefined;
  return {
    code: 'config-legacy-keys',
    severity: 'error',
    message: 'the configuration has keys of an older release',
    evidence: said.join('; '),
    fix: `${io.command} doctor --fix moves them; the file as it is stays as a backup (${io.command} config history)`,
    repair: {
      words: `move the old keys of ${configPath}: ${said.join('; ')}`,
      run: async () => {
        const bytes = Buffer.from(await editText(source.text, edits));
        await saveConfig(io, { bytes, baseHash: hashOf(before) }, { timeout: TIMEOUT_MS });
      },
    },
  };
}
