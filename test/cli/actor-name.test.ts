import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findActor } from '../../src/cli/actor-name.ts';
import type { ActorNode } from '../../src/protocol/generated/types.ts';

const node = (id: string): ActorNode =>
  ({ id, parent: id.split('/').slice(0, -1).join('/') || null }) as unknown as ActorNode;
const tree = [
  'gateway',
  'gateway/store',
  'gateway/channels',
  'gateway/channels/telegram:default',
  'gateway/channels/telegram:work',
  'gateway/edge',
  'gateway/edge/a1',
  'gateway/runs',
  'gateway/runs/a1',
].map(node);
const find = (name: string): string => findActor(name, tree, false);

describe('the actor an operator means', () => {
  it('is found by its id, its path and its last word', () => {
    for (const name of ['gateway/channels/telegram:default', 'channels/telegram:default', 'telegram:default'])
      assert.equal(find(name), 'gateway/channels/telegram:default');
    assert.equal(find('gateway'), 'gateway');
  });

  it('may be one that has ended, as long as something is known of it', () => {
    assert.equal(findActor('edge/gone', tree, true), 'gateway/edge/gone');
  });

  it('is asked for when several go by the word', () =>
    assert.throws(() => find('a1'), /several actors are called a1: gateway\/edge\/a1, gateway\/runs\/a1/));

  it('is guessed from a slip, and from a part of its name', () => {
    assert.throws(() => find('telegrm:work'), /did you mean gateway\/channels\/telegram:work\?/);
    assert.throws(() => find('telegram'), /did you mean gateway\/channels\/telegram:default\?/);
  });

  it('is one of the parts when nothing is like it', () =>
    assert.throws(() => find('zzzzzz'), /the parts are store, channels, edge, runs/));
});
