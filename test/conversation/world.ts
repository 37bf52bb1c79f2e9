import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createMediaSource } from '../../src/channels/media/source.ts';
import { createMediaStore } from '../../src/channels/media/store.ts';
import type { InboundMessage } from '../../src/channels/message.ts';
import type { Config } from '../../src/config/generated/types.ts';
import type { LogFields, Logger } from '../../src/platform/logger.ts';
import { createSeededRandom } from '../../src/platform/random.ts';
import { nextTurn } from '../../src/platform/schedule.ts';
import { createInbox } from '../../src/store/inbox.ts';
import { openStore } from '../../src/store/open.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { createPairingStore } from '../../src/store/pairing.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestClock, settle } from '../support/test-clock.ts';
import type { TestClock } from '../support/test-clock.ts';

/** Enough turns of the event loop for the longest chain of commits in the code under test. */
const CALM_TURNS = 40;
/** Files and libraries take real time; what never comes true must still end the test. */
const PATIENCE_MS = 60_000;

export async function calm(turns = CALM_TURNS): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
  await settle();
}

/** Waits until something is so, without the clock moving. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`never came true: ${what}`);
    await nextTurn();
  }
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

export function recordingLogger(lines: LogLine[]): Logger {
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void lines.push({ level, message, fields });
  const logger: Logger = {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    child: () => logger,
  };
  return logger;
}

/** Everything below the conversation, real, in one directory. */
export interface World {
  readonly dir: string;
  readonly clock: TestClock;
  readonly random: ReturnType<typeof createSeededRandom>;
  readonly store: Store;
  readonly inbox: ReturnType<typeof createInbox>;
  readonly outbox: ReturnType<typeof createOutbox>;
  readonly pairing: ReturnType<typeof createPairingStore>;
  readonly media: ReturnType<typeof createMediaStore>;
  readonly mediaSource: ReturnType<typeof createMediaSource>;
  readonly workspace: string;
  readonly log: Logger;
  readonly lines: LogLine[];
  config: Config;
  /** While set, every write to the store is refused with it. */
  storeFault: Error | undefined;
  /** Moves time, stopping at every timer and letting the store commit in between. */
  pass(ms: number): Promise<void>;
}

export interface WorldOptions {
  readonly dir?: string;
  readonly clock?: TestClock;
  readonly config?: Config;
}

export function openWorld(t: Pick<TestContext, 'after'>, options: WorldOptions = {}): World {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'conversation-'));
  const clock = options.clock ?? createTestClock();
  const random = createSeededRandom(11);
  const lines: LogLine[] = [];
  const log = recordingLogger(lines);
  const real = openStore({ path: join(dir, 'gateway.db'), clock, log });
  const store: Store = {
    ...real,
    write: (fn) => (world.storeFault === undefined ? real.write(fn) : Promise.reject(world.storeFault)),
  };
  const workspace = join(dir, 'workspace');
  const media = createMediaStore({ dir: join(dir, 'media'), clock, random, log });
  const world: World = {
    dir,
    clock,
    random,
    store,
    inbox: createInbox(store),
    outbox: createOutbox(store),
    pairing: createPairingStore(store, { clock, random }),
    media,
    mediaSource: createMediaSource({
      store: media,
      home: dir,
      workspaces: [{ id: 'main', workspace }],
      allowedRoots: [workspace],
      clock,
    }),
    workspace,
    log,
    lines,
    config: options.config ?? {},
    storeFault: undefined,
    async pass(ms) {
      let left = ms;
      for (;;) {
        await calm(12);
        const next = clock.nextIn;
        if (next === undefined || next > left) break;
        await clock.advance(next);
        left -= next;
      }
      await clock.advance(left);
      await calm(12);
    },
  };
  t.after(() => {
    store.close();
    if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
  });
  return world;
}

let lastMessage = 0;

/** A direct Telegram message of Ada's, unless said otherwise. */
export function inbound(clock: TestClock, more: Partial<InboundMessage> = {}): InboundMessage {
  return {
    channel: 'telegram',
    accountId: 'default',
    messageId: `m${(lastMessage += 1)}`,
    kind: 'message',
    chat: { id: '42', kind: 'dm' },
    sender: { id: '42', name: 'Ada', isSelf: false },
    sentAt: clock.now(),
    text: 'hello',
    media: [],
    mention: 'none',
    native: null,
    ...more,
  };
}
