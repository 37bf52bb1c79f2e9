import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createActor, createMachine } from 'xstate';
import type { AnyEventObject } from 'xstate';
import { createConfigWatcherPart } from '../../src/actors/config/part.ts';
import { keep, keeperInput } from '../../src/actors/supervision/keep.ts';
import { systemClock, type Clock } from '../../src/platform/clock.ts';
import { errnoOf } from '../../src/platform/files.ts';
import { silentLogger } from '../../src/platform/logger.ts';

const PATIENCE_MS = 20_000;

/** A directory of its own with a watcher over files in it, on the real file system and the real clock. */
export interface WatchScene {
  at(name: string): string;
  /** What each look found, oldest first; not the one at the start. */
  readonly seen: readonly string[];
  readonly heard: readonly AnyEventObject[];
  /** Resolves when a look has found this. */
  sees(content: string): Promise<void>;
  hears(type: string): Promise<AnyEventObject>;
}

/** `files` are names in the directory; the first is what a look reads, as text or as the code of the error. */
export async function openScene(
  t: { after(close: () => void): void },
  options: {
    readonly prepare: (at: (name: string) => string) => void;
    readonly files?: () => readonly string[];
    readonly clock?: Clock;
    /** False: no watch can be had at first, so none is waited for. */
    readonly watchable?: boolean;
    /** Called before the watcher starts. */
    readonly begin?: (at: (name: string) => string) => void;
  },
): Promise<WatchScene> {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), 'moltbot-watch-')));
  const at = (name: string): string => path.join(dir, name);
  mkdirSync(at('c'));
  options.prepare(at);
  const files = options.files ?? (() => ['c/m.json']);
  const seen: string[] = [];
  const heard: AnyEventObject[] = [];
  let moved = Promise.withResolvers<void>();
  const note = (): void => {
    moved.resolve();
    moved = Promise.withResolvers();
  };
  const until = async <T>(what: string, find: () => T | undefined): Promise<T> => {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new Error(`${what} did not come; seen: ${seen.join(' | ')}`));
    }, PATIENCE_MS);
    try {
      for (;;) {
        const found = find();
        if (found !== undefined) return found;
        await Promise.race([moved.promise, late.promise]);
      }
    } finally {
      clearTimeout(timer);
    }
  };
  const read = (): string =>
    files()
      .map((name) => {
        try {
          return readFileSync(at(name), 'utf8');
        } catch (error) {
          return errnoOf(error) ?? String(error);
        }
      })
      .join(' + ');
  const part = createConfigWatcherPart<string>({
    files: () => files().map(at),
    read: async () => ({ kind: 'valid', candidate: read() }),
    plan: () => ({ changes: [], needs: 'nothing', effects: [] }),
    offer: () => assert.fail('nothing is offered here'),
    adopt: (content) => {
      seen.push(content);
      note();
    },
    concluded: () => {},
    debounceMs: () => 20,
    clock: options.clock ?? systemClock,
    log: silentLogger,
  });
  const root = createActor(
    createMachine({
      invoke: {
        id: 'watcher',
        src: keep(part.logic),
        input: keeperInput('configWatcher', { random: () => 0.5, childInput: part.input }),
      },
      on: {
        '*': {
          actions: ({ event }: { readonly event: AnyEventObject }) => {
            heard.push(event);
            note();
          },
        },
      },
    }),
  );
  t.after(() => {
    root.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  options.begin?.(at);
  root.start();
  root.getSnapshot().children['watcher']?.send({ type: 'start' });
  // The first look says that the watch is in place.
  if (options.watchable !== false) await until('the first look', () => seen.shift());
  return {
    at,
    seen,
    heard,
    sees: async (content) => {
      await until(JSON.stringify(content), () => (seen.at(-1) === content ? true : undefined));
    },
    hears: (type) => until(type, () => heard.find((event) => event.type === type)),
  };
}
