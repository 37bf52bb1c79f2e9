import type { Tool } from './tool.ts';
import type { ToolPorts } from './ports.ts';

/** The gateway itself: version, uptime, where its files are, channels, sessions, active runs. */
export const createGatewayStatus = (ports: ToolPorts): Tool => ({
  name: 'gateway_status',
  description:
    'Shows the state of the gateway itself: version, uptime, file locations, channels, sessions, runs.',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
  run() {
    const { version, host, pid, startedAtMs, profile, stateDir, configPath } = ports.self;
    const { channels, channelOrder } = ports.health();
    const { count, path } = ports.sessions.summary({ limit: 1 });
    return {
      version,
      host,
      pid,
      profile,
      stateDir,
      configPath,
      uptimeMs: Math.max(0, ports.now() - startedAtMs),
      channels: { order: channelOrder, state: channels, summary: ports.status().channelSummary },
      sessions: { count, path },
      activeRuns: ports.runs.active().length,
    };
  },
});
