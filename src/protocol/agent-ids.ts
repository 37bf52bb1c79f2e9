export const DEFAULT_AGENT_ID = 'main';

/** Lower case; what does not fit `[a-z0-9_-]` becomes a dash; 64 characters at most; empty becomes `main`. */
export function normalizeAgentId(raw: string): string {
  const cleaned = raw
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/gu, '-')
    .replace(/^-+/u, '')
    .slice(0, 64)
    .replace(/-+$/u, '');
  return cleaned === '' ? DEFAULT_AGENT_ID : cleaned;
}
