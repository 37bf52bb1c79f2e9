import { lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join, parse, resolve, sep } from 'node:path';
import { errnoOf } from './files.ts';

/** As many as the kernel follows before it calls them a circle. */
const MAX_LINKS = 40;

/**
 * Every name whose change can change what is read at `path`: each symbolic link on the way, directories included, and the
 * place it ends at, whether something is there or not. Absolute; never throws.
 */
export function trailOf(path: string): readonly string[] {
  const links: string[] = [];
  let { root: here } = parse(resolve(path));
  let rest = stepsOf(path);
  for (let step = rest.shift(); step !== undefined; step = rest.shift()) {
    const name = join(here, step);
    const target = linkTarget(name);
    if (target === undefined) {
      here = name;
      continue;
    }
    // A circle: the link itself is what has to change.
    if (links.includes(name) || links.length >= MAX_LINKS) return links;
    links.push(name);
    const aim = resolve(dirname(name), target);
    here = parse(aim).root;
    rest = [...stepsOf(aim), ...rest];
  }
  return [...links, here];
}

const stepsOf = (path: string): string[] => {
  const whole = resolve(path);
  return whole
    .slice(parse(whole).root.length)
    .split(sep)
    .filter((step) => step !== '');
};

function linkTarget(name: string): string | undefined {
  try {
    return readlinkSync(name);
  } catch {
    // Not a link, not there or out of reach: in each case the way goes on by name.
    return undefined;
  }
}

/** Differs whenever what is at `path` was replaced, written, touched or given other rights. A link is taken as itself. */
export function fileMark(path: string): string {
  try {
    const { dev, ino, size, mode, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true });
    return [dev, ino, size, mode, mtimeNs, ctimeNs].join(':');
  } catch (error) {
    return errnoOf(error) ?? String(error);
  }
}

/** Which directory or file is at `path` now: the same while it is only written to. Links are followed. */
export function placeMark(path: string): string {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    return errnoOf(error) ?? String(error);
  }
}
