import { join } from 'node:path';
import type { AskedFrom } from '../../agent/asked-from.ts';
import type { LifecyclePort } from '../../api/ports.ts';
import type { GatewayEvent } from '../../machines/gateway-types.ts';
import type { ReloadReport } from '../../protocol/generated/types.ts';
import type { ReloadRequest } from '../../protocol/reload-request.ts';
import { createRestartLater } from './restart-later.ts';
import { createSentinel, type Sentinel, type SentinelNeeds } from './sentinel.ts';

export interface RestartAsked {
  readonly reason: string;
  readonly delayMs: number;
  readonly note?: string;
  /** Who is told once the gateway is back. */
  readonly from?: Pick<AskedFrom, 'sessionKey'> & Partial<AskedFrom>;
}

/** Everybody who wants this boot to end and another to begin. */
export interface Restarts {
  readonly port: Omit<LifecyclePort, 'stop'>;
  /** @throws Failure UNAVAILABLE while the gateway is starting or stopping */
  ask(asked: RestartAsked): void;
  /** What became of a file somebody wrote through the gateway: told at once, or left for the boot after the restart. */
  tellRequester(request: ReloadRequest, report: ReloadReport): Promise<ReloadReport>;
  readonly sentinel: Sentinel;
}

export function createRestarts(
  options: Omit<SentinelNeeds, 'path'> & {
    readonly stateDir: string;
    readonly running: () => boolean;
    /** To the root; nothing happens once a later boot has taken over. */
    readonly send: (event: GatewayEvent) => void;
  },
): Restarts {
  const { clock, send, stateDir } = options;
  const sentinel = createSentinel({ ...options, path: join(stateDir, 'restart-sentinel.json') });
  const later = createRestartLater({
    clock,
    running: options.running,
    restart: (reason) => send({ type: 'restart.requested', reason }),
  });

  const ask = ({ reason, delayMs, note, from }: RestartAsked): void => {
    later(reason, delayMs);
    if (from === undefined) return;
    sentinel.write({ ...from, kind: 'restart', reason, ...(note === undefined ? {} : { note }) });
  };

  return {
    ask,
    sentinel,
    port: {
      restart: ({ reason = 'restart requested', delayMs, sessionKey, note }) =>
        ask({
          reason,
          delayMs,
          ...(note === undefined ? {} : { note }),
          ...(sessionKey === undefined ? {} : { from: { sessionKey } }),
        }),
      authorizeRestart(ttlMs) {
        send({ type: 'restart.authorised', forMs: ttlMs });
        return clock.now() + ttlMs;
      },
    },
    async tellRequester({ sessionKey, from, note, reason }, report) {
      const asker = from ?? (sessionKey === undefined ? undefined : { sessionKey });
      if (asker === undefined) return report;
      const said = note === undefined ? {} : { note };
      if (report.result === 'restarting' || (report.result === 'deferred' && report.delayMs !== undefined)) {
        const words = report.changes.length === 0 ? reason : report.changes.join(', ');
        const payload = sentinel.write({ ...asker, kind: 'config-apply', reason: words, ...said });
        return payload === undefined ? report : { ...report, sentinel: { path: sentinel.path, payload } };
      }
      await sentinel.tellReload(asker, report, note);
      return report;
    },
  };
}
