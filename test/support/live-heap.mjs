// Loaded into a gateway with --import: answers whoever connects to LIVE_HEAP_SOCKET with the bytes that are in use after a
// collection. The size of a process says nothing about a leak: code, caches and pages that lie free are in it too.
import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const { LIVE_HEAP_SOCKET: socketPath, ...others } = process.env;
if (socketPath !== undefined) {
  // Processes that the gateway starts answer nobody.
  process.env = others;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  createServer((asker) => {
    // What finalizers let go is gone with the second.
    collect();
    setImmediate(() => {
      collect();
      const { heapUsed, external } = process.memoryUsage();
      asker.end(String(heapUsed + external));
    });
  })
    .listen(socketPath)
    .unref();
}
