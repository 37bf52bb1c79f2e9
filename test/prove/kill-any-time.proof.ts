import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { createHome, NO_SAFE_MODE, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import { connectPeer } from '../support/ws-peer.ts';
import { allowedMs, scaled, type Proof } from './proof.ts';

/** Every other kill falls into the boot, the rest anywhere in the first moments of a life. */
const BOOT_MS = 250;
const LIFE_MS = 600;
const LIMIT_MS = 2_000;

/** `kill -9` at random moments of a life, its boot included; the next start must say hello. */
export const proof: Proof = {
  name: 'kill-any-time',
  promise: 'After a `kill -9` at any moment, boot included, the next start succeeds within two seconds',
  async run(context) {
    const rounds = scaled(context, 200, 6);
    const home = createHome();
    const faults: string[] = [];
    let early = 0;
    let slowest = 0;
    let random = context.seed;
    const next = (): number => (random = (random * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
    try {
      for (let round = 0; round < rounds; round += 1) {
        const victim = spawn(
          process.execPath,
          ['bin/moltbot.cjs', 'gateway', '--port', '0', ...NO_SAFE_MODE],
          { env: home.env, stdio: ['ignore', 'pipe', 'pipe'] },
        );
        let said = '';
        victim.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
        victim.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
        const ended = once(victim, 'exit') as Promise<[number | null]>;
        await pause(next() * (round % 2 === 0 ? BOOT_MS : LIFE_MS));
        if (!said.includes('listening on')) early += 1;
        victim.kill('SIGKILL');
        const [code] = await ended;
        if (code !== null) faults.push(`round ${round}: ended by itself with ${code}: ${said}`);
        try {
          const gateway = await startGateway(home, NO_SAFE_MODE);
          const client = await connectPeer(gateway.url, { token: TOKEN });
          slowest = Math.max(slowest, gateway.readyMs);
          client.ws.close();
          await client.closed;
          await gateway.stop('SIGKILL');
        } catch (error) {
          faults.push(`round ${round}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      faults.push(...strayFailures(home));
    } finally {
      home.remove();
    }
    for (const fault of faults) context.log(fault);
    return {
      pass: faults.length === 0 && slowest <= allowedMs(context, LIMIT_MS),
      figure: `${faults.length} failed starts after ${rounds} kills (${early} of them before it listened); slowest next start ${slowest.toFixed(0)} ms`,
    };
  },
};
