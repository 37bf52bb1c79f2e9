/** What the exit code of every process of ours means. Supervisors must not restart after `config`. */
export const EXIT = {
  ok: 0,
  crash: 1,
  usage: 64,
  unavailable: 69,
  internal: 70,
  retry: 75,
  config: 78,
} as const;

export type ExitName = keyof typeof EXIT;
export type ExitCode = (typeof EXIT)[ExitName];

/** Ends the process now. Nothing pending is flushed: close logs and stores first. */
export function exitProcess(code: ExitCode): never {
  process.exit(code);
}
