import type { ServerResponse } from 'node:http';

const MAX_BUFFERED_BYTES = 1_048_576;

/** One server-sent-events response. A reader that falls behind is cut off: it can reconnect and start afresh. */
export interface EventStream {
  send(data: string): void;
}

export function openEventStream(res: ServerResponse, onClose: () => void): EventStream {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  res.once('close', onClose);
  return {
    send(data) {
      if (res.writableLength > MAX_BUFFERED_BYTES) res.destroy();
      else res.write(`data: ${data}\n\n`);
    },
  };
}
