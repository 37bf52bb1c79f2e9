import { posix } from 'node:path';
import { readSmallFile } from './read-file.ts';

/** The text of a small file; `undefined` when there is none or it cannot be read. */
export type ReadText = (path: string) => string | undefined;

export const readText: ReadText = (path) => {
  const file = readSmallFile(path, 64 * 1024);
  return file.kind === 'content' ? Buffer.from(file.bytes).toString('utf8') : undefined;
};

interface Membership {
  /** Empty for the unified hierarchy. */
  readonly controllers: readonly string[];
  readonly path: string;
}

function memberships(read: ReadText): readonly Membership[] {
  return (read('/proc/self/cgroup') ?? '').split('\n').flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    return [{ controllers: controllers.split(',').filter(Boolean), path }];
  });
}

/** What a limit that is none looks like in the older hierarchy: the largest number of pages. */
const UNLIMITED = 2 ** 60;

/**
 * The memory this process and its neighbours in the control group may use before the kernel ends one of them, in bytes: the smallest
 * limit on the way up. `undefined` when there is none.
 */
export function memoryLimit(read: ReadText = readText): number | undefined {
  const limits = memberships(read).flatMap(({ controllers, path }) => {
    if (controllers.includes('memory'))
      return upwards('/sys/fs/cgroup/memory', path, 'memory.limit_in_bytes', read);
    if (controllers.length > 0) return [];
    return ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'].flatMap((root) =>
      upwards(root, path, 'memory.max', read),
    );
  });
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function upwards(root: string, path: string, name: string, read: ReadText): number[] {
  const found: number[] = [];
  for (let at = posix.normalize(path); ; at = posix.dirname(at)) {
    const text = read(posix.join(root, at, name));
    const bytes = text === undefined || text.trim() === '' ? NaN : Number(text);
    if (bytes > 0 && bytes < UNLIMITED) found.push(bytes);
    if (at === '/') return found;
  }
}

/** The unit systemd runs this process in, as its control group tells. */
export interface OwnUnit {
  readonly unit: string;
  /** Of the user's manager rather than the system's. */
  readonly user: boolean;
}

/** `undefined` outside a service, e.g. in a terminal. */
export function ownUnit(read: ReadText = readText): OwnUnit | undefined {
  for (const { controllers, path } of memberships(read)) {
    if (controllers.length > 0 && !controllers.includes('name=systemd')) continue;
    const names = path.split('/');
    const at = names.findLastIndex((name) => /\.(service|scope)$/.test(name));
    const unit = names[at];
    if (unit === undefined || !unit.endsWith('.service')) continue;
    const user = names.slice(0, at).some((name) => /^user@\d+\.service$/.test(name));
    return { unit, user };
  }
  return undefined;
}
