import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyActorRef, AnyEventObject, SnapshotFrom } from 'xstate';
import { keep } from '../../src/actors/supervision/keep.ts';
import { channelsMachine } from '../../src/machines/channels.ts';
import { keeperMachine } from '../../src/machines/keeper.ts';
import type { KeeperLogic, KeeperReport } from '../../src/machines/keeper.ts';
import { POLICIES } from '../../src/machines/policies.ts';
import { createLinkPuppets, LINK_POLICY } from '../support/link-puppets.ts';
import type { LinkPuppets } from '../support/link-puppets.ts';
import { createStage, withoutDeadLetters } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { settle } from '../support/test-clock.ts';
import { createTransitionCoverage } from '../support/transition-coverage.ts';

const coverage = createTransitionCoverage(channelsMachine);

const GOOD = 'telegram:good';
const BAD = 'whatsapp:bad';

type ChannelsSnapshot = SnapshotFrom<typeof channelsMachine>;

interface Scene {
  readonly stage: Stage;
  /** All accounts share their puppets; the input of a body names its account. */
  readonly puppets: LinkPuppets;
  /** Accounts whose place was free to be taken, in order; each line with the bodies alive at that moment. */
  readonly exchanged: string[];
  snapshot(): ChannelsSnapshot;
  keeper(key: string): SnapshotFrom<KeeperLogic>;
  link(key: string): AnyActorRef;
  body(key: string): AnyActorRef;
  types(): string[];
}

interface SceneOptions {
  readonly keys?: readonly string[];
  readonly keeper?: KeeperLogic;
  readonly prepare?: (puppets: LinkPuppets) => void;
}

async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const puppets = createLinkPuppets();
  options.prepare?.(puppets);
  const exchanged: string[] = [];
  const stage = createStage(
    channelsMachine.provide({
      actors: { account: options.keeper ?? keep(puppets.logic) },
      actions: {
        exchangeAccount: (_, key) => void exchanged.push(`${key} beside ${puppets.link.alive}`),
      },
    }),
    {
      id: 'channels',
      input: {
        accounts: (options.keys ?? [GOOD, BAD]).map((key) => ({ key, policy: LINK_POLICY })),
        random: () => 0.5,
      },
      inspect: coverage.inspect,
    },
  );
  const snapshot = () => stage.actor.getSnapshot() as ChannelsSnapshot;
  const childOf = (parent: AnyActorRef | undefined, id: string): AnyActorRef => {
    const found = (parent?.getSnapshot() as { children: Record<string, AnyActorRef | undefined> } | undefined)
      ?.children[id];
    assert.ok(found, `no ${id}`);
    return found;
  };
  const link = (key: string) => childOf(childOf(stage.actor, key), 'child');
  await settle();
  return {
    stage,
    puppets,
    exchanged,
    snapshot,
    keeper: (key) => childOf(stage.actor, key).getSnapshot() as SnapshotFrom<KeeperLogic>,
    link,
    body: (key) => childOf(link(key), 'link'),
    types: () => stage.types().filter((type) => type.startsWith('child.') || type.startsWith('xstate.error')),
  };
}

const valueOf = (actor: AnyActorRef): unknown => (actor.getSnapshot() as { value: unknown }).value;

function closeScene({ stage, puppets }: Scene): void {
  stage.close();
  assert.equal(puppets.link.alive, 0, 'a link body outlived its supervisor');
  assert.equal(stage.live.size, 0);
  assert.equal(stage.clock.pending, 0);
}

const opened: AnyEventObject = { type: 'link.opened' };

describe('the group of links', () => {
  it('keeps one link per account and starts them all', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      assert.deepEqual(scene.types(), ['child.ready']);
      assert.ok(scene.snapshot().hasTag('ready'));
      assert.deepEqual(
        scene.puppets.link.inputs.map(({ key }) => key),
        [GOOD, BAD],
      );
      assert.deepEqual(scene.keeper(GOOD).context.policy, POLICIES.channelLink);
      closeScene(scene);
    }));

  it('is ready although no network answers', async () => {
    const scene = await openScene({ prepare: (puppets) => (puppets.examine = () => new Promise(() => {})) });
    assert.deepEqual(scene.types(), ['child.ready']);
    closeScene(scene);
  });

  it('serves and stops without accounts', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene({ keys: [] });
      assert.deepEqual(scene.types(), ['child.ready']);
      scene.stage.actor.send({ type: 'shutdown' });
      assert.deepEqual(scene.types(), ['child.ready', 'child.stopped']);
      closeScene(scene);
    }));

  it('tells a running link what the operator wants', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      scene.link(GOOD).send(opened);
      scene.stage.actor.send({ type: 'link.tell', key: BAD, event: { type: 'stop' } });
      await settle();
      await scene.stage.clock.advance(LINK_POLICY.closeMs);
      assert.equal(valueOf(scene.link(BAD)), 'stopped');
      assert.deepEqual(valueOf(scene.link(GOOD)), { up: { online: 'hearing' } });
      scene.stage.actor.send({ type: 'link.tell', key: BAD, event: { type: 'start' } });
      await settle();
      assert.deepEqual(valueOf(scene.link(BAD)), { up: 'connecting' });
      closeScene(scene);
    }));

  it('ignores words for an account it does not have', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      scene.stage.actor.send({ type: 'link.tell', key: 'signal:none', event: { type: 'stop' } });
      assert.deepEqual(scene.types(), ['child.ready']);
      assert.equal(scene.snapshot().value, 'serving');
      closeScene(scene);
    }));
});

