import { createHome, startGateway, type GatewayProcess, type Home } from './gateway-process.ts';
import { openNotifyPeer, type NotifyPeer } from './notify-peer.ts';

/** A gateway that was started as systemd would start it, with the strict stand-in on the other end. */
export interface Supervised {
  readonly home: Home;
  readonly peer: NotifyPeer;
  readonly gateway: GatewayProcess;
  /** Resolves when this line has been said so often. */
  said(line: string, times?: number): Promise<void>;
  /** What was said, without signs of life and changes of the status line: one text per message. */
  turns(): string[];
  close(): Promise<void>;
}

export async function startSupervised(options: {
  readonly config?: Record<string, unknown>;
  readonly watchdogMs?: number;
  readonly args?: readonly string[];
  /** A module that is loaded first. */
  readonly preload?: string;
  readonly home?: Home;
  /** `@name` for an abstract socket. Default: a path. */
  readonly address?: string;
}): Promise<Supervised> {
  const { watchdogMs, preload } = options;
  const own = options.home ?? createHome(options.config);
  const peer = await openNotifyPeer(options.address ?? `${own.dir}/notify-${process.hrtime.bigint()}`);
  const home: Home = {
    ...own,
    env: {
      ...own.env,
      NOTIFY_SOCKET: peer.address,
      ...(watchdogMs === undefined ? {} : { WATCHDOG_USEC: String(watchdogMs * 1000) }),
      ...(preload === undefined ? {} : { NODE_OPTIONS: `--import=${preload}` }),
    },
  };
  const gateway = await startGateway(home, options.args, {
    onSpawn: ({ pid }) => peer.watch(pid ?? 0, watchdogMs),
  });
  return {
    home: own,
    peer,
    gateway,
    said: (line, times = 1) =>
      peer.until(() => peer.heard.filter(({ told }) => told.includes(line)).length >= times),
    turns: () =>
      peer.heard
        .filter(({ told: [first] }) => first !== 'WATCHDOG=1' && first?.startsWith('STATUS=') !== true)
        .map(({ told }) => told.join(' ').replace(/MONOTONIC_USEC=\d+/, 'MONOTONIC_USEC=n')),
    async close() {
      if (gateway.child.exitCode === null && gateway.child.signalCode === null) await gateway.stop('SIGKILL');
      await peer.close();
      if (options.home === undefined) own.remove();
    },
  };
}
