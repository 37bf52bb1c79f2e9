import { createEnv } from '../platform/env.ts';
import { resolvePaths, type Paths } from '../platform/paths.ts';
import { chooseProfile, parseProfileArgv } from '../platform/profile.ts';
import type { Definition } from './port.ts';

/** Whose home it is when the definition does not say; `undefined`: not known, e.g. that of the user a system unit names. */
type Home = string | undefined;

/** What was written before the command word, e.g. in a unit written by hand: `moltbot --profile rescue gateway`. */
function profileIn(command: readonly string[]): string | undefined {
  const at = command.findIndex((word) => word === '--dev' || word.startsWith('--profile'));
  const parsed = at < 0 ? undefined : parseProfileArgv(command.slice(at));
  return parsed?.ok === true ? parsed.profile : undefined;
}

/** Where the gateway of an installed definition has its state and its configuration, by the definition alone. */
export function placeOf(
  { command, environment }: Pick<Definition, 'command' | 'environment'>,
  home: Home,
): Pick<Paths, 'home' | 'stateDir' | 'configPath'> | undefined {
  const own = createEnv(
    Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        home === undefined ? value : value.replaceAll('%h', home),
      ]),
    ),
  );
  // Another specifier of systemd is for systemd to know; a directory that merely looks like one is then not known either.
  const told = (['stateDir', 'configPath'] as const).map((key) => own.get(key) ?? '');
  if ([...told, own.foreign('HOME') ?? ''].some((value) => /%[a-z]/i.test(value))) return undefined;
  const there = own.foreign('HOME') ?? home;
  if (there === undefined) return undefined;
  const { env, profile } = chooseProfile({ flag: profileIn(command), env: own });
  return resolvePaths({ env, profile, home: there });
}
