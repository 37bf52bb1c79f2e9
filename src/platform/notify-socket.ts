import { closeSync } from 'node:fs';

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

/** What a call of the C library gives back, when its errno is asked for. */
interface Answer {
  readonly value: number;
  readonly errnoCode: number;
}

const LIBRARY = 'c';
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
  const { load, open, DataType } = await loadLibrary();
  // The empty path is this process itself, whose C library is loaded already.
  open({ library: LIBRARY, path: '' });
  const { I32, I64, U8Array } = DataType;
  const asked = load({
    library: LIBRARY,
    funcName: 'socket',
    retType: I32,
    paramsType: [I32, I32, I32],
    paramsValue: [AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0],
    errno: true,
  }) as Answer;
  if (asked.value < 0) throw new NotifyUnavailable(`no datagram socket: errno ${asked.errnoCode}`);
  const descriptor = asked.value;
  let isOpen = true;
  return {
    send(text) {
      const bytes = Buffer.from(text);
      const sent = load({
        library: LIBRARY,
        funcName: 'sendto',
        retType: I64,
        paramsType: [I32, U8Array, I64, I32, U8Array, I32],
        paramsValue: [descriptor, bytes, bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL, target, target.length],
        errno: true,
      }) as Answer;
      return sent.value < 0 ? sent.errnoCode : 0;
    },
    close() {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}

async function loadLibrary() {
  try {
    return await import('ffi-rs');
  } catch (error) {
    throw new NotifyUnavailable(
      'the optional package ffi-rs is not installed for this machine: install moltbot again without --omit=optional, or use Type=exec without WatchdogSec in the unit',
      { cause: error },
    );
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
