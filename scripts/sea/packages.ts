import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A package whose code is in the executable. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The texts of its licence; empty when it comes without one. */
  readonly texts: readonly string[];
}

/** Licences that let their code stand in somebody else's executable, if their text goes with it. */
const FREE: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
]);
const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/** The packages these files belong to. @throws Error for one whose licence is not known to allow it */
export function readPackages(...files: readonly (readonly string[])[]): readonly BundledPackage[] {
  const homes = new Set(files.flat().flatMap((file) => homeOf(file) ?? []));
  return [...homes].sort().map(readPackage);
}

/** `…/node_modules/name` or `…/node_modules/@scope/name`. */
const homeOf = (file: string): string | undefined =>
  /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'))?.[1];

function readPackage(home: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  if (license === undefined || !isFree(license))
    throw new Error(
      `${name}@${version} is under ${license ?? 'no licence'}, which nobody has said may be in the executable`,
    );
  const texts = readdirSync(home)
    .filter((file) => LICENCE_FILE.test(file))
    .map((file) => readFileSync(path.join(home, file), 'utf8').trim());
  return { name, version, license, texts };
}

/** Of several licences to choose from, one is enough. */
const isFree = (license: string): boolean =>
  license
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((one) => FREE.has(one));

/** What goes with the executable: our licence, that of Node, and those of everything else in it. */
export function licencePage(packages: readonly BundledPackage[]): string {
  const rule = '-'.repeat(78);
  const parts = [
    { title: 'moltbot', texts: [readFileSync('LICENSE', 'utf8').trim()] },
    { title: `Node.js ${process.version}`, texts: [nodeLicence()] },
    ...packages.map(({ name, version, license, texts }) => ({
      title: `${name} ${version} (${license})`,
      texts,
    })),
  ];
  return parts.map(({ title, texts }) => [rule, title, rule, '', ...texts, ''].join('\n')).join('\n');
}

/** As it is laid out in the releases of Node, and in the packages of npm that have one. */
function nodeLicence(): string {
  const file = path.join(path.dirname(process.execPath), '..', 'LICENSE');
  return existsSync(file)
    ? readFileSync(file, 'utf8').trim()
    : `See https://github.com/nodejs/node/blob/${process.version}/LICENSE`;
}
