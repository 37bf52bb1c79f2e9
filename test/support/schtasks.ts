import { existsSync, readFileSync } from 'node:fs';
import type { Ask, Ran } from '../../src/service/systemd/systemd.ts';

const ok = (stdout = ''): Ran => ({ exitCode: 0, stdout, stderr: '' });
const refuse = (stderr: string): Ran => ({ exitCode: 1, stdout: '', stderr });
const MISSING = 'ERROR: The system cannot find the file specified.';

/** A task scheduler that refuses unknown switches, unknown tasks and files that are not there. */
export function createSchtasks(): { readonly ask: Ask; readonly told: string[] } {
  const tasks = new Map<string, { running: boolean; result: string; xml: string }>();
  const told: string[] = [];
  const allowed: Readonly<Record<string, readonly string[]>> = {
    '/Query': ['/TN', '/V', '/FO', '/NH', '/XML'],
    '/Create': ['/F', '/TN', '/XML'],
    '/Run': ['/TN'],
    '/End': ['/TN'],
    '/Delete': ['/F', '/TN'],
  };
  const valued = new Set(['/TN', '/FO', '/XML']);

  const answer = (verb: string, flags: ReadonlyMap<string, string>): Ran => {
    const name = flags.get('/TN');
    if (verb === '/Query' && name === undefined) return ok();
    if (name === undefined) return refuse("ERROR: Invalid syntax. Mandatory option 'tn' is missing.");
    const task = tasks.get(name);
    if (verb === '/Create') {
      const file = flags.get('/XML') ?? '';
      if (!existsSync(file)) return refuse(MISSING);
      if (task !== undefined && !flags.has('/F')) return refuse('ERROR: The task already exists.');
      tasks.set(name, { running: false, result: '267011', xml: readFileSync(file, 'utf16le') });
      return ok();
    }
    if (task === undefined) return refuse(MISSING);
    if (verb === '/Query' && flags.has('/XML')) return ok(task.xml);
    if (verb === '/Query')
      return ok(
        `"HOST","\\${name}","N/A","${task.running ? 'Running' : 'Ready'}","Interactive only","27/11/2026 10:00:00","${task.running ? '267009' : task.result}","you"`,
      );
    if (verb === '/Delete') tasks.delete(name);
    else if (verb === '/Run') task.running = true;
    else if (!task.running) return refuse('ERROR: The scheduled task could not be ended: it is not running.');
    else Object.assign(task, { running: false, result: '1' });
    return ok();
  };

  return {
    told,
    ask: ([program, verb = '', ...args]) => {
      told.push([verb, ...args].join(' '));
      if (program !== 'schtasks') return Promise.resolve({ exitCode: undefined, stdout: '', stderr: '' });
      const flags = new Map<string, string>();
      for (let at = 0; at < args.length; at += 1) {
        const flag = args[at] ?? '';
        if (!(allowed[verb] ?? []).includes(flag))
          return Promise.resolve(refuse(`ERROR: Invalid argument/option - '${flag}'.`));
        flags.set(
          flag,
          valued.has(flag) && !(verb === '/Query' && flag === '/XML') ? (args[(at += 1)] ?? '') : '',
        );
      }
      return Promise.resolve(answer(verb, flags));
    },
  };
}
