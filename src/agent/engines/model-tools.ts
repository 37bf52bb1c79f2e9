import type { JSONSchema7, ToolSet as SdkTools } from 'ai';
import type { EngineInput } from '../engine.ts';

/**
 * The run's tools for the model library. `working` names the calls under way: silence is normal then.
 * A failed call is thrown, which the library hands to the model as an error result.
 */
export async function sdkTools(
  input: EngineInput,
  signal: AbortSignal,
  working: Set<string>,
): Promise<SdkTools> {
  const { dynamicTool, jsonSchema } = await import('ai');
  const { runId, agentId, sessionKey } = input;
  return Object.fromEntries(
    input.tools.tools.map((tool) => [
      tool.name,
      dynamicTool({
        description: tool.description,
        inputSchema: jsonSchema(tool.parameters as JSONSchema7),
        async execute(args, { toolCallId }) {
          working.add(toolCallId);
          try {
            const { result, isError } = await input.tools.invoke(tool.name, args, {
              runId,
              agentId,
              sessionKey,
              signal,
            });
            if (isError) throw new Error(errorText(result));
            return result;
          } finally {
            working.delete(toolCallId);
          }
        },
      }),
    ]),
  );
}

function errorText(result: unknown): string {
  const error = (result as { error?: unknown } | null)?.error;
  return typeof error === 'string' ? error : JSON.stringify(result);
}
