import type { ServiceSpec } from '../spec.ts';
import { assignment, execProgram, execWord, fileAssignment, literal, literalPattern } from './quote.ts';

export type UnitScope =
  | { readonly kind: 'user' }
  /** In `/etc/systemd/system`, run as this user. */
  | { readonly kind: 'system'; readonly user: string };

/** Beyond what the gateway needs itself: the supervisor's patience ends after ours. */
const STOP_MARGIN_SECONDS = 5;
const START_SECONDS = 60;
const WATCHDOG_SECONDS = 30;

/** Takes nothing from the gateway or from the programs it starts; a browser's own sandbox needs its namespaces. */
const HARDENING = [
  'UMask=0077',
  'NoNewPrivileges=yes',
  'LockPersonality=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
] as const;

/** What only the system's own systemd can set up. */
const SYSTEM_HARDENING = [
  'ProtectSystem=full',
  'ProtectKernelTunables=yes',
  'ProtectKernelModules=yes',
  'ProtectControlGroups=yes',
  'ProtectClock=yes',
] as const;

/**
 * The unit, in the order the field's have. Starting again cannot help against a wrong command line (64), a broken configuration or
 * another gateway (78); everything else is tried again for ever, five seconds later.
 * @throws UnquotableError
 */
export function renderUnit(spec: ServiceSpec, scope: UnitScope): string {
  const { environment, notifies } = spec;
  const [program, ...words] = spec.command;
  const system = scope.kind === 'system';
  return [
    '[Unit]',
    `Description=${literal(spec.description, 'the description')}`,
    'After=network-online.target',
    'Wants=network-online.target',
    // A gateway that keeps dying goes into safe mode by itself; systemd must not give it up.
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    ...(notifies ? ['Type=notify', 'NotifyAccess=main', `WatchdogSec=${WATCHDOG_SECONDS}`] : ['Type=exec']),
    ...(system ? [`User=${literal(scope.user, 'the user')}`] : []),
    `ExecStart=${[execProgram(program), ...words.map(execWord)].join(' ')}`,
    `WorkingDirectory=${literal(spec.workingDirectory, 'the working directory')}`,
    'Restart=always',
    'RestartSec=5',
    'RestartPreventExitStatus=64 78',
    'KillMode=mixed',
    `TimeoutStartSec=${START_SECONDS}`,
    `TimeoutStopSec=${spec.stopSeconds + STOP_MARGIN_SECONDS}`,
    ...HARDENING,
    ...(system ? SYSTEM_HARDENING : []),
    ...Object.entries(environment).map(([name, value]) => `Environment=${assignment(name, value)}`),
    // The dash: a file that was taken away is the gateway's own business to complain about.
    `EnvironmentFile=-${literalPattern(spec.secretsPath, 'the path of the secrets')}`,
    '',
    '[Install]',
    `WantedBy=${system ? 'multi-user.target' : 'default.target'}`,
    '',
  ].join('\n');
}

/** What `EnvironmentFile=` leads to. */
export function renderSecrets(secrets: Readonly<Record<string, string>>): string {
  return [
    '# Written by gateway install. Only its owner may read it.',
    ...Object.entries(secrets).map(([name, value]) => fileAssignment(name, value)),
    '',
  ].join('\n');
}

/** What such a file says, as systemd reads it; a line of another hand may be without quotes. */
export const readSecrets = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/^([A-Za-z_]\w*)=(.*)$/gm)].map(([, name = '', raw = '']) => {
      const inner = /^"(.*)"$/.exec(raw.trim())?.[1];
      return [name, inner === undefined ? raw.trim() : inner.replaceAll(/\\([\\"$`])/g, '$1')];
    }),
  );
