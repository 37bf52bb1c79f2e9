import type { ActorNode, GatewayPhase } from '../protocol/generated/types.ts';
import type { Output, Tone } from './output.ts';
import { duration } from './words.ts';

const TONES: ReadonlyMap<string, Tone> = new Map([
  ['running', 'good'],
  ['failed', 'bad'],
]);

const outermost = (state: string): string => state.split('.')[0] ?? state;

/** Since when, in both its outermost and its exact state where they differ. */
function ages({ state, since, stateSince }: GatewayPhase, now: number): string {
  const whole = duration(Math.max(0, now - since));
  if (since === stateSince) return `for ${whole}`;
  return `for ${duration(Math.max(0, now - stateSince))}, ${outermost(state)} for ${whole}`;
}

function endingText({ ending }: GatewayPhase, now: number): string {
  if (ending === null) return '';
  const { mode, reason, deadline } = ending;
  const what = mode === 'restart' ? 'restarts' : 'stops';
  const left = deadline === null ? '' : `, over in ${duration(Math.max(0, deadline - now))} at the latest`;
  return ` - ${what}${reason === '' ? '' : `: ${reason}`}${left}`;
}

/** The head of `gateway status --deep`: the phase, which instance it is, and what the watcher of the configuration does. */
export function phaseRows(
  phase: GatewayPhase,
  context: { readonly now: number; readonly tree: readonly ActorNode[]; readonly out: Output },
): readonly (readonly [string, string])[] {
  const { now, tree, out } = context;
  const tone = TONES.get(outermost(phase.state)) ?? 'warn';
  const served = phase.serving ? '' : '; only inspection is served';
  const watcher = tree.find(({ id }) => id === 'gateway/configWatcher');
  return [
    ['State:', `${out.tone(tone, phase.state)} ${ages(phase, now)}${endingText(phase, now)}${served}`],
    ['Instance:', `${phase.instanceId ?? 'none yet'} (pid ${phase.pid}, version ${phase.version})`],
    ...(watcher === undefined
      ? []
      : [['Reload:', `${watcher.state} for ${duration(Math.max(0, now - watcher.since))}`] as const]),
  ];
}
