import type { ChannelId } from '../../../src/channels/message.ts';
import type { BenchClient } from '../operator-client.ts';

/** One message of ours as it reached a person. */
export interface Heard {
  readonly text: string;
  /** The text of the message it quotes, where the network says. */
  readonly quotes?: string;
}

/** A chat network with its server on loopback, as a proof needs it: people who write, and what they hear. */
export interface Network {
  readonly channel: ChannelId;
  readonly accountId: string;
  /** Part of the gateway's `channels`. */
  readonly channels: Readonly<Record<string, unknown>>;
  readonly env: NodeJS.ProcessEnv;
  /** What `send` takes as `to`, one per person. */
  readonly people: readonly string[];
  /** The network takes what comes a second time under the same id for the same message. */
  readonly repeatsAreHarmless: boolean;
  /** Once, with the gateway up: links the account where that needs more than the config. */
  link(client: BenchClient): Promise<void>;
  /** Resolves with the id of the message once the network has it; the gateway need not be there. */
  say(person: number, text: string): Promise<string>;
  /** What reached that person, in order. */
  heard(person: number): readonly Heard[];
  /** How often a message came again under the id it had before. */
  readonly repeats: number;
  /** Cuts everything and refuses connections until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** What the server says the client did wrong. */
  faults(): readonly string[];
  close(): Promise<void>;
}

/** The config of a gateway in which every message gets an answer of its own. */
export function networkConfig(networks: readonly Network[], model: Readonly<Record<string, unknown>>) {
  const channels: Record<string, unknown> = {};
  for (const network of networks) Object.assign(channels, network.channels);
  return {
    ...model,
    channels,
    session: { dmScope: 'per-account-channel-peer' },
    messages: { queue: { mode: 'followup', debounceMs: 0, cap: 100 } },
    commands: { restart: true },
  };
}

/** What a gateway needs in its environment for all of these. */
export function joinEnv(...parts: readonly NodeJS.ProcessEnv[]): NodeJS.ProcessEnv {
  const options = parts.flatMap((env) => env['NODE_OPTIONS'] ?? []);
  const merged = Object.assign({}, ...parts) as NodeJS.ProcessEnv;
  return options.length === 0 ? merged : { ...merged, NODE_OPTIONS: options.join(' ') };
}

export const networkEnv = (networks: readonly Network[]): NodeJS.ProcessEnv =>
  joinEnv(...networks.map(({ env }) => env));
