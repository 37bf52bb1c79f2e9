import type { ConfigEdit } from '../../config/edit.ts';
import { Cancelled } from '../asker.ts';
import { awaitGateway } from '../await-gateway.ts';
import { lockOwner } from '../facts.ts';
import type { CliIo } from '../io.ts';
import { createBudget } from '../own-gateway.ts';
import { createOutput } from '../output.ts';
import type { Wizard } from './wizard.ts';

/** Long enough to find the phone and the place in its menus. */
const LINK_MS = 180_000;

/** One question to the gateway, if one runs by now. One that restarts for what was just written is waited for. */
export async function greet(io: CliIo, timeoutMs: number): Promise<boolean> {
  const budget = createBudget(io, timeoutMs);
  if (lockOwner(io) === undefined) return false;
  return (await awaitGateway(io, { budget })) !== undefined;
}

/** Whether the answers set up WhatsApp, which a phone has to be linked to. */
export const wantsPhone = (edits: readonly ConfigEdit[]): boolean =>
  edits.some((edit) => edit.op === 'set' && edit.path[1] === 'whatsapp' && edit.value !== false);

/** Shows the code that a phone scans, if that is wanted now. */
export async function linkPhone({ io, asker }: Pick<Wizard, 'io' | 'asker'>): Promise<void> {
  const later = `Link the phone: ${io.command} channels login`;
  const now = await asker
    .confirm({ message: 'Link the phone now?', initial: true })
    .catch((error: unknown) => {
      // Ctrl-C here ends nothing: everything before is saved.
      if (error instanceof Cancelled) return false;
      throw error;
    });
  if (!now) return createOutput(io).line(later);
  const { channelsLogin } = await import('../verbs/channels-login.ts');
  await channelsLogin(io, { channel: 'whatsapp', timeout: LINK_MS });
}
