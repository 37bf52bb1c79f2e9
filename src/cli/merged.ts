import type { Command } from 'commander';

/** Runs a verb and keeps its exit code. */
export type Settle = (code: Promise<number>) => Promise<void>;

/** Options written before the subcommand (`gateway --token x status`) belong to it as much as those after it. */
export function merged<T>(command: Command): T {
  const shared = command.parent?.opts() ?? {};
  return { ...shared, ...command.opts() } as T;
}
