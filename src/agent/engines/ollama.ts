import type { Clock } from '../../platform/clock.ts';

const PROBE_TIMEOUT_MS = 400;
const FRESH_MS = 60_000;

export interface Ollama {
  /** Its OpenAI-compatible endpoint. */
  readonly apiUrl: string | undefined;
  /** Chat models it offers, in its own order; empty when nothing answers. Never throws; one probe a minute at most. */
  models(): Promise<readonly string[]>;
}

export interface OllamaOptions {
  readonly baseUrl: string | false;
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
}

/** Only naming the global loads the whole HTTP client, which a start should not wait for. */
const fetchWhenNeeded: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);

/** Looks for a local Ollama on loopback. */
export function createOllama({ baseUrl, clock, fetch = fetchWhenNeeded }: OllamaOptions): Ollama {
  if (baseUrl === false) return { apiUrl: undefined, models: () => Promise.resolve([]) };
  let known: { at: number; models: Promise<readonly string[]> } | undefined;
  return {
    apiUrl: `${baseUrl}/v1`,
    models() {
      const now = clock.monotonic();
      if (!known || now - known.at > FRESH_MS) known = { at: now, models: probe(baseUrl, clock, fetch) };
      return known.models;
    },
  };
}

async function probe(
  baseUrl: string,
  clock: Clock,
  fetch: typeof globalThis.fetch,
): Promise<readonly string[]> {
  const patience = new AbortController();
  const timer = clock.setTimeout(() => patience.abort(), PROBE_TIMEOUT_MS);
  try {
    const answer = await fetch(`${baseUrl}/api/tags`, { signal: patience.signal, redirect: 'error' });
    if (!answer.ok) return [];
    return namesIn(await answer.json());
  } catch {
    // Nothing listens there, or something that is no Ollama: both are the normal case of a machine without one.
    return [];
  } finally {
    clock.clearTimeout(timer);
  }
}

function namesIn(body: unknown): readonly string[] {
  const models = (body as { models?: unknown } | null)?.models;
  if (!Array.isArray(models)) return [];
  return models
    .map((model: { name?: unknown } | null) => model?.name)
    .filter((name): name is string => typeof name === 'string' && name !== '' && !name.includes('embed'));
}
