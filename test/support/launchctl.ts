import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ask, Ran } from '../../src/service/systemd/systemd.ts';

const ok = (stdout = ''): Ran => ({ exitCode: 0, stdout, stderr: '' });
const refuse = (exitCode: number, stderr: string): Ran => ({ exitCode, stdout: '', stderr });

interface Job {
  pid: number;
  runs: number;
  exit: number | undefined;
  /** Booted out, and its process has not ended yet: it is shown still, and nothing can be done with it. */
  leaving: boolean;
}

/** A launchd that knows one domain and refuses what the real one does: unknown labels, verbs, and steps in the wrong order. */
export function createLaunchctl(
  uid: number,
  /** How long a process takes to end after it was told to; without, it ends at once. */
  drain?: { readonly clock: Clock; readonly ms: number },
): {
  readonly ask: Ask;
  readonly told: string[];
  crash(label: string): void;
} {
  const domain = `gui/${uid}`;
  const loaded = new Map<string, Job>();
  const disabled = new Set<string>();
  const told: string[] = [];
  let refusals = 0;
  let nextPid = 100;
  const labelIn = (target: string): string | undefined =>
    target.startsWith(`${domain}/`) ? target.slice(domain.length + 1) : undefined;
  const spawn = (label: string): void => {
    const job = loaded.get(label);
    // A kickstart of one that is leaving is accepted, and brings nothing back.
    if (job === undefined || job.leaving) return;
    job.pid = nextPid += 1;
    job.runs += 1;
  };

  const verbs: Readonly<Record<string, (args: readonly string[]) => Ran>> = {
    print([target = '']) {
      if (target === domain) return ok('com.apple.xpc.launchd.domain.user = {}');
      const job = loaded.get(labelIn(target) ?? '');
      if (job === undefined) return refuse(113, `Could not find service "${target}" in domain`);
      const exit = job.exit === undefined ? '(never exited)' : String(job.exit);
      return ok(
        `${target} = {\n\tstate = ${job.leaving ? 'SIGTERMed' : job.pid > 0 ? 'running' : 'not running'}\n\truns = ${job.runs}\n${job.pid > 0 ? `\tpid = ${job.pid}\n` : ''}\tlast exit code = ${exit}\n\tspawn type = daemon (3)\n}`,
      );
    },
    'print-disabled': () => ok([...disabled].map((label) => `\t"${label}" => disabled`).join('\n')),
    bootout([target = '']) {
      const label = labelIn(target);
      const job = loaded.get(label ?? '');
      if (label === undefined || job === undefined) return refuse(3, 'Boot-out failed: 3: No such process');
      if (job.leaving) return refuse(36, 'Boot-out failed: 36: Operation now in progress');
      if (drain === undefined || job.pid === 0) loaded.delete(label);
      else {
        job.leaving = true;
        drain.clock.setTimeout(() => loaded.delete(label), drain.ms);
      }
      return ok();
    },
    enable([target = '']) {
      const label = labelIn(target);
      if (label === undefined) return refuse(64, 'Unrecognized target specifier.');
      disabled.delete(label);
      return ok();
    },
    bootstrap([where = '', plist = '']) {
      const label = basename(plist).replace(/\.plist$/, '');
      if (where !== domain)
        return refuse(125, 'Bootstrap failed: 125: Domain does not support specified action');
      if (!existsSync(plist)) return refuse(2, 'Bootstrap failed: 2: No such file or directory');
      // The real one says the one or the other of a job that is leaving, by how far that has got.
      if (loaded.get(label)?.leaving === true && (refusals += 1) % 2 === 0)
        return refuse(5, 'Bootstrap failed: 5: Input/output error');
      if (loaded.has(label)) return refuse(37, 'Bootstrap failed: 37: Operation already in progress');
      if (disabled.has(label)) return refuse(5, 'Bootstrap failed: 5: Input/output error');
      loaded.set(label, { pid: 0, runs: 0, exit: undefined, leaving: false });
      spawn(label);
      return ok();
    },
    kickstart(args) {
      const target = args.at(-1) ?? '';
      const label = labelIn(target);
      if (args.length > 1 && args[0] !== '-k') return refuse(64, 'Unknown flag');
      if (label === undefined || !loaded.has(label)) return refuse(113, `Could not find service "${label}"`);
      spawn(label);
      return ok();
    },
  };

  return {
    told,
    ask: ([program, verb = '', ...args]) => {
      told.push([verb, ...args].join(' '));
      if (program !== 'launchctl') return Promise.resolve({ exitCode: undefined, stdout: '', stderr: '' });
      return Promise.resolve(verbs[verb]?.(args) ?? refuse(64, `Unrecognized subcommand: ${verb}`));
    },
    crash(label) {
      const job = loaded.get(label);
      if (job !== undefined) Object.assign(job, { pid: 0, exit: 1 });
    },
  };
}
