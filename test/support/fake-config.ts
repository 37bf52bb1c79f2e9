import type { ConfigPort } from '../../src/api/config-port.ts';
import type { Config } from '../../src/config/generated/types.ts';

type Noted = <A extends unknown[], R>(name: string, answer: (...args: A) => R) => (...args: A) => R;

const WRITTEN = { ok: true, path: '/state/moltbot.json', config: {}, hash: 'h2', changed: true } as const;
const CHANGED = { ...WRITTEN, restart: null, sentinel: null };

/** A configuration that answers from memory and writes down what was asked of it. */
export const createFakeConfig = (config: () => Config, noted: Noted): ConfigPort => ({
  current: config,
  snapshot: () =>
    Promise.resolve({
      path: '/state/moltbot.json',
      exists: false,
      raw: null,
      parsed: {},
      valid: true,
      config: {},
      issues: [],
      warnings: [],
      legacyIssues: [],
    }),
  schema: () => ({ schema: {}, uiHints: {}, version: '0.1.0', generatedAt: '2026-01-01T00:00:00.000Z' }),
  set: noted('config.set', () => Promise.resolve(WRITTEN)),
  apply: noted('config.apply', () => Promise.resolve(CHANGED)),
  patch: noted('config.patch', () => Promise.resolve(CHANGED)),
  plan: noted('config.plan', () =>
    Promise.resolve({
      ok: true as const,
      path: '/state/moltbot.json',
      hash: 'h1',
      valid: true,
      issues: [],
      mode: 'hybrid' as const,
      needs: 'nothing' as const,
      decision: 'ignore' as const,
      changes: [],
    }),
  ),
  confirm: noted('config.confirm', () => Promise.resolve({ ok: true as const, hash: 'h2' })),
  history: () => Promise.resolve({ path: '/state/moltbot.json', backups: [], deeds: [] }),
  rollback: noted('config.rollback', () => Promise.resolve(CHANGED)),
});
