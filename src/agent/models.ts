import type { ModelsListResult } from '../protocol/generated/types.ts';
import type { Config } from '../config/generated/types.ts';
import type { EnvVars } from '../platform/env.ts';
import { candidateRef } from './candidate.ts';
import { cliBackendIds } from './engines/cli-backends.ts';
import { providerKey } from './engines/model-providers.ts';
import { KNOWN_MODELS, OFFLINE_MODEL, type ModelRow } from './known-models.ts';
import { configuredModel, toCandidate } from './resolve.ts';
import { agentIds } from './agent-list.ts';

export interface ModelCatalogueOptions {
  readonly config: () => Config;
  readonly env: EnvVars;
  ollamaModels(): Promise<readonly string[]>;
}

/**
 * Models this gateway can use now: those in the config, the well-known ones of providers with a key, what a local Ollama
 * offers, configured agent CLIs, and the offline engine. Sorted by provider, then name.
 */
export async function listModels(options: ModelCatalogueOptions): Promise<ModelsListResult> {
  const config = options.config();
  const local = await options.ollamaModels();
  const rows = new Map<string, ModelRow>();
  const add = (row: ModelRow): void => {
    const ref = candidateRef({ provider: row.provider, model: row.id });
    rows.set(ref, { ...row, ...rows.get(ref) });
  };
  for (const row of configuredRows(config)) add(row);
  for (const row of KNOWN_MODELS) if (providerKey(row.provider, { config, env: options.env })) add(row);
  for (const name of local) add({ id: name, name, provider: 'ollama' });
  for (const row of referencedRows(config)) add(row);
  add(OFFLINE_MODEL);
  return { models: [...rows.values()].toSorted(byProviderThenName) };
}

/** Context window in tokens where it is known. */
export function contextWindowOf(config: Config, provider: string, model: string): number | undefined {
  const rows = [...configuredRows(config), ...KNOWN_MODELS];
  return rows.find((row) => row.provider === provider && row.id === model)?.contextWindow;
}

function configuredRows(config: Config): readonly ModelRow[] {
  return Object.entries(config.models?.providers ?? {}).flatMap(([provider, settings]) =>
    (settings.models ?? []).flatMap(({ id, name, contextWindow, reasoning }) =>
      id === undefined
        ? []
        : {
            id,
            name: name ?? id,
            provider,
            ...(contextWindow === undefined ? {} : { contextWindow }),
            ...(reasoning === undefined ? {} : { reasoning }),
          },
    ),
  );
}

/** Whatever the config names as somebody's model must be in the list, known or not. */
function referencedRows(config: Config): readonly ModelRow[] {
  const refs = agentIds(config).flatMap((id) => {
    const { primary, fallbacks } = configuredModel(config, id);
    return primary === undefined ? fallbacks : [primary, ...fallbacks];
  });
  const backends = Object.keys(config.agents?.defaults?.cliBackends ?? {}).filter((id) =>
    cliBackendIds(config).includes(id),
  );
  return [...refs, ...Object.keys(config.agents?.defaults?.models ?? {}), ...backends].map((ref) => {
    const { provider, model } = toCandidate(config, ref);
    return { id: model, name: model, provider };
  });
}

function byProviderThenName(a: ModelRow, b: ModelRow): number {
  return a.provider.localeCompare(b.provider, 'en') || a.name.localeCompare(b.name, 'en');
}
