import type { Certificate } from '../../platform/certificate.ts';
import type { GateRules } from './gate.ts';

export interface PlannedSecret {
  /** Which of the two a client must know; the other one is not looked at. */
  readonly mode: 'token' | 'password';
  readonly token?: string | undefined;
  readonly password?: string | undefined;
}

/** The settings the server needs, resolved and checked before boot. */
export interface ServerPlan {
  /** 0: any free port. */
  readonly port: number;
  /** Addresses to listen on; the first must succeed, the others are aliases. */
  readonly hosts: readonly string[];
  /** Absent: plain. */
  readonly tls?: Certificate | undefined;
  readonly auth: PlannedSecret;
  readonly gate: GateRules;
  readonly controlUi: {
    /** Lets the web page in with a secret but without a device. */
    readonly allowInsecureAuth: boolean;
    /** As above, and a device that is sent is ignored. */
    readonly dangerouslyDisableDeviceAuth: boolean;
  };
  readonly tickIntervalMs: number;
}
