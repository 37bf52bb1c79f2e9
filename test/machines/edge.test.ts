import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyEventObject } from 'xstate';
import { keep } from '../../src/actors/supervision/keep.ts';
import { edgeMachine } from '../../src/machines/edge.ts';
import type { ChildLogic } from '../../src/machines/keeper.ts';
import { keeperMachine } from '../../src/machines/keeper.ts';
import { POLICIES } from '../../src/machines/policies.ts';
import { createStage, withoutDeadLetters } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { createTransitionCoverage } from '../support/transition-coverage.ts';

const coverage = createTransitionCoverage(edgeMachine);

interface Puppet {
  readonly logic: ChildLogic;
  say(event: AnyEventObject): void;
  crash(): void;
  finish(): void;
}

/** A child that writes down what it is told and does only what the test says. */
function createPuppet(name: string, story: string[]): Puppet {
  let self: { send(event: AnyEventObject): void } | undefined;
  let parent: { send(event: AnyEventObject): void } | undefined;
  return {
    say: (event) => parent?.send(event),
    crash: () => self?.send({ type: 'crash' }),
    finish: () => self?.send({ type: 'finish' }),
    logic: {
      getInitialSnapshot: () => ({ status: 'active', output: undefined, error: undefined }),
      start: (_, scope) => {
        self = scope.self;
        parent = scope.self._parent;
        story.push(`+${name}`);
      },
      transition: (snapshot, event) => {
        if (event.type === 'crash') throw new Error(`${name} crashed`);
        if (event.type === 'finish') return { status: 'done', output: undefined, error: undefined };
        if (event.type.endsWith('.stop')) {
          story.push(`-${name}`);
          return { status: 'stopped', output: undefined, error: undefined };
        }
        story.push(`${name} ${event.type}`);
        return snapshot;
      },
      getPersistedSnapshot: (snapshot) => snapshot,
    },
  };
}

interface Scene {
  readonly stage: Stage;
  readonly story: string[];
  readonly pool: Puppet;
  readonly listener: Puppet;
  state(): unknown;
}

function openScene(options: { readonly keeperBreaks?: true } = {}): Scene {
  const story: string[] = [];
  const pool = createPuppet('pool', story);
  const listener = createPuppet('listener', story);
  const keeper = keep(listener.logic);
  const breaking = keeper.provide({
    actions: {
      forward: () => {
        throw new Error('the keeper broke');
      },
    },
  });
  const stage = createStage(
    edgeMachine.provide({
      actors: { connections: pool.logic, wsServer: options.keeperBreaks === true ? breaking : keeper },
    }),
    { id: 'edge', input: { random: () => 0.5, connections: undefined }, inspect: coverage.inspect },
  );
  return {
    stage,
    story,
    pool,
    listener,
    state: () => (stage.actor.getSnapshot() as { value: unknown }).value,
  };
}

function serving(options: { readonly keeperBreaks?: true } = {}): Scene {
  const scene = openScene(options);
  scene.pool.say({ type: 'child.ready' });
  scene.listener.say({ type: 'child.ready' });
  assert.equal(scene.state(), 'serving');
  return scene;
}

function closing(): Scene {
  const scene = serving();
  scene.stage.actor.send({ type: 'shutdown' });
  return scene;
}

const it2 = (title: string, test: () => void): void => void it(title, () => withoutDeadLetters(test));

