import { once } from 'node:events';
import type { GatewayProcess, Home } from './gateway-process.ts';

const BOUND_MS = 20_000;

/** Resolves with the match once the log holds a line like that; the file is looked at whenever the program prints. */
export async function logged(home: Home, gateway: GatewayProcess, pattern: RegExp): Promise<RegExpExecArray> {
  const bound = AbortSignal.timeout(BOUND_MS);
  for (;;) {
    const printed = gateway.printed();
    const found = pattern.exec(home.log());
    if (found !== null) return found;
    if (bound.aborted) throw new Error(`no ${pattern} within ${BOUND_MS} ms in:\n${home.log()}`);
    await Promise.race([printed, once(bound, 'abort')]);
  }
}
