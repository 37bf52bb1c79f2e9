import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Above the ports that tests write down; what sits beside one (`+ 13` for browsers) is still below what the system gives out. */
const LOWEST = 21_000;
const BESIDE = 20;
const TRIES = 100;

/** Nobody listens on them yet, so that they would be given again. */
const given: number[] = [];

/** Where the ports begin that the system gives to whoever asks for any. */
function firstGivenOut(): number {
  if (process.platform !== 'linux') return 49_152;
  return Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s/)[0]);
}

/**
 * A port of loopback that nobody has at this moment, for programs that must be told one. It is none of those that the system gives to
 * sockets which ask for any port: one of them would go to the next test, or to a connection, before the program is up.
 */
export async function freePort(): Promise<number> {
  const end = Math.max(firstGivenOut(), LOWEST + 1_000) - BESIDE;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST, end);
    if (given.some((other) => Math.abs(other - port) < BESIDE)) continue;
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      continue;
    }
    server.close();
    await once(server, 'close');
    given.push(port);
    return port;
  }
  throw new Error(`no free port of loopback between ${LOWEST} and ${end} within ${TRIES} tries`);
}
