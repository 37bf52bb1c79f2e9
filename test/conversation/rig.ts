import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setup } from 'xstate';
import type { AnyActorRef, SnapshotFrom } from 'xstate';
import type { CommandOutcome } from '../../src/agent/commands/outcome.ts';
import { createSessions } from '../../src/agent/sessions/sessions.ts';
import { noTools } from '../../src/agent/tools/toolset.ts';
import { textOf } from '../../src/agent/messages.ts';
import type { TranscriptMessage } from '../../src/agent/messages.ts';
import type { RunsPort } from '../../src/api/ports.ts';
import { accountKey } from '../../src/actors/channels/live-account.ts';
import { createChannelsPart } from '../../src/actors/channels/part.ts';
import type { ChannelsPart, ChannelsPartOptions } from '../../src/actors/channels/part.ts';
import { createResume } from '../../src/actors/gateway/resume.ts';
import { createRecorder } from '../../src/actors/inspect/recorder.ts';
import type { Recorder } from '../../src/actors/inspect/recorder.ts';
import { createRunsPart } from '../../src/actors/runs/part.ts';
import type { RunsPart } from '../../src/actors/runs/part.ts';
import { keep, keeperInput } from '../../src/actors/supervision/keep.ts';
import { createRoot } from '../../src/actors/supervision/start-root.ts';
import type { ChannelAccount } from '../../src/channels/port.ts';
import type { InboundMessage } from '../../src/channels/message.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { createEnv } from '../../src/platform/env.ts';
import { nextTurn } from '../../src/platform/schedule.ts';
import type { KeeperLogic } from '../../src/machines/keeper.ts';
import type { ActorNode } from '../../src/protocol/generated/types.ts';
import { createRunStore } from '../../src/store/runs.ts';
import { echo, OFFLINE } from '../runs/harness.ts';
import type { Script } from '../runs/harness.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import type { FakeAccount } from '../support/fake-account.ts';
import { calm, inbound, openWorld, until } from './world.ts';
import type { World, WorldOptions } from './world.ts';

