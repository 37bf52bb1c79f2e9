import { spawn } from 'node:child_process';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const CHECKER = fileURLToPath(new URL('swift-tree.ts', import.meta.url));

/**
 * What is wrong with a text of generated Swift, as far as that can be told without a compiler. Empty: nothing.
 *
 * The grammar runs in a process of its own: V8 dies ("out of memory: Zone") when it optimises the grammar's giant
 * functions, and the flag that keeps it from trying counts only from the start of a process.
 */
export async function swiftProblems(source: string): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--liftoff-only', CHECKER], { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.end(source);
  const [answer, complaint, code] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    exited,
  ]);
  if (code !== 0) throw new Error(`the Swift check ended with ${code}: ${complaint.slice(0, 500)}`);
  return JSON.parse(answer) as string[];
}
