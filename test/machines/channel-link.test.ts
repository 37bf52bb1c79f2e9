import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keep } from '../../src/actors/supervision/keep.ts';
import { channelLinkMachine } from '../../src/machines/channel-link.ts';
import type { LinkPolicy } from '../../src/machines/link-policy.ts';
import { POLICIES } from '../../src/machines/policies.ts';
import { createLinkPuppets, LINK_POLICY } from '../support/link-puppets.ts';
import {
  openScene as openUnseen,
  closeScene,
  say,
  wait,
  finds,
  faultOf,
  closed,
  opened,
  shown,
  start,
  stop,
  shutdown,
  loggedOut,
  qr,
  login,
  partFailed,
  crashLink,
  crashCourier,
  deadBody,
  examineHangs,
  examineThrows,
  CLOSE,
  play,
  conflicted,
  telegram,
  tired,
} from '../support/link-scene.ts';
import type { Scene, SceneOptions, Step } from '../support/link-scene.ts';
import { createStage, withoutDeadLetters } from '../support/stage.ts';
import { settle } from '../support/test-clock.ts';
import { createTransitionCoverage } from '../support/transition-coverage.ts';

const coverage = createTransitionCoverage(channelLinkMachine);
const openScene = (options: SceneOptions = {}): Scene =>
  openUnseen({ ...options, inspect: coverage.inspect });

interface Row extends SceneOptions {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly state: string;
  /** After `child.ready`, without `child.`. */
  readonly heard?: readonly string[];
  readonly check?: (scene: Scene) => void;
}

const opens = (count: number) => (scene: Scene) => assert.equal(scene.puppets.link.inputs.length, count);
const delay = (ms: number) => (scene: Scene) => assert.equal(scene.snapshot().context.delayMs, ms);
const askedToLogIn = (scene: Scene) => assert.deepEqual(scene.puppets.link.inputs.at(-1)?.login, qr);
const opensWithoutLogin = (scene: Scene) => assert.equal(scene.puppets.link.inputs.at(-1)?.login, null);

const opening: readonly Row[] = [
  { title: 'opens an account that is ready', steps: [], state: 'up.connecting', check: opens(1) },
  { title: 'is online once the network answers', steps: [opened], state: 'up.online.hearing' },
  {
    title: 'rests when the account is disabled',
    readiness: 'disabled',
    steps: [wait(1e9)],
    state: 'disabled',
    check: opens(0),
  },
  {
    title: 'rests when the operator has stopped it, whatever started it afresh',
    readiness: 'held',
    steps: [wait(1e9)],
    state: 'stopped',
    check: opens(0),
  },
  {
    title: 'rests when the account is not configured',
    readiness: 'unconfigured',
    steps: [wait(1e9)],
    state: 'unconfigured',
    check: opens(0),
  },
  {
    title: 'takes a network that does not answer for a lost connection',
    steps: [wait(LINK_POLICY.connectMs)],
    state: 'backingOff',
    check: (scene) => {
      assert.equal(scene.puppets.link.alive, 0);
      assert.equal(scene.snapshot().context.lastError?.kind, 'transient');
    },
  },
  {
    title: 'sends from the outbox only while online',
    steps: [opened, closed('transient')],
    state: 'backingOff',
    check: (scene) => {
      assert.equal(scene.puppets.courier.inputs.length, 1);
      assert.equal(scene.puppets.courier.alive, 0);
    },
  },
  {
    title: 'examines the account again before every attempt',
    steps: [opened, closed('transient'), finds('disabled'), wait(2_000)],
    state: 'disabled',
  },
  {
    title: 'does not wait for ever for what it reads before it connects',
    steps: [examineHangs, start, wait(LINK_POLICY.connectMs), finds('ready'), wait(2_000)],
    state: 'up.connecting',
  },
  {
    title: 'looks again when told to start while it is still looking',
    steps: [examineHangs, start, finds('ready'), start],
    state: 'up.connecting',
  },
];

