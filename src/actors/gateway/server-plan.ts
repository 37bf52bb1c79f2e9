import { webhookHostsOf } from '../../channels/telegram/settings.ts';
import type { Config } from '../../config/generated/types.ts';
import type { GatewayPlan } from '../../config/plan.ts';
import type { Certificate } from '../../platform/certificate.ts';
import type { ServerPlan } from '../server/plan.ts';

/** The part of the plan the server needs, in its words. */
export function toServerPlan(
  plan: GatewayPlan,
  options: {
    readonly hostname: string;
    readonly certificate: Certificate | undefined;
    /** Names further hosts under which others call webhooks; read at each request. */
    readonly config: () => Config;
  },
): ServerPlan {
  const { allowedOrigins } = plan.controlUi;
  let seen: Config | undefined;
  let hosts: readonly string[] = [];
  /** Once per configuration: every request asks. */
  const allowedHosts = (config: Config): readonly string[] => {
    if (config === seen) return hosts;
    seen = config;
    hosts = [
      options.hostname.toLowerCase(),
      ...webhookHostsOf(config),
      ...allowedOrigins.map((origin) => new URL(origin).hostname),
    ];
    return hosts;
  };
  return {
    port: plan.port,
    hosts: plan.hosts.map(({ host }) => host),
    tls: options.certificate,
    auth: { mode: plan.auth.mode, token: plan.auth.token?.value, password: plan.auth.password?.value },
    gate: {
      get allowedHosts() {
        return allowedHosts(options.config());
      },
      allowedOrigins,
      trustedProxies: plan.trustedProxies,
      tailscale: plan.tailscale.mode !== 'off' || plan.tailscale.identity,
    },
    controlUi: {
      allowInsecureAuth: plan.controlUi.allowInsecureAuth,
      dangerouslyDisableDeviceAuth: plan.controlUi.dangerouslyDisableDeviceAuth,
    },
    tickIntervalMs: plan.tickIntervalMs,
  };
}
