import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'node:test';
import { createBody } from '../../src/actors/supervision/body.ts';
import type { BodyHandle, BodyTools } from '../../src/actors/supervision/body.ts';
import { keep } from '../../src/actors/supervision/keep.ts';
import { createStage, withoutDeadLetters } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { settle } from '../support/test-clock.ts';

interface Scene {
  readonly stage: Stage;
  readonly tools: () => BodyTools<string>;
  readonly stops: () => number;
}

function open(handle: Partial<BodyHandle> = {}, before: () => void | Promise<void> = () => {}): Scene {
  let tools: BodyTools<string> | undefined;
  let stops = 0;
  const logic = createBody<string>('thing', async (given) => {
    tools = given;
    await before();
    return {
      ...handle,
      stop: () => {
        stops += 1;
        return handle.stop?.();
      },
    };
  });
  const stage = createStage(logic, { input: 'input' });
  return {
    stage,
    tools: () => {
      assert.ok(tools, 'not started');
      return tools;
    },
    stops: () => stops,
  };
}

const it2 = (title: string, test: () => Promise<void>): void =>
  void it(title, () => withoutDeadLetters(test));

describe('a body', () => {
  it2('is ready once start has resolved', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const scene = open({}, () => promise);
    await settle();
    assert.deepEqual(scene.stage.types(), []);
    assert.equal(scene.tools().input, 'input');
    resolve();
    await settle();
    assert.deepEqual(scene.stage.types(), ['child.ready']);
    scene.stage.close();
  });

  it2('answers a shutdown when its stop has finished', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const scene = open({ stop: () => promise });
    await settle();
    scene.stage.actor.send({ type: 'shutdown' });
    scene.stage.actor.send({ type: 'shutdown' });
    await settle();
    assert.deepEqual(scene.stage.types(), ['child.ready']);
    resolve();
    await settle();
    assert.deepEqual(scene.stage.types(), ['child.ready', 'child.stopped']);
    scene.stage.close();
    await settle();
    assert.equal(scene.stops(), 1);
    assert.deepEqual(scene.stage.logged, []);
  });

  it2('fails when its stop fails', async () => {
    const scene = open({ stop: () => Promise.reject(new Error('cannot let go')) });
    await settle();
    scene.stage.actor.send({ type: 'shutdown' });
    await settle();
    assert.deepEqual(scene.stage.types(), ['child.ready', 'child.failed']);
    scene.stage.close();
    await settle();
    assert.deepEqual(scene.stage.logged, ['thing: stop failed']);
  });

  it2('stops once, without waiting, when it is killed, and says so', async () => {
    const scene = open({ stop: () => Promise.reject(new Error('too late')) });
    await settle();
    scene.stage.close();
    await settle();
    assert.equal(scene.stops(), 1);
    assert.deepEqual(scene.stage.logged, ['thing: stopped without shutdown', 'thing: stop failed']);
    assert.deepEqual(scene.stage.types(), ['child.ready']);
  });

  it2('lets go of what it acquired after it was killed', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const scene = open({}, () => promise);
    await settle();
    assert.equal(scene.tools().signal.aborted, false);
    scene.stage.close();
    assert.equal(scene.tools().signal.aborted, true);
    assert.equal(scene.stops(), 0);
    resolve();
    await settle();
    assert.equal(scene.stops(), 1);
  });

  it2('can be shut down while it starts', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const scene = open({}, () => promise);
    await settle();
    scene.stage.actor.send({ type: 'shutdown' });
    resolve();
    await settle();
    assert.deepEqual(scene.stage.types(), ['child.stopped']);
    assert.equal(scene.stops(), 1);
    scene.stage.close();
  });

  it2('takes a start that gives up on its signal for stopped', async () => {
    const { promise, reject } = Promise.withResolvers<void>();
    const scene = open({}, () => promise);
    await settle();
    scene.stage.actor.send({ type: 'shutdown' });
    reject(new Error('aborted'));
    await settle();
    assert.deepEqual(scene.stage.types(), ['child.stopped']);
    scene.stage.close();
  });

  const crashes: readonly (readonly [string, (scene: Scene) => void])[] = [
    ['receive throws', (scene) => scene.stage.actor.send({ type: 'letter' })],
    [
      'a wrapped callback throws',
      (scene) =>
        scene.tools().wrap(() => {
          throw new Error('boom');
        })(),
    ],
    [
      'a wrapped async callback rejects',
      (scene) => scene.tools().wrap(() => Promise.reject(new Error('boom')))(),
    ],
    [
      'an emitter calls a wrapped listener that throws',
      (scene) => {
        const emitter = new EventEmitter();
        emitter.on(
          'data',
          scene.tools().wrap((text: string) => {
            throw new Error(text);
          }),
        );
        emitter.emit('data', 'boom');
      },
    ],
    ['it reports its own failure', (scene) => scene.tools().fail(new Error('boom'))],
  ];
  for (const [title, crash] of crashes) {
    it2(`fails once and lets go when ${title}`, async () => {
      const scene = open({
        receive: () => {
          throw new Error('boom');
        },
      });
      await settle();
      crash(scene);
      crash(scene);
      await settle();
      assert.deepEqual(scene.stage.types(), ['child.ready', 'child.failed']);
      assert.match(String(scene.stage.heard.at(-1)?.['error']), /boom/);
      assert.equal(scene.stops(), 1);
      scene.stage.close();
    });
  }

  for (const [title, start] of [
    ['rejects', () => Promise.reject(new Error('boom'))],
    [
      'throws',
      () => {
        throw new Error('boom');
      },
    ],
  ] as const) {
    it2(`fails when start ${title}`, async () => {
      const stage = createStage(createBody('thing', start as never), {});
      await settle();
      assert.deepEqual(stage.types(), ['child.failed']);
      stage.close();
    });
  }

  it2('hands on events and tells its parent', async () => {
    const got: string[] = [];
    const scene = open({ receive: (event) => void got.push(event.type) });
    await settle();
    scene.stage.actor.send({ type: 'letter' });
    scene.tools().tellParent({ type: 'news' });
    assert.deepEqual(got, ['letter']);
    assert.deepEqual(scene.stage.types(), ['child.ready', 'news']);
    scene.stage.close();
    scene.tools().tellParent({ type: 'late news' });
    assert.deepEqual(scene.stage.types(), ['child.ready', 'news']);
  });

  it2('says in the log what it dropped', async () => {
    const scene = open();
    await settle();
    scene.stage.actor.send({ type: 'letter' });
    assert.deepEqual(scene.stage.logged, ['thing: event dropped']);
    scene.stage.close();
    scene.tools().fail(new Error('after the end'));
    assert.equal(scene.stage.logged.at(-1), 'thing: failed while ready');
  });

  it2('starts again only when its predecessor has let go', async () => {
    const story: string[] = [];
    const letGo = Promise.withResolvers<void>();
    let tools: BodyTools<unknown> | undefined;
    const logic = createBody('port', (given) => {
      tools = given;
      story.push('bound');
      return {
        stop: async () => {
          story.push('releasing');
          await letGo.promise;
          story.push('released');
        },
      };
    });
    const policy = {
      intensity: 3,
      periodMs: 60_000,
      stableMs: 60_000,
      backoff: { initialMs: 10, maxMs: 10, factor: 1, jitter: 0 },
      startDeadlineMs: 1_000,
      stopDeadlineMs: 1_000,
      onExhausted: 'park' as const,
      reason: 'a test',
    };
    const stage = createStage(keep(logic), {
      input: { id: 'port', policy, childInput: undefined, random: () => 0.5 },
    });
    stage.actor.send({ type: 'start' });
    await settle();
    tools?.fail(new Error('boom'));
    await stage.clock.advance(500);
    assert.deepEqual(story, ['bound', 'releasing']);
    letGo.resolve();
    await settle();
    assert.deepEqual(story, ['bound', 'releasing', 'released', 'bound']);
    assert.deepEqual(stage.types(), ['keeper.ready', 'keeper.down', 'keeper.ready']);
    stage.close();
    await settle();
  });
});