const losing: readonly Row[] = [
  {
    title: 'waits after a lost connection',
    steps: [closed('transient')],
    state: 'backingOff',
    check: delay(2_000),
  },
  {
    title: 'does not try sooner',
    steps: [closed('transient'), wait(1_999)],
    state: 'backingOff',
    check: opens(1),
  },
  {
    title: 'tries again after the pause',
    steps: [closed('transient'), wait(2_000)],
    state: 'up.connecting',
    check: opens(2),
  },
  {
    title: 'tries at once when the operator says so',
    steps: [closed('transient'), start],
    state: 'up.connecting',
    check: (scene) => assert.equal(scene.snapshot().context.attempt, 0),
  },
  {
    title: 'hears nothing from a body that was stopped',
    steps: [closed('transient'), opened, closed('loggedOut')],
    state: 'backingOff',
  },
  {
    title: 'gives up at the last attempt allowed, for good',
    policy: tired,
    steps: [closed('transient'), wait(1e9)],
    state: 'gaveUp',
    heard: ['failed'],
    check: (scene) => {
      const error = scene.stage.heard.find((event) => event.type === 'child.failed')?.['error'] as Error & {
        permanent?: boolean;
      };
      assert.equal(error.message, 'gave up after 1 attempts: played transient');
      assert.equal(error.permanent, true);
    },
  },
  {
    title: 'reopens at once when asked to restart',
    steps: [closed('restart'), wait(0)],
    state: 'up.connecting',
  },
  {
    title: 'does not wait longer later because of a restart',
    steps: [closed('restart'), wait(0), closed('transient')],
    state: 'backingOff',
    check: delay(2_000),
  },
  {
    title: 'waits when asked to restart twice in a row',
    steps: [closed('restart'), wait(0), closed('restart')],
    state: 'backingOff',
    check: delay(2_000),
  },
  {
    title: 'waits at least as long as the network asks',
    steps: [closed('rateLimited', { retryAfterMs: 90_000 }), wait(89_999)],
    state: 'backingOff',
    check: delay(90_000),
  },
  {
    title: 'rests when logged out',
    steps: [opened, closed('loggedOut'), wait(1e9)],
    state: 'loggedOut',
    check: opens(1),
  },
  {
    title: 'rests when refused',
    steps: [closed('forbidden'), wait(1e9)],
    state: 'loggedOut',
    check: opens(1),
  },
  {
    title: 'forgives failures after a minute online',
    steps: [
      closed('transient'),
      wait(2_000),
      closed('transient'),
      wait(3_600),
      opened,
      wait(60_000),
      closed('transient'),
    ],
    state: 'backingOff',
    check: delay(2_000),
  },
  {
    title: 'does not forgive them before',
    steps: [closed('transient'), wait(2_000), opened, wait(59_999), closed('transient')],
    state: 'backingOff',
    check: delay(3_600),
  },
];

const conflicts: readonly Row[] = [
  {
    title: 'reconnects once in a conflict',
    steps: [closed('conflict'), wait(2_000)],
    state: 'up.connecting',
  },
  {
    title: 'then rests until the operator acts',
    steps: [...conflicted, wait(1e9)],
    state: 'conflict',
    check: opens(2),
  },
  {
    title: 'goes on when the operator says so, with a fresh count',
    steps: [...conflicted, start, closed('conflict')],
    state: 'backingOff',
    check: delay(2_000),
  },
  {
    title: 'does not forgive a conflict after a minute online',
    steps: [opened, closed('conflict'), wait(2_000), opened, wait(60_000), closed('conflict')],
    state: 'conflict',
  },
  {
    title: 'forgives conflicts after a long peace',
    steps: [opened, closed('conflict'), wait(2_000), opened, wait(LINK_POLICY.peaceMs), closed('conflict')],
    state: 'backingOff',
  },
  {
    title: 'looks again after a rest where the other leaves no sign',
    policy: telegram,
    steps: [...conflicted, wait(300_000)],
    state: 'up.connecting',
    check: opens(3),
  },
  {
    title: 'does not look before',
    policy: telegram,
    steps: [...conflicted, wait(299_999)],
    state: 'conflict',
    check: opens(2),
  },
  {
    title: 'rests at once when the other is still there',
    policy: telegram,
    steps: [...conflicted, wait(300_000), closed('conflict')],
    state: 'conflict',
    check: opens(3),
  },
  {
    title: 'does not take looks at a long conflict for failures in a row',
    policy: { ...telegram, maxAttempts: 3 },
    steps: [...conflicted, wait(300_000), closed('conflict'), wait(300_000), closed('transient')],
    state: 'backingOff',
    check: delay(2_000),
  },
];

