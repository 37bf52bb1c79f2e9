import type { Transition } from '../protocol/generated/types.ts';
import type { Output } from './output.ts';
import { stateTone } from './tree-lines.ts';

/** `14:05:09.123`, local time. */
export function clockTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const ms = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}

type Step = Pick<Transition, 'actor' | 'from' | 'to' | 'event' | 'cause'>;

function moveText({ actor, from, to, event, cause }: Step, out: Output): string {
  const why = cause === undefined || cause === actor ? '' : out.tone('dim', ` (${cause})`);
  const arrow = `${out.tone('dim', from)} → ${out.tone(stateTone(to), to)}`;
  return `${arrow}  ${out.tone('dim', 'on')} ${event}${why}`;
}

/** One step in words: time, actor, from → to, the event, and what caused it where that is more than the actor itself. */
export const stepText = (step: Transition, out: Output): string =>
  `${out.tone('dim', clockTime(step.at))}  ${step.actor}  ${moveText(step, out)}`;

/** Steps that follow each other, gone through `times` times. */
interface Stretch {
  readonly steps: readonly [Transition, ...Transition[]];
  readonly times: number;
  readonly lastAt: number;
}

/** Fewer rounds are read faster than a count of them. */
const LEAST_ROUNDS = 3;

const isSame = (one: Step | undefined, other: Step | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.actor === other.actor &&
  one.from === other.from &&
  one.to === other.to &&
  one.event === other.event &&
  one.cause === other.cause;

/** How often the `length` steps from `start` on come right after each other; 1 when they do not repeat. */
function roundsOf(steps: readonly Transition[], start: number, length: number): number {
  let end = start + length;
  while (end < steps.length && isSame(steps[end], steps[end - length])) end++;
  return Math.floor((end - start) / length);
}

/** The chain with what repeats itself taken together: at each place the cycle that covers most, of those the shortest. */
function folded(steps: readonly Transition[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = 0; at < steps.length;) {
    let best = { length: 1, times: 1 };
    for (let length = 1; length * LEAST_ROUNDS <= steps.length - at; length++) {
      const times = roundsOf(steps, at, length);
      if (times >= LEAST_ROUNDS && times * length > best.times * best.length) best = { length, times };
    }
    const end = at + best.length * best.times;
    const [first, ...more] = steps.slice(at, at + best.length);
    const last = steps[end - 1];
    if (first === undefined || last === undefined) break;
    stretches.push({ steps: [first, ...more], times: best.times, lastAt: last.at });
    at = end;
  }
  return stretches;
}

function stretchText({ steps, times, lastAt }: Stretch, out: Output): string {
  const [first] = steps;
  if (times === 1) return stepText(first, out);
  const moves = steps.map((step, at) => {
    const named = at === 0 || steps[at - 1]?.actor !== step.actor;
    return `${named ? `${step.actor}  ` : ''}${moveText(step, out)}`;
  });
  const time = out.tone('dim', `${clockTime(first.at)} to ${clockTime(lastAt)}`);
  return `${time}  ${times} times  ${moves.join(', ')}`;
}

/** A long chain would else leave the screen. */
const DEEPEST = 4;

/**
 * A chain of causes, oldest first; each step stands further right than the one that led to it, for a few steps. A cycle that was gone
 * through again and again is one line, with the time of its first and of its last step.
 */
export const chainLines = (steps: readonly Transition[], out: Output): string[] =>
  folded(steps).map(
    (stretch, at) =>
      `${'  '.repeat(Math.min(at, DEEPEST))}${at === 0 ? '' : '└ '}${stretchText(stretch, out)}`,
  );
