/** What `system-life.ts` finds out inside a system that boots twice, and what it is about. */
import type { GatewayStatusReport } from '../../src/protocol/generated/types.ts';
import type { Ran } from './service-findings.ts';

/** Whose gateway the machine looks after, with a profile of its own. */
export const OPERATOR = 'olga';
export const PROFILE = 'office';
/** Who has a unit of the user, and is hardly ever logged in. */
export const USER = 'lena';
export type Person = typeof OPERATOR | typeof USER | 'root';

export interface SystemFindings {
  readonly uids: Readonly<Record<Person, number>>;
  readonly ports: Readonly<Record<Person, number>>;
  /** Whoever asks polkit may turn lingering on for themselves; without it only root may. */
  readonly polkit: boolean;
  readonly ran: Readonly<Record<string, Ran>>;
  /** What `systemd-analyze verify` says against the unit of the system. */
  readonly verify: string;
  /** Every file in which the secret stands, with its mode and owner. */
  readonly secretFiles: readonly string[];
  /** Where else it was seen. */
  readonly leaks: readonly string[];
  readonly killed: { readonly before: number; readonly after: number; readonly restarts: string };
  /** What does not belong to the operator in their home. */
  readonly foreign: readonly string[];
  /** Lines of the gateway in the journal, as read by whom. */
  readonly journal: Readonly<Record<string, string>>;
  /** Whether the user's gateway runs after the logout, without and with lingering. */
  readonly afterLogout: { readonly off: string; readonly on: string };
  /** Of the second boot, in which nobody has logged in. */
  readonly second: {
    readonly sessions: string;
    readonly status: Readonly<Record<Person, GatewayStatusReport>>;
    readonly journal: string;
    /** What the user sees of their gateway in the journal of this boot. */
    readonly readable: string;
    /** Files, units and processes after everything was uninstalled. */
    readonly left: readonly string[];
  };
}
