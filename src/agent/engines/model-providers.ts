import type { LanguageModel } from 'ai';
import type { Config } from '../../config/generated/types.ts';
import { PROVIDER_KEY_ENV, type EnvVars } from '../../platform/env.ts';
import { EngineError } from '../engine.ts';
import { boundedFetch, MAX_RESPONSE_BYTES } from './bounded-fetch.ts';

/** Which wire language a provider speaks. */
export type ProviderApi = 'openai' | 'anthropic' | 'google';

interface BuiltInProvider {
  readonly api: ProviderApi;
  readonly baseUrl: string;
  /** Used when only the key is known. */
  readonly defaultModel: string;
}

/** Providers that need nothing but a key. The order is the order in which a key in the environment is preferred. */
export const BUILT_IN_PROVIDERS: ReadonlyMap<string, BuiltInProvider> = new Map([
  [
    'anthropic',
    { api: 'anthropic', baseUrl: 'https://api.anthropic.com/v1', defaultModel: 'claude-opus-4-5' },
  ],
  ['openai', { api: 'openai', baseUrl: 'https://api.openai.com/v1', defaultModel: 'gpt-5.2' }],
  [
    'google',
    {
      api: 'google',
      baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
      defaultModel: 'gemini-3-pro-preview',
    },
  ],
  ['openrouter', { api: 'openai', baseUrl: 'https://openrouter.ai/api/v1', defaultModel: 'openrouter/auto' }],
  ['xai', { api: 'openai', baseUrl: 'https://api.x.ai/v1', defaultModel: 'grok-4' }],
  ['deepseek', { api: 'openai', baseUrl: 'https://api.deepseek.com/v1', defaultModel: 'deepseek-chat' }],
  ['mistral', { api: 'openai', baseUrl: 'https://api.mistral.ai/v1', defaultModel: 'mistral-large-latest' }],
  [
    'groq',
    { api: 'openai', baseUrl: 'https://api.groq.com/openai/v1', defaultModel: 'llama-3.3-70b-versatile' },
  ],
  [
    'moonshot',
    { api: 'openai', baseUrl: 'https://api.moonshot.ai/v1', defaultModel: 'kimi-k2-0905-preview' },
  ],
  ['zai', { api: 'openai', baseUrl: 'https://api.z.ai/api/paas/v4', defaultModel: 'glm-4.7' }],
]);

/** Config `models.providers.<id>.api` → wire language. What is absent here is refused when it is used. */
const APIS: ReadonlyMap<string, ProviderApi> = new Map([
  ['openai-completions', 'openai'],
  // Every provider of the newer interface also offers the older one.
  ['openai-responses', 'openai'],
  ['ollama', 'openai'],
  ['anthropic-messages', 'anthropic'],
  ['google-generative-ai', 'google'],
]);

export interface ProviderAccess {
  readonly id: string;
  readonly api: ProviderApi;
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ProviderSources {
  readonly config: Config;
  readonly env: EnvVars;
  /** The OpenAI-compatible endpoint of a local Ollama. */
  readonly ollamaUrl: string | undefined;
}

export const keyVariables = (provider: string): readonly string[] => PROVIDER_KEY_ENV[provider] ?? [];

/** Config first, then the usual environment variables. Blank counts as absent. */
export function providerKey(
  provider: string,
  { config, env }: Omit<ProviderSources, 'ollamaUrl'>,
): string | undefined {
  const configured = config.models?.providers?.[provider]?.apiKey?.trim();
  if (configured) return configured;
  return keyVariables(provider)
    .map((name) => env[name]?.trim())
    .find((value) => value !== undefined && value !== '');
}

/**
 * How to reach a provider.
 * @throws EngineError notFound (unknown provider), auth (no key where one is needed)
 */
export function providerAccess(id: string, sources: ProviderSources): ProviderAccess {
  const configured = sources.config.models?.providers?.[id];
  const builtIn = BUILT_IN_PROVIDERS.get(id);
  const ownUrl = configured?.baseUrl ?? (id === 'ollama' ? sources.ollamaUrl : undefined);
  const baseUrl = ownUrl ?? builtIn?.baseUrl;
  if (baseUrl === undefined) {
    throw new EngineError(
      'notFound',
      `unknown model provider "${id}": set models.providers.${id}.baseUrl in the config`,
    );
  }
  const api = configured?.api === undefined ? (builtIn?.api ?? 'openai') : APIS.get(configured.api);
  if (api === undefined) {
    const known = [...APIS.keys()].join(', ');
    throw new EngineError(
      'notFound',
      `models.providers.${id}.api "${configured?.api}" is not supported; use ${known}`,
    );
  }
  const apiKey = providerKey(id, sources);
  if (apiKey === undefined && ownUrl === undefined) throw missingKey(id);
  return { id, api, baseUrl: withVersionPath(baseUrl, api), apiKey, headers: configured?.headers ?? {} };
}

/** Loads the provider's library on first use. */
export async function languageModel(access: ProviderAccess, model: string): Promise<LanguageModel> {
  const { id, api, baseUrl: baseURL, apiKey } = access;
  const common = { baseURL, headers: { ...access.headers }, fetch: boundedFetch(MAX_RESPONSE_BYTES) };
  if (api === 'anthropic') {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    return createAnthropic({ ...common, apiKey: apiKey ?? 'none' })(model);
  }
  if (api === 'google') {
    const { createGoogle } = await import('@ai-sdk/google');
    return createGoogle({ ...common, apiKey: apiKey ?? 'none' })(model);
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const key = apiKey === undefined ? {} : { apiKey };
  return createOpenAICompatible({ ...common, name: id, includeUsage: true, ...key })(model);
}

function missingKey(id: string): EngineError {
  const names = keyVariables(id);
  const byEnv = names.length > 0 ? `set ${names.join(' or ')} in the environment, or ` : '';
  return new EngineError(
    'auth',
    `no API key for ${id}: ${byEnv}set models.providers.${id}.apiKey in the config`,
  );
}

const VERSION_PATH: Readonly<Record<ProviderApi, string>> = {
  openai: '/v1',
  anthropic: '/v1',
  google: '/v1beta',
};

/** People write the bare host; every such API lives under a version path. */
function withVersionPath(baseUrl: string, api: ProviderApi): string {
  const trimmed = baseUrl.replace(/\/+$/u, '');
  return URL.canParse(trimmed) && new URL(trimmed).pathname === '/' ? trimmed + VERSION_PATH[api] : trimmed;
}
