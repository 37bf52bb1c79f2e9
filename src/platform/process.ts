import { isatty } from 'node:tty';
import { singleFile } from './single-file.ts';

/** The process as a command line program sees it. */
export interface CommandLine {
  /** The script, or the single-file executable, this process was started with; absent in an embedded run. */
  readonly script: string | undefined;
  /** What the operator typed after it. */
  readonly words: readonly string[];
  readonly cwd: string;
}

export const commandLine = (): CommandLine => ({
  script: singleFile()?.path ?? process.argv[1],
  words: process.argv.slice(2),
  cwd: process.cwd(),
});

export const standardStreams = () => ({ stdout: process.stdout, stderr: process.stderr });

/** Whether somebody can type an answer. Asked of the descriptor: the stream would be opened by looking at it. */
export const inputIsTerminal = (): boolean => isatty(0);

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

/** Ctrl-C, and what a closing terminal or a supervisor sends. */
const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls back on Ctrl-C and its like until the returned function is called; while nobody listens, they end the process. */
export function onInterrupt(handler: () => void): () => void {
  for (const signal of INTERRUPTS) process.on(signal, handler);
  return () => {
    for (const signal of INTERRUPTS) process.off(signal, handler);
  };
}
