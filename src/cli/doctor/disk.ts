import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../config/generated/types.ts';
import { currentLogPath } from '../../platform/log-names.ts';
import { expandHome } from '../../platform/paths.ts';
import type { CliIo } from '../io.ts';
import type { Finding } from './finding.ts';

const LOW_BYTES = 500 * 1024 * 1024;
const EMPTY_BYTES = 50 * 1024 * 1024;
const mb = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;

interface Place {
  readonly dir: string;
  readonly holds: string;
  readonly elsewhere: string;
}

/** Whether there is room where messages are kept and where the log is written. */
export function checkDisk(io: CliIo, config: Config): readonly Finding[] {
  const { stateDir } = io.paths;
  if (!existsSync(stateDir)) return [];
  const state = {
    dir: stateDir,
    holds: 'messages and logs',
    elsewhere: 'move the state directory with CLAWDBOT_STATE_DIR',
  };
  const dir = logDir(io, config);
  if (statSync(dir).dev === statSync(stateDir).dev) return room(state);
  const log = { dir, holds: 'the log', elsewhere: `${io.command} config set logging.file <path>` };
  return [...room({ ...state, holds: 'messages' }), ...room(log)];
}

/** The directory the log is in, or the one it would be made in. A configuration that cannot be read is told about elsewhere. */
function logDir({ paths, clock }: CliIo, config: Config): string {
  const file = config.logging?.file;
  const pattern = file === undefined ? paths.logFile : expandHome(file, paths.home);
  let dir = dirname(currentLogPath(pattern, clock.now()));
  while (!existsSync(dir)) dir = dirname(dir);
  return dir;
}

function room({ dir, holds, elsewhere }: Place): Finding[] {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  if (free >= LOW_BYTES) return [];
  return [
    {
      code: 'disk-low',
      severity: free < EMPTY_BYTES ? 'error' : 'warning',
      message: `there is little room left for ${holds}`,
      evidence: `${mb(free)} free at ${dir}`,
      fix: `make room on that disk, or ${elsewhere}`,
    },
  ];
}
