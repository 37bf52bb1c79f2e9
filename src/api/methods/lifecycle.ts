import { method } from '../method.ts';

const restart = method('system.restart', ({ reason, delayMs = 0 }, { ports }) => {
  const said = (reason ?? '').trim();
  ports.lifecycle.restart({ delayMs, ...(said === '' ? {} : { reason: said }) });
  return { ok: true as const, delayMs };
});

export const lifecycleMethods = [restart];
