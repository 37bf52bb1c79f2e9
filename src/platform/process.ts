/** The process as a command line program sees it. */
export interface CommandLine {
  /** The script this process was started with; absent in an embedded run. */
  readonly script: string | undefined;
  /** What the operator typed after it. */
  readonly words: readonly string[];
}

export const commandLine = (): CommandLine => ({ script: process.argv[1], words: process.argv.slice(2) });

export const standardStreams = () => ({ stdout: process.stdout, stderr: process.stderr });

/** Calls back on Ctrl-C until the returned function is called; while nobody listens, Ctrl-C ends the process. */
export function onInterrupt(handler: () => void): () => void {
  process.on('SIGINT', handler);
  return () => {
    process.off('SIGINT', handler);
  };
}
