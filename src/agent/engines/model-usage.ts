import type { LanguageModelUsage } from 'ai';
import type { Usage } from '../engine.ts';

/** The library's counts as ours; what a provider does not report is 0. */
export function usageOf(usage: LanguageModelUsage): Usage {
  const input = usage.inputTokens ?? 0;
  const output = usage.outputTokens ?? 0;
  return {
    input,
    output,
    cacheRead: usage.inputTokenDetails.cacheReadTokens ?? 0,
    cacheWrite: usage.inputTokenDetails.cacheWriteTokens ?? 0,
    total: usage.totalTokens ?? input + output,
  };
}
