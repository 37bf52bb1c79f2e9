import { connect } from 'node:net';
import { join } from 'node:path';
import { errnoOf, namesIn } from '../platform/files.ts';
import { defer } from '../platform/schedule.ts';
import { isOwnerAlive, readOwner } from '../platform/lock.ts';
import type { LockOwner } from '../platform/lock.ts';
import type { CliIo } from './io.ts';

/** The gateway that holds the lock of this state directory, as far as its file tells and its process lives. */
export function lockOwner(io: Pick<CliIo, 'paths'>): LockOwner | undefined {
  const owner = readOwner(io.paths.lockFactsPath);
  return owner !== undefined && isOwnerAlive(owner) ? owner : undefined;
}

/** The gateways of every profile of this person, by their process. */
export function gatewaysHere({ paths }: Pick<CliIo, 'paths'>): ReadonlyMap<number, LockOwner> {
  const dirs = new Set([paths.stateDir]);
  for (const name of namesIn(paths.home)) if (/^\.clawdbot(-|$)/.test(name)) dirs.add(join(paths.home, name));
  return new Map(
    [...dirs].flatMap((dir) => {
      const owner = readOwner(join(dir, 'gateway.lock.json'));
      return owner !== undefined && isOwnerAlive(owner) ? [[owner.pid, owner] as const] : [];
    }),
  );
}

export interface PortState {
  readonly status: 'listening' | 'free' | 'unknown';
  /** The errno of the attempt when nobody listens. */
  readonly error?: string;
}

/** Whether anything accepts connections there. Says nothing to it. */
export function probePort(io: CliIo, host: string, port: number, timeoutMs: number): Promise<PortState> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (state: PortState): void => {
      io.clock.clearTimeout(timer);
      socket.destroy();
      resolve(state);
    };
    const late = (): void => finish({ status: 'unknown', error: 'ETIMEDOUT' });
    // A process that was busy until now has not looked yet whether the answer has come: between two turns it does.
    const timer = io.clock.setTimeout(() => defer(() => defer(late)), timeoutMs);
    socket.once('connect', () => finish({ status: 'listening' }));
    socket.once('error', (error) => {
      const code = errnoOf(error) ?? error.message;
      finish({ status: code === 'ECONNREFUSED' ? 'free' : 'unknown', error: code });
    });
  });
}

/** The processes at a port of this machine, as far as they can be seen. */
export async function whoListens({ env, machine }: CliIo, port: number): Promise<string> {
  const { listenersOn, LsofUnavailable } = await import('../platform/listeners.ts');
  try {
    const found = await listenersOn(port, { vars: env.vars, platform: machine.platform });
    return found.map(({ pid, command }) => `pid ${pid} (${command})`).join(', ') || 'another user';
  } catch (error) {
    if (error instanceof LsofUnavailable) return `${error.message}: it cannot be said who`;
    throw error;
  }
}
