import type { Writable } from 'node:stream';
import type { GatewayFlags } from '../config/plan.ts';
import type { Clock } from '../platform/clock.ts';
import type { Env } from '../platform/env.ts';
import type { Paths } from '../platform/paths.ts';
import type { Random } from '../platform/random.ts';

export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Flags of `moltbot gateway`, as written. */
export interface GatewayRunFlags extends GatewayFlags {
  /** Ends whoever listens on the port first. */
  readonly force?: boolean;
  /** Sets a damaged store aside and begins with an empty one. */
  readonly freshStore?: boolean;
  readonly inspect?: boolean;
}

/** What a service of this machine is made of: the program that runs, and who runs it. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** 0 where there is no such number. */
  readonly uid: number;
  readonly userName: string;
  /** The Node that runs this command; absent when the program is an executable of its own. */
  readonly node?: string;
  /** The script, or that executable, as typed. */
  readonly script: string;
}

/** Everything a command may touch. Built once by the entry; tests build their own. */
export interface CliIo {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** False: never, even on a terminal. */
  readonly colours?: boolean;
  /** False: standard input is no terminal, so nobody there can answer a question. */
  readonly inputIsTerminal?: boolean;
  /** With the variables of other profiles already left out. */
  readonly env: Env;
  readonly paths: Paths;
  readonly clock: Clock;
  readonly random: Random;
  readonly version: string;
  readonly machine: Machine;
  /** How the operator starts a command of ours, e.g. `moltbot --dev`. */
  readonly command: string;
  /** Calls back on Ctrl-C until the returned function is called; while nobody listens, Ctrl-C ends the process. */
  onInterrupt(handler: () => void): () => void;
  /** All of standard input as text. @throws Error when it is longer than `maxBytes` */
  readInput(maxBytes: number): Promise<string>;
  /** Runs the gateway in this process until it stops; the exit code of its end. */
  runGateway(flags: GatewayRunFlags): Promise<number>;
}
