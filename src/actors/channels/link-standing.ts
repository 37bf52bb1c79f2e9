/** Where the link of an account stands. */
export interface LinkStanding {
  /** As operators know it, e.g. `online`, `backingOff`, `loggedOut`. */
  readonly state: string;
  readonly online: boolean;
  /** Its keeper waits to start it again, or has given up. */
  readonly down: boolean;
  /** The operator stopped it. */
  readonly held: boolean;
  /** Why it is not online, where that is known. */
  readonly reason: string | undefined;
  /** A command or a config key that helps. */
  readonly fix?: string;
}
