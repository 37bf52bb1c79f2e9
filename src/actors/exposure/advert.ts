import type { MdnsQuestion, MdnsRecord } from '../../platform/mdns.ts';
import { SERVICE, type Announcement } from '../../protocol/discovery.ts';

const MAX_LABEL_BYTES = 63;
/** Seconds: of what names a host, and of the rest (RFC 6762, 10). */
const HOST_TTL = 120;
const OTHER_TTL = 4_500;

export interface Advert {
  /** What people see, e.g. `box (Moltbot)`. */
  readonly name: string;
  /** The first label of the host name. */
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
  readonly text: Announcement;
}

/** One label: the library reads a dot as a border, and no label may be longer. */
function label(text: string): string {
  let short = text.replaceAll('.', '-');
  while (Buffer.byteLength(short) > MAX_LABEL_BYTES) short = short.slice(0, -1);
  return short;
}

/** The records that tell others of the gateway; with `ttl` 0 they take it back. */
export function recordsOf({ name, host, port, addresses, text }: Advert, ttl?: 0): readonly MdnsRecord[] {
  const type = `${SERVICE.type}.${SERVICE.domain}`;
  const instance = `${label(name)}.${type}`;
  const target = `${label(host)}.${SERVICE.domain}`;
  const entries = Object.entries(text).map(([key, value]) => `${key}=${String(value)}`);
  return [
    { name: type, type: 'PTR', ttl: ttl ?? OTHER_TTL, data: instance },
    { name: instance, type: 'SRV', ttl: ttl ?? HOST_TTL, data: { port, target } },
    { name: instance, type: 'TXT', ttl: ttl ?? OTHER_TTL, data: entries },
    { name: `_services._dns-sd._udp.${SERVICE.domain}`, type: 'PTR', ttl: ttl ?? OTHER_TTL, data: type },
    // The address of a host is not taken back: others may tell of the same host.
    ...addresses.map((data) => ({ name: target, type: 'A', ttl: HOST_TTL, data }) as const),
  ];
}

/** What answers these questions, and what the asker will want next; no answers: nothing is said. */
export function answersTo(
  questions: readonly MdnsQuestion[],
  records: readonly MdnsRecord[],
): { readonly answers: readonly MdnsRecord[]; readonly additionals: readonly MdnsRecord[] } {
  const asks = (record: MdnsRecord): boolean =>
    questions.some(
      ({ name, type }) =>
        name.toLowerCase() === record.name.toLowerCase() && (type === record.type || type === 'ANY'),
    );
  const answers = records.filter(asks);
  return { answers, additionals: answers.length === 0 ? [] : records.filter((record) => !asks(record)) };
}
