import assert from 'node:assert/strict';
import type { AnyActorRef } from 'xstate';
import { poisoned, type Rig } from './rig.ts';

export const PARTS = ['store', 'runs', 'pulse', 'edge', 'edge/wsServer'] as const;
export type Part = (typeof PARTS)[number];

export interface Blow {
  readonly title: string;
  /** The part whose keeper has to act. */
  readonly part: Part;
  strike(rig: Rig): void;
  /** Parts that are made anew together with it. */
  readonly taken?: readonly Part[];
  /** Clients have to come back by themselves. */
  readonly cutsClients?: true;
}

const breakIt = (actor: AnyActorRef): void => actor.send({ type: 'test.break' });

export const only = (rig: Rig, machine: string): AnyActorRef => {
  const [found, ...others] = rig.of(machine);
  assert.ok(found !== undefined && others.length === 0, `expected one ${machine}`);
  return found;
};

/** Each place where a part of the tree can break, and who has to notice. */
export const BLOWS: readonly Blow[] = [
  {
    title: 'the store throws',
    part: 'store',
    strike: (rig) => rig.child('store').send(poisoned('body.failed', 'error')),
  },
  {
    title: 'the body of the store fails',
    part: 'store',
    strike: (rig) => rig.child('store').send({ type: 'body.failed', error: new Error('disk gone') }),
  },
  {
    title: 'the store ends unasked',
    part: 'store',
    strike: (rig) => rig.child('store').send({ type: 'shutdown' }),
  },
  {
    title: 'the pool of runs throws',
    part: 'runs',
    strike: (rig) => rig.child('runs').send(poisoned('xstate.error.actor.nobody', 'error')),
  },
  {
    title: 'the pool of runs ends unasked',
    part: 'runs',
    strike: (rig) => rig.child('runs').send({ type: 'shutdown' }),
  },
  { title: 'the pulse throws', part: 'pulse', strike: (rig) => breakIt(rig.child('pulse')) },
  {
    title: 'the pulse ends unasked',
    part: 'pulse',
    strike: (rig) => rig.child('pulse').send({ type: 'shutdown' }),
  },
  {
    title: 'the listener throws in an action',
    part: 'edge/wsServer',
    strike: (rig) => rig.child('edge/wsServer').send(poisoned('listener.failed', 'error')),
  },
  {
    title: 'the listener throws',
    part: 'edge/wsServer',
    strike: (rig) => breakIt(rig.child('edge/wsServer')),
  },
  {
    title: 'the listening socket breaks',
    part: 'edge/wsServer',
    strike: (rig) => rig.child('edge/wsServer').send({ type: 'listener.failed', error: new Error('EMFILE') }),
  },
  {
    title: 'the pool of connections ends unasked',
    part: 'edge',
    strike: (rig) => only(rig, 'connections').send({ type: 'shutdown' }),
    taken: ['edge/wsServer'],
    cutsClients: true,
  },
  {
    title: 'the keeper of the listener throws',
    part: 'edge',
    strike: (rig) => rig.keeper('edge/wsServer').send(poisoned('child.failed', 'error')),
    taken: ['edge/wsServer'],
    cutsClients: true,
  },
  {
    title: 'the pool of connections throws',
    part: 'edge',
    strike: (rig) => only(rig, 'connections').send(poisoned('xstate.error.actor.nobody', 'error')),
    taken: ['edge/wsServer'],
    cutsClients: true,
  },
  {
    title: 'the edge throws in an action',
    part: 'edge',
    strike: (rig) => rig.child('edge').send(poisoned('child.failed', 'error')),
    taken: ['edge/wsServer'],
    cutsClients: true,
  },
];
