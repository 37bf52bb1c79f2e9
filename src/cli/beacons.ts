import type { CliIo } from './io.ts';
import { normalizeFingerprint } from '../platform/certificate.ts';
import { openMdns, type MdnsRecord } from '../platform/mdns.ts';
import { SERVICE } from '../protocol/discovery.ts';
import { CliError } from './cli-error.ts';
import { pause } from './pause.ts';

/** A gateway that announces itself. What it says are hints: anybody on the network can announce anything. */
export interface Beacon {
  readonly instanceName: string;
  readonly displayName: string;
  readonly domain: string;
  /** Of the SRV record; `null` while only its name was heard. */
  readonly host: string | null;
  /** IPv4 addresses of that host. */
  readonly addresses: readonly string[];
  readonly port: number | null;
  readonly lanHost: string | null;
  readonly tailnetDns: string | null;
  readonly gatewayPort: number | null;
  readonly sshPort: number | null;
  readonly role: string | null;
  readonly transport: string | null;
  readonly gatewayTls: boolean;
  readonly gatewayTlsSha256: string | null;
  readonly cliPath: string | null;
  readonly wsUrl: string | null;
}

/** Between two questions: a packet may be lost, and who has answered stays silent. */
const ASK_EVERY_MS = 700;
/** What a flood of answers may take. */
const MAX_RECORDS = 5_000;
const MAX_TEXT = 300;

const SERVICE_NAME = `${SERVICE.type}.${SERVICE.domain}`;

/**
 * Listens to the local network for as long as `timeoutMs`.
 * @throws CliError unreachable, when the names of the network cannot be listened to
 */
export async function findBeacons(io: CliIo, timeoutMs: number): Promise<readonly Beacon[]> {
  const failed = (error: unknown): CliError =>
    new CliError(
      'unreachable',
      `the local network cannot be asked: ${error instanceof Error ? error.message : String(error)}`,
      {
        fix: 'multicast DNS needs UDP port 5353 and a network; name the gateway with --url instead',
        cause: error,
      },
    );
  const mdns = await openMdns().catch((error: unknown) => Promise.reject(failed(error)));
  const heard = new Map<string, MdnsRecord>();
  let broken: Error | undefined;
  mdns.onError((error) => (broken = error));
  mdns.onResponse((records) => {
    for (const record of records) {
      if (heard.size < MAX_RECORDS) heard.set(keyOf(record), record);
    }
  });
  try {
    const until = io.clock.monotonic() + timeoutMs;
    for (let left = timeoutMs; left > 0; left = until - io.clock.monotonic()) {
      await mdns.query(SERVICE_NAME, 'PTR');
      await pause(io, Math.min(left, ASK_EVERY_MS));
    }
  } catch (error) {
    throw failed(error);
  } finally {
    await mdns.close();
  }
  if (broken !== undefined) throw failed(broken);
  return readBeacons([...heard.values()]);
}

/** The same thing said again is the same; of several addresses of a host each counts. */
const keyOf = (record: MdnsRecord): string => {
  const { name, type } = record;
  const more = type === 'PTR' || type === 'A' ? record.data : '';
  return `${type} ${name.toLowerCase()} ${more.toLowerCase()}`;
};

/** Pure: what these records say of gateways, sorted by name, each once. */
export function readBeacons(records: readonly MdnsRecord[]): readonly Beacon[] {
  const alive = records.filter((record) => !('ttl' in record) || record.ttl !== 0);
  const instances = new Map<string, string>();
  for (const record of alive) {
    if (record.type !== 'PTR' || record.name.toLowerCase() !== SERVICE_NAME) continue;
    if (record.data.toLowerCase().endsWith(`.${SERVICE_NAME}`))
      instances.set(record.data.toLowerCase(), record.data);
  }
  return [...instances.values()]
    .map((instance) => beaconOf(instance, alive))
    .toSorted(
      (a, b) => a.displayName.localeCompare(b.displayName) || a.instanceName.localeCompare(b.instanceName),
    );
}

function beaconOf(instance: string, records: readonly MdnsRecord[]): Beacon {
  const is = (name: string): boolean => name.toLowerCase() === instance.toLowerCase();
  const srv = records.find((record) => record.type === 'SRV' && is(record.name));
  const txt = records.find((record) => record.type === 'TXT' && is(record.name));
  const { target: host = null, port = null } = srv?.type === 'SRV' ? srv.data : {};
  const text = txt?.type === 'TXT' ? textOf(txt.data) : new Map<string, string>();
  const addresses = records.flatMap((record) =>
    record.type === 'A' && record.name.toLowerCase() === host?.toLowerCase() ? [record.data] : [],
  );
  const said = (key: string): string | null => text.get(key.toLowerCase()) || null;
  const number = (key: string): number | null => {
    const value = Number(said(key) ?? Number.NaN);
    return Number.isInteger(value) && value > 0 && value < 65_536 ? value : null;
  };
  const instanceName = instance.slice(0, -SERVICE_NAME.length - 1);
  const secure = said('gatewayTls') === '1';
  const place = addresses[0] ?? host;
  return {
    instanceName,
    displayName: said('displayName') ?? instanceName,
    domain: `${SERVICE.domain}.`,
    host,
    addresses,
    port,
    lanHost: said('lanHost'),
    tailnetDns: said('tailnetDns'),
    gatewayPort: number('gatewayPort'),
    sshPort: number('sshPort'),
    role: said('role'),
    transport: said('transport'),
    gatewayTls: secure,
    gatewayTlsSha256: normalizeFingerprint(said('gatewayTlsSha256') ?? '') ?? null,
    cliPath: said('cliPath'),
    wsUrl: place === null || port === null ? null : `${secure ? 'wss' : 'ws'}://${place}:${port}`,
  };
}

function textOf(data: string | Buffer | readonly (string | Buffer)[]): Map<string, string> {
  const entries = Array.isArray(data) ? data : [data];
  return new Map(
    entries.flatMap((entry) => {
      const [, key = '', value = ''] = /^([^=]+)=(.*)$/s.exec(String(entry)) ?? [];
      return key === '' ? [] : [[key.toLowerCase(), value.slice(0, MAX_TEXT)] as const];
    }),
  );
}
