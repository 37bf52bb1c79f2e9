import { probePort, whoListens } from '../facts.ts';
import type { CliIo } from '../io.ts';
import { loadClientSettings } from '../settings.ts';
import type { Finding } from './finding.ts';

const PROBE_MS = 500;
const VARIABLES = ['CLAWDBOT_BRIDGE_ENABLED', 'CLAWDBOT_BRIDGE_HOST', 'CLAWDBOT_BRIDGE_PORT'] as const;

/** What is left of the TCP control port of older releases, one above the port of the gateway. */
export async function checkBridge(io: CliIo): Promise<readonly Finding[]> {
  const found: Finding[] = VARIABLES.filter((name) => io.env.foreign(name) !== undefined).map((name) => ({
    code: 'bridge-variable',
    severity: 'note',
    message: `${name} has no effect any more: the TCP control port is retired`,
    fix: `unset ${name}`,
  }));
  const settings = await loadClientSettings(io);
  if (settings.mode === 'remote') return found;
  const port = settings.port + 1;
  const { status } = await probePort(io, '127.0.0.1', port, PROBE_MS);
  if (status === 'listening')
    found.push({
      code: 'bridge-port-open',
      severity: 'warning',
      message: `something listens on port ${port}, where older releases had their TCP control port`,
      evidence: await whoListens(io, port),
      fix: 'if it is a gateway of an older release, end it: two of them fight for the same chats',
    });
  return found;
}
