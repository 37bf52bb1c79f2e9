import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** One datagram, split into its lines. */
export interface Told {
  readonly told: readonly string[];
  readonly pid: number;
  /** CLOCK_MONOTONIC, milliseconds. */
  readonly at: number;
  readonly ignored?: boolean;
}

export interface NotifyPeer {
  readonly address: string;
  /** Everything that came so far, oldest first. */
  readonly heard: readonly Told[];
  /** Set once the watchdog has ended the process. */
  readonly bitten: () => { readonly killed: number; readonly silentMs: number } | undefined;
  /** From now on only this process counts; with a limit it must keep saying WATCHDOG=1 once it is ready. */
  watch(pid: number, watchdogMs?: number): void;
  /** Resolves when the condition holds, looking again at everything that comes. @throws Error with what was heard after 20 s */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 20_000;

/** Why the stand-in cannot run here, or `undefined`. */
export const noNotifyPeer = (): string | undefined => {
  if (process.platform !== 'linux') return 'NOTIFY_SOCKET exists on Linux only';
  return spawnSync('python3', ['-c', '']).status === 0 ? undefined : 'python3 is not installed';
};

/** Listens at `address` (a path or `@name`) as strictly as systemd does. */
export async function openNotifyPeer(address: string): Promise<NotifyPeer> {
  const script = new URL('notify-peer.py', import.meta.url).pathname;
  const child = spawn('python3', [script, address], { stdio: ['pipe', 'pipe', 'inherit'] });
  const heard: Told[] = [];
  let bite: { killed: number; silentMs: number } | undefined;
  let looked = Promise.withResolvers<void>();
  const lines = createInterface(child.stdout);
  const first = once(lines, 'line');
  lines.on('line', (line) => {
    const fact = JSON.parse(line) as Record<string, unknown>;
    if ('told' in fact) heard.push(fact as unknown as Told);
    if ('killed' in fact) bite = fact as unknown as typeof bite;
    looked.resolve();
    looked = Promise.withResolvers();
  });
  let ended = false;
  child.once('exit', () => {
    ended = true;
    looked.resolve();
  });
  await first;
  return {
    address,
    heard,
    bitten: () => bite,
    watch: (pid, watchdogMs) => void child.stdin.write(`${JSON.stringify({ watch: pid, watchdogMs })}\n`),
    async until(condition) {
      let late = false;
      const giveUp = setTimeout(() => {
        late = true;
        looked.resolve();
      }, PATIENCE_MS);
      try {
        while (!condition()) {
          if (ended || late)
            throw new Error(`${ended ? 'the peer ended' : 'not heard'}: ${JSON.stringify(heard)}`);
          await looked.promise;
        }
      } finally {
        clearTimeout(giveUp);
      }
    },
    async close() {
      if (child.exitCode !== null) return;
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
