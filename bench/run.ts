/**
 * `npm run bench [-- --write] [-- --only <figure,…>]`: the gateway against the limit (`bench/limit.ts`) in one run, as
 * ratios. CPU is the server's own, read from the kernel. `--write` puts the table into `docs/benchmarks.md`.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { commandLine } from './figures/command-line.ts';
import { fanOut, massLeave, stopWithClients } from './figures/crowds.ts';
import { handshakes, pushedPerConnect } from './figures/handshakes.ts';
import { installedSize } from './figures/installed-size.ts';
import { idle, nonReader, perIdleClient } from './figures/memory.ts';
import { idleAccounts } from './figures/accounts.ts';
import { messages } from './figures/messages.ts';
import { malformed, plainHttp, requests } from './figures/requests.ts';
import { restart, startup } from './figures/startup.ts';
import { createReport } from './report.ts';
import { createRig, type Rig } from './rig.ts';

const FIGURES: Readonly<Record<string, (rig: Rig) => Promise<void>>> = {
  startup,
  restart,
  commandLine,
  idle,
  handshakes,
  requests,
  malformed,
  plainHttp,
  // These leave entries in the presence list, so they come after the requests that read it.
  pushedPerConnect,
  fanOut,
  massLeave,
  perIdleClient,
  nonReader,
  stopWithClients,
  messages,
  idleAccounts,
  installedSize,
};

const { values } = parseArgs({ options: { write: { type: 'boolean' }, only: { type: 'string' } } });
const wanted = values.only?.split(',') ?? Object.keys(FIGURES);
const unknown = wanted.filter((name) => FIGURES[name] === undefined);
if (unknown.length > 0)
  throw new Error(`no figure ${unknown.join(', ')}; there are ${Object.keys(FIGURES).join(', ')}`);
if (values.write === true && values.only !== undefined)
  throw new Error('--write needs the whole run: leave out --only');

const built = spawnSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const report = createReport(console.log);
const { rig, close } = await createRig(report);
for (const name of wanted) await FIGURES[name]?.(rig);
await close();
if (values.write === true) writeFileSync('docs/benchmarks.md', report.markdown());
process.exit(0);
