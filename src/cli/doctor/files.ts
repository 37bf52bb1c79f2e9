import { accessSync, chmodSync, constants, existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errnoOf, namesIn } from '../../platform/files.ts';
import { shellWord } from '../../platform/shell-word.ts';
import { lockOwner } from '../facts.ts';
import type { CliIo } from '../io.ts';
import type { Finding } from './finding.ts';

/** Files of the state directory that hold secrets or conversations. */
const PRIVATE =
  /^(moltbot\.json.*|clawdbot\.json.*|gateway\.db.*|service\.env|config-.*\.json|restart-sentinel\.json|identity|credentials)$/;

function exposed(path: string, mode: number): Finding | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || (stat.mode & 0o077) === 0) return undefined;
  const wanted = stat.isDirectory() ? 0o700 : mode;
  const words = `chmod ${wanted.toString(8)} ${shellWord(path)}`;
  return {
    code: 'file-exposed',
    severity: 'warning',
    message: `${path} can be read by other users`,
    evidence: `mode ${(stat.mode & 0o777).toString(8)}`,
    fix: words,
    repair: { words, run: () => Promise.resolve(chmodSync(path, wanted)) },
  };
}

/** Who owns what, who may read it, and whether the store is whole. */
export async function checkFiles(io: CliIo): Promise<readonly Finding[]> {
  const { stateDir, configPath, credentialsDir, dbPath } = io.paths;
  if (!existsSync(stateDir)) return checkWritable(stateDir);
  const stat = statSync(stateDir);
  const { uid } = stat;
  if (!stat.isDirectory())
    return [
      {
        code: 'state-no-directory',
        severity: 'error',
        message: `${stateDir} is no directory`,
        evidence: 'the gateway keeps its state there',
        fix: 'move it away, or name another place with CLAWDBOT_STATE_DIR',
      },
    ];
  if (io.machine.platform !== 'win32' && uid !== io.machine.uid)
    return [
      {
        code: 'state-foreign-owner',
        severity: 'error',
        message: `${stateDir} belongs to another user`,
        evidence: `uid ${uid}, and this is ${io.machine.uid}`,
        fix: `run the gateway and its commands as that user, or: sudo chown -R ${io.machine.userName} ${shellWord(stateDir)}`,
      },
    ];
  const modes =
    io.machine.platform === 'win32'
      ? []
      : [
          exposed(stateDir, 0o700),
          exposed(configPath, 0o600),
          // Either may be elsewhere; what lies in the state directory is looked at below.
          exposed(credentialsDir, 0o600),
          ...namesIn(dirname(configPath))
            .filter((name) => name.startsWith(`${basename(configPath)}.`))
            .map((name) => exposed(join(dirname(configPath), name), 0o600)),
          ...readdirSync(stateDir)
            .filter((name) => PRIVATE.test(name))
            .map((name) => exposed(join(stateDir, name), 0o600)),
        ];
  return [
    ...new Map(modes.filter((one) => one !== undefined).map((one) => [one.message, one])).values(),
    ...checkWritable(stateDir),
    ...(await checkStore(io, dbPath)),
    ...checkLegacyName(io),
  ];
}

/** Where the state is or would be made: a disk mounted read-only lets nothing begin, and ends what runs. */
function checkWritable(stateDir: string): Finding[] {
  let place = stateDir;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  try {
    accessSync(place, constants.W_OK);
    return [];
  } catch (error) {
    return [
      {
        code: 'state-not-writable',
        severity: 'error',
        message: `nothing can be written to ${stateDir}`,
        evidence: `${place}: ${errnoOf(error) ?? String(error)}`,
        fix: 'make it writable for this user, or name another place with CLAWDBOT_STATE_DIR',
      },
    ];
  }
}

/** A running gateway looks after its own store. */
async function checkStore(io: CliIo, dbPath: string): Promise<Finding[]> {
  if (!existsSync(dbPath) || lockOwner(io) !== undefined) return [];
  const { storeFaultHere } = await import('../gateway-run.ts');
  const fault = await storeFaultHere(dbPath);
  if (fault === undefined) return [];
  return [
    {
      code: `store-${fault.code}`,
      severity: fault.code === 'record' ? 'warning' : 'error',
      message: {
        damaged: 'the database is damaged; a gateway must not go on with it',
        newer: 'the database was written by a newer version; this one does not start on it',
        unavailable: 'the database cannot be opened',
        record: 'the record of who did what was changed by somebody other than a gateway',
      }[fault.code],
      evidence: fault.message,
      fix: {
        damaged: `restore a backup, or begin anew beside it: ${io.command} gateway --fresh-store`,
        newer: 'install that version again, or give this one another state directory with CLAWDBOT_STATE_DIR',
        unavailable: `see who holds or owns ${dbPath}, and whether it can be read`,
        record:
          'find out who had access to the file, and compare it with a backup; a gateway starts on it all the same',
      }[fault.code],
    },
  ];
}

const LEGACY_CONFIG = 'clawdbot.json';

function checkLegacyName({ paths: { configPath }, env }: CliIo): Finding[] {
  if (basename(configPath) !== LEGACY_CONFIG || env.get('configPath') !== undefined) return [];
  const to = join(dirname(configPath), 'moltbot.json');
  return [
    {
      code: 'config-legacy-name',
      severity: 'warning',
      message: 'the configuration has the name of an older release',
      evidence: configPath,
      fix: `mv ${shellWord(configPath)} ${shellWord(to)}`,
      repair: { words: `rename it to ${to}`, run: () => Promise.resolve(renameSync(configPath, to)) },
    },
  ];
}