describe('the edge', () => {
  it2('opens the listener only when the pool is ready', () => {
    const scene = openScene();
    assert.deepEqual(scene.story, ['+pool']);
    scene.pool.say({ type: 'child.ready' });
    assert.deepEqual(scene.story, ['+pool', '+listener']);
    assert.deepEqual(scene.stage.types(), []);
    scene.listener.say({ type: 'child.ready' });
    assert.deepEqual(scene.stage.types(), ['child.ready']);
    scene.stage.close();
  });

  it2('restarts a failed listener alone', () => {
    const scene = serving();
    scene.listener.say({ type: 'child.failed', error: new Error('lost the port') });
    scene.stage.clock.advanceSync(POLICIES.wsServer.backoff.initialMs);
    scene.listener.say({ type: 'child.ready' });
    assert.equal(scene.state(), 'serving');
    assert.deepEqual(scene.story, ['+pool', '+listener', '-listener', '+listener']);
    assert.deepEqual(scene.stage.types(), ['child.ready']);
    scene.stage.close();
  });

  it2('remembers a listener that failed before it was open', () => {
    const scene = openScene();
    scene.pool.say({ type: 'child.ready' });
    scene.listener.say({ type: 'child.failed', error: new Error('port taken') });
    assert.deepEqual(scene.state(), { opening: 'listener' });
    scene.stage.clock.advanceSync(POLICIES.wsServer.backoff.initialMs);
    scene.listener.say({ type: 'child.ready' });
    assert.equal(scene.state(), 'serving');
    scene.stage.close();
  });

  const failures: readonly {
    readonly title: string;
    readonly run: (scene: Scene) => void;
    readonly error: RegExp;
  }[] = [
    {
      title: 'the pool says it failed',
      run: (scene) => scene.pool.say({ type: 'child.failed', error: new Error('pool failed') }),
      error: /pool failed/,
    },
    {
      title: 'the pool says it stopped, and nobody asked it to',
      run: (scene) => scene.pool.say({ type: 'child.stopped' }),
      error: /ended without being asked/,
    },
    { title: 'the pool crashes', run: (scene) => scene.pool.crash(), error: /pool crashed/ },
    {
      title: 'the pool ends unasked',
      run: (scene) => scene.pool.finish(),
      error: /ended without being asked/,
    },
    {
      title: 'the listener keeps failing',
      run: (scene) => {
        for (let round = 0; round <= POLICIES.wsServer.intensity; round += 1) {
          scene.listener.say({ type: 'child.failed', error: new Error('listener failed') });
          scene.stage.clock.advanceSync(POLICIES.wsServer.backoff.maxMs);
        }
      },
      error: /listener failed/,
    },
  ];
  for (const { title, run, error } of failures) {
    it2(`fails as a whole when ${title}`, () => {
      const scene = serving();
      run(scene);
      assert.equal(scene.state(), 'failed');
      assert.match(String(scene.stage.heard.at(-1)?.['error']), error);
      assert.equal(scene.stage.types().at(-1), 'child.failed');
      scene.stage.close();
      assert.equal(scene.stage.live.size, 0);
    });

    it2(`fails as a whole when ${title} before it is open`, () => {
      const scene = openScene();
      scene.pool.say({ type: 'child.ready' });
      run(scene);
      assert.equal(scene.state(), 'failed');
      scene.stage.close();
    });
  }

  it2('fails as a whole when the keeper of the listener breaks', () => {
    const scene = serving({ keeperBreaks: true });
    const children = (
      scene.stage.actor.getSnapshot() as { children: Record<string, { send(event: AnyEventObject): void }> }
    ).children;
    children['wsServer']?.send({ type: 'tell', event: { type: 'letter' } });
    assert.equal(scene.state(), 'failed');
    // The broken keeper can no longer stop its listener: lineage does.
    assert.deepEqual(scene.story.at(-1), '-listener');
    scene.stage.close();
    assert.equal(scene.stage.live.size, 0);
  });

  it2('closes the listener before the connections', () => {
    const scene = closing();
    assert.deepEqual(scene.story.slice(2), ['listener shutdown']);
    scene.listener.say({ type: 'child.stopped' });
    assert.deepEqual(scene.story.slice(2), ['listener shutdown', '-listener', 'pool shutdown']);
    scene.pool.say({ type: 'child.stopped' });
    assert.equal(scene.state(), 'closed');
    assert.deepEqual(scene.stage.types(), ['child.ready', 'child.stopped']);
    scene.stage.close();
  });

  it2('can be closed before it is open', () => {
    const scene = openScene();
    scene.stage.actor.send({ type: 'shutdown' });
    assert.deepEqual(scene.story, ['+pool', 'pool shutdown']);
    scene.stage.close();
  });

  it2('takes a pool that fails while closing for closed', () => {
    const scene = closing();
    scene.listener.say({ type: 'child.stopped' });
    scene.pool.say({ type: 'child.failed', error: new Error('late') });
    assert.equal(scene.state(), 'closed');
    scene.stage.close();
  });

  it2('closes within the deadline of its own keeper, also when nobody answers', () => {
    const puppets: string[] = [];
    const pool = createPuppet('pool', puppets);
    const stage = createStage(
      edgeMachine.provide({
        actors: {
          connections: pool.logic,
          // A keeper that never reports back.
          wsServer: keeperMachine.provide({ actions: { reportStopped: () => {} } }),
        },
      }),
      { id: 'edge', input: { random: () => 0.5, connections: undefined }, inspect: coverage.inspect },
    );
    stage.actor.send({ type: 'shutdown' });
    stage.clock.advanceSync(POLICIES.edge.stopDeadlineMs - 1);
    assert.equal((stage.actor.getSnapshot() as { value: unknown }).value, 'closed');
    assert.deepEqual(puppets, ['+pool', 'pool shutdown']);
    stage.close();
  });
});

describe('the chart of the edge', () => {
  it('has been walked along every edge', () => coverage.assertComplete());
});
