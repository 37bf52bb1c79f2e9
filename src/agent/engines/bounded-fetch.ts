import { EngineError } from '../engine.ts';

/** Far beyond any answer; below it a peer that never ends a line cannot fill the memory. */
export const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/**
 * `fetch` whose body breaks off beyond `maxBytes` with an EngineError `format`. Redirects are refused: a key in a header of its own
 * would follow them to another host.
 */
export function boundedFetch(maxBytes: number): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await globalThis.fetch(input, { ...init, redirect: 'error' });
    if (!response.body) return response;
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(limit(maxBytes)), { status, statusText, headers });
  };
}

function limit(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen <= maxBytes) controller.enqueue(chunk);
      else controller.error(new EngineError('format', `the model's answer is longer than ${maxBytes} bytes`));
    },
  });
}
