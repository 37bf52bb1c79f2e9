/** A callback's events as an async iterable: what is pushed before anybody listens is kept. */
export interface EventQueue<T> extends AsyncIterable<T> {
  push(value: T): void;
  end(): void;
}

export function createEventQueue<T>(): EventQueue<T> {
  const waiting: T[] = [];
  const state = { ended: false };
  let wake = Promise.withResolvers<void>();
  const signal = (): void => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  return {
    push(value) {
      waiting.push(value);
      signal();
    },
    end() {
      state.ended = true;
      signal();
    },
    async *[Symbol.asyncIterator]() {
      while (!state.ended || waiting.length > 0) {
        const woken = wake.promise;
        while (waiting.length > 0) yield waiting.shift() as T;
        if (!state.ended) await woken;
      }
    },
  };
}
