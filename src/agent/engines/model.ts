import type * as Sdk from 'ai';
import type { TextStreamPart, ToolSet as SdkTools } from 'ai';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EnvVars } from '../../platform/env.ts';
import type { Logger } from '../../platform/logger.ts';
import { EngineError, type Engine, type EngineEvent, type EngineInput } from '../engine.ts';
import { asEngineError, throwIfAborted } from '../retry.ts';
import { classifyModelError } from './model-errors.ts';
import { toModelMessages } from './model-messages.ts';
import { languageModel, providerAccess } from './model-providers.ts';
import { modelSettings, reasoningOf } from './model-settings.ts';
import { sdkTools } from './model-tools.ts';
import { usageOf } from './model-usage.ts';
import type { Ollama } from './ollama.ts';
import { guardStream } from './stream-guard.ts';

const DEFAULT_MAX_STEPS = 24;

export interface ModelEngineOptions {
  readonly config: () => Config;
  readonly env: EnvVars;
  readonly clock: Clock;
  readonly log: Logger;
  /** Longest silence of a connection, in milliseconds. */
  readonly idleMs: number;
  readonly ollama: Pick<Ollama, 'apiUrl'>;
}

/** A model behind an HTTP API, through the AI SDK, which is loaded at the first run. */
export function createModelEngine(options: ModelEngineOptions): Engine {
  return {
    id: 'model',
    async *run(input, signal) {
      throwIfAborted(signal);
      try {
        yield* streamRun(options, input, signal);
      } catch (error) {
        if (signal.aborted) throw asEngineError(error, signal);
        throw classifyModelError(error, input.provider);
      }
    },
  };
}

async function* streamRun(
  options: ModelEngineOptions,
  input: EngineInput,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const { env, clock, log } = options;
  const config = options.config();
  const access = providerAccess(input.provider, { config, env, ollamaUrl: options.ollama.apiUrl });
  const { streamText, isStepCount } = await loadSdk(log);
  const model = await languageModel(access, input.model);
  throwIfAborted(signal);
  const {
    idleMs = options.idleMs,
    maxSteps = DEFAULT_MAX_STEPS,
    ...settings
  } = modelSettings(config, `${input.provider}/${input.model}`);
  const cut = new AbortController();
  const working = new Set<string>();
  const reasoning = reasoningOf(input.thinking);
  const result = streamText({
    model,
    ...(input.systemPrompt === '' ? {} : { instructions: input.systemPrompt }),
    messages: toModelMessages(input.history, input.message, input.attachments),
    tools: await sdkTools(input, cut.signal, working),
    stopWhen: isStepCount(maxSteps),
    abortSignal: cut.signal,
    // Retries are decided above the engine, where other candidates are known.
    maxRetries: 0,
    // Errors arrive as stream parts; without a handler the library would print them.
    onError: () => undefined,
    ...settings,
    ...(reasoning === undefined ? {} : { reasoning }),
  });
  const parts = guardStream(result.stream, {
    signal,
    clock,
    idleMs,
    busy: () => working.size > 0,
    cancel: () => cut.abort(),
  });
  for await (const part of parts) yield* translate(part, input.provider);
}

/** One part of the library's stream as engine events. */
function* translate(part: TextStreamPart<SdkTools>, provider: string): Generator<EngineEvent> {
  switch (part.type) {
    case 'text-delta':
      if (part.text !== '') yield { type: 'text', delta: part.text };
      return;
    case 'reasoning-delta':
      if (part.text !== '') yield { type: 'thinking', delta: part.text };
      return;
    case 'tool-call':
      yield { type: 'toolStart', id: part.toolCallId, name: part.toolName, args: part.input };
      return;
    case 'tool-result':
      if (part.preliminary) return;
      yield {
        type: 'toolResult',
        id: part.toolCallId,
        name: part.toolName,
        result: part.output,
        isError: false,
      };
      return;
    case 'tool-error': {
      const result = { error: part.error instanceof Error ? part.error.message : String(part.error) };
      yield { type: 'toolResult', id: part.toolCallId, name: part.toolName, result, isError: true };
      return;
    }
    case 'error':
      throw classifyModelError(part.error, provider);
    case 'abort':
      throw new EngineError('network', `the connection to ${provider} was cut`);
    // Per call of the model, not per run: the last one says how full its context is.
    case 'finish-step':
      yield { type: 'usage', usage: usageOf(part.usage) };
      return;
    case 'finish':
      yield* finish(part, provider);
      return;
    default:
  }
}

function* finish(
  part: Extract<TextStreamPart<SdkTools>, { type: 'finish' }>,
  provider: string,
): Generator<EngineEvent> {
  if (
    part.finishReason === 'error' ||
    (part.finishReason === 'other' && part.rawFinishReason === undefined)
  ) {
    throw new EngineError('network', `${provider} stopped in the middle of its answer`);
  }
  yield { type: 'end', stopReason: part.finishReason };
}

async function loadSdk(log: Logger): Promise<typeof Sdk> {
  const sdk = await import('ai');
  // The library prints its remarks on stderr unless given somewhere else to put them.
  globalThis.AI_SDK_LOG_WARNINGS = ({ warnings, provider, model }) =>
    log.debug('model library remark', { provider, model, warnings });
  return sdk;
}
