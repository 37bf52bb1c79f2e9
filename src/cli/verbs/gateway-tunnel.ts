import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { openTunnel, parseDestination, whyEnded } from '../ssh-tunnel.ts';

export interface TunnelFlags {
  /** Of the gateway over there. */
  readonly remotePort: string;
  /** On this machine; the same as over there when that is free. */
  readonly localPort?: string;
  readonly sshPort?: string;
  readonly identity?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

/** `moltbot gateway tunnel`: a port of this machine that leads to a gateway elsewhere, until Ctrl-C. */
export async function gatewayTunnel(io: CliIo, text: string, flags: TunnelFlags): Promise<number> {
  const out = createOutput(io);
  const given = parseDestination(text);
  const destination = { host: given.host, port: flags.sshPort ?? given.port };
  const remote = Number(flags.remotePort);
  const stop = new AbortController();
  const off = io.onInterrupt(() => stop.abort());
  try {
    const tunnel = await openTunnel(io, {
      destination,
      remote,
      timeoutMs: flags.timeout,
      signal: stop.signal,
      ...(flags.localPort === undefined ? {} : { local: Number(flags.localPort) }),
      ...(flags.identity === undefined ? {} : { identity: flags.identity }),
    });
    const url = `ws://127.0.0.1:${tunnel.local}`;
    if (!stop.signal.aborted) {
      if (flags.json === true) out.json({ ok: true, url, destination: destination.host, remotePort: remote });
      else {
        out.line(`Open: ${url} leads to port ${remote} of ${destination.host}, until Ctrl-C.`);
        out.line(`Use it with: ${io.command} status --url ${url} --token <token of that gateway>`);
      }
    }
    const result = await tunnel.ended;
    if (stop.signal.aborted) return 0;
    throw whyEnded(result);
  } finally {
    stop.abort();
    off();
  }
}
