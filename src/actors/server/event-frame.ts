import type { EventName } from '../../protocol/generated/types.ts';
import { frameHead, joinedFrame } from './text-frame.ts';

/** Up to here one copied buffer beats a gathered write of two. */
const JOIN_BELOW = 4_096;
/** Distinct sequence numbers whose finished frame is kept while one event fans out. */
const SHARED_FRAMES = 64;

export interface StateVersion {
  readonly presence: number;
  readonly health: number;
}

/** One event, serialised once. Only the head, which holds the sequence number, differs from socket to socket. */
export interface EventFrame {
  readonly event: EventName;
  /** Position among all events of this boot; what a resumed connection is counted from. */
  readonly ordinal: number;
  /** Everything after the sequence number, closing brace included. */
  readonly body: Buffer;
  /** The chunks for one sequence number; chunks are shared between sockets and must not be changed. */
  chunks(seq: number): readonly Buffer[];
  /** The same event without a sequence number. */
  readonly unnumbered: readonly Buffer[];
}

const UNNUMBERED = '{"type":"event",';

export function createEventFrame(
  event: EventName,
  payload: unknown,
  options: { readonly ordinal: number; readonly stateVersion?: StateVersion | undefined },
): EventFrame {
  const { ordinal, stateVersion } = options;
  const version = stateVersion === undefined ? '' : `,"stateVersion":${JSON.stringify(stateVersion)}`;
  const json = payload === undefined ? '' : `,"payload":${JSON.stringify(payload)}`;
  const body = Buffer.from(`"event":${JSON.stringify(event)}${json}${version}}`);
  const bySeq = new Map<number, readonly Buffer[]>();

  const build = (prefix: string): readonly Buffer[] =>
    body.length <= JOIN_BELOW ? [joinedFrame(prefix, body)] : [frameHead(prefix, body.length), body];

  return {
    event,
    ordinal,
    body,
    chunks(seq) {
      const known = bySeq.get(seq);
      if (known !== undefined) return known;
      const built = build(`{"type":"event","seq":${seq},`);
      if (bySeq.size < SHARED_FRAMES) bySeq.set(seq, built);
      return built;
    },
    get unnumbered() {
      return build(UNNUMBERED);
    },
  };
}