const logins: readonly Row[] = [
  {
    title: 'asks the link to log in',
    readiness: 'unconfigured',
    steps: [login],
    state: 'up.connecting',
    check: askedToLogIn,
  },
  {
    title: 'shows what the network wants to be shown, as often as it changes',
    readiness: 'unconfigured',
    steps: [login, shown, shown],
    state: 'up.pairing',
    check: (scene) => assert.equal(scene.puppets.announced, 2),
  },
  {
    title: 'gives a login more time than a connection',
    readiness: 'unconfigured',
    steps: [login, shown, wait(LINK_POLICY.loginMs - 1)],
    state: 'up.pairing',
  },
  {
    title: 'ends a login nobody finishes, and does not ask again',
    readiness: 'unconfigured',
    steps: [login, shown, wait(1e9)],
    state: 'unconfigured',
    check: (scene) => {
      opens(1)(scene);
      assert.equal(scene.snapshot().context.lastError?.kind, 'loginEnded');
    },
  },
  {
    title: 'ends a login the network ended',
    readiness: 'unconfigured',
    steps: [login, shown, closed('loginEnded')],
    state: 'unconfigured',
  },
  {
    title: 'does not repeat a login whose connection was lost',
    readiness: 'unconfigured',
    steps: [login, shown, closed('transient'), wait(1e9)],
    state: 'unconfigured',
    check: opens(1),
  },
  {
    title: 'goes online after the restart that follows a pairing',
    readiness: 'unconfigured',
    steps: [login, shown, finds('ready'), closed('restart'), wait(0), opened],
    state: 'up.online.hearing',
    check: opensWithoutLogin,
  },
  {
    title: 'is online when the login needs no restart',
    readiness: 'unconfigured',
    steps: [login, shown, opened],
    state: 'up.online.hearing',
    check: (scene) => assert.equal(scene.snapshot().context.login, null),
  },
  {
    title: 'closes an open link before it logs in',
    steps: [opened, deadBody, login],
    state: 'up.stopping',
    check: opens(1),
  },
  {
    title: 'hands the request to the link it opens next',
    steps: [opened, login],
    state: 'up.connecting',
    check: (scene) => {
      opens(2)(scene);
      askedToLogIn(scene);
    },
  },
  {
    title: 'logs in also when the open link does not close',
    steps: [opened, deadBody, login, wait(CLOSE)],
    state: 'up.connecting',
    check: askedToLogIn,
  },
  {
    title: 'logs in although a stop was under way',
    steps: [opened, deadBody, stop, login, wait(CLOSE)],
    state: 'up.connecting',
    check: askedToLogIn,
  },
  {
    title: 'does not log in to a disabled account, not later either',
    readiness: 'disabled',
    steps: [login, finds('ready'), start],
    state: 'up.connecting',
    check: opensWithoutLogin,
  },
  {
    title: 'forgets a login that a stop overtook',
    steps: [opened, deadBody, login, stop, wait(CLOSE), start],
    state: 'up.connecting',
    check: opensWithoutLogin,
  },
  {
    title: 'forgets a login that a logout overtook',
    readiness: 'unconfigured',
    steps: [examineHangs, login, loggedOut, finds('unconfigured'), start],
    state: 'unconfigured',
    check: opens(0),
  },
];

