/**
 * Reporter for `npm test`: one line per file, every failure in full with what its file printed, and the counts last. A
 * test that is skipped is named with its reason.
 */
import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

interface FileState {
  /** What the tests of the file printed and noted, seeds among it. */
  readonly said: string[];
  readonly failures: string[];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const named = (file: string | undefined): string =>
  file === undefined ? '(no file)' : relative(process.cwd(), file);

const details = (failures: readonly string[], said: readonly string[]): string =>
  failures.length === 0
    ? ''
    : [...failures, ...said.map((text) => text.replaceAll(/^/gm, '    | ')), ''].join('\n');

const causeOf = (error: Error): unknown => error.cause ?? error;

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files = new Map<string, FileState>();
  const failed: string[] = [];
  const stateOf = (file: string | undefined): FileState => {
    const name = named(file);
    const known = files.get(name) ?? { said: [], failures: [] };
    files.set(name, known);
    return known;
  };
  for await (const { type, data } of source) {
    switch (type) {
      case 'test:stdout':
      case 'test:stderr':
        stateOf(data.file).said.push(data.message.trimEnd());
        break;
      case 'test:diagnostic':
        stateOf(data.file).said.push(data.message);
        break;
      case 'test:pass':
        if (typeof data.skip === 'string') yield `- skipped: ${data.name} (${data.skip})\n`;
        break;
      case 'test:fail': {
        // A suite fails because of its tests; those are told.
        if ('failureType' in data.details.error && data.details.error.failureType === 'subtestsFailed') break;
        const where = `${named(data.file)}:${data.line ?? 0}`;
        failed.push(`${where}  ${data.name}`);
        stateOf(data.file).failures.push(`✖ ${where}  ${data.name}\n${inspect(causeOf(data.details.error))}`);
        break;
      }
      case 'test:summary': {
        const { counts, duration_ms: duration, file } = data;
        if (file === undefined) {
          // A file that could not even be loaded has no summary of its own.
          for (const { failures, said } of files.values()) yield details(failures, said);
          if (failed.length > 0) yield `\nfailed:\n${failed.map((line) => `  ✖ ${line}\n`).join('')}`;
          const lost = counts.cancelled > 0 ? `, ${counts.cancelled} cancelled` : '';
          const left = counts.skipped + counts.todo > 0 ? `, ${counts.skipped + counts.todo} skipped` : '';
          yield `\n${counts.passed} passed, ${failed.length} failed${lost}${left} in ${seconds(duration)}\n`;
          break;
        }
        const { said, failures } = stateOf(file);
        files.delete(named(file));
        yield `${failures.length === 0 ? '✔' : '✖'} ${named(file)}  ${counts.passed} passed  ${seconds(duration)}\n`;
        yield details(failures, said);
        break;
      }
      default:
    }
  }
}
