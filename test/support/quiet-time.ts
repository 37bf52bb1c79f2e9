import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { createTestClock, type TestClock } from './test-clock.ts';

/** Time that only passes while nothing is on its way: what takes a moment for real takes none of it. */
export interface QuietTime {
  readonly clock: TestClock;
  /** Passes `ms` in steps of a second; `held` counts the requests that are meant to wait. */
  pass(ms: number, held: () => number): Promise<void>;
  /** Something other than a request moved just now. */
  stir(): void;
  close(): void;
}

const STEP_MS = 1000;
/** A closed connection or the last bytes of an answer show a few turns later. */
const TURNS = 4;

export function createQuietTime(startAt?: number): QuietTime {
  const clock = createTestClock(startAt);
  let underWay = 0;
  let moved = 0;
  const note = (change: 1 | -1) => (message: unknown) => {
    const { request } = message as { readonly request: ClientRequest };
    // A request that becomes a WebSocket never gets an answer of the common kind.
    if (request.getHeader('upgrade') !== undefined) return;
    underWay += change;
    moved += 1;
  };
  const channels = [
    ['http.client.request.start', note(1)],
    ['http.client.response.finish', note(-1)],
    ['http.client.request.error', note(-1)],
  ] as const;
  for (const [name, listener] of channels) subscribe(name, listener);

  const calm = async (held: () => number): Promise<void> => {
    for (;;) {
      const before = moved;
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      if (underWay <= held() && moved === before) return;
    }
  };

  return {
    clock,
    async pass(ms, held) {
      for (let passed = 0; passed < ms; passed += STEP_MS) {
        await calm(held);
        await clock.advance(STEP_MS);
      }
      await calm(held);
    },
    stir: () => {
      moved += 1;
    },
    close() {
      for (const [name, listener] of channels) unsubscribe(name, listener);
    },
  };
}
