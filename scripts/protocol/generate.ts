import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { configOutputs } from './config-outputs.ts';
import type { Output } from './output.ts';
import { protocolOutputs } from './protocol-outputs.ts';
import { stale } from './stale.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** One after the other, so that a broken source does not hold up what comes before it. */
const SOURCES = [protocolOutputs, () => configOutputs(ROOT)] as const;

async function write({ path, text }: Output): Promise<void> {
  await mkdir(dirname(join(ROOT, path)), { recursive: true });
  await writeFile(join(ROOT, path), text);
  console.log(`wrote ${path}`);
}

function complain({ path }: Output): void {
  console.error(`stale: ${path} (run \`npm run protocol:gen\`)`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, only: { type: 'string' } } });
  if (values.only !== undefined && values.only !== 'swift') throw new Error('--only knows one value: swift');
  const isWanted = ({ path }: Output): boolean => values.only === undefined || path.endsWith('.swift');
  let changed = 0;
  for (const source of SOURCES) {
    const outdated = await stale(ROOT, (await source()).filter(isWanted));
    changed += outdated.length;
    for (const output of outdated) await (values.check === true ? complain(output) : write(output));
  }
  if (changed === 0) console.log('everything generated is up to date');
}

await main();
