import { join } from 'node:path';
import { createEnv, type EnvVars } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { chooseProfile } from '../../src/platform/profile.ts';
import { serviceNames } from '../../src/service/names.ts';
import { specFor, type SpecInput } from '../../src/service/spec-for.ts';
import type { ServiceSpec } from '../../src/service/spec.ts';

export const HOME = '/home/you';

export interface SpecWish {
  readonly profile?: string;
  readonly vars?: EnvVars;
  readonly input?: Partial<SpecInput>;
  readonly home?: string;
  /** The single-file executable, where there is no Node. */
  readonly executable?: string;
}

/** The service somebody at `/home/you` would get. */
export function specOf({
  profile = 'default',
  vars = {},
  input = {},
  home = HOME,
  executable,
}: SpecWish = {}): ServiceSpec {
  const { env } = chooseProfile({ flag: profile === 'default' ? undefined : profile, env: createEnv(vars) });
  const paths = resolvePaths({ env, profile, home, exists: () => false });
  return specFor({
    names: serviceNames(profile, env),
    paths,
    env,
    version: '1.2.3',
    platform: 'linux',
    ...(executable === undefined
      ? { node: '/usr/bin/node', entry: '/usr/local/bin/moltbot' }
      : { entry: executable }),
    referenced: [],
    stopSeconds: 10,
    notifies: true,
    exists: (path) => path === join(home, '.local/bin') || path === '/usr/bin',
    ...input,
  });
}