const hearing: readonly Row[] = [
  {
    title: 'can be deaf while online',
    steps: [opened, say({ type: 'link.deaf', reason: 'no frame for 60 s' })],
    state: 'up.online.deaf',
    check: (scene) => {
      assert.equal(scene.snapshot().context.deafness, 'no frame for 60 s');
      assert.ok(scene.snapshot().hasTag('red'));
    },
  },
  {
    title: 'hears again without a restart',
    steps: [opened, say({ type: 'link.deaf', reason: 'silent' }), say({ type: 'link.hears' })],
    state: 'up.online.hearing',
    check: (scene) => {
      opens(1)(scene);
      assert.equal(scene.puppets.courier.inputs.length, 1);
      assert.equal(scene.snapshot().context.deafness, null);
    },
  },
  {
    title: 'is not restarted for being deaf',
    steps: [opened, say({ type: 'link.deaf', reason: 'silent' }), wait(1e9)],
    state: 'up.online.deaf',
    check: opens(1),
  },
  {
    title: 'stays online through two silent days',
    steps: [opened, wait(48 * 3_600_000)],
    state: 'up.online.hearing',
    check: opens(1),
  },
];

const ending: readonly Row[] = [
  { title: 'stops for the operator', steps: [opened, stop], state: 'stopped' },
  { title: 'stays stopped', steps: [opened, stop, wait(1e9)], state: 'stopped', check: opens(1) },
  {
    title: 'starts again after a stop',
    steps: [opened, stop, start, opened],
    state: 'up.online.hearing',
    check: opens(2),
  },
  {
    title: 'stops although the body does not answer',
    steps: [deadBody, opened, stop, wait(CLOSE)],
    state: 'stopped',
    check: (scene) => assert.equal(scene.puppets.link.alive, 0),
  },
  {
    title: 'waits for the body to close',
    steps: [deadBody, opened, stop, wait(CLOSE - 1)],
    state: 'up.stopping',
    check: (scene) => {
      assert.deepEqual(scene.puppets.link.got, ['close']);
      assert.equal(scene.puppets.courier.alive, 0);
    },
  },
  {
    title: 'reopens an open link when told to start',
    steps: [opened, start],
    state: 'up.connecting',
    check: opens(2),
  },
  {
    title: 'starts when a start overtakes a stop',
    steps: [deadBody, opened, stop, start, wait(CLOSE)],
    state: 'up.connecting',
  },
  {
    title: 'stops when a stop overtakes a start',
    steps: [deadBody, opened, start, stop, wait(CLOSE)],
    state: 'stopped',
  },
  {
    title: 'ends logged out when a logout overtakes a stop',
    steps: [deadBody, opened, stop, loggedOut, wait(CLOSE)],
    state: 'loggedOut',
  },
  ...[stop, start, login, loggedOut, shutdown].map((late, index): Row => ({
    title: `does not forget a shutdown (${index + 1})`,
    steps: [deadBody, opened, shutdown, late, wait(CLOSE)],
    state: 'gone',
    heard: ['stopped'],
  })),
  {
    title: 'ends for its supervisor although it was about to start again',
    steps: [deadBody, opened, login, wait(CLOSE - 1), shutdown, wait(1)],
    state: 'gone',
    heard: ['stopped'],
  },
];

const crashes: readonly Row[] = [
  {
    title: 'fails when the link body throws',
    steps: [opened, crashLink],
    state: 'failed',
    heard: ['failed'],
  },
  {
    title: 'fails when the courier throws',
    steps: [opened, crashCourier],
    state: 'failed',
    heard: ['failed'],
  },
  { title: 'fails when a callback threw', steps: [opened, partFailed], state: 'failed', heard: ['failed'] },
  {
    title: 'fails when it cannot examine',
    steps: [examineThrows, start, closed('transient'), wait(2_000)],
    state: 'failed',
    heard: ['failed'],
  },
  {
    title: 'fails when the link body throws at its start',
    steps: [
      (scene) => {
        scene.puppets.link.onStart = () => {
          throw new Error('no such library');
        };
      },
      closed('transient'),
      wait(2_000),
    ],
    state: 'failed',
    heard: ['failed'],
  },
  {
    title: 'fails once, however much breaks together',
    steps: [opened, partFailed, partFailed, crashCourier, crashLink],
    state: 'failed',
    heard: ['failed'],
  },
  {
    title: 'keeps a stop whose body throws while closing',
    steps: [deadBody, opened, stop, crashLink],
    state: 'stopped',
    check: (scene) => assert.match(scene.stage.logged.join(), /failed while closing/),
  },
  {
    title: 'keeps a stop whose callback threw while closing',
    steps: [deadBody, opened, stop, partFailed],
    state: 'stopped',
  },
  {
    title: 'ends for its supervisor although the body throws while closing',
    steps: [deadBody, opened, shutdown, crashLink],
    state: 'gone',
    heard: ['stopped'],
  },
];

