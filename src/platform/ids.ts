import type { Random } from './random.ts';

/** Lower-case hex, `length` characters. */
export const hexId = (random: Random, length: number): string =>
  Buffer.from(random.bytes(Math.ceil(length / 2)))
    .toString('hex')
    .slice(0, length);

/** Eight hex characters: enough to tell things apart in a log, not enough to be unguessable. */
export const shortId = (random: Random): string => hexId(random, 8);

/** 256 bits, base64url, 43 characters: for tokens. */
export const secretToken = (random: Random): string => Buffer.from(random.bytes(32)).toString('base64url');
