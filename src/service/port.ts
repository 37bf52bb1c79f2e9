import type { ServiceSpec, Step } from './spec.ts';

/** What the supervisor makes of the service, read from it and not from files. */
export interface ServiceState {
  /** The supervisor knows a definition of that name. */
  readonly loaded: boolean;
  /** It is started at boot or logon. */
  readonly enabled: boolean;
  readonly running: 'running' | 'starting' | 'restarting' | 'stopping' | 'stopped' | 'failed' | 'unknown';
  readonly pid?: number;
  /** How often the supervisor has started it again. */
  readonly restarts?: number;
  /** How it last ended, in words. */
  readonly lastEnd?: string;
  /** What the gateway told its supervisor about itself. */
  readonly statusText?: string;
  /** The file was changed since the supervisor read it. */
  readonly stale?: boolean;
  /** Why the supervisor could not be asked, and what to do. */
  readonly unavailable?: {
    readonly reason: string;
    readonly fix: string;
    /** The user is not logged in: there would be a supervisor if they lingered. */
    readonly noLogin?: true;
  };
}

/** A definition as it stands on the disk. */
export interface Definition {
  readonly path: string;
  readonly text: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export type ServiceVerb = 'start' | 'stop' | 'restart';

/** One operating system's way to keep the gateway alive. Plans are pure; only `state` and `definition` look at the machine. */
export interface ServiceManager {
  readonly kind: 'systemd' | 'launchd' | 'task scheduler';
  readonly scope: 'user' | 'system';
  /** What the supervisor calls the service of this profile. */
  readonly name: string;
  readonly definitionPath: string;
  /** Why there can be no service here, and what to do instead; `undefined` when there can. */
  unavailable(): Promise<ServiceState['unavailable']>;
  state(): Promise<ServiceState>;
  definition(): Definition | undefined;
  /** Files that are laid over the definition, in the order they count; only systemd has such. */
  dropIns?(): Promise<readonly { readonly path: string; readonly text: string }[]>;
  /** The definition as the supervisor holds it, where that is not the file. `undefined`: it knows none. */
  registered?(): Promise<string | undefined>;
  /** The files it would write, first the definition. @throws Error for what the format cannot express */
  render(spec: ServiceSpec): readonly Extract<Step, { do: 'write' }>[];
  install(spec: ServiceSpec): readonly Step[];
  uninstall(): readonly Step[];
  verb(verb: ServiceVerb): readonly Step[];
  /** The end of the log the supervisor keeps, as far as it can be read. */
  log(): Promise<string>;
  /** How a person sees the log the supervisor keeps. */
  readonly logCommand: string;
  /** How a person does the verb without us. */
  byHand(verb: ServiceVerb): string;
}
