import type { CliIo, GatewayRunFlags } from './io.ts';

/** How this very program was started, so that a hint can be pasted as it stands. */
const commandWords = (script: string | undefined, profile: string): string => {
  const program =
    script !== undefined && /[\\/]bin[\\/]moltbot\.cjs$/.test(script) ? 'node bin/moltbot.cjs' : 'moltbot';
  if (profile === 'default') return program;
  return profile === 'dev' ? `${program} --dev` : `${program} --profile ${profile}`;
};

/** `moltbot gateway`: runs in this process until it is told to stop. */
export async function runGatewayHere(
  flags: GatewayRunFlags,
  io: Omit<CliIo, 'runGateway'>,
  script: string | undefined,
): Promise<number> {
  const { runGateway } = await import('../actors/gateway/run-gateway.ts');
  const { port, bind, auth, token, password, allowUnconfigured, verbose } = flags;
  return runGateway({
    flags: {
      ...(port === undefined ? {} : { port }),
      ...(bind === undefined ? {} : { bind }),
      ...(auth === undefined ? {} : { auth }),
      ...(token === undefined ? {} : { token }),
      ...(password === undefined ? {} : { password }),
      ...(allowUnconfigured === undefined ? {} : { allowUnconfigured }),
      ...(verbose === undefined ? {} : { verbose }),
    },
    paths: io.paths,
    env: io.env,
    terminal: io.stdout.isTTY === true,
    inspect: flags.inspect === true,
    freshStore: flags.freshStore === true,
    say: (line) => void io.stdout.write(`${line}\n`),
    complain: (line) => void io.stderr.write(`${line}\n`),
    command: commandWords(script, io.paths.profile),
  });
}
