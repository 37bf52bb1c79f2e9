import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fixed } from '../report.ts';
import type { Rig } from '../rig.ts';

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

function bytesUnder(folder: string): number {
  let total = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) total += statSync(path.join(entry.parentPath, entry.name)).size;
  }
  return total;
}

/** The published files and every production package. Node itself is an optional dependency and is not counted. */
export async function installedSize({ report }: Rig): Promise<void> {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  const needed = Object.entries(lock.packages)
    .filter(
      ([place, each]) =>
        place !== '' && each.dev !== true && each.optional !== true && each.devOptional !== true,
    )
    // A package inside another one is counted with it.
    .filter(([place]) => place.lastIndexOf('node_modules/') === 0)
    .map(([place]) => place);
  const bytes = ['bin', 'dist', 'src', ...needed].reduce((sum, folder) => sum + bytesUnder(folder), 0);
  const mb = bytes / 1024 / 1024;
  report.add({
    figure: `installed size without Node (${needed.length} packages)`,
    ours: `${fixed(mb)} MB`,
    budget: '≤ 60 MB',
    met: mb <= 60,
  });
}
