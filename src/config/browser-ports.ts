import { join } from 'node:path';
import type { Env } from '../platform/env.ts';
import { writeFileAtomic } from '../platform/files.ts';
import { readSmallFile } from '../platform/read-file.ts';
import type { Config } from './generated/types.ts';
import { derivePorts } from './plan-ports.ts';

/** The browser that is there without being configured. */
const OWN_BROWSER = 'clawd';
const MAX_BYTES = 64 * 1024;

export type BrowserPorts = Readonly<Record<string, number>>;

export interface BrowserPortPlan {
  /** By browser profile. One with an address elsewhere has none. */
  readonly ports: BrowserPorts;
  /** Profiles for which the range had none left. */
  readonly without: readonly string[];
}

/** A browser may be called as something every object has, e.g. `constructor`. */
const own = (ports: BrowserPorts, name: string): number | undefined =>
  Object.hasOwn(ports, name) ? ports[name] : undefined;

const fileIn = (stateDir: string): string => join(stateDir, 'browser-ports.json');

/** What was given out before; nothing when the file is missing or damaged, as the ports can be given out anew. */
export function readBrowserPorts(stateDir: string): BrowserPorts {
  const file = readSmallFile(fileIn(stateDir), MAX_BYTES);
  if (file.kind !== 'content') return {};
  try {
    const parsed = JSON.parse(Buffer.from(file.bytes).toString('utf8')) as unknown;
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter((entry): entry is [string, number] => Number.isInteger(entry[1])),
    );
  } catch {
    // Damaged: they are given out anew.
    return {};
  }
}

/** The port in an address of this machine; one elsewhere takes none here. */
function localPortOf(cdpUrl: string): number | undefined {
  if (!URL.canParse(cdpUrl)) return undefined;
  const { hostname, port } = new URL(cdpUrl);
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) && port !== '' ? Number(port) : undefined;
}

/**
 * A debugging port for each browser: as configured, else the one it had before, else the lowest free one of the range that belongs to the
 * gateway's port. So a browser keeps its port, and what is remembered of one that was removed makes room.
 */
export function planBrowserPorts(options: {
  readonly config: Config;
  readonly env: Env;
  /** Of the gateway. */
  readonly base: number;
  readonly before: BrowserPorts;
}): BrowserPortPlan {
  const { config, env, base, before } = options;
  const { from, to } = derivePorts(base, config, env).cdp;
  const profiles = config.browser?.profiles ?? {};
  const names = [...new Set([OWN_BROWSER, ...Object.keys(profiles)])];
  const ports: Record<string, number> = {};
  const taken = new Set<number>();
  for (const [name, { cdpPort, cdpUrl }] of Object.entries(profiles)) {
    const fixed = cdpPort ?? (cdpUrl === undefined ? undefined : localPortOf(cdpUrl));
    if (fixed === undefined) continue;
    if (cdpPort !== undefined) ports[name] = fixed;
    taken.add(fixed);
  }
  const free = names.filter((name) => {
    const { cdpPort, cdpUrl } = profiles[name] ?? {};
    return cdpPort === undefined && cdpUrl === undefined;
  });
  for (const name of free) {
    const known = own(before, name);
    if (known === undefined || known < from || known > to || taken.has(known)) continue;
    ports[name] = known;
    taken.add(known);
  }
  const without: string[] = [];
  for (const name of free) {
    if (own(ports, name) !== undefined) continue;
    let port = from;
    while (taken.has(port)) port++;
    if (port > to) without.push(name);
    else {
      ports[name] = port;
      taken.add(port);
    }
  }
  return { ports, without };
}

/** Remembers what was given out. Only written when it changes. @throws the system's error when it cannot be written */
export function keepBrowserPorts(stateDir: string, ports: BrowserPorts): void {
  const before = readBrowserPorts(stateDir);
  const names = new Set([...Object.keys(before), ...Object.keys(ports)]);
  if ([...names].every((name) => own(before, name) === own(ports, name))) return;
  writeFileAtomic(fileIn(stateDir), `${JSON.stringify(ports, null, 2)}\n`);
}
