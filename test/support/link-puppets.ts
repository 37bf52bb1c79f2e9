import { fromCallback, fromPromise } from 'xstate';
import type { AnyEventObject } from 'xstate';
import { channelLinkMachine } from '../../src/machines/channel-link.ts';
import type { LinkBodyInput, LinkReadiness } from '../../src/machines/channel-link.ts';
import type { LinkPolicy } from '../../src/machines/link-policy.ts';

/** The policy of a WhatsApp account, but for limits a test changes. */
export const LINK_POLICY: LinkPolicy = {
  initialMs: 2_000,
  maxMs: 30_000,
  factor: 1.8,
  jitter: 0.25,
  maxAttempts: 0,
  conflictRetries: 1,
  conflictRestMs: undefined,
  stableMs: 60_000,
  peaceMs: 600_000,
  connectMs: 50_000,
  loginMs: 180_000,
  closeMs: 5_000,
};

/** A body that does only what the test says. */
export interface BodyPuppet {
  alive: number;
  mostAlive: number;
  readonly inputs: LinkBodyInput[];
  readonly got: string[];
  /** Speaks for the body started last, also after its end. */
  say(event: AnyEventObject): void;
  /** Throws inside the body. */
  crash(): void;
  /** Called when the next bodies start, inside their start. */
  onStart: ((sendBack: (event: AnyEventObject) => void) => void) | undefined;
  /** Called with every event the body receives. */
  onEvent: ((event: AnyEventObject) => void) | undefined;
}

const createBodyPuppet = (name: string) => {
  let speak: ((event: AnyEventObject) => void) | undefined;
  let receive: ((event: AnyEventObject) => void) | undefined;
  const puppet: BodyPuppet = {
    alive: 0,
    mostAlive: 0,
    inputs: [],
    got: [],
    say: (event) => speak?.(event),
    crash: () => receive?.({ type: 'crash' }),
    onStart: undefined,
    onEvent: undefined,
  };
  const logic = fromCallback<AnyEventObject, LinkBodyInput>((scope) => {
    puppet.inputs.push(scope.input);
    puppet.onStart?.(scope.sendBack);
    puppet.alive += 1;
    puppet.mostAlive = Math.max(puppet.mostAlive, puppet.alive);
    let open = true;
    const end = (): void => {
      if (open) puppet.alive -= 1;
      open = false;
    };
    speak = scope.sendBack;
    receive = (event) => {
      if (open) scope.self.send(event);
    };
    scope.receive((event) => {
      if (event.type === 'crash') {
        // XState does not end a body that throws: it must let go by itself.
        end();
        throw new Error(`${name} crashed`);
      }
      puppet.got.push(event.type);
      puppet.onEvent?.(event);
    });
    return end;
  });
  return { puppet, logic };
};

export interface LinkPuppets {
  readonly link: BodyPuppet;
  readonly courier: BodyPuppet;
  /** What the next examinations find. */
  examine: (input: LinkBodyInput) => Promise<LinkReadiness>;
  /** How often the account was examined. */
  examined: number;
  /** How often clients would have been told. */
  announced: number;
  readonly logic: typeof channelLinkMachine;
}

/** The link machine with puppets for bodies; the link answers `close` unless the test takes that away. */
export function createLinkPuppets(): LinkPuppets {
  const link = createBodyPuppet('link');
  const courier = createBodyPuppet('courier');
  link.puppet.onEvent = (event) => {
    if (event.type === 'close') {
      link.puppet.say({ type: 'link.closed', fault: { kind: 'transient', message: 'closed' } });
    }
  };
  const puppets: LinkPuppets = {
    link: link.puppet,
    courier: courier.puppet,
    examine: () => Promise.resolve('ready'),
    examined: 0,
    announced: 0,
    logic: channelLinkMachine.provide({
      actors: {
        link: link.logic,
        courier: courier.logic,
        examine: fromPromise<LinkReadiness, LinkBodyInput>(({ input }) => {
          puppets.examined += 1;
          return puppets.examine(input);
        }),
      },
      actions: {
        announce: () => {
          puppets.announced += 1;
        },
      },
    }),
  };
  return puppets;
}

/** Numbers in [0, 1) that are the same for the same seed. */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
