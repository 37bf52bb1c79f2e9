const LIBRARY = /node_modules[/\\](@whiskeysockets|@cacheable|lru-cache)[/\\]/;

/**
 * The client library leaves timers of up to a minute behind when it is closed in the middle of something. From here on
 * its timers no longer keep this process alive. Call it once at the top of a test file that runs the library in-process.
 */
export function detachLibraryTimers(): void {
  const { setTimeout, setInterval } = globalThis;
  const detached =
    <T extends typeof setTimeout | typeof setInterval>(original: T) =>
    (...call: Parameters<T>) => {
      const timer = (original as (...call: unknown[]) => NodeJS.Timeout)(...call);
      if (LIBRARY.test(new Error('who calls').stack ?? '')) timer.unref();
      return timer;
    };
  Object.assign(globalThis, { setTimeout: detached(setTimeout), setInterval: detached(setInterval) });
}
