import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { waitFor, type AnyActorLogic, type AnyActorRef, type InspectionEvent } from 'xstate';
import { createGateway } from '../../src/actors/gateway/create-gateway.ts';
import type { Gateway } from '../../src/actors/gateway/gateway-options.ts';
import type { Parts } from '../../src/actors/gateway/parts.ts';
import { systemClock, type Clock } from '../../src/platform/clock.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { systemRandom, type Random } from '../../src/platform/random.ts';
import type { ProcessSignal, SignalListener } from '../../src/platform/signals.ts';
import { createHome, TOKEN, type Home } from '../support/gateway-process.ts';
import { connect, type BenchClient } from '../support/operator-client.ts';

/** The real gateway inside the test's own process, so that any of its actors can be reached and broken. */
export interface Rig {
  readonly gateway: Gateway;
  readonly home: Home;
  /** Every actor that lives, effects included. */
  readonly live: ReadonlySet<AnyActorRef>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number>;
  readonly strays: unknown[];
  url(): string;
  unixUrl(): string;
  /** The keeper of a part, e.g. `pulse`; `edge/wsServer` is the one inside the edge. */
  keeper(name: string): AnyActorRef;
  /** What a keeper keeps. */
  child(name: string): AnyActorRef;
  /** Live actors of one machine or pool. */
  of(machine: string): AnyActorRef[];
  signal(name: ProcessSignal): void;
  /** Stops it politely, checks that it was clean, removes its home. */
  close(): Promise<void>;
}

export interface RigOptions {
  readonly config?: Record<string, unknown>;
  /** Added to the environment it reads. */
  readonly env?: NodeJS.ProcessEnv;
  /** Puts something in the state directory before it starts. */
  readonly prepare?: (home: Home) => void;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly amend?: (parts: Parts) => Parts;
  readonly inspect?: (event: InspectionEvent) => void;
}

/** Time that passes `factor` times as fast, for what would wait for minutes. */
export const hurried = (factor: number): Clock => ({
  ...systemClock,
  setTimeout: (callback, delayMs) => systemClock.setTimeout(callback, delayMs / factor),
});

export const within = (): { readonly timeout: number } => ({ timeout: 60_000 });

export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const rig = startRig(options);
  await Promise.race([
    waitFor(rig.gateway.root, (snapshot) => snapshot.hasTag('ready'), within()),
    rig.ended.then((code) => Promise.reject(new Error(`the gateway ended with ${code}:\n${rig.home.log()}`))),
  ]);
  return rig;
}

export function startRig(options: RigOptions = {}): Rig {
  const home = createHome({ logging: { consoleLevel: 'silent' }, ...options.config }, options.env);
  options.prepare?.(home);
  const env = createEnv({ ...home.env });
  const paths = resolvePaths({ env, profile: 'default', home: home.dir });
  const live = new Set<AnyActorRef>();
  const listeners = new Set<SignalListener>();
  const strays: unknown[] = [];
  const gateway = createGateway(
    {
      flags: { port: '0' },
      paths,
      env,
      terminal: false,
      inspect: false,
      freshStore: false,
      say: () => {},
      complain: () => {},
      command: 'moltbot',
    },
    {
      clock: options.clock ?? systemClock,
      random: options.random ?? systemRandom,
      console: { out: () => {}, error: () => {} },
      onSignal(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onStrayFailure: (listener) => strays.push(listener),
      inspect(event) {
        follow(event, live);
        options.inspect?.(event);
      },
      ...(options.amend === undefined ? {} : { amend: options.amend }),
    },
  );
  const ended = gateway.run();
  const keeper = (name: string): AnyActorRef => {
    const found = name
      .split('/')
      .reduce<AnyActorRef>((at, id) => inside(kept(at), id), gateway.root as AnyActorRef);
    return found;
  };
  const address = (kind: 'tcp' | 'unix') => {
    const found = gateway
      .parts()
      ?.server.addresses()
      .find((entry) => entry.kind === kind);
    assert.ok(found, `no ${kind} address is open`);
    return found;
  };
  return {
    gateway,
    home,
    live,
    ended,
    strays,
    url: () => `ws://127.0.0.1:${address('tcp').port}`,
    unixUrl: () => `ws+unix:${address('unix').path}:/`,
    keeper,
    child: (name) => inside(keeper(name), 'child'),
    of: (machine) => [...live].filter((ref) => machineOf(ref) === machine),
    signal(name) {
      for (const listener of listeners) listener(name);
    },
    async close() {
      for (const listener of listeners) listener('SIGTERM');
      assert.equal(await ended, 0, home.log());
      home.remove();
    },
  };
}

const inside = (actor: AnyActorRef, id: string): AnyActorRef => {
  const { children } = actor.getSnapshot() as { children?: Record<string, AnyActorRef | undefined> };
  const found = children?.[id];
  assert.ok(found, `${actor.id} has no child ${id}`);
  return found;
};

const kept = (actor: AnyActorRef): AnyActorRef =>
  machineOf(actor) === 'keeper' ? inside(actor, 'child') : actor;

const machineOf = (actor: AnyActorRef): string | undefined => {
  const { logic } = actor as unknown as { logic: { id?: string; poolName?: string; bodyName?: string } };
  return logic.poolName ?? logic.bodyName ?? logic.id;
};

function follow(event: InspectionEvent, live: Set<AnyActorRef>): void {
  const actor = event.actorRef as AnyActorRef;
  if (event.type === '@xstate.event') {
    if (event.event.type === 'xstate.init') live.add(actor);
    if (event.event.type.startsWith('xstate.error.actor') && event.sourceRef !== undefined) {
      live.delete(event.sourceRef as AnyActorRef);
    }
  }
  if (event.type === '@xstate.snapshot' && event.snapshot.status !== 'active') live.delete(actor);
}

/** An event whose payload throws as soon as somebody reads it: inside a guard, an action or an assignment. */
export const poisoned = (type: string, key: string): { readonly type: string } =>
  Object.defineProperty({ type }, key, {
    enumerable: true,
    get: () => {
      throw new TypeError(`poison in ${type}`);
    },
  });

/** The same logic, except that the event `test.break` makes its transition throw. */
export function breakable<T extends AnyActorLogic>(logic: T): T {
  return new Proxy(logic, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (typeof value !== 'function') return value;
      if (key !== 'transition') return value.bind(target) as unknown;
      return (snapshot: unknown, event: { type: string }, scope: unknown): unknown => {
        if (event.type === 'test.break') throw new TypeError('broken on purpose');
        return value.call(target, snapshot, event, scope) as unknown;
      };
    },
  });
}

