/** `npm run check [-- --static]`: the gates a change must pass, cheapest first. Stops at the first that fails. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { GATES, STATIC_GATES } from './gates.ts';

const took = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const { values } = parseArgs({ options: { static: { type: 'boolean' } } });
const gates = values.static === true ? STATIC_GATES : GATES;
const begun = performance.now();
for (const [name, [command, args]] of gates) {
  console.log(`\n== ${name}`);
  const since = performance.now();
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error !== undefined) console.error(error.message);
  if (status !== 0) {
    console.error(`check failed: ${name} (${took(since)})`);
    process.exit(1);
  }
}
console.log(`\nall ${gates.length} gates passed in ${took(begun)}`);