/** Whoever writes is answered. */
export const OPEN: Config = {
  channels: {
    telegram: { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' },
    whatsapp: { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' },
  },
};

export interface Rig {
  readonly world: World;
  readonly part: ChannelsPart;
  readonly runs: RunsPart;
  readonly sessions: ReturnType<typeof createSessions>;
  readonly recorder: Recorder;
  readonly accounts: readonly FakeAccount[];
  /** The first of them. */
  readonly account: FakeAccount;
  /** Broadcasts, oldest first. */
  readonly events: { readonly event: string; readonly payload: Record<string, unknown> }[];
  readonly asked: { readonly runId: string; readonly message: string }[];
  script: Script;
  command: (text: string) => CommandOutcome;
  node(account?: FakeAccount): ActorNode;
  state(account?: FakeAccount): string;
  /** The link machine of an account. */
  machine(account?: FakeAccount): AnyActorRef;
  online(account?: FakeAccount): Promise<void>;
  /** From now on the account made for its key is this one, and the next change of the configuration makes it. */
  comes(account: FakeAccount): void;
  /** A message comes in over the account; resolves when the account may acknowledge it. */
  say(more?: Partial<InboundMessage>, account?: FakeAccount): Promise<InboundMessage>;
  transcript(key: string): string[];
  outcomes(): string[];
  /** As a kill would leave it: nothing is said to anybody. */
  kill(): void;
}

export interface RigOptions extends WorldOptions {
  readonly accounts?: readonly FakeAccount[];
  readonly env?: Readonly<Record<string, string>>;
  readonly script?: Script;
  /** In place of the real runs. */
  readonly submit?: RunsPort['submit'];
  readonly prefix?: ChannelsPartOptions['prefix'];
  readonly removeToken?: ChannelsPartOptions['removeToken'];
  readonly loadAdapter?: ChannelsPartOptions['loadAdapter'];
}

const PART = 'gateway/channels';

export async function openRig(t: Pick<TestContext, 'after'>, options: RigOptions = {}): Promise<Rig> {
  const accounts = options.accounts ?? [createFakeAccount()];
  const [account] = accounts;
  assert.ok(account);
  const world = openWorld(t, { config: withAccounts(OPEN, accounts), ...options });
  const { clock, store, log, random } = world;
  const config = (): Config => world.config;
  const recorder = createRecorder({ clock, ringSize: 2_000 });
  const events: Rig['events'] = [];
  const eventsPort = {
    broadcast: (event: string, payload: unknown) =>
      void events.push({ event, payload: payload as Record<string, unknown> }),
    unicast: () => {},
  };
  const sessions = createSessions({ store, config, clock, random, log });
  const asked: Rig['asked'] = [];
  const runs = createRunsPart({
    store: createRunStore(store),
    sessions,
    engines: {
      resolve: () => Promise.resolve([OFFLINE]),
      run(_candidates, input, signal) {
        asked.push({ runId: input.runId, message: input.message });
        return rig.script(input, signal);
      },
      overdue: () => {},
    },
    commands: { handle: (text) => Promise.resolve(rig.command(text)) },
    events: eventsPort,
    prompts: { prepare: () => Promise.resolve({ systemPrompt: 'be kind', workspace: world.workspace }) },
    clock,
    log,
    config,
    pause: nextTurn,
    toolsFor: () => noTools,
    mask: (text) => text,
    timeZone: 'UTC',
  });
  const idOf = (key: string): string => `${PART}/${key}`;
  const resume = createResume({ recorder, log });
  const channelsKeeper = (): AnyActorRef => recorder.keeperOf(PART) as AnyActorRef;
  const byKey = new Map(accounts.map((one) => [accountKey(one.channel, one.accountId), one]));
  const adapter = (channel: string) => (given: { readonly accountId: string }) => {
    const found: ChannelAccount | undefined = byKey.get(accountKey(channel, given.accountId));
    assert.ok(found, `no fake account ${channel}:${given.accountId}`);
    return found;
  };
  const channels = [...new Set(accounts.map(({ channel }) => channel))];

  const part = createChannelsPart({
    config,
    env: createEnv(options.env ?? {}),
    paths: {} as ChannelsPartOptions['paths'],
    clock,
    random,
    log,
    store,
    inbox: world.inbox,
    outbox: world.outbox,
    pairing: world.pairing,
    media: world.media,
    mediaSource: world.mediaSource,
    sessions,
    runs: () => (options.submit === undefined ? runs.port : { submit: options.submit }),
    events: eventsPort,
    command: 'moltbot',
    timeZone: () => 'UTC',
    adapters: new Map(channels.map((channel) => [channel, adapter(channel)])),
    loadAdapter: options.loadAdapter ?? ((channel) => Promise.resolve(adapter(channel))),
    running: () =>
      (channelsKeeper().getSnapshot() as SnapshotFrom<KeeperLogic>).matches({ alive: 'running' }),
    prefix: options.prefix ?? ((_, text) => text),
    nodeOf: (key) => recorder.tree(1_000).find(({ id }) => id === idOf(key)),
    watch: (key, changed) =>
      recorder.subscribe(({ actor }) => {
        if (actor === idOf(key) || actor.startsWith(`${idOf(key)}/`)) changed();
      }),
    tell: (event) => channelsKeeper().send({ type: 'tell', event }),
    resume: (key) => resume(idOf(key)),
    removeToken: options.removeToken ?? (() => Promise.resolve(false)),
  });

  const tree = setup({
    actors: { channels: keep(part.logic), runs: keep(runs.logic) },
  }).createMachine({
    id: 'gateway',
    invoke: [
      {
        id: 'runs',
        src: 'runs',
        input: keeperInput('runs', { random: () => 0.5, childInput: runs.input }),
      },
      {
        id: 'channels',
        src: 'channels',
        input: keeperInput('channels', {
          random: () => 0.5,
          childInput: { ...part.input, random: () => 0.5 },
        }),
      },
    ],
    on: { '*': {} },
  });
  const root = createRoot(tree, {
    id: 'gateway',
    input: undefined,
    clock,
    log,
    inspectors: [recorder.inspect],
  });
  const childOf = (parent: AnyActorRef, id: string): AnyActorRef => {
    const { children } = parent.getSnapshot() as { children: Record<string, AnyActorRef | undefined> };
    const found = children[id];
    assert.ok(found, `no ${id}`);
    return found;
  };
  const keyOf = (one: FakeAccount): string => accountKey(one.channel, one.accountId);

  const rig: Rig = {
    world,
    part,
    runs,
    sessions,
    recorder,
    accounts,
    account,
    events,
    asked,
    script: options.script ?? echo,
    command: () => ({ kind: 'none' }),
    node(one = account) {
      const node = recorder.tree(1_000).find(({ id }) => id === idOf(keyOf(one)));
      assert.ok(node, `${keyOf(one)} is not in the tree`);
      return node;
    },
    state: (one = account) => rig.node(one).state,
    machine: (one = account) =>
      childOf(childOf(childOf(childOf(root, 'channels'), 'child'), keyOf(one)), 'child'),
    comes: (one) => void byKey.set(keyOf(one), one),
    online: (one = account) => until('online', () => rig.state(one).startsWith('up.online')),
    async say(more = {}, one = account) {
      const message = inbound(clock, { channel: one.channel, accountId: one.accountId, ...more });
      await one.link.events.received([message]);
      return message;
    },
    transcript: (key) =>
      (sessions.history(key, 100, 1_000_000).messages as TranscriptMessage[]).map(
        ({ role, content }) => `${role}: ${textOf(content)}`,
      ),
    outcomes: () =>
      store
        .read((db) =>
          db.all<{ outcome: string | null; state: string }>('SELECT outcome, state FROM inbox ORDER BY id'),
        )
        .map(({ outcome, state }) => outcome ?? state),
    kill() {
      // First, so that what the actors still want to put on record on their way out is lost as well.
      store.close();
      root.stop();
    },
  };
  t.after(() => root.stop());
  // In the order of the gateway's own boot.
  await runs.recover();
  await part.recover();
  root.start();
  childOf(root, 'runs').send({ type: 'start' });
  childOf(root, 'channels').send({ type: 'start' });
  await calm();
  return rig;
}

/** The config with a section for each account. */
export function withAccounts(config: Config, accounts: readonly FakeAccount[]): Config {
  const channels: Record<string, { accounts: Record<string, object> }> = {};
  for (const { channel, accountId } of accounts) {
    const section = { ...config.channels?.[channel], ...channels[channel] };
    channels[channel] = { ...section, accounts: { ...channels[channel]?.accounts, [accountId]: {} } };
  }
  return { ...config, channels };
}

let lastKey = 0;

/** A message for the outbox of the first account; returns its entry's id. */
export const post = async (rig: Rig, to: string, message: string): Promise<number> => {
  const { outboxId } = await rig.part.port.send({
    channel: rig.account.channel,
    to,
    message,
    idempotencyKey: `k${(lastKey += 1)}`,
    wait: 'accepted',
  });
  assert.ok(outboxId);
  return outboxId;
};
