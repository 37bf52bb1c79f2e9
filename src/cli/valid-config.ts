import { formatIssue } from '../config/issue.ts';
import { loadConfig } from '../config/load.ts';
import type { LoadedConfig } from '../config/load.ts';
import { CliError } from './cli-error.ts';
import type { CliIo } from './io.ts';

/** @throws CliError config when it is not valid */
export async function loadValidConfig(io: CliIo): Promise<LoadedConfig> {
  const loaded = await loadConfig({ paths: io.paths, env: io.env });
  const [first] = loaded.issues;
  if (loaded.valid || first === undefined) return loaded;
  throw new CliError('config', `the configuration is not valid: ${formatIssue(first)}`, {
    fix: 'mend the file first',
    where: [`Config: ${loaded.path}`],
  });
}
