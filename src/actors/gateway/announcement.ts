import { shownFingerprint } from '../../platform/certificate.ts';
import { localAddresses, processId } from '../../platform/host.ts';
import type { Paths } from '../../platform/paths.ts';
import { INSPECT_PATH } from '../inspect/feed.ts';
import { socketUrl } from '../server/listener.ts';
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
    return socketUrl(host, port, boot.certificate !== undefined);
  });
  // Nobody can type the address that stands for all of them.
  const reachable = server
    .addresses()
    .filter(({ host }) => host === '0.0.0.0')
    .flatMap(({ port }) =>
      localAddresses().map((address) => socketUrl(address, port, boot.certificate !== undefined)),
    );
  const { certificate } = boot;
  return {
    logged: [
      ...places.map((place) => `listening on ${place} (PID ${processId()})`),
      ...(reachable.length === 0 ? [] : [`reachable from other machines at ${reachable.join(', ')}`]),
      ...(certificate === undefined
        ? []
        : [
            `certificate: ${shownFingerprint(certificate.fingerprint)}, valid until ${new Date(certificate.validTo).toISOString()}`,
          ]),
      `log file: ${boot.logging.file() ?? 'none'}`,
      ...(boot.live.plan().auth.token?.source === 'generated'
        ? [`token for TCP clients: ${paths.gatewayTokenPath}`]
        : []),
    ],
    said: [
      ...(inspect
        ? [
            `actor tree: ${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${boundPort(server)}${INSPECT_PATH}`,
          ]
        : []),
      `talk to it: ${command} agent --message "hello" --stream`,
    ],
  };
}
