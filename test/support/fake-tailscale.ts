import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

export interface TailscaleState {
  /** tailscaled does not answer. */
  readonly down?: boolean;
  /** The program never ends. */
  readonly hangs?: boolean;
  readonly backend?: string;
  readonly name?: string;
  /** Login by address. */
  readonly users?: Readonly<Record<string, string>>;
  /** This user may not change what is served. */
  readonly denied?: boolean;
  /** The tailnet allows Funnel. */
  readonly funnel?: boolean;
  readonly serve?: { readonly verb: string; readonly target: string };
}

/** A `tailscale` program that comes first in the search path and has a state a test can look at and change. */
export interface FakeTailscale {
  readonly env: { readonly PATH: string; readonly FAKE_TAILSCALE: string };
  state(): TailscaleState;
  change(change: TailscaleState): void;
  /** Every command line so far. */
  told(): string[];
  remove(): void;
}

export function createFakeTailscale(initial: TailscaleState = {}): FakeTailscale {
  const dir = mkdtempSync(join(tmpdir(), 'moltbot-tailscale-'));
  const file = join(dir, 'state.json');
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  symlinkSync(resolve('test/support/tailscale.mjs'), join(bin, 'tailscale'));
  symlinkSync(process.execPath, join(bin, 'node'));
  const state = (): TailscaleState => JSON.parse(readFileSync(file, 'utf8')) as TailscaleState;
  // Whoever reads it meanwhile has the state before or the one after.
  const write = (next: TailscaleState): void => {
    writeFileSync(`${file}.test`, JSON.stringify(next));
    renameSync(`${file}.test`, file);
  };
  write({ backend: 'Running', name: 'box.tail1234.ts.net', ...initial });
  return {
    env: { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, FAKE_TAILSCALE: file },
    state,
    change: (change) => write({ ...state(), ...change }),
    told: () => (existsSync(`${file}.log`) ? readFileSync(`${file}.log`, 'utf8').trimEnd().split('\n') : []),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
