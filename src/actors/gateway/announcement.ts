import { processId } from '../../platform/host.ts';
import type { Paths } from '../../platform/paths.ts';
import { INSPECT_PATH } from '../inspect/feed.ts';
import { boundPort, type Parts } from './parts.ts';

/** What the operator is told once clients can come in. */
export function announcement(options: {
  readonly parts: Parts;
  readonly paths: Paths;
  readonly inspect: boolean;
  readonly command: string;
}): { readonly logged: readonly string[]; readonly said: readonly string[] } {
  const { parts, paths, inspect, command } = options;
  const { server, boot } = parts;
  const places = server.addresses().map(({ kind, host, port, path }) => {
    if (kind === 'unix') return `unix:${path}`;
    return `ws://${host.includes(':') ? `[${host}]` : host}:${port}`;
  });
  return {
    logged: [
      ...places.map((place) => `listening on ${place} (PID ${processId()})`),
      `log file: ${boot.logging.file() ?? 'none'}`,
      ...(boot.live.plan().auth.token?.source === 'generated'
        ? [`token for TCP clients: ${paths.gatewayTokenPath}`]
        : []),
    ],
    said: [
      ...(inspect ? [`actor tree: http://127.0.0.1:${boundPort(server)}${INSPECT_PATH}`] : []),
      `talk to it: ${command} agent --message "hello" --stream`,
    ],
  };
}
