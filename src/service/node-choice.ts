import type { Ask } from './systemd/systemd.ts';

/** Directories of tools that keep several Nodes and may take this one away with the next update. */
const MANAGERS: readonly (readonly [marker: string, name: string])[] = [
  ['/.nvm/', 'nvm'],
  ['/.fnm/', 'fnm'],
  ['/fnm_multishells/', 'fnm'],
  ['/.volta/', 'volta'],
  ['/.asdf/', 'asdf'],
  ['/.local/share/mise/', 'mise'],
  ['/.n/', 'n'],
  ['/.nodenv/', 'nodenv'],
  ['/.nodebrew/', 'nodebrew'],
  ['/nvs/', 'nvs'],
];
const SYSTEM_NODES: Readonly<Record<string, readonly string[]>> = {
  darwin: ['/opt/homebrew/bin/node', '/usr/local/bin/node', '/usr/bin/node'],
  linux: ['/usr/local/bin/node', '/usr/bin/node'],
};
const MIN_MAJOR = 24;

export interface NodeChoice {
  readonly path: string;
  readonly warnings: readonly string[];
}

export const versionManagerOf = (path: string): string | undefined =>
  MANAGERS.find(([marker]) => path.replaceAll('\\', '/').includes(marker))?.[1];

/** The Node a service is to run on: this one, unless it belongs to a version manager and the system has one that will do. */
export async function chooseNode(options: {
  readonly execPath: string;
  readonly platform: NodeJS.Platform;
  readonly ask: Ask;
  readonly exists: (path: string) => boolean;
}): Promise<NodeChoice> {
  const { execPath, platform, ask, exists } = options;
  const manager = versionManagerOf(execPath);
  if (manager === undefined) return { path: execPath, warnings: [] };
  for (const path of SYSTEM_NODES[platform] ?? []) {
    if (!exists(path)) continue;
    const { exitCode, stdout } = await ask([path, '--version']);
    const major = Number(/^v(\d+)\./.exec(stdout)?.[1] ?? 0);
    if (exitCode === 0 && major >= MIN_MAJOR)
      return {
        path,
        warnings: [
          `the service runs on ${path}, not on ${execPath}, which ${manager} may take away with an update`,
        ],
      };
  }
  return {
    path: execPath,
    warnings: [
      `the service runs on ${execPath} of ${manager}: after an update there, install it again with --force; a Node ${MIN_MAJOR} of the system would stay`,
    ],
  };
}
