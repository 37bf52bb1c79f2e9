import { method, type MethodHandler } from '../../api/method.ts';
import { METHOD_HANDLERS } from '../../api/registry.ts';
import { unavailable } from '../../protocol/failure.ts';
import type { MethodName } from '../../protocol/generated/types.ts';
import { LIMITS } from '../../protocol/limits.ts';

/** What is answered in every phase. */
export const ALWAYS_SERVED: readonly MethodName[] = [
  'connect',
  'health',
  'status',
  'system.inspect',
  'system.transitions',
  'system.stop',
];

/** Every method there is: those above as they are, the others refused until a boot serves. */
export function lobbyMethods(phase: () => string): ReadonlyMap<string, MethodHandler> {
  const refused = (name: MethodName): MethodHandler =>
    method(name, () => {
      const state = phase();
      throw unavailable(`the gateway is ${state}: ${name} is not served in this phase`, {
        retryAfterMs: LIMITS.restartExpectedMs,
        details: { phase: state },
      });
    });
  return new Map(
    [...METHOD_HANDLERS.values()].map((handler) => [
      handler.method,
      ALWAYS_SERVED.includes(handler.method) ? handler : refused(handler.method),
    ]),
  );
}
