import type { SystemResumeResult } from '../../protocol/generated/types.ts';
import { fullName } from '../actor-name.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';
import { isDown, treeLines } from '../tree-lines.ts';

export interface ResumeFlags extends SessionFlags {
  readonly json?: boolean;
}

const FAILED_AGAIN = 1;

/** `moltbot gateway resume <part>`: starts a part again that gave up. One that is down again at once is a failure. */
export async function gatewayResume(io: CliIo, part: string, flags: ResumeFlags): Promise<number> {
  const out = createOutput(io);
  const actor = fullName(part);
  const result = await withGateway(io, flags, (session) =>
    session.call<SystemResumeResult>('system.resume', { actor }),
  );
  if (flags.json === true) out.json(result);
  else for (const line of treeLines([result.node], io.clock.now(), out)) out.line(line);
  return isDown(result.node.state) ? FAILED_AGAIN : 0;
}
