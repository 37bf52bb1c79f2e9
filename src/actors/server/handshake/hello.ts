import type { HelloOk } from '../../../protocol/generated/types.ts';
import { ADVERTISED_EVENTS, ADVERTISED_METHODS } from '../../../protocol/generated/tables.ts';
import { LIMITS, PROTOCOL_VERSION } from '../../../protocol/limits.ts';
import type { DeviceToken } from '../device-registry.ts';
import type { StateVersion } from '../event-frame.ts';

export type SessionDefaults = NonNullable<HelloOk['snapshot']['sessionDefaults']>;

/** Where the moving parts of a hello come from. */
export interface HelloSources {
  readonly server: { readonly version: string; readonly host: string };
  readonly tickIntervalMs: number;
  readonly configPath: string;
  readonly stateDir: string;
  readonly stateId: string | undefined;
  uptimeMs(): number;
  /** Undefined while no configuration has been read. */
  sessionDefaults(): SessionDefaults | undefined;
  /** JSON text of the list. */
  presenceJson(): string;
  /** JSON text of the snapshot. */
  healthJson(): string;
  stateVersion(): StateVersion;
}

export interface HelloWriter {
  /** JSON text of the `hello-ok` payload. */
  write(options: { readonly connId: string; readonly token: DeviceToken | undefined }): string;
}

/** Composes hellos as text: most of one never changes, and the presence list is already text. */
export function createHelloWriter(sources: HelloSources): HelloWriter {
  const features = JSON.stringify({ methods: ADVERTISED_METHODS, events: ADVERTISED_EVENTS });
  const policy = JSON.stringify({
    maxPayload: LIMITS.maxPayloadBytes,
    maxBufferedBytes: LIMITS.maxBufferedBytes,
    tickIntervalMs: sources.tickIntervalMs,
  });
  const version = JSON.stringify(sources.server.version);
  const host = JSON.stringify(sources.server.host);
  const { configPath, stateDir, stateId } = sources;
  const places = JSON.stringify({ configPath, stateDir, stateId }).slice(1, -1);

  return {
    write({ connId, token }) {
      const server = `{"version":${version},"host":${host},"connId":${JSON.stringify(connId)}}`;
      const defaults = sources.sessionDefaults();
      const snapshot = [
        `"presence":${sources.presenceJson()}`,
        `"health":${sources.healthJson()}`,
        `"stateVersion":${JSON.stringify(sources.stateVersion())}`,
        `"uptimeMs":${Math.max(0, Math.round(sources.uptimeMs()))}`,
        places,
        ...(defaults === undefined ? [] : [`"sessionDefaults":${JSON.stringify(defaults)}`]),
      ].join(',');
      const auth = token === undefined ? '' : `"auth":${authJson(token)},`;
      return (
        `{"type":"hello-ok","protocol":${PROTOCOL_VERSION},"server":${server},"features":${features},` +
        `"snapshot":{${snapshot}},${auth}"policy":${policy}}`
      );
    },
  };
}

const authJson = (token: DeviceToken): string =>
  JSON.stringify({
    deviceToken: token.token,
    role: token.role,
    scopes: token.scopes,
    issuedAtMs: token.issuedAtMs,
  });
