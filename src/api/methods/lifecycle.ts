import { method, type Handle } from '../method.ts';

const restart: Handle<'system.restart' | 'gateway.restart'> = (params, { ports }) => {
  const { delayMs = 0 } = params;
  const said = (text: string | undefined): string | undefined =>
    text?.trim() === '' ? undefined : text?.trim();
  const [reason, sessionKey, note] = [said(params.reason), said(params.sessionKey), said(params.note)];
  ports.lifecycle.restart({
    delayMs,
    ...(reason === undefined ? {} : { reason }),
    ...(sessionKey === undefined ? {} : { sessionKey }),
    ...(note === undefined ? {} : { note }),
  });
  return { ok: true as const, delayMs };
};

const authorizeRestart = method('system.authorizeRestart', ({ ttlMs }, { ports }) => ({
  ok: true as const,
  until: ports.lifecycle.authorizeRestart(ttlMs),
}));

const stop = method('system.stop', ({ reason }, { ports }) => ({
  ok: true as const,
  already: ports.lifecycle.stop(reason?.trim() || 'stop requested'),
}));

export const lifecycleMethods = [
  method('system.restart', restart),
  method('gateway.restart', restart),
  authorizeRestart,
  stop,
];