describe('a link', () => {
  for (const row of [...opening, ...losing, ...conflicts, ...logins, ...hearing, ...ending, ...crashes]) {
    it(row.title, () =>
      withoutDeadLetters(async () => {
        const scene = openScene(row);
        await play(scene, row.steps);
        assert.equal(scene.state(), row.state);
        assert.deepEqual(scene.heard(), ['ready', ...(row.heard ?? [])]);
        row.check?.(scene);
        closeScene(scene);
      }),
    );
  }

  it('says that it is ready before it knows anything about its network', () => {
    const scene = openScene();
    assert.deepEqual(scene.heard(), ['ready']);
    assert.equal(scene.puppets.link.inputs.length, 0);
    closeScene(scene);
  });

  it('retries a network that never answers for ever, with the pauses of its policy', async () => {
    const scene = openScene();
    await settle();
    const pauses: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      await scene.stage.clock.advance(LINK_POLICY.connectMs);
      assert.equal(scene.state(), 'backingOff');
      pauses.push(scene.snapshot().context.delayMs);
      await scene.stage.clock.advance(pauses.at(-1) ?? 0);
    }
    assert.deepEqual(pauses.slice(0, 7), [2_000, 3_600, 6_480, 11_664, 20_995, 30_000, 30_000]);
    assert.deepEqual(new Set(pauses.slice(5)), new Set([30_000]));
    assert.equal(scene.puppets.link.inputs.length, 41);
    assert.deepEqual(scene.heard(), ['ready']);
    closeScene(scene);
  });
});

/** Ways into every state in which a link can be found. */
const places: readonly {
  readonly state: string;
  readonly options?: SceneOptions;
  readonly steps: readonly Step[];
}[] = [
  { state: 'examining', steps: [examineHangs, start, closed('transient'), wait(2_000)] },
  { state: 'disabled', options: { readiness: 'disabled' }, steps: [] },
  { state: 'unconfigured', options: { readiness: 'unconfigured' }, steps: [] },
  { state: 'up.connecting', steps: [] },
  { state: 'up.pairing', options: { readiness: 'unconfigured' }, steps: [login, shown] },
  { state: 'up.online.hearing', steps: [opened] },
  { state: 'up.online.deaf', steps: [opened, say({ type: 'link.deaf', reason: 'silent' })] },
  { state: 'up.stopping', steps: [opened, deadBody, stop] },
  { state: 'backingOff', steps: [closed('transient')] },
  { state: 'conflict', steps: conflicted },
  { state: 'loggedOut', steps: [closed('loggedOut')] },
  { state: 'stopped', steps: [stop] },
];
const ends: typeof places = [
  { state: 'gaveUp', options: { policy: tired }, steps: [closed('transient')] },
  { state: 'failed', steps: [opened, partFailed] },
];

const isUp = (state: string): boolean => state.startsWith('up.');

