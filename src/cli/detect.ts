import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PROVIDER_KEY_ENV } from '../platform/env.ts';
import { probePort } from './facts.ts';
import type { CliIo } from './io.ts';

/** What could answer on this machine. */
export interface Found {
  /** Variables that hold the key of a provider. */
  readonly keys: readonly { readonly provider: string; readonly variable: string }[];
  /** Something listens where Ollama does. */
  readonly ollama: boolean;
  /** Agent programs in the search path, by the backend they are. */
  readonly programs: readonly { readonly backend: string; readonly path: string }[];
}

const OLLAMA_PORT = 11_434;
const PROBE_MS = 300;
const PROGRAMS = [
  ['claude-cli', 'claude'],
  ['codex-cli', 'codex'],
] as const;

function pathOf(name: string, searchPath: string): string | undefined {
  for (const dir of searchPath.split(delimiter).filter(Boolean)) {
    const path = join(dir, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here: the next directory.
    }
  }
  return undefined;
}

export async function detect(io: CliIo): Promise<Found> {
  const { env } = io;
  const { status } = await probePort(io, '127.0.0.1', OLLAMA_PORT, PROBE_MS);
  return {
    keys: Object.entries(PROVIDER_KEY_ENV).flatMap(([provider, names]) => {
      const variable = names.find((name) => env.foreign(name) !== undefined);
      return variable === undefined ? [] : [{ provider, variable }];
    }),
    ollama: status === 'listening',
    programs: PROGRAMS.flatMap(([backend, name]) => {
      const path = pathOf(name, env.foreign('PATH') ?? '');
      return path === undefined ? [] : [{ backend, path }];
    }),
  };
}

/** What the operator is told of it. */
export function foundLines({ keys, ollama, programs }: Found): string[] {
  const lines = [
    ...keys.map(({ provider, variable }) => `${variable} is set: ${provider} can answer.`),
    ...(ollama ? ['Ollama listens on 127.0.0.1:11434: its models can answer.'] : []),
    ...programs.map(
      ({ backend, path }) =>
        `${path} is installed: with agents.defaults.model.primary "${backend}/default" it answers.`,
    ),
  ];
  return lines.length > 0
    ? lines
    : [
        'No model was found: the built-in offline engine answers. A key such as ANTHROPIC_API_KEY, or Ollama, connects one.',
      ];
}
