import type { AnyActorRef, SnapshotFrom } from 'xstate';
import { COMMANDS } from '../../agent/commands/table.ts';
import { identityOf } from '../../agent/identity.ts';
import type { Sessions } from '../../agent/sessions/sessions.ts';
import type { EventsPort, RunsPort } from '../../api/ports.ts';
import { createMediaSource } from '../../channels/media/source.ts';
import { createMediaStore } from '../../channels/media/store.ts';
import type { MediaStore } from '../../channels/media/store.ts';
import type { KeeperLogic } from '../../machines/keeper.ts';
import { editConfig } from '../../config/write.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paths } from '../../platform/paths.ts';
import type { Random } from '../../platform/random.ts';
import { unavailable } from '../../protocol/failure.ts';
import { createInbox } from '../../store/inbox.ts';
import type { Inbox } from '../../store/inbox.ts';
import { createOutbox } from '../../store/outbox.ts';
import type { Outbox } from '../../store/outbox.ts';
import type { PairingStore } from '../../store/pairing.ts';
import type { Store } from '../../store/store.ts';
import { loadAdapter, type Adapters } from '../channels/adapters.ts';
import { createReplyPrefix } from '../channels/answer-rules.ts';
import { maskedAdapter } from '../channels/masked-adapter.ts';
import { createChannelsPart } from '../channels/part.ts';
import type { ChannelsPart } from '../channels/part.ts';
import type { Recorder } from '../inspect/recorder.ts';
import type { BootPlan } from './boot-plan.ts';
import { withoutToken } from './without-token.ts';
import { privatePathsOf } from './private-paths.ts';

export interface ChannelsRoom {
  readonly part: ChannelsPart;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly media: MediaStore;
}

export interface ChannelsRoomOptions {
  readonly boot: BootPlan;
  readonly paths: Paths;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly recorder: Recorder;
  readonly store: Store;
  readonly pairing: PairingStore;
  readonly sessions: Sessions;
  readonly events: EventsPort;
  readonly runs: () => RunsPort;
  readonly timeZone: () => string;
  readonly adapters: Adapters;
  readonly command: string;
  readonly resume: (actor: string) => Promise<unknown>;
  readonly tempDir: string;
}

const PART = 'gateway/channels';
/** Enough to see every account. */
const ROWS = 1_000;

/** Where a keeper hands on what its child is told. */
const TAKES_EVENTS = { alive: 'running' } as const;

/** Telegram's menu takes names of these characters only. */
const MENU_NAME = /^[a-z0-9_]{1,32}$/;

/** Everything that speaks to chat networks, wired to what it may see. */
export function createChannelsRoom(options: ChannelsRoomOptions): ChannelsRoom {
  const { boot, paths, clock, random, recorder, store } = options;
  const log = options.log.child('channels');
  const { mask } = boot.secrets;
  const config = boot.live.current;
  const inbox = createInbox(store);
  const outbox = createOutbox(store);
  const media = createMediaStore({ dir: paths.mediaDir, clock, random, log: log.child('media') });
  const workspaces = () => boot.live.plan().agents.list;
  const mediaSource = createMediaSource({
    store: media,
    home: paths.home,
    clock,
    get workspaces() {
      return workspaces();
    },
    get allowedRoots() {
      return [paths.mediaDir, paths.home, options.tempDir, ...workspaces().map(({ workspace }) => workspace)];
    },
    get privatePaths() {
      return privatePathsOf(config(), paths);
    },
  });
  const keeper = () => recorder.keeperOf(PART) as AnyActorRef | undefined;
  const idOf = (key: string): string => `${PART}/${key}`;

  const part = createChannelsPart({
    config,
    env: boot.env,
    paths,
    clock,
    random,
    log,
    store,
    inbox,
    outbox,
    pairing: options.pairing,
    media,
    mediaSource,
    sessions: options.sessions,
    runs: options.runs,
    events: options.events,
    command: options.command,
    timeZone: options.timeZone,
    adapters: new Map([...options.adapters].map(([id, factory]) => [id, maskedAdapter(factory, mask)])),
    loadAdapter: async (id) => {
      const factory = await loadAdapter(id);
      return factory === undefined ? undefined : maskedAdapter(factory, mask);
    },
    running: () =>
      (keeper()?.getSnapshot() as SnapshotFrom<KeeperLogic> | undefined)?.matches(TAKES_EVENTS) === true,
    menu: () =>
      COMMANDS.filter(({ name }) => MENU_NAME.test(name)).map(({ name, summary }) => ({
        command: name,
        description: summary,
      })),
    prefix: createReplyPrefix({
      config,
      // Only a name somebody gave: else the product's own says who writes.
      identityName: (agentId) =>
        workspaces()
          .filter(({ id }) => id === agentId)
          .map(({ workspace }) => identityOf(config(), agentId, workspace).name)[0],
    }),
    nodeOf: (key) => recorder.tree(ROWS).find((node) => node.id === idOf(key)),
    watch: (key, changed) => {
      const id = idOf(key);
      return recorder.subscribe(({ actor }) => {
        if (actor === id || actor.startsWith(`${id}/`)) changed();
      });
    },
    tell: (event) => {
      const part = keeper();
      if (part === undefined) throw unavailable('the channels are not running', { retryAfterMs: 1_000 });
      part.send({ type: 'tell', event });
    },
    resume: (key) => options.resume(idOf(key)),
    removeToken: async (accountId) => {
      const { changed } = await editConfig({
        paths,
        env: boot.env,
        clock,
        edits: [
          { op: 'unset', path: ['channels', 'telegram', 'accounts', accountId, 'botToken'] },
          ...(accountId === 'default'
            ? [{ op: 'unset', path: ['channels', 'telegram', 'botToken'] } as const]
            : []),
        ],
      });
      // Nothing else reads the file again before the next boot, and a start must not find the old token.
      if (changed) boot.live.swap({ ...boot.live.loaded(), config: withoutToken(config(), accountId) });
      return changed;
    },
  });
  return { part, inbox, outbox, media };
}
