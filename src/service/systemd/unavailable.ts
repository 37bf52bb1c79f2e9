import type { ServiceState } from '../port.ts';
import { enableLingerByHand } from './linger.ts';

/** What is known of the machine when `systemctl` does not answer. */
export interface SystemdSigns {
  readonly scope: 'user' | 'system';
  /** `systemctl` is not installed. */
  readonly missing: boolean;
  /** What it wrote to stderr. */
  readonly said: string;
  /** `/run/systemd/system` exists: systemd is the first process. */
  readonly booted: boolean;
  readonly wsl: boolean;
  readonly container: boolean;
  readonly runtimeDir: string | undefined;
  readonly uid: number;
  readonly userName: string;
  /** How the gateway is run without a service. */
  readonly command: string;
}

type Unavailable = NonNullable<ServiceState['unavailable']>;

/** Why systemd cannot look after a service here, each cause with the command that mends it. */
export function whyUnavailable(signs: SystemdSigns): Unavailable {
  const { scope, said, uid, userName, command } = signs;
  const inForeground = `run it in the foreground under your own supervisor instead: ${command} gateway`;
  if (signs.missing && signs.container)
    return {
      reason: 'this is a container without systemd',
      fix: `let the container run the gateway itself: ${command} gateway`,
    };
  if (!signs.booted && signs.wsl)
    return {
      reason: 'this WSL distribution was not started with systemd',
      fix: 'add "[boot]" and "systemd=true" to /etc/wsl.conf, then in PowerShell: wsl --shutdown; open it again and check with: systemctl --user is-system-running',
    };
  if (signs.missing)
    return { reason: 'systemctl is not installed', fix: `install systemd, or ${inForeground}` };
  if (!signs.booted)
    return signs.container
      ? {
          reason: 'this container was not started with systemd',
          fix: `let the container run the gateway itself: ${command} gateway`,
        }
      : { reason: 'this machine was not booted with systemd', fix: inForeground };
  if (scope === 'system') return { reason: said || 'systemd does not answer', fix: 'try: systemctl status' };
  if (signs.runtimeDir === undefined)
    return {
      reason: `XDG_RUNTIME_DIR is not set and /run/user/${uid} does not exist: there is no login session of ${userName}`,
      fix: `let the user's services run without one: ${enableLingerByHand(uid, userName)}; then try again`,
      noLogin: true,
    };
  if (/permission denied|operation not permitted/i.test(said))
    return {
      reason: `the user's systemd refuses this process: ${said}`,
      fix: `use a login of ${userName} itself (ssh, or: machinectl shell ${userName}@), not su or sudo`,
    };
  return {
    reason: said || "the user's systemd does not answer",
    fix: `start it with: sudo systemctl start user@${uid}.service`,
  };
}
