import type { EventName } from '../../protocol/generated/types.ts';
import type { EventFrame } from './event-frame.ts';
import { textFrame } from './text-frame.ts';

/**
 * A response longer than this is what the client asked for, not what it neglects: it is counted apart, or one long
 * history on its way would make the next event find a good reader too slow.
 */
const LONG_REPLY_BYTES = 64 * 1024;
/** Checks in a row without a byte read after which a client with something to read is taken to have stopped reading. */
const STALLED_CHECKS = 2;

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

interface Held {
  readonly frame: EventFrame;
  readonly traits: EventTraits;
}

/**
 * What one connection still has to read. A plain record worked on by the functions below: there is one per client, and
 * closures of its own would weigh more than everything it holds.
 */
export interface Outbox {
  readonly sink: OutboxSink;
  readonly limits: OutboxLimits;
  /** Fires once, when the client turned out to be too slow; nothing is queued from then on. */
  readonly onSlow: () => void;
  /** Called for each sequenced event at the moment it gets its number. */
  readonly onNumbered: ((frame: EventFrame) => void) | undefined;
  /** The number of the last sequenced event written. */
  seq: number;
  sealed: boolean;
  /** State events that wait for the client to catch up, the latest of each. */
  held: Map<EventName, Held> | undefined;
  heldBytes: number;
  /** Bytes of the long responses written since the socket was last empty. */
  longBytes: number;
  /** Bytes written in all. */
  written: number;
  /** `written` and the unsent bytes at the last progress check, and how many checks in a row saw nothing read. */
  checkedWritten: number;
  checkedUnsent: number;
  idleChecks: number;
}

export function createOutbox(options: {
  readonly sink: OutboxSink;
  readonly limits: OutboxLimits;
  readonly firstSeq: number;
  readonly onSlow: () => void;
  readonly onNumbered?: ((frame: EventFrame) => void) | undefined;
}): Outbox {
  const { sink, limits, firstSeq, onSlow, onNumbered } = options;
  return {
    sink,
    limits,
    onSlow,
    onNumbered,
    seq: firstSeq,
    sealed: false,
    held: undefined,
    heldBytes: 0,
    longBytes: 0,
    written: 0,
    checkedWritten: 0,
    checkedUnsent: 0,
    idleChecks: 0,
  };
}

/** Of the long responses, at most this much can still be unsent. */
const unsentLong = (outbox: Outbox): number => Math.min(outbox.longBytes, outbox.sink.writableLength);

/** Unsent bytes that pile up: held state events are among them, long responses are not. */
export const bufferedBytes = (outbox: Outbox): number =>
  outbox.sink.writableLength - unsentLong(outbox) + outbox.heldBytes;

/** True while taking more requests would only grow what the client does not read. */
export const isCongested = (outbox: Outbox): boolean => outbox.sink.writableLength > outbox.limits.softBytes;

/** True when the next state event may have to wait and replace, or be replaced by, another one. */
export const isBehind = (outbox: Outbox): boolean => outbox.held !== undefined || isCongested(outbox);

/** Nothing is queued from here on. */
export function sealOutbox(outbox: Outbox): void {
  outbox.sealed = true;
  outbox.held = undefined;
  outbox.heldBytes = 0;
}

/**
 * Writes the event, keeps it until the client has caught up, skips it, or finds the client too slow. The sequence number
 * is given at the moment of writing, so what is skipped leaves no gap. True when it was written or will be.
 */
export function offerEvent(outbox: Outbox, frame: EventFrame, traits: EventTraits): boolean {
  if (outbox.sealed || !outbox.sink.writable) return false;
  const waiting = bufferedBytes(outbox);
  if (waiting > outbox.limits.softBytes) {
    if (traits.coalesce) {
      hold(outbox, frame, traits);
      return true;
    }
    if (traits.droppable) return false;
  }
  if (waiting > outbox.limits.hardBytes) {
    giveUp(outbox);
    return false;
  }
  writeEvent(outbox, frame, traits);
  return true;
}

/** Writes a response; the client is found too slow when it left the earlier ones unread. */
export function offerReply(outbox: Outbox, text: string): void {
  if (outbox.sealed || !outbox.sink.writable) return;
  if (bufferedBytes(outbox) > outbox.limits.hardBytes) return giveUp(outbox);
  const frame = textFrame(text);
  if (frame.length > LONG_REPLY_BYTES) {
    const earlier = unsentLong(outbox);
    if (earlier > outbox.limits.hardBytes) return giveUp(outbox);
    outbox.longBytes = earlier + frame.length;
  }
  outbox.written += frame.length;
  outbox.sink.write(frame);
}

/**
 * To be called at a steady pace, with every tick. What waits for a client that reads nothing stays in memory, and while
 * only droppable events follow no limit is ever reached: such a client is found too slow by time.
 */
export function checkProgress(outbox: Outbox): void {
  if (outbox.sealed) return;
  const unsent = outbox.sink.writableLength;
  const read = outbox.checkedUnsent + (outbox.written - outbox.checkedWritten) - unsent;
  outbox.idleChecks = outbox.checkedUnsent > 0 && read <= 0 ? outbox.idleChecks + 1 : 0;
  outbox.checkedWritten = outbox.written;
  outbox.checkedUnsent = unsent;
  if (outbox.idleChecks >= STALLED_CHECKS) giveUp(outbox);
}

/** To be called whenever the socket has become empty: writes the state events that waited. */
export function releaseHeld(outbox: Outbox): void {
  outbox.longBytes = 0;
  const { held } = outbox;
  if (outbox.sealed || held === undefined) return;
  outbox.held = undefined;
  outbox.heldBytes = 0;
  for (const { frame, traits } of held.values()) writeEvent(outbox, frame, traits);
}

function hold(outbox: Outbox, frame: EventFrame, traits: EventTraits): void {
  outbox.held ??= new Map();
  const earlier = outbox.held.get(frame.event);
  outbox.heldBytes += frame.body.length - (earlier?.frame.body.length ?? 0);
  outbox.held.delete(frame.event);
  outbox.held.set(frame.event, { frame, traits });
}

function giveUp(outbox: Outbox): void {
  sealOutbox(outbox);
  outbox.onSlow();
}

function writeEvent(outbox: Outbox, frame: EventFrame, traits: EventTraits): void {
  if (!traits.sequenced) return writeChunks(outbox, frame.unnumbered);
  outbox.seq += 1;
  writeChunks(outbox, frame.chunks(outbox.seq));
  outbox.onNumbered?.(frame);
}

function writeChunks(outbox: Outbox, chunks: readonly Buffer[]): void {
  const { sink } = outbox;
  const [first, second] = chunks;
  if (first === undefined) return;
  outbox.written += first.length + (second?.length ?? 0);
  if (second === undefined) {
    sink.write(first);
    return;
  }
  sink.cork();
  sink.write(first);
  sink.write(second);
  sink.uncork();
}