/** For the two machines whose events carry nothing that could be poisoned. */
export const breakableParts = (parts: Parts): Parts => ({
  ...parts,
  pulse: { ...parts.pulse, logic: breakable(parts.pulse.logic) },
  server: { ...parts.server, wsServerLogic: breakable(parts.server.wsServerLogic) },
});

export const isUp = (snapshot: { matches?: (value: unknown) => boolean }): boolean =>
  snapshot.matches?.({ alive: 'running' }) === true;

/** A connected client that remembers what it was told and how it ended. */
export interface Witness {
  readonly client: BenchClient;
  readonly events: { readonly name: string; readonly payload: unknown }[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  open(): boolean;
}

export async function witness(url: string, options: { readonly token?: string } = {}): Promise<Witness> {
  const events: { name: string; payload: unknown }[] = [];
  const client = await connect({
    url,
    ...options,
    onEvent: (name, payload) => events.push({ name, payload }),
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    client.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  return { client, events, closed, open: () => client.socket.readyState === client.socket.OPEN };
}

export const bothWitnesses = (rig: Rig): Promise<[Witness, Witness]> =>
  Promise.all([witness(rig.url(), { token: TOKEN }), witness(rig.unixUrl())]);

/** Once through everything, so that what a process opens once and for all is open before anything is counted. */
export async function warmUp(): Promise<void> {
  const rig = await openRig();
  await watched(rig);
  const who = await witness(rig.url(), { token: TOKEN });
  await who.client.call('health');
  await rig.close();
}

export interface Holdings {
  readonly descriptors: number;
  /** What keeps this process alive, by kind. */
  readonly active: Readonly<Record<string, number>>;
}

/** What this process holds right now. */
export function holdings(): Holdings {
  const active: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) active[kind] = (active[kind] ?? 0) + 1;
  const descriptors = readdirSync(path.join('/proc', 'self', 'fd')).length;
  return { descriptors, active };
}

/** Lets sockets that are already closing close. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Resolves when the watch of the configuration file is in place and has had its first look: until then it opens things. */
export async function watched(rig: Rig): Promise<void> {
  await until(() => {
    const seen = rig.gateway.recorder.transitions('gateway/configWatcher').map(({ to }) => to);
    const began = seen.lastIndexOf('alive.running');
    return seen.at(-1) === 'watching' && seen.slice(began).some((state) => state.startsWith('settling'));
  }, 'the configuration is watched');
}

/** Resolves when `holds` does, asked once per turn of the event loop. @throws AssertionError after a minute */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const begun = performance.now();
  while (!holds()) {
    assert.ok(performance.now() - begun < 60_000, `not within a minute: ${what}`);
    await turn();
  }
}
