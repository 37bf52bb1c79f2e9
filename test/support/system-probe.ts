/** Runs inside `system-boot.sh`: whether what boots here is a whole system. */
import { execFileSync } from 'node:child_process';

// Both answer over the bus of the system.
execFileSync('systemctl', ['is-active', 'dbus.service', 'systemd-logind.service'], { stdio: 'inherit' });
execFileSync('loginctl', ['list-sessions'], { stdio: 'inherit' });
