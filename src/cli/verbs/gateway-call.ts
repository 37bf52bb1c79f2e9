import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';

export interface CallFlags extends SessionFlags {
  readonly params: Record<string, unknown>;
  readonly expectFinal?: boolean;
  readonly json?: boolean;
}

/** `moltbot gateway call <method>`: any method, its payload as it came. */
export async function gatewayCall(io: CliIo, method: string, flags: CallFlags): Promise<number> {
  const out = createOutput(io);
  const payload = await withGateway(io, flags, (session) =>
    session.call(method, flags.params, { expectFinal: flags.expectFinal === true }),
  );
  if (flags.json !== true) out.line(out.tone('strong', `Gateway call: ${method}`));
  out.json(payload);
  return 0;
}
