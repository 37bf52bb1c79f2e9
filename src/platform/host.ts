import { arch, homedir, hostname, networkInterfaces, platform, release, tmpdir, userInfo } from 'node:os';
import { isIP } from 'node:net';
import { isAbsolute } from 'node:path';
import { singleFile } from './single-file.ts';

/** What is told about this machine. */
export interface HostFacts {
  readonly hostname: string;
  /** The address others most likely reach it at; the host name when there is none. */
  readonly ip: string;
  /** `macos 25.1.0`, `windows 10.0.26100`, `linux 6.12.0`. */
  readonly platform: string;
  readonly deviceFamily: 'Mac' | 'Windows' | 'Linux';
  readonly modelIdentifier: string;
}

export function readHostFacts(): HostFacts {
  const names = { darwin: ['macos', 'Mac'], win32: ['windows', 'Windows'] } as const;
  const system = platform();
  const [name, deviceFamily] =
    system === 'darwin' || system === 'win32' ? names[system] : ([system, 'Linux'] as const);
  const host = hostname();
  return {
    hostname: host,
    ip: primaryAddress() ?? host,
    platform: `${name} ${release()}`,
    deviceFamily,
    modelIdentifier: arch(),
  };
}

/** IPv4 addresses of this machine that are not loopback. */
export function localAddresses(): readonly string[] {
  return interfaceAddresses().map(({ address }) => address);
}

/** The user and the Node of this process, if that is a program of its own. Where a system has no user ids, 0. */
export const readMachine = (): {
  readonly platform: NodeJS.Platform;
  readonly uid: number;
  readonly userName: string;
  readonly node?: string;
} => ({
  platform: platform(),
  uid: process.getuid?.() ?? 0,
  userName: userName(),
  ...(singleFile() === undefined ? { node: process.execPath } : {}),
});

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return String(process.getuid?.() ?? 0);
  }
}

/**
 * The operator's home directory; `HOME` wins, as shells have it, but only where it is a place: empty or relative it would be another
 * one in every working directory, and the system's own record counts.
 */
export function homeDirectory(): string {
  const home = homedir();
  return isAbsolute(home) ? home : userInfo().homedir;
}

export const processId = (): number => process.pid;

/** The script this process was started with; the Node that runs it where there is none. */
export const programPath = (): string => process.argv[1] ?? process.execPath;

export const parentProcessId = (): number => process.ppid;

/** Memory of this process that is in RAM, bytes. */
export const memoryUsed = (): number => process.memoryUsage.rss();

const PREFERRED = ['en0', 'eth0'];

function primaryAddress(): string | undefined {
  const all = interfaceAddresses();
  return (all.find(({ name }) => PREFERRED.includes(name)) ?? all[0])?.address;
}

function interfaceAddresses(): readonly { readonly name: string; readonly address: string }[] {
  return Object.entries(networkInterfaces()).flatMap(([name, entries]) =>
    (entries ?? [])
      .filter((entry) => !entry.internal && isIP(entry.address) === 4)
      .map(({ address }) => ({ name, address })),
  );
}

/** For example `linux x64`. */
export const osName = (): string => `${platform()} ${arch()}`;

export const nodeVersion = (): string => process.version;

/** A directory for short-lived files; it belongs to everybody, so names in it must not be guessable. */
export const tempDirectory = (): string => tmpdir();
