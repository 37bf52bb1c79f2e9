import type { SystemInspectResult } from '../../protocol/generated/types.ts';
import { findActor, fullName } from '../actor-name.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';
import { chainLines } from '../transition-lines.ts';
import { stateTone } from '../tree-lines.ts';
import { duration } from '../words.ts';

export interface WhyFlags extends SessionFlags {
  readonly json?: boolean;
}

/** `moltbot gateway why <actor>`: what led to its last red state, or to its present one. */
export async function gatewayWhy(io: CliIo, name: string, flags: WhyFlags): Promise<number> {
  const out = createOutput(io);
  const { actor, found } = await withGateway(io, flags, async (session) => {
    const ask = (id: string): Promise<SystemInspectResult> =>
      session.call<SystemInspectResult>('system.inspect', { actor: id, limit: 1000 });
    const guess = fullName(name);
    const first = await ask(guess);
    const id = findActor(name, first.tree, (first.transitions ?? []).length > 0);
    return { actor: id, found: id === guess ? first : await ask(id) };
  });
  const node = found.tree.find(({ id }) => id === actor);
  const steps = found.why ?? [];
  if (flags.json === true) {
    out.json({ actor, node: node ?? null, why: steps });
    return 0;
  }
  if (node === undefined) out.line(`${actor} has ended.`);
  else {
    const since = duration(Math.max(0, io.clock.now() - node.since));
    out.line(`${actor} is ${out.tone(stateTone(node.state), node.state)} for ${since}.`);
    if (node.lastError !== null) out.line(`Last error: ${node.lastError}`);
  }
  if (steps.length === 0) out.line('Nothing is recorded that led there.');
  for (const line of chainLines(steps, out)) out.line(line);
  return 0;
}
