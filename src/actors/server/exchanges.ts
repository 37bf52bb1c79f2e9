import type { ServerResponse } from 'node:http';

/** The plain HTTP exchanges of one boot that are under way. */
export interface Exchanges {
  begin(response: ServerResponse): void;
  /** Resolves when none is left. */
  quiet(): Promise<void>;
  /** Cuts what is left. */
  abandon(): void;
}

export function createExchanges(): Exchanges {
  const open = new Set<ServerResponse>();
  let onQuiet: (() => void) | undefined;
  return {
    begin(response) {
      open.add(response);
      response.once('close', () => {
        open.delete(response);
        if (open.size === 0) onQuiet?.();
      });
    },
    quiet: () =>
      new Promise((resolve) => {
        onQuiet = resolve;
        if (open.size === 0) resolve();
      }),
    abandon() {
      for (const response of open) response.destroy();
    },
  };
}
