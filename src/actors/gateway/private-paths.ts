import type { Config } from '../../config/generated/types.ts';
import type { Paths } from '../../platform/paths.ts';
import { expandHome } from '../../platform/paths.ts';

/** What is never sent, whoever asks: where this gateway keeps its state, its config and its secrets. */
export function privatePathsOf(
  config: Config,
  {
    home,
    stateDir,
    credentialsDir,
    identityDir,
    configPath,
    dbPath,
  }: Pick<Paths, 'home' | 'stateDir' | 'credentialsDir' | 'identityDir' | 'configPath' | 'dbPath'>,
): readonly string[] {
  const { telegram, whatsapp } = config.channels ?? {};
  const { tokenFile, passwordFile } = config.gateway?.auth ?? {};
  const named = [
    tokenFile,
    passwordFile,
    ...[telegram, ...Object.values(telegram?.accounts ?? {})].map((account) => account?.tokenFile),
    ...Object.values(whatsapp?.accounts ?? {}).map(({ authDir }) => authDir),
  ];
  return [
    stateDir,
    credentialsDir,
    identityDir,
    configPath,
    dbPath,
    ...named.flatMap((path) =>
      path === undefined || path.trim() === '' ? [] : [expandHome(path.trim(), home)],
    ),
  ];
}