/** Ways in which one account can break whenever it is started. */
const crashLoops: readonly {
  readonly title: string;
  readonly prepare: (puppets: LinkPuppets) => void;
  readonly crash?: true;
}[] = [
  {
    title: 'whose body throws at its start',
    prepare: (puppets) => {
      puppets.link.onStart = () => {
        if (puppets.link.inputs.at(-1)?.key === BAD) throw new Error('no such library');
      };
    },
  },
  { title: 'whose body throws in a callback', prepare: () => {}, crash: true },
  {
    title: 'whose examination is rejected',
    prepare: (puppets) => {
      puppets.examine = ({ key }) =>
        key === BAD ? Promise.reject(new Error('the store is broken')) : Promise.resolve('ready');
    },
  },
];

const isParked = (scene: Scene): boolean => scene.keeper(BAD).value === 'parked';

describe('an account in a crash loop', () => {
  for (const { title, prepare, crash } of crashLoops) {
    it(`${title} is parked after ten restarts, and nobody else notices`, () =>
      withoutDeadLetters(async () => {
        const scene = await openScene({ prepare });
        scene.link(GOOD).send(opened);
        const neighbour = scene.body(GOOD);
        const began = scene.stage.clock.now();
        while (!isParked(scene) && scene.stage.clock.now() - began < POLICIES.channelLink.periodMs) {
          if (crash && scene.keeper(BAD).hasTag('up'))
            scene.link(BAD).send({ type: 'part.failed', error: new Error('bad frame') });
          await scene.stage.clock.advance(1_000);
        }
        assert.ok(isParked(scene), 'still trying after the whole period');
        assert.equal(scene.keeper(BAD).context.restarts, POLICIES.channelLink.intensity);
        await scene.stage.clock.advance(86_400_000);
        assert.ok(isParked(scene), 'only the operator resumes it');
        assert.equal(scene.body(GOOD), neighbour, 'the neighbour was restarted');
        assert.deepEqual(valueOf(scene.link(GOOD)), { up: { online: 'hearing' } });
        assert.equal(scene.keeper(GOOD).context.restarts, 0);
        assert.deepEqual(scene.types(), ['child.ready']);
        assert.ok(scene.snapshot().context.lastError instanceof Error);

        scene.stage.actor.send({ type: 'link.tell', key: BAD, event: { type: 'start' } });
        assert.ok(isParked(scene), 'words to a parked link are harmless');
        closeScene(scene);
      }));
  }
});

const NEW = 'telegram:new';
const seat = (key: string, closeMs = LINK_POLICY.closeMs) => ({ key, policy: { ...LINK_POLICY, closeMs } });
const change = (scene: Scene, wanted: { stop?: readonly string[]; start?: readonly string[] }): void =>
  scene.stage.actor.send({
    type: 'accounts.change',
    stop: wanted.stop ?? [],
    start: (wanted.start ?? []).map((key) => seat(key)),
  });
const keysOf = (scene: Scene): string[] => Object.keys(scene.snapshot().children);

/** Bodies that end only when the test says so. */
function holdClosing(scene: Scene): () => Promise<void> {
  const answer = scene.puppets.link.onEvent;
  scene.puppets.link.onEvent = undefined;
  return async () => {
    scene.puppets.link.onEvent = answer;
    await scene.stage.clock.advance(LINK_POLICY.closeMs);
    await settle();
  };
}

