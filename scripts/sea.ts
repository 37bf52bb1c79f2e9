/**
 * `npm run build:sea [-- --out <directory>]`: the gateway and its Node in one file, for a machine without Node or an application that brings
 * the gateway along. For the system it is built on; the licences of everything in it are put beside it.
 */
import { copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleProgram } from './sea/bundle.ts';
import { makeExecutable, tryExecutable } from './sea/executable.ts';
import { licencePage } from './sea/packages.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist-sea' } } });
const directory = path.resolve(values.out);
const target = path.join(directory, process.platform === 'win32' ? 'moltbot.exe' : 'moltbot');

const begun = performance.now();
const bundle = await bundleProgram();
mkdirSync(directory, { recursive: true });
makeExecutable(bundle, target);
writeFileSync(path.join(directory, 'LICENSES.txt'), licencePage(bundle.packages));
copyFileSync('NOTICE', path.join(directory, 'NOTICE'));
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
const { version, ms } = tryExecutable(target);
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
console.log(
  `${target}: moltbot ${version} on Node ${process.versions.node}, ${megabytes(statSync(target).size)}, of which the program is ${megabytes(bundle.code.length)}; built in ${seconds} s, --version in ${ms} ms`,
);
