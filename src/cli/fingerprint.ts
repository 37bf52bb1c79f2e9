import { createHash } from 'node:crypto';

/** Enough to see whether two secrets are the same one, and nothing of what they are. */
export const fingerprint = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex').slice(0, 8);
