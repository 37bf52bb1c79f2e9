import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AnyActorRef, InspectionEvent } from 'xstate';

const ROOT = path.join(import.meta.dirname, '..', '..');
const FOLDER = path.join(import.meta.dirname, '..', 'golden');
const PAGE = path.join(ROOT, 'docs', 'lifecycle.md');
/** `GOLDEN=write` writes what was told into the golden files and the page. */
const WRITE = process.env['GOLDEN'] === 'write';

/** What the root tells its parts; everything else is the parts' own business. */
const ORDERS = new Set(['start', 'shutdown', 'park']);

/** An order of the root to one of its parts, as a line. */
export function orderIn(event: InspectionEvent): string | undefined {
  if (event.type !== '@xstate.event' || event.sourceRef === undefined) return undefined;
  if ((event.sourceRef as AnyActorRef).id !== 'gateway' || !ORDERS.has(event.event.type)) return undefined;
  return `  ${event.event.type} ${(event.actorRef as AnyActorRef).id}`;
}

interface Step {
  readonly actor: string;
  readonly from: string;
  readonly to: string;
}

const SPINE = 'gateway';
/** Those whose own steps belong to a story: the links, the watcher, the listener. Pools and ticks go on beside every story. */
const TOLD = /^gateway\/(configWatcher|channels|channels\/[^/]+|edge\/wsServer|runs)$/;

/** A keeper and what it keeps have one name; the keeper only says that the other one lives. */
const KEEPERS = /^(alive|backingOff|exhausted|parked|killed)\b/;
/** A look of the watcher that found nothing: file systems tell of one change once or several times. */
const VAIN_LOOK = / → (settling\.\w+ → )?reading( → planning)? → watching(?= →|$)/g;

/**
 * The root's steps and orders in their order; then the way of each other actor, in one line. Actors that do not wait for each other
 * may take their steps in any order, so their ways are told one by one.
 */
export function createTranscript(): {
  note(line: string | undefined): void;
  step(step: Step): void;
  text(): string;
} {
  const spine: string[] = [];
  const ways = new Map<string, string[][]>();
  return {
    note(line) {
      if (line !== undefined) spine.push(line);
    },
    step({ actor, from, to }) {
      if (actor === SPINE) spine.push(`gateway: ${from} → ${to}`);
      else if (TOLD.test(actor) && !KEEPERS.test(from) && !KEEPERS.test(to)) {
        const lives = ways.get(actor) ?? [];
        const life = from === BORN ? undefined : lives.findLast((states) => states.at(-1) === from);
        if (life === undefined) lives.push([from, to]);
        else life.push(to);
        ways.set(actor, lives);
      }
    },
    text() {
      const told = [...ways]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([actor, way]) => [actor.slice(SPINE.length + 1), wayOf(way)] as const)
        .filter(([, way]) => way !== '')
        .map(([actor, way]) => `${actor}: ${way}`);
      const parts = told.length === 0 ? [] : ['', ...told];
      const lines = [...(spine.length === 0 ? ['(the root does not move)'] : spine), ...parts];
      return `${lines.join('\n')}\n`;
    },
  };
}

const BORN = '(start)';

/** One life after the other. A start is told once more with the first state it leads to; that is one birth, not two. */
const wayOf = (lives: readonly (readonly string[])[]): string =>
  lives
    .filter((life, index) => !(life[0] === BORN && life.length === 2 && lives[index + 1]?.[0] === BORN))
    .map((life) => life.join(' → ').replaceAll(VAIN_LOOK, ' → watching'))
    .map((way) => way.replaceAll(/(^| → )watching( → watching)+/g, '$1watching'))
    .filter((way) => way.includes('→'))
    .join('; ');

const fence = (name: string): RegExp =>
  new RegExp(`(<!-- transcript: ${name} -->\n\n\`\`\`\n)([^\`]*)(\`\`\`)`);

/** What was told must be what is written down, in the golden file and on the page. */
export function compare(name: string, told: string): void {
  const golden = path.join(FOLDER, `${name}.txt`);
  const page = readFileSync(PAGE, 'utf8');
  if (WRITE) {
    writeFileSync(golden, told);
    writeFileSync(
      PAGE,
      page.replace(fence(name), (_all, head: string, _old, end: string) => head + told + end),
    );
    return;
  }
  assert.ok(existsSync(golden), `${golden} is missing; write it with GOLDEN=write`);
  assert.equal(told, readFileSync(golden, 'utf8'));
  assert.equal(
    fence(name).exec(page)?.[2],
    told,
    `docs/lifecycle.md tells ${name} otherwise; write it with GOLDEN=write`,
  );
}

/** Neither a golden file nor a place on the page may be left of a story that is told no more. */
export function nothingStale(names: readonly string[]): void {
  const wanted = names.toSorted();
  const files = readdirSync(FOLDER).map((name) => name.replace(/\.txt$/, ''));
  assert.deepEqual(files.toSorted(), wanted);
  const places = [...readFileSync(PAGE, 'utf8').matchAll(/<!-- transcript: ([\w-]+) -->/g)].map(
    (found) => found[1] ?? '',
  );
  assert.deepEqual(places.toSorted(), wanted);
}
