/** What happens to a fresh connection, before anything is said on it. */
export type Opening =
  | 'serve'
  /** TCP reset on arrival. */
  | 'reset'
  /** The WebSocket opens; nothing is ever answered. */
  | 'silent'
  /** As `silent`; and nothing is read, so that closing the socket politely gets no answer either. */
  | 'halfOpen'
  /** Closes after the client's hello. */
  | 'hangUp'
  /** Answers the client's hello with bytes that mean nothing. */
  | 'garbage'
  /** Refuses the WebSocket upgrade with this HTTP status. */
  | { readonly status: number };

/** What happens to a client once it has said who it is. */
export type Entry =
  | 'serve'
  /** Answers nothing from here on. */
  | 'silent'
  | 'halfOpen'
  | 'drop'
  /** `<failure reason>` instead of success. */
  | { readonly failure: number }
  /** `<stream:error code>`, without or with a conflict. */
  | { readonly streamError: number; readonly conflict?: 'replaced' | 'device_removed' };

export interface Newcomer {
  /** Attempts of this kind so far, this one included: of this device, or of clients without credentials. */
  readonly number: number;
  /** Absent for a client without credentials. */
  readonly phone?: string;
  readonly device?: number;
}

/** Points of the way into the server where the connection can be cut. */
export const STEPS = [
  /** The WebSocket is open. */
  'opened',
  /** The client has said hello. */
  'hello',
  /** QR references were sent. */
  'refs',
  /** A pairing code was asked for. */
  'codeRequested',
  /** The phone has scanned or typed the code; the client knows nothing yet. */
  'scanned',
  /** The client was told that it is paired. */
  'pairSuccess',
  /** The client has signed; the server has stored the device, but did not ask for the restart. */
  'signed',
  /** A known device has logged in; success was not sent. */
  'login',
  /** Success was sent. */
  'success',
  /** Pre-keys are uploaded; the client was not told. */
  'preKeys',
  /** The device asked for its messages; nothing was delivered yet. */
  'active',
] as const;

export type Step = (typeof STEPS)[number];

/** What is planned for connections to come. Every part can be replaced at any time. */
export interface Plan {
  opening: (number: number) => Opening;
  entry: (newcomer: Newcomer) => Entry;
  /** Connections still to be cut at a step. */
  readonly cuts: Map<Step, number>;
}

export const createPlan = (): Plan => ({
  opening: () => 'serve',
  entry: () => 'serve',
  cuts: new Map(),
});

/** The first `times` get `outcome`, everyone after is served. */
export const firstTimes =
  <T>(times: number, outcome: T) =>
  (asked: number | Newcomer): T | 'serve' =>
    (typeof asked === 'number' ? asked : asked.number) <= times ? outcome : 'serve';

/** Whether the connection is to be cut at this step; using up one cut. */
export function cutsAt(plan: Plan, step: Step): boolean {
  const left = plan.cuts.get(step) ?? 0;
  if (left > 0) plan.cuts.set(step, left - 1);
  return left > 0;
}
