import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { MediaFailure } from '../port.ts';
import type { ResolvedAddress } from './url-rules.ts';

/** One GET to the given addresses only. Resolves with the head of the answer; redirects are not followed. */
export function requestOnce(
  url: URL,
  addresses: readonly ResolvedAddress[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_host, { all }, done) => {
    const [first] = addresses;
    if (all === true) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family ?? 4);
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const sent = request(
    url,
    {
      // An agent of its own: a shared one would reuse connections made to other addresses.
      agent: false,
      lookup: pinned,
      signal,
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'moltbot', connection: 'close' },
    },
    resolve,
  );
  sent.on('error', (error) =>
    reject(new MediaFailure('network', `${url.host} cannot be reached: ${error.message}`, error)),
  );
  sent.end();
  return promise;
}
