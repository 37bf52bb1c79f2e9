import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../platform/clock.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import { MediaFailure } from '../port.ts';
import { createPublicOnly } from './address-policy.ts';
import type { AddressPolicy } from './address-policy.ts';
import { readBody, nameOf } from './response-body.ts';
import { requestOnce } from './request-once.ts';
import { addressesOf, checkedUrl } from './url-rules.ts';
import type { Resolve } from './url-rules.ts';

export interface FetchUrlOptions {
  readonly maxBytes: number;
  /** For everything together, redirects included. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Addresses that may be connected to; those of the public internet by default. */
  readonly isAllowed?: AddressPolicy;
  /** The system's resolver by default. */
  readonly resolve?: Resolve;
}

export interface FetchedUrl {
  readonly bytes: Uint8Array;
  /** As the server says. */
  readonly mime?: string;
  readonly fileName?: string;
}

export type FetchUrl = (url: string, options: FetchUrlOptions) => Promise<FetchedUrl>;

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

/**
 * Fetches a file over http or https. Each address on the way, redirects included, is checked before it is connected to.
 *
 * @throws Failure INVALID_REQUEST for what is not fetched from · MediaFailure tooLarge | gone | network
 */
export const fetchUrl: FetchUrl = async (text, options) => {
  const { clock, timeoutMs, signal, maxBytes } = options;
  const deadline = new AbortController();
  const timer = clock.setTimeout(() => {
    deadline.abort(new MediaFailure('network', `the file was not there within ${timeoutMs / 1_000} s`));
  }, timeoutMs);
  const ending = AbortSignal.any([signal, deadline.signal]);
  try {
    const first = checkedUrl(text);
    return await orEnd(ending, async () => {
      const { response, url } = await follow(first, ending, options);
      const bytes = await readBody(response, maxBytes);
      const mime = response.headers['content-type'];
      const fileName = nameOf(response.headers['content-disposition'], url);
      return {
        bytes,
        ...(mime === undefined ? {} : { mime }),
        ...(fileName === undefined ? {} : { fileName }),
      };
    });
  } finally {
    clock.clearTimeout(timer);
    // Whatever is still open belongs to an answer nobody reads.
    deadline.abort();
  }
};

async function follow(
  first: URL,
  signal: AbortSignal,
  options: FetchUrlOptions,
): Promise<{ readonly response: IncomingMessage; readonly url: URL }> {
  const isAllowed = options.isAllowed ?? (await createPublicOnly());
  const resolve = options.resolve ?? resolveBySystem;
  let url = first;
  for (let redirects = 0; ; redirects += 1) {
    const addresses = await addressesOf(url, { isAllowed, resolve });
    const response = await requestOnce(url, addresses, signal);
    const status = response.statusCode ?? 0;
    const target = response.headers.location;
    if (!REDIRECTS.has(status) || target === undefined) {
      if (status >= 200 && status < 300) return { response, url };
      response.destroy();
      throw refusal(url, status);
    }
    response.destroy();
    if (redirects >= MOST_REDIRECTS) {
      throw invalidRequest(`the address redirects more than ${MOST_REDIRECTS} times; give the last one`);
    }
    url = checkedUrl(target, url);
  }
}

const refusal = (url: URL, status: number): MediaFailure =>
  status === 404 || status === 410
    ? new MediaFailure('gone', `there is no such file at ${url.host} (HTTP ${status})`)
    : new MediaFailure('network', `${url.host} answered HTTP ${status}`);

/** Also ends what does not listen to the signal itself, as the resolver. */
async function orEnd<Result>(signal: AbortSignal, act: () => Promise<Result>): Promise<Result> {
  const failure = (): unknown =>
    signal.reason instanceof MediaFailure
      ? signal.reason
      : new MediaFailure('network', 'fetching the file was given up', signal.reason);
  if (signal.aborted) throw failure();
  const ended = Promise.withResolvers<never>();
  const end = (): void => ended.reject(failure());
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([act(), ended.promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}
