import type { CliIo, GatewayRunFlags } from './io.ts';

/** `moltbot gateway`: runs in this process until it is told to stop. */
export async function runGatewayHere(flags: GatewayRunFlags, io: Omit<CliIo, 'runGateway'>): Promise<number> {
  const { runGateway } = await import('../actors/gateway/run-gateway.ts');
  const { port, bind, auth, token, password, allowUnconfigured, verbose, wsLog, shutdownTimeout } = flags;
  return runGateway({
    flags: {
      ...(port === undefined ? {} : { port }),
      ...(bind === undefined ? {} : { bind }),
      ...(auth === undefined ? {} : { auth }),
      ...(token === undefined ? {} : { token }),
      ...(password === undefined ? {} : { password }),
      ...(allowUnconfigured === undefined ? {} : { allowUnconfigured }),
      ...(verbose === undefined ? {} : { verbose }),
      ...(wsLog === undefined ? {} : { wsLog }),
      ...(shutdownTimeout === undefined ? {} : { shutdownTimeout }),
    },
    paths: io.paths,
    env: io.env,
    terminal: io.stdout.isTTY === true,
    inspect: flags.inspect === true,
    freshStore: flags.freshStore === true,
    say: (line) => void io.stdout.write(`${line}\n`),
    complain: (line) => void io.stderr.write(`${line}\n`),
    command: io.command,
  });
}
