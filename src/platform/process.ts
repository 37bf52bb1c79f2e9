/** The process as a command line program sees it. */
export interface CommandLine {
  /** The script this process was started with; absent in an embedded run. */
  readonly script: string | undefined;
  /** What the operator typed after it. */
  readonly words: readonly string[];
  readonly cwd: string;
}

export const commandLine = (): CommandLine => ({
  script: process.argv[1],
  words: process.argv.slice(2),
  cwd: process.cwd(),
});

export const standardStreams = () => ({ stdout: process.stdout, stderr: process.stderr });

/** All of standard input as text. @throws Error when it is longer than `maxBytes` */
export async function readStandardInput(maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`standard input is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Calls back on Ctrl-C until the returned function is called; while nobody listens, Ctrl-C ends the process. */
export function onInterrupt(handler: () => void): () => void {
  process.on('SIGINT', handler);
  return () => {
    process.off('SIGINT', handler);
  };
}
