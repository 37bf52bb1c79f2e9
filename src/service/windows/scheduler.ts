import { join } from 'node:path';
import { readSmallFile } from '../../platform/read-file.ts';
import type { ServiceManager, ServiceState } from '../port.ts';
import type { ServiceNames } from '../names.ts';
import { tailOf } from '../log-tail.ts';
import { renderEnvFile } from '../secrets-file.ts';
import { DIR_MODE, PUBLIC_MODE, SECRET_MODE, type ServiceSpec, type Step } from '../spec.ts';
import type { Ask } from '../systemd/systemd.ts';
import { readScript, renderScript, renderTask } from './task.ts';

export interface TaskOptions {
  readonly names: ServiceNames;
  readonly stateDir: string;
  readonly secretsPath: string;
  readonly logDir: string;
  readonly ask: Ask;
}

const MAX_SCRIPT_BYTES = 256 * 1024;
/** Of the CSV that `/Query /V` prints, which has the same columns in every language. */
const STATUS_COLUMN = 3;
const RESULT_COLUMN = 6;
/** `Last Result` of a task that runs (SCHED_S_TASK_RUNNING). */
const STILL_RUNNING = '267009';

export function createTask(options: TaskOptions): ServiceManager {
  const { names, stateDir, secretsPath, logDir, ask } = options;
  const { task } = names;
  const scriptPath = join(stateDir, 'gateway.cmd');
  const xmlPath = join(stateDir, 'gateway-task.xml');
  const run = (...args: string[]): Step => ({ do: 'run', argv: ['schtasks', ...args] });
  const try_ = (...args: string[]): Step => ({ do: 'run', argv: ['schtasks', ...args], mayFail: true });

  const render = (spec: ServiceSpec): readonly Extract<Step, { do: 'write' }>[] => [
    { do: 'write', path: scriptPath, content: renderScript(spec), mode: PUBLIC_MODE },
    { do: 'write', path: xmlPath, content: renderTask(spec, scriptPath), mode: PUBLIC_MODE },
    { do: 'write', path: secretsPath, content: renderEnvFile(spec.secrets), mode: SECRET_MODE },
  ];

  return {
    kind: 'task scheduler',
    scope: 'user',
    name: task,
    definitionPath: scriptPath,
    async unavailable() {
      const ran = await ask(['schtasks', '/Query']);
      if (ran.exitCode === 0) return undefined;
      return {
        reason: ran.exitCode === undefined ? 'schtasks is not installed' : ran.stderr.trim(),
        fix: 'use WSL2 and follow the guide for Linux, or run the gateway in a terminal',
      };
    },
    async state(): Promise<ServiceState> {
      const ran = await ask(['schtasks', '/Query', '/TN', task, '/V', '/FO', 'CSV', '/NH']);
      if (ran.exitCode !== 0) return { loaded: false, enabled: false, running: 'stopped' };
      const columns = csvLine(ran.stdout.trim().split(/\r?\n/)[0] ?? '');
      const result = columns[RESULT_COLUMN] ?? '';
      const running = result === STILL_RUNNING || columns[STATUS_COLUMN] === 'Running';
      return {
        loaded: true,
        enabled: true,
        running: running ? 'running' : 'stopped',
        ...(running || result === '' || result === '0' ? {} : { lastEnd: `result ${result}` }),
      };
    },
    definition() {
      const file = readSmallFile(scriptPath, MAX_SCRIPT_BYTES);
      if (file.kind !== 'content') return undefined;
      const text = Buffer.from(file.bytes).toString('utf8');
      return { path: scriptPath, text, ...readScript(text) };
    },
    async registered() {
      const ran = await ask(['schtasks', '/Query', '/TN', task, '/XML']);
      // Into a pipe it may come in two bytes a letter.
      return ran.exitCode === 0 ? ran.stdout.replaceAll('\0', '') : undefined;
    },
    render,
    install: (spec) => [
      { do: 'makeDir', path: stateDir, mode: DIR_MODE },
      { do: 'makeDir', path: logDir, mode: DIR_MODE },
      ...names.legacy.tasks.map((name) => try_('/Delete', '/F', '/TN', name)),
      ...render(spec),
      run('/Create', '/F', '/TN', task, '/XML', xmlPath),
      run('/Run', '/TN', task),
    ],
    uninstall: () => [
      try_('/End', '/TN', task),
      run('/Delete', '/F', '/TN', task),
      { do: 'remove', path: scriptPath },
      { do: 'remove', path: xmlPath },
      { do: 'remove', path: secretsPath },
    ],
    verb: (verb) => {
      if (verb === 'start') return [run('/Run', '/TN', task)];
      if (verb === 'stop') return [run('/End', '/TN', task)];
      return [try_('/End', '/TN', task), run('/Run', '/TN', task)];
    },
    log: () => Promise.resolve(tailOf(join(logDir, 'gateway.log'))),
    logCommand: `type "${join(logDir, 'gateway.log')}"`,
    byHand: (verb) => `schtasks ${verb === 'stop' ? '/End' : '/Run'} /TN "${task}"`,
  };
}

/** One line of CSV with quoted columns. */
const csvLine = (line: string): readonly string[] =>
  [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)/g)].map((found) =>
    (found[1] ?? found[2] ?? '').replaceAll('""', '"'),
  );
