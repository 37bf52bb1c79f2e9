import type { Clock } from '../../platform/clock.ts';
import type { LogFields, Logger } from '../../platform/logger.ts';
import type { EventName, RequestFrame } from '../../protocol/generated/types.ts';

/** `notable`: failed and slow responses only. `merged`: one line per request and per event. `full`: every frame. */
export type TrafficStyle = 'notable' | 'merged' | 'full';

export interface Exchange {
  readonly connId: string;
  readonly frame: Pick<RequestFrame, 'id' | 'method' | 'params'>;
  /** Monotonic milliseconds. */
  readonly since: number;
}

export type Answer =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: string };

/** Who an event goes to: so many clients, or one. */
export type Audience = { readonly clients: number } | { readonly connId: string };

/** What goes over the sockets, as lines of the log. Values are masked and cut here, and masked again by the sink. */
export interface TrafficLog {
  request(connId: string, frame: Pick<RequestFrame, 'id' | 'method' | 'params'>): Exchange;
  response(exchange: Exchange, answer: Answer): void;
  /** A request that reached no handler; told among the notable ones by the refusal log, which is stricter. */
  refused(exchange: Exchange, message: string): void;
  /** Undefined when events are not logged, so that nobody prepares anything. */
  readonly event: ((event: EventName, payload: object | null, to: Audience) => void) | undefined;
}

const SLOW_MS = 50;
/** Methods whose answer is meant to take its time. */
const PATIENT: ReadonlySet<string> = new Set(['agent.wait', 'web.login.wait', 'system.transitions']);
const MAX_VALUE = 240;
const MAX_METHOD = 64;
const MAX_MEMBERS = 8;
const SECRET_NAME = /token|secret|password|passwd|api[-_]?key|authorization|signature|cookie/iu;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

/** UUIDs become `8…4`, other ids longer than 24 characters `12…4`. */
export function shortId(id: string): string {
  if (UUID.test(id)) return `${id.slice(0, 8)}…${id.slice(-4)}`;
  return id.length > 24 ? `${id.slice(0, 12)}…${id.slice(-4)}` : id;
}

const shortMethod = (method: string): string => method.slice(0, MAX_METHOD);

const cut = (text: string): string => (text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text);

/** A whole configuration, whose secrets nobody knows before it is read. */
const CONFIG_TEXT = 'raw';

/** Masked before it is cut: half of an address with a password no longer looks like one. */
const withoutSecrets =
  (mask: (text: string) => string) =>
  (key: string, value: unknown): unknown => {
    if (SECRET_NAME.test(key) && value !== null && value !== undefined) return '***';
    if (typeof value !== 'string') return value;
    return key === CONFIG_TEXT ? `[${value.length} characters]` : cut(mask(value));
  };

/** One line of JSON, secrets by name and long texts taken out. */
export const preview = (value: unknown, mask: (text: string) => string = (text) => text): string =>
  cut(JSON.stringify(value, withoutSecrets(mask)) ?? '');

/** The plain members of a payload: enough to tell what it is about. */
function gist(payload: object | null, mask: (text: string) => string): LogFields {
  const shown = withoutSecrets(mask);
  const plain: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(payload ?? {}).slice(0, MAX_MEMBERS)) {
    if (typeof value === 'number' || typeof value === 'boolean') plain[key] = value;
    if (typeof value === 'string') plain[key] = shortId(String(shown(key, value)));
  }
  return plain;
}

export function createTrafficLog(options: {
  readonly log: Logger;
  readonly clock: Clock;
  readonly style: TrafficStyle;
  /** Takes secrets out of a text. */
  readonly mask?: ((text: string) => string) | undefined;
}): TrafficLog {
  const { log, clock, style, mask = (text) => text } = options;
  let lastConn = '';

  /** In merged lines a connection is named when it is another one than in the line before. */
  const connOf = (connId: string): LogFields => {
    if (style === 'merged' && connId === lastConn) return {};
    lastConn = connId;
    return { conn: shortId(connId) };
  };

  const outcome = (answer: Answer): LogFields => {
    if (!answer.ok) return { error: cut(mask(answer.error)) };
    return style === 'full' ? { payload: preview(answer.payload, mask) } : {};
  };

  const request: TrafficLog['request'] = (connId, frame) => {
    if (style === 'full') {
      log.info(`← req ${shortMethod(frame.method)}`, {
        ...connOf(connId),
        id: shortId(frame.id),
        ...(frame.params === undefined ? {} : { params: preview(frame.params, mask) }),
      });
    }
    return { connId, frame, since: clock.monotonic() };
  };

  const response: TrafficLog['response'] = ({ connId, frame, since }, answer) => {
    const ms = Math.round(clock.monotonic() - since);
    if (style === 'notable' && answer.ok && (ms < SLOW_MS || PATIENT.has(frame.method))) return;
    const arrow = style === 'full' ? '→' : '⇄';
    log.info(`${arrow} res ${answer.ok ? '✓' : '✗'} ${shortMethod(frame.method)} ${ms}ms`, {
      ...outcome(answer),
      ...connOf(connId),
      id: shortId(frame.id),
    });
  };

  const event: TrafficLog['event'] = (name, payload, to) => {
    log.info(`→ event ${name}`, {
      ...('connId' in to ? connOf(to.connId) : { clients: to.clients }),
      ...(style === 'full' ? { payload: preview(payload, mask) } : gist(payload, mask)),
    });
  };

  const refused: TrafficLog['refused'] = (exchange, message) => {
    if (style !== 'notable') response(exchange, { ok: false, error: message });
  };

  return { request, response, refused, event: style === 'notable' ? undefined : event };
}
