import { fromCallback, fromPromise } from 'xstate';
import { exposureMachine, type ExposureEvent, type ExposureInput } from '../../machines/exposure.ts';
import type { Logger } from '../../platform/logger.ts';

/** How one way to the gateway is put up and taken back. */
export interface Exposure {
  /** Puts it up, also when it is up already. Rejects with what the operator can do about it. */
  raise(signal: AbortSignal): Promise<void>;
  /** Calls back when what is up is lost or stale; returns the way to stop watching. */
  watch?(
    tell: (event: Extract<ExposureEvent, { type: 'exposure.lost' | 'exposure.stale' }>) => void,
  ): () => void;
  withdraw(): Promise<void>;
}

export interface ExposurePart {
  /** For a supervised child; its input is `input`. */
  readonly logic: typeof exposureMachine;
  readonly input: ExposureInput;
  /** Why it is not up, although it should be. */
  trouble(): string | undefined;
}

export function createExposurePart(options: {
  /** In the words of an operator, e.g. `tailscale serve`. */
  readonly name: string;
  /** Absent: not wanted. */
  readonly exposure: Exposure | undefined;
  readonly retry: ExposureInput['retry'];
  readonly untilListening: () => Promise<unknown>;
  /** Health has something new to say. */
  readonly changed: () => void;
  readonly log: Logger;
}): ExposurePart {
  const { name, exposure, retry, untilListening, changed, log } = options;
  let trouble: string | undefined;
  /** The last try; it may still be ending when it was broken off. */
  let raising = Promise.resolve();
  const say = (next: string | undefined): void => {
    if (next === trouble) return;
    trouble = next;
    changed();
  };
  const needed = (): Exposure => {
    if (exposure === undefined) throw new Error(`${name} is not wanted, and was asked for`);
    return exposure;
  };
  const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  return {
    input: { wanted: exposure !== undefined, retry },
    trouble: () => trouble,
    logic: exposureMachine.provide({
      actors: {
        untilListening: fromPromise<void>(async () => {
          await untilListening();
        }),
        raise: fromPromise(({ signal }) => {
          raising = needed().raise(signal);
          return raising;
        }),
        watch: fromCallback<ExposureEvent>(({ sendBack }) => needed().watch?.(sendBack)),
        withdraw: fromPromise(async () => {
          // Else it could be put up once more after it was taken back. How the try ended no longer matters.
          await Promise.allSettled([raising]);
          await needed().withdraw();
        }),
      },
      actions: {
        noteUp: () => say(undefined),
        noteFailure: (_, { error }) => {
          const message = messageOf(error);
          if (message !== trouble) log.warn(`${name} failed: ${message}`);
          say(message);
        },
        noteLeft: (_, { error }) => log.warn(`${name} could not be taken back: ${messageOf(error)}`),
      },
    }),
  };
}
