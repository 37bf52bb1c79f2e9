import type { EventName } from '../../protocol/generated/types.ts';
import type { EventFrame } from './event-frame.ts';
import { textFrame } from './text-frame.ts';

/** The part of a socket the outbox writes to. */
export interface OutboxSink {
  readonly writableLength: number;
  readonly writable: boolean;
  write(chunk: Buffer): boolean;
  cork(): void;
  uncork(): void;
}

export interface OutboxLimits {
  /** Above this many unsent bytes droppable events are skipped and state events wait, latest wins. */
  readonly softBytes: number;
  /** Above this many unsent bytes the client is too slow to keep. */
  readonly hardBytes: number;
}

export interface EventTraits {
  readonly droppable: boolean;
  readonly coalesce: boolean;
  readonly sequenced: boolean;
}

export interface Outbox {
  /** Unsent bytes, held state events included. */
  readonly bufferedBytes: number;
  /** The number of the last sequenced event written; 0 before the first. */
  readonly seq: number;
  /** True while reading more requests would only grow what the client does not read. */
  readonly congested: boolean;
  /** True when the next state event may have to wait and replace, or be replaced by, another one. */
  readonly behind: boolean;
  /** Writes, holds, skips, or reports the client as slow. Returns true when the event was written or will be. */
  event(frame: EventFrame, traits: EventTraits): boolean;
  /** Writes a response; the client is reported as slow when it left the earlier ones unread. */
  reply(text: string): void;
  /** To be called whenever the socket has become empty: writes the state events that waited. */
  drained(): void;
  /** Nothing is queued from here on. */
  seal(): void;
}

/**
 * What one connection still has to read. Sequence numbers are given at the moment of writing, so a skipped event leaves
 * no gap. `onSlow` fires once.
 */
export function createOutbox(options: {
  readonly sink: OutboxSink;
  readonly limits: OutboxLimits;
  readonly firstSeq: number;
  readonly onSlow: () => void;
  /** Called for each sequenced event at the moment it gets its number. */
  readonly onNumbered?: ((frame: EventFrame) => void) | undefined;
}): Outbox {
  const { sink, limits } = options;
  let held: Map<EventName, { frame: EventFrame; traits: EventTraits }> | undefined;
  let heldBytes = 0;
  let seq = options.firstSeq;
  let sealed = false;

  const buffered = (): number => sink.writableLength + heldBytes;

  const write = (chunks: readonly Buffer[]): void => {
    const [first, second] = chunks;
    if (first === undefined) return;
    if (second === undefined) {
      sink.write(first);
      return;
    }
    sink.cork();
    sink.write(first);
    sink.write(second);
    sink.uncork();
  };

  const writeEvent = (frame: EventFrame, traits: EventTraits): void => {
    if (!traits.sequenced) return write(frame.unnumbered);
    seq += 1;
    write(frame.chunks(seq));
    options.onNumbered?.(frame);
  };

  const hold = (frame: EventFrame, traits: EventTraits): void => {
    held ??= new Map();
    const earlier = held.get(frame.event);
    heldBytes += frame.body.length - (earlier?.frame.body.length ?? 0);
    held.delete(frame.event);
    held.set(frame.event, { frame, traits });
  };

  const giveUp = (): void => {
    sealed = true;
    held = undefined;
    heldBytes = 0;
    options.onSlow();
  };

  return {
    get bufferedBytes() {
      return buffered();
    },
    get seq() {
      return seq;
    },
    get congested() {
      return sink.writableLength > limits.softBytes;
    },
    get behind() {
      return held !== undefined || sink.writableLength > limits.softBytes;
    },
    event(frame, traits) {
      if (sealed || !sink.writable) return false;
      const waiting = buffered();
      if (waiting > limits.softBytes) {
        if (traits.coalesce) {
          hold(frame, traits);
          return true;
        }
        if (traits.droppable) return false;
      }
      if (waiting > limits.hardBytes) {
        giveUp();
        return false;
      }
      writeEvent(frame, traits);
      return true;
    },
    reply(text) {
      if (sealed || !sink.writable) return;
      if (buffered() > limits.hardBytes) return giveUp();
      sink.write(textFrame(text));
    },
    drained() {
      if (sealed || held === undefined) return;
      const waiting = held;
      held = undefined;
      heldBytes = 0;
      for (const { frame, traits } of waiting.values()) writeEvent(frame, traits);
    },
    seal() {
      sealed = true;
      held = undefined;
      heldBytes = 0;
    },
  };
}
