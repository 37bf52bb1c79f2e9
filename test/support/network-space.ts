import { spawnSync } from 'node:child_process';

/** Brings an interface with that address up and then becomes the program behind it. */
const SCRIPT = [
  'ip link set lo up',
  'ip link add test0 type veth peer name test1',
  'ip addr add "$1/10" dev test0',
  'ip link set test0 up',
  'ip link set test1 up',
  // Whatever is sent to many leaves through it.
  'ip route add default dev test0',
  'shift',
  'exec "$@"',
].join(' && ');

/** Words that run a program in a network of its own: loopback, and one interface with this address. Needs root. */
export const inNetworkOf = (address: string): readonly string[] => [
  'unshare',
  '-n',
  'sh',
  '-c',
  SCRIPT,
  'sh',
  address,
];

/** Words that run a program in the network of another. */
export const besideProcess = (pid: number): readonly string[] => ['nsenter', '-t', String(pid), '-n'];

/** Why this machine lets nobody make a network; `false` when it does. */
export function noNetworkSpace(): string | false {
  const words = [...inNetworkOf('100.64.0.9'), 'ip', 'addr'];
  const { status, stdout, stderr, error } = spawnSync('env', words, { encoding: 'utf8' });
  if (status === 0 && stdout.includes('100.64.0.9')) return false;
  return `no network of its own for a test: ${error?.message ?? stderr.trim()}`;
}
