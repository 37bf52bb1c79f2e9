/** What `service-life.ts` finds out inside a systemd of its own, and what it is about. */
export const SECRET = 'a-secret-only-its-owner-may-see';
export const PROFILES = ['default', 'rescue', 'work'] as const;
export type Profile = (typeof PROFILES)[number];

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface ServiceFindings {
  readonly home: string;
  readonly ports: Readonly<Record<string, number>>;
  readonly ran: Readonly<Record<string, Ran>>;
  readonly verify: string;
  /** Where the secret was found although it should not be. */
  readonly leaks: readonly string[];
  readonly killed: { readonly before: number; readonly after: number; readonly ms: number };
  readonly bare: string;
  readonly left: readonly string[];
  /** Something was done to the instance the environment names. */
  readonly hostile: boolean;
  /** There is a journal, and something in it. */
  readonly journal: boolean;
}
