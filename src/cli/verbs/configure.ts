import { canAsk, Cancelled, createTerminalAsker, type Asker } from '../asker.ts';
import { usageError } from '../cli-error.ts';
import { saveEdits } from '../config-edits.ts';
import { savedLine } from '../config-save.ts';
import { detect } from '../detect.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { loadValidConfig } from '../valid-config.ts';
import { askChannels } from '../wizard/channels.ts';
import { askGateway } from '../wizard/gateway.ts';
import { greet, linkPhone, wantsPhone } from '../wizard/greet.ts';
import { wantsService } from '../wizard/keep-running.ts';
import { askModel } from '../wizard/model.ts';
import { differing, set, type Section, type Wizard } from '../wizard/wizard.ts';
import { workspaceOf } from './setup.ts';

/** What can be gone through, in the order it is offered in. */
export const SECTIONS = ['gateway', 'model', 'channels', 'workspace', 'service', 'health'] as const;
export type SectionName = (typeof SECTIONS)[number];

export interface ConfigureFlags {
  /** Absent: chosen from a list, again and again. */
  readonly section?: readonly SectionName[];
  readonly timeout: number;
}

const LABELS: Readonly<Record<SectionName, string>> = {
  gateway: 'Gateway: where it is, who reaches it, its secret',
  model: 'Model: what answers',
  channels: 'Channels: Telegram and WhatsApp',
  workspace: 'Workspace: where agents work',
  service: 'Service: keep it running',
  health: 'Health: ask the gateway how it is',
};

const askWorkspace: Section = async ({ io, asker, config }) => {
  const answer = await asker.text({
    message: 'Where do agents work?',
    initial: workspaceOf(io, undefined, config.agents?.defaults?.workspace),
    check: (text) => (text.trim() === '' ? 'give a directory' : undefined),
  });
  return [set('agents.defaults.workspace', workspaceOf(io, answer, undefined))];
};

const QUESTIONS: Readonly<Record<Exclude<SectionName, 'service' | 'health'>, Section>> = {
  gateway: askGateway,
  model: askModel,
  channels: askChannels,
  workspace: askWorkspace,
};

/** One section, from its questions to what came of it. Each is saved by itself: who stops in the middle keeps what is done. */
async function goThrough(io: CliIo, asker: Asker, name: SectionName, timeout: number): Promise<void> {
  const out = createOutput(io);
  if (name === 'health') {
    const { health } = await import('./health.ts');
    await health(io, { timeout });
    return;
  }
  if (name === 'service') {
    if (!(await wantsService({ io, asker }))) return;
    const { gatewayInstall } = await import('./gateway-install.ts');
    await gatewayInstall(io, { runtime: 'node', timeout });
    return;
  }
  const { config, snapshot } = await loadValidConfig(io);
  const wizard: Wizard = { io, asker, config, found: await detect(io) };
  const edits = differing(config, await QUESTIONS[name](wizard));
  if (edits.length === 0) return out.line('Nothing was changed.');
  const saved = await saveEdits(io, edits, { timeout }, snapshot.hash);
  out.line(savedLine(saved));
  if (name !== 'channels' || !wantsPhone(edits)) return;
  if (await greet(io, timeout)) await linkPhone({ io, asker });
  else out.line(`Link the phone once the gateway runs: ${io.command} channels login`);
}

async function choose(asker: Asker): Promise<SectionName | 'done'> {
  return asker.select<SectionName | 'done'>({
    message: 'What do you want to change?',
    initial: 'done',
    options: [
      { value: 'done', label: 'Nothing more' },
      ...SECTIONS.map((value) => ({ value, label: LABELS[value] })),
    ],
  });
}

/** `moltbot configure`: the questions of `onboard` one by one, for an installation that is there. */
export async function configure(
  io: CliIo,
  flags: ConfigureFlags,
  createAsker: () => Promise<Asker> = createTerminalAsker,
): Promise<number> {
  if (!canAsk(io) && createAsker === createTerminalAsker)
    throw usageError(
      `there is no terminal to ask at: use ${io.command} config set <path> <value>, or ${io.command} onboard --non-interactive`,
    );
  await loadValidConfig(io);
  try {
    const asker = await createAsker();
    if (flags.section !== undefined)
      for (const name of flags.section) await goThrough(io, asker, name, flags.timeout);
    else
      for (let name = await choose(asker); name !== 'done'; name = await choose(asker))
        await goThrough(io, asker, name, flags.timeout);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    createOutput(io).line('What was answered before is kept; the rest is as it was.');
  }
  return 0;
}
