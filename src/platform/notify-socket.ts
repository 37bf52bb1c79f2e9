import { closeSync } from 'node:fs';
import { openCLibrary, withoutCLibrary, type CLibrary } from './c-library.ts';

/** A datagram socket towards the supervisor. */
export interface NotifySocket {
  /** Never waits. @returns 0, or the errno of the attempt */
  send(text: string): number;
  close(): void;
}

/** The address cannot be used on this machine; the message says what to do. */
export class NotifyUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NotifyUnavailable';
  }
}

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
/** `sun_path` of Linux, with its final NUL. */
const MAX_PATH = 108;

/**
 * Opens a socket of the kind `sd_notify(3)` speaks to. Node has no datagram sockets of the unix family, so the two calls go to the C
 * library of this process. `address` is a path, or `@` and an abstract name.
 *
 * @throws NotifyUnavailable
 */
export async function openNotifySocket(address: string): Promise<NotifySocket> {
  if (process.platform !== 'linux') throw new NotifyUnavailable('NOTIFY_SOCKET is understood on Linux only');
  const target = socketAddress(address);
  const library = await loadLibrary();
  const asked = library.call('socket', 'i32', [
    ['i32', AF_UNIX],
    ['i32', SOCK_DGRAM | SOCK_CLOEXEC],
    ['i32', 0],
  ]);
  if (asked.value < 0) throw new NotifyUnavailable(`no datagram socket: errno ${asked.errno}`);
  const descriptor = asked.value;
  let isOpen = true;
  return {
    send(text) {
      const bytes = Buffer.from(text);
      const sent = library.call('sendto', 'i64', [
        ['i32', descriptor],
        ['bytes', bytes],
        ['i64', bytes.length],
        ['i32', MSG_DONTWAIT | MSG_NOSIGNAL],
        ['bytes', target],
        ['i32', target.length],
      ]);
      return sent.value < 0 ? sent.errno : 0;
    },
    close() {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}

async function loadLibrary(): Promise<CLibrary> {
  try {
    return await openCLibrary();
  } catch (error) {
    const { reason, fix } = withoutCLibrary();
    throw new NotifyUnavailable(`${reason}: ${fix}, or use Type=exec without WatchdogSec in the unit`, {
      cause: error,
    });
  }
}

/** `struct sockaddr_un`: the family in the byte order of the machine, then the name. */
function socketAddress(address: string): Buffer {
  const abstract = address.startsWith('@');
  if (!abstract && !address.startsWith('/')) {
    throw new NotifyUnavailable(
      `NOTIFY_SOCKET is neither a path nor an abstract name: ${JSON.stringify(address)}`,
    );
  }
  const name = Buffer.from(abstract ? `\0${address.slice(1)}` : `${address}\0`);
  if (name.length > MAX_PATH) {
    throw new NotifyUnavailable(`NOTIFY_SOCKET is longer than ${MAX_PATH - 1} bytes`);
  }
  return Buffer.concat([new Uint8Array(Uint16Array.of(AF_UNIX).buffer), name]);
}
