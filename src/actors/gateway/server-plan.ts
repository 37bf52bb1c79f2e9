import type { GatewayPlan } from '../../config/plan.ts';
import type { ServerPlan } from '../server/plan.ts';

/** The part of the plan the server needs, in its words. */
export function toServerPlan(
  plan: GatewayPlan,
  options: {
    readonly socketPath: string;
    readonly hostname: string;
    /** Further names under which others call, as configured for webhooks. */
    readonly publicNames: readonly string[];
  },
): ServerPlan {
  const { allowedOrigins } = plan.controlUi;
  return {
    port: plan.port,
    hosts: plan.hosts.map(({ host }) => host),
    socketPath: options.socketPath,
    auth: { mode: plan.auth.mode, token: plan.auth.token?.value, password: plan.auth.password?.value },
    gate: {
      allowedHosts: [
        options.hostname.toLowerCase(),
        ...options.publicNames,
        ...allowedOrigins.map((origin) => new URL(origin).hostname),
      ],
      allowedOrigins,
      trustedProxies: plan.trustedProxies,
    },
    controlUi: {
      allowInsecureAuth: plan.controlUi.allowInsecureAuth,
      dangerouslyDisableDeviceAuth: plan.controlUi.dangerouslyDisableDeviceAuth,
    },
    tickIntervalMs: plan.tickIntervalMs,
  };
}
