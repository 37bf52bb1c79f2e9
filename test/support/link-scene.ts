import assert from 'node:assert/strict';
import type { InspectionEvent, SnapshotFrom } from 'xstate';
import type { channelLinkMachine, LinkEvent, LinkReadiness } from '../../src/machines/channel-link.ts';
import type { LinkPolicy } from '../../src/machines/link-policy.ts';
import type { FaultKind, LinkFault } from '../../src/protocol/link-faults.ts';
import { createLinkPuppets, LINK_POLICY } from './link-puppets.ts';
import type { LinkPuppets } from './link-puppets.ts';
import { createStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { settle } from './test-clock.ts';

export type LinkSnapshot = SnapshotFrom<typeof channelLinkMachine>;

export interface Scene {
  readonly stage: Stage;
  readonly puppets: LinkPuppets;
  snapshot(): LinkSnapshot;
  state(): string;
  send(event: LinkEvent): void;
  /** What the supervisor heard of the child protocol. */
  heard(): string[];
}

export const flatten = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value as Record<string, unknown>)
        .map(([key, inner]) => `${key}.${flatten(inner)}`)
        .join(' ');

export interface SceneOptions {
  readonly policy?: Partial<LinkPolicy>;
  readonly readiness?: LinkReadiness;
  readonly random?: () => number;
  readonly inspect?: (event: InspectionEvent) => void;
}

export function openScene(options: SceneOptions = {}): Scene {
  const puppets = createLinkPuppets();
  puppets.examine = () => Promise.resolve(options.readiness ?? 'ready');
  const stage = createStage(puppets.logic, {
    input: {
      key: 'whatsapp:default',
      policy: { ...LINK_POLICY, ...options.policy },
      random: options.random ?? (() => 0),
    },
    ...(options.inspect === undefined ? {} : { inspect: options.inspect }),
  });
  const snapshot = () => stage.actor.getSnapshot() as LinkSnapshot;
  return {
    stage,
    puppets,
    snapshot,
    state: () => flatten(snapshot().value),
    send: (event) => stage.actor.send(event),
    heard: () =>
      stage
        .types()
        .filter((type) => type.startsWith('child.') || type.startsWith('xstate.error'))
        .map((type) => type.replace('child.', '')),
  };
}

export function closeScene({ stage, puppets }: Scene): void {
  assert.ok(puppets.link.mostAlive <= 1, 'two link bodies at once');
  assert.ok(puppets.courier.mostAlive <= 1, 'two couriers at once');
  stage.close();
  assert.equal(puppets.link.alive, 0, 'the link body outlived its machine');
  assert.equal(puppets.courier.alive, 0, 'the courier outlived its machine');
  assert.equal(stage.live.size, 0);
  assert.equal(stage.clock.pending, 0);
}

export type Step = (scene: Scene) => void | Promise<void>;

export const send =
  (event: LinkEvent): Step =>
  (scene) =>
    scene.send(event);
export const say =
  (event: LinkEvent): Step =>
  (scene) =>
    scene.puppets.link.say(event);
export const wait =
  (ms: number): Step =>
  (scene) =>
    scene.stage.clock.advance(ms);
export const finds =
  (readiness: LinkReadiness): Step =>
  (scene) => {
    scene.puppets.examine = () => Promise.resolve(readiness);
  };
export const faultOf = (kind: FaultKind, more: Partial<LinkFault> = {}): LinkFault => ({
  kind,
  message: `played ${kind}`,
  ...more,
});
export const closed = (kind: FaultKind, more: Partial<LinkFault> = {}): Step =>
  say({ type: 'link.closed', fault: faultOf(kind, more) });

export const opened = say({ type: 'link.opened' });
export const shown = say({ type: 'link.login' });
export const start = send({ type: 'start' });
export const stop = send({ type: 'stop' });
export const shutdown = send({ type: 'shutdown' });
export const loggedOut = send({ type: 'logout.done' });
export const qr = { method: 'qr' } as const;
export const login = send({ type: 'login', request: qr });
export const partFailed = send({ type: 'part.failed', error: new Error('a callback threw') });
export const crashLink: Step = (scene) => scene.puppets.link.crash();
export const crashCourier: Step = (scene) => scene.puppets.courier.crash();
/** The body no longer answers `close`. */
export const deadBody: Step = (scene) => {
  scene.puppets.link.onEvent = undefined;
};
export const examineHangs: Step = (scene) => {
  scene.puppets.examine = () => new Promise(() => {});
};
export const examineThrows: Step = (scene) => {
  scene.puppets.examine = () => Promise.reject(new Error('the store is closed'));
};
export const CLOSE = LINK_POLICY.closeMs;

export async function play(scene: Scene, steps: readonly Step[]): Promise<void> {
  await settle();
  for (const step of steps) {
    await step(scene);
    await settle();
  }
}

export const conflicted = [closed('conflict'), wait(2_000), closed('conflict')];
export const telegram: Partial<LinkPolicy> = { conflictRestMs: 300_000 };
export const tired: Partial<LinkPolicy> = { maxAttempts: 1 };