describe('in every state', () => {
  for (const place of [...places, ...ends]) {
    it(`a shutdown ends ${place.state} in time, also when the body does not answer`, () =>
      withoutDeadLetters(async () => {
        const scene = openScene(place.options);
        await play(scene, [...place.steps, deadBody]);
        assert.equal(scene.state(), place.state);
        await play(scene, [shutdown, ...(isUp(place.state) ? [wait(CLOSE)] : [])]);
        assert.equal(scene.state(), 'gone');
        assert.equal(scene.heard().at(-1), 'stopped');
        assert.equal(scene.heard().filter((type) => type === 'stopped').length, 1);
        assert.equal(scene.stage.clock.pending, 0);
        closeScene(scene);
      }));
  }

  for (const place of places) {
    const reach = async (steps: readonly Step[]): Promise<Scene> => {
      const scene = openScene(place.options);
      await play(scene, place.steps);
      assert.equal(scene.state(), place.state);
      await play(scene, [...steps, ...(isUp(place.state) ? [wait(CLOSE)] : [])]);
      return scene;
    };

    it(`a login works from ${place.state}`, async () => {
      const scene = await reach([finds('unconfigured'), login]);
      assert.equal(scene.state(), 'up.connecting');
      askedToLogIn(scene);
      closeScene(scene);
    });

    it(`a stop works from ${place.state}, and a start after it`, async () => {
      const scene = await reach([stop]);
      assert.equal(scene.state(), 'stopped');
      await play(scene, [finds('ready'), start]);
      assert.equal(scene.state(), 'up.connecting');
      closeScene(scene);
    });

    it(`a start works from ${place.state}`, async () => {
      const scene = await reach([finds('ready'), start]);
      assert.equal(scene.state(), 'up.connecting');
      closeScene(scene);
    });

    it(`a logout closes the link from ${place.state}`, async () => {
      const scene = await reach([loggedOut]);
      assert.equal(scene.state(), 'loggedOut');
      assert.equal(scene.puppets.link.alive, 0);
      assert.equal(scene.snapshot().context.login, null);
      closeScene(scene);
    });
  }
});

describe('a link under its keeper', () => {
  function openKept(change: Partial<LinkPolicy> = {}) {
    const puppets = createLinkPuppets();
    const stage = createStage(keep(puppets.logic), {
      input: {
        id: 'whatsapp:default',
        policy: POLICIES.channelLink,
        childInput: { key: 'whatsapp:default', policy: { ...LINK_POLICY, ...change }, random: () => 0 },
        random: () => 0.5,
      },
      inspect: coverage.inspect,
    });
    stage.actor.send({ type: 'start' });
    return { puppets, stage, types: () => stage.types().map((type) => type.replace('keeper.', '')) };
  }

  it('is parked when it gave up, at once', async () => {
    const { puppets, stage, types } = openKept(tired);
    await settle();
    puppets.link.say({ type: 'link.closed', fault: faultOf('transient') });
    assert.deepEqual(types(), ['ready', 'parked']);
    assert.equal(puppets.link.alive, 0);
    stage.close();
  });

  it('is started afresh when two of its bodies break in one turn', () =>
    withoutDeadLetters(async () => {
      const { puppets, stage, types } = openKept();
      puppets.link.onStart = (sendBack) => {
        sendBack({ type: 'link.opened' });
        throw new Error('the link broke');
      };
      puppets.courier.onStart = () => {
        throw new Error('the courier broke');
      };
      await settle();
      assert.deepEqual(types(), ['ready', 'down']);
      assert.equal(stage.live.size, 2, 'the stage and the keeper');
      puppets.link.onStart = undefined;
      puppets.courier.onStart = undefined;
      await stage.clock.advance(2_000);
      assert.deepEqual(types(), ['ready', 'down', 'ready']);
      assert.equal(puppets.link.alive, 1);
      stage.close();
      assert.equal(puppets.link.alive, 0);
      assert.equal(stage.live.size, 0);
    }));

  it('never fails its keeper for a network that is away for an hour', async () => {
    const { puppets, stage, types } = openKept();
    const ended = stage.clock.now() + 3_600_000;
    while (stage.clock.now() < ended) {
      puppets.link.say({ type: 'link.closed', fault: faultOf('transient') });
      await stage.clock.advance(30_000);
    }
    assert.deepEqual(types(), ['ready']);
    assert.ok(puppets.link.inputs.length > 100);
    stage.close();
  });
});

describe('the chart of the link', () => {
  it('has been walked along every edge', () => coverage.assertComplete());
});
