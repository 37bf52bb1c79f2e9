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

/** One step in words: time, actor, from → to, the event, and what caused it where that is more than the actor itself. */
export function stepText({ at, actor, from, to, event, cause }: Transition, out: Output): string {
  const why = cause === undefined || cause === actor ? '' : out.tone('dim', ` (${cause})`);
  const arrow = `${out.tone('dim', from)} → ${out.tone(stateTone(to), to)}`;
  return `${out.tone('dim', clockTime(at))}  ${actor}  ${arrow}  ${out.tone('dim', 'on')} ${event}${why}`;
}

/** A chain of causes, oldest first; each step stands further right than the one that led to it. */
export const chainLines = (steps: readonly Transition[], out: Output): string[] =>
  steps.map((step, at) => `${'  '.repeat(at)}${at === 0 ? '' : '└ '}${stepText(step, out)}`);
