import type { MediaRef } from './media.ts';

const HOSTS = /(?:^|\.)(?:whatsapp\.net|fbcdn\.net)$/;
const DEFAULT_HOST = 'mmg.whatsapp.net';

/**
 * Where the encrypted file is. The address in a message is the sender's word: it is believed only where it names a host of
 * the network, else a message could make the gateway call any server. `testHost` is the media host of a test server.
 */
export function mediaAddress(ref: MediaRef, testHost: string | undefined): URL | undefined {
  const given = ref.url === undefined ? undefined : (URL.parse(ref.url) ?? undefined);
  const trusted = given !== undefined && isTrusted(given, testHost) ? given : undefined;
  if (ref.directPath === undefined) return trusted;
  const host = trusted?.host ?? DEFAULT_HOST;
  const address = URL.parse(`https://${host}${ref.directPath}`);
  return address?.host === host ? address : undefined;
}

const isTrusted = (url: URL, testHost: string | undefined): boolean =>
  url.protocol === 'https:' &&
  (testHost === undefined ? HOSTS.test(url.hostname) && url.port === '' : url.hostname === testHost);
