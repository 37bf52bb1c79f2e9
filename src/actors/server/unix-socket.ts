import { chmod, lstat, unlink } from 'node:fs/promises';
import type { Server } from 'node:http';
import { EXIT } from '../../platform/exit.ts';
import { listen } from './http-server.ts';

/** A sockaddr_un holds 108 bytes, the closing NUL included; macOS has 104. */
const MAX_SOCKET_PATH = 103;
const OWNER_ONLY = 0o600;

/** Pipes of Windows have no file: nothing to look for, nothing to set modes on. */
const isPipe = (path: string): boolean => path.startsWith('\\\\');

const refused = (message: string): Error =>
  Object.assign(new Error(message), { permanent: true, exitCode: EXIT.config });

async function clearTheWay(path: string): Promise<void> {
  if (Buffer.byteLength(path) > MAX_SOCKET_PATH) {
    throw refused(
      `the path of the local socket is ${Buffer.byteLength(path)} bytes long and the system allows ${MAX_SOCKET_PATH}: ` +
        `choose a shorter state directory (CLAWDBOT_STATE_DIR): ${path}`,
    );
  }
  // The instance lock is held, so a socket file here was left by a process that is gone.
  const old = await lstat(path).catch(() => undefined);
  if (old?.isSocket() === true) await unlink(path);
  else if (old !== undefined)
    throw refused(`${path} is in the way of the local socket and was not made by a gateway: move it away`);
}

/**
 * Listens on a unix socket only its owner can open. To be called with the instance lock held.
 * @throws Error with `permanent` and `exitCode` when the operator has to mend the path
 */
export async function listenUnix(server: Server, path: string): Promise<void> {
  if (isPipe(path)) return listen(server, { path });
  await clearTheWay(path);
  // Binding happens inside this call: the file never exists with wider rights.
  const before = process.umask(0o177);
  const opened = listen(server, { path });
  process.umask(before);
  await opened;
  await chmod(path, OWNER_ONLY);
}
