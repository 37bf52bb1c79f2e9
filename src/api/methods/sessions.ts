import { method } from '../method.ts';

const COMPACT_MAX_LINES = 400;
const SEARCH_HITS = 20;

const list = method('sessions.list', (params, { ports }) => ports.sessions.list(params));
const preview = method('sessions.preview', (params, { ports }) => ports.sessions.preview(params));
const search = method('sessions.search', ({ query, limit }, { ports }) => ({
  ts: ports.clock.now(),
  hits: [...ports.sessions.search(query, limit ?? SEARCH_HITS)],
}));
const resolve = method('sessions.resolve', (params, { ports }) => ports.sessions.resolve(params));
const patch = method('sessions.patch', (params, { ports }) => ports.sessions.patch(params));
const reset = method('sessions.reset', ({ key }, { ports }) => ports.sessions.reset(key));

const remove = method('sessions.delete', ({ key, deleteTranscript }, { ports }) =>
  ports.sessions.remove(key, deleteTranscript ?? true),
);

const compact = method('sessions.compact', ({ key, maxLines }, { ports }) =>
  ports.sessions.compact(key, maxLines ?? COMPACT_MAX_LINES),
);

export const sessionsMethods = [list, preview, search, resolve, patch, reset, remove, compact];
