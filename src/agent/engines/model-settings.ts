import type { Config } from '../../config/generated/types.ts';

/** What `agents.defaults.models.<provider/model>.params` may set for one model. */
export interface ModelSettings {
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  /** Longest silence of the connection, in milliseconds. */
  readonly idleMs?: number;
  /** Model calls of one run; each tool round trip is one more. */
  readonly maxSteps?: number;
}

export function modelSettings(config: Config, ref: string): ModelSettings {
  const params: Readonly<Record<string, unknown>> = config.agents?.defaults?.models?.[ref]?.params ?? {};
  const number = (name: string): number | undefined => {
    const value = params[name];
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
  };
  const [temperature, maxOutputTokens] = [
    number('temperature'),
    number('maxTokens') ?? number('maxOutputTokens'),
  ];
  const [idleSeconds, maxSteps] = [number('idleTimeoutSeconds'), number('maxSteps')];
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(idleSeconds ? { idleMs: idleSeconds * 1000 } : {}),
    ...(maxSteps ? { maxSteps } : {}),
  };
}

const REASONING = ['minimal', 'low', 'medium', 'high', 'xhigh'] as const;
export type Reasoning = (typeof REASONING)[number];

/** A thinking level as the model library names it; `undefined` leaves the provider's default. */
export const reasoningOf = (level: string | undefined): Reasoning | undefined =>
  REASONING.find((entry) => entry === level);