describe('a change of the accounts', () => {
  it('begins one link while the others serve', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      const bodies = [scene.body(GOOD), scene.body(BAD)];
      change(scene, { start: [NEW] });
      await settle();
      assert.deepEqual(keysOf(scene), [GOOD, BAD, NEW]);
      assert.deepEqual(valueOf(scene.link(NEW)), { up: 'connecting' });
      assert.deepEqual([scene.body(GOOD), scene.body(BAD)], bodies);
      assert.deepEqual(scene.exchanged, [`${NEW} beside 2`], 'it had its place before it began');
      scene.stage.actor.send({ type: 'shutdown' });
      await scene.stage.clock.advance(LINK_POLICY.closeMs);
      assert.deepEqual(scene.types(), ['child.ready', 'child.stopped']);
      closeScene(scene);
    }));

  it('ends one link for good, once it has closed', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      const neighbour = scene.body(GOOD);
      const release = holdClosing(scene);
      change(scene, { stop: [BAD] });
      await settle();
      assert.deepEqual(scene.exchanged, [], 'its connection is not closed yet');
      assert.deepEqual(scene.snapshot().context.open, [GOOD, BAD]);
      await release();
      assert.deepEqual(scene.exchanged, [`${BAD} beside 1`]);
      assert.deepEqual(keysOf(scene), [GOOD]);
      assert.equal(scene.body(GOOD), neighbour);
      assert.deepEqual(
        scene.snapshot().context.accounts.map(({ key }) => key),
        [GOOD],
      );
      scene.stage.actor.send({ type: 'link.tell', key: BAD, event: { type: 'start' } });
      assert.deepEqual(keysOf(scene), [GOOD], 'nobody is there to be told');
      closeScene(scene);
    }));

  it('replaces one link: the next begins when the last has closed, with its own policy and a fresh keeper', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      const [neighbour, keeper] = [scene.body(GOOD), scene.keeper(BAD)];
      scene.link(BAD).send({ type: 'part.failed', error: new Error('bad frame') });
      await scene.stage.clock.advance(POLICIES.channelLink.backoff.maxMs);
      assert.equal(scene.keeper(BAD).context.restarts, 1);
      const release = holdClosing(scene);
      scene.stage.actor.send({ type: 'accounts.change', stop: [], start: [seat(BAD, 1_234)] });
      await settle();
      assert.equal(scene.puppets.link.alive, 2);
      await release();
      assert.deepEqual(scene.exchanged, [`${BAD} beside 1`]);
      assert.equal(scene.puppets.link.mostAlive, 2, 'two links of one account at once');
      assert.deepEqual(valueOf(scene.link(BAD)), { up: 'connecting' });
      assert.notEqual(scene.keeper(BAD), keeper);
      assert.equal(scene.keeper(BAD).context.restarts, 0);
      const { childInput } = scene.keeper(BAD).context as { childInput: { policy: typeof LINK_POLICY } };
      assert.equal(childInput.policy.closeMs, 1_234);
      assert.equal(scene.body(GOOD), neighbour);
      closeScene(scene);
    }));

  for (const [title, second, left] of [
    ['another start of a link that is being replaced', { start: [BAD] }, [GOOD, BAD]],
    ['the end of a link that is being replaced', { stop: [BAD] }, [GOOD]],
  ] as const) {
    it(`waits for the one under way: ${title}`, () =>
      withoutDeadLetters(async () => {
        const scene = await openScene();
        const release = holdClosing(scene);
        change(scene, { start: [BAD] });
        change(scene, second);
        await release();
        assert.deepEqual(keysOf(scene), left);
        assert.deepEqual(scene.exchanged, [`${BAD} beside 1`]);
        assert.equal(scene.puppets.link.mostAlive, 2);
        closeScene(scene);
      }));
  }

  it('waits for the one under way: a link that was to end begins again', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      const release = holdClosing(scene);
      change(scene, { stop: [BAD] });
      change(scene, { start: [BAD, NEW] });
      await settle();
      assert.deepEqual(valueOf(scene.link(NEW)), { up: 'connecting' }, 'a free place waits for nobody');
      await release();
      assert.deepEqual(keysOf(scene).toSorted(), [BAD, GOOD, NEW].toSorted());
      closeScene(scene);
    }));

  it('of an account that is not there is done at once', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      change(scene, { stop: [NEW] });
      assert.deepEqual(scene.exchanged, [`${NEW} beside 2`]);
      assert.deepEqual(keysOf(scene), [GOOD, BAD]);
      closeScene(scene);
    }));

  it('replaces parked and waiting links as well', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      scene
        .link(BAD)
        .send({ type: 'part.failed', error: Object.assign(new Error('damaged'), { permanent: true }) });
      scene.link(GOOD).send({ type: 'part.failed', error: new Error('bad frame') });
      assert.ok(isParked(scene));
      change(scene, { start: [GOOD, BAD] });
      await settle();
      for (const key of [GOOD, BAD]) assert.deepEqual(valueOf(scene.link(key)), { up: 'connecting' });
      closeScene(scene);
    }));

  it('ends with the links when they are shut down in the middle of it', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      const release = holdClosing(scene);
      change(scene, { start: [BAD] });
      scene.stage.actor.send({ type: 'shutdown' });
      change(scene, { start: [NEW] });
      await release();
      assert.deepEqual(scene.types(), ['child.ready', 'child.stopped']);
      assert.deepEqual(scene.exchanged, []);
      assert.equal(scene.puppets.link.alive, 0);
      closeScene(scene);
    }));
});

