import { invalidArguments } from './arguments.ts';
import { filterTools, type ToolPolicy } from './policy.ts';
import type { Tool, ToolContext, ToolSet } from './tool.ts';

type Invocation = { result: unknown; isError: boolean };

/**
 * The tools one run may use. `invoke` checks the name, the policy and the arguments, races the body against the
 * run's signal, and turns every failure into a result with `isError`.
 */
export function createToolSet(tools: readonly Tool[], ...policies: readonly ToolPolicy[]): ToolSet {
  const allowed = filterTools(tools, policies);
  const byName = new Map(allowed.map((tool) => [tool.name, tool]));
  return {
    tools: allowed,
    async invoke(name, args, context) {
      const tool = byName.get(name);
      if (!tool) return failed(`tool "${name}" does not exist or is not allowed here`);
      const given = args ?? {};
      const problem = invalidArguments(tool.parameters, given);
      if (problem) return failed(`invalid arguments for ${name}: ${problem}`);
      return invokeBody(tool, given as Readonly<Record<string, unknown>>, context);
    },
  };
}

/** No tool at all: for engines that must not call any. */
export const noTools: ToolSet = createToolSet([]);

async function invokeBody(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  context: ToolContext,
): Promise<Invocation> {
  const { signal } = context;
  if (signal.aborted) return failed(`${tool.name} was not started: the run was aborted`);
  const { promise: aborted, resolve } = Promise.withResolvers<Invocation>();
  const onAbort = (): void => resolve(failed(`${tool.name} was cut off: the run was aborted`));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([runBody(tool, args, context), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function runBody(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  context: ToolContext,
): Promise<Invocation> {
  try {
    return { result: await tool.run(args, context), isError: false };
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

const failed = (message: string): Invocation => ({ result: { error: message }, isError: true });