describe('shutting the links down', () => {
  it('waits for every link', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene();
      // The link of one account never answers; the other has nothing to close.
      scene.stage.actor.send({ type: 'link.tell', key: GOOD, event: { type: 'stop' } });
      await scene.stage.clock.advance(LINK_POLICY.closeMs);
      scene.puppets.link.onEvent = undefined;
      scene.stage.actor.send({ type: 'shutdown' });
      assert.deepEqual(scene.snapshot().context.open, [BAD]);
      await scene.stage.clock.advance(LINK_POLICY.closeMs - 1);
      assert.deepEqual(scene.types(), ['child.ready']);
      await scene.stage.clock.advance(1);
      assert.deepEqual(scene.types(), ['child.ready', 'child.stopped']);
      assert.equal(scene.puppets.link.alive, 0);
      closeScene(scene);
    }));

  it('asks parked, waiting and running accounts alike', () =>
    withoutDeadLetters(async () => {
      const scene = await openScene({ keys: [GOOD, BAD, 'whatsapp:third'] });
      scene
        .link(BAD)
        .send({ type: 'part.failed', error: Object.assign(new Error('damaged'), { permanent: true }) });
      scene.link('whatsapp:third').send({ type: 'part.failed', error: new Error('bad frame') });
      assert.ok(isParked(scene));
      assert.equal(scene.keeper('whatsapp:third').value, 'backingOff');
      scene.stage.actor.send({ type: 'shutdown' });
      await scene.stage.clock.advance(LINK_POLICY.closeMs);
      assert.deepEqual(scene.types(), ['child.ready', 'child.stopped']);
      closeScene(scene);
    }));

  it('ends before its own keeper loses patience, also when nobody answers', () =>
    withoutDeadLetters(async () => {
      const mute = keeperMachine.provide({
        actors: keep(createLinkPuppets().logic).implementations.actors as never,
        actions: { reportStopped: () => {} },
      });
      const scene = await openScene({ keeper: mute });
      scene.stage.actor.send({ type: 'shutdown' });
      await scene.stage.clock.advance(POLICIES.channels.stopDeadlineMs - 1);
      assert.deepEqual(scene.types(), ['child.ready', 'child.stopped']);
      closeScene(scene);
    }));

  it('allows every link to close in the time its policy gives it', () => {
    assert.ok(LINK_POLICY.closeMs < POLICIES.channelLink.stopDeadlineMs);
    assert.ok(POLICIES.channelLink.stopDeadlineMs + 500 < POLICIES.channels.stopDeadlineMs);
  });
});

describe('what keepers report', () => {
  const reports: readonly KeeperReport[] = [
    { type: 'keeper.ready', id: GOOD },
    { type: 'keeper.down', id: GOOD, error: new Error('down') },
    { type: 'keeper.parked', id: GOOD, error: new Error('parked') },
    { type: 'keeper.escalated', id: GOOD, error: new Error('escalated') },
    { type: 'keeper.stopped', id: GOOD },
  ];
  for (const report of reports) {
    it(`takes ${report.type} while serving and while stopping`, () =>
      withoutDeadLetters(async () => {
        const scene = await openScene();
        scene.puppets.link.onEvent = undefined;
        scene.stage.actor.send(report);
        assert.equal(scene.snapshot().value, 'serving');
        if ('error' in report) assert.equal(scene.snapshot().context.lastError, report.error);
        scene.stage.actor.send({ type: 'shutdown' });
        scene.stage.actor.send(report);
        assert.equal(scene.snapshot().value, 'stopping');
        await scene.stage.clock.advance(LINK_POLICY.closeMs);
        assert.deepEqual(scene.types(), ['child.ready', 'child.stopped']);
        closeScene(scene);
      }));
  }

  it('has walked every edge of the chart', () => coverage.assertComplete());
});
