import type { AuditIssue } from '../audit-issue.ts';
import { readUnit } from './read-unit.ts';

/** A file of settings, the unit's own or one that is laid over it. */
export interface UnitText {
  readonly path: string;
  readonly text: string;
}

export interface UnitAudit {
  readonly unit: UnitText;
  /** In the order systemd reads them, e.g. of `systemctl edit`. */
  readonly dropIns: readonly UnitText[];
  readonly scope: 'user' | 'system';
  /** What the gateway may take to stop. */
  readonly stopSeconds: number;
}

const RESTART_SECONDS = 5;
/** Of systemd.time(7), as far as anybody writes them for a service. */
const SECONDS: Readonly<Record<string, number>> = {
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hour: 3600,
  hours: 3600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
  w: 604_800,
  week: 604_800,
  weeks: 604_800,
};

/** A span of systemd in seconds, e.g. `1min 30s`; `undefined` when it is none. */
function spanOf(text: string): number | undefined {
  if (text === 'infinity') return Infinity;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)\s*/g)];
  if (parts.length === 0 || parts.map(([all]) => all).join('') !== text) return undefined;
  const sum = parts.reduce(
    (before, [, amount, unit]) => before + Number(amount) * (SECONDS[unit || 's'] ?? NaN),
    0,
  );
  return Number.isNaN(sum) ? undefined : sum;
}

/** Zero switches a limit off. */
const limitOf = (text: string): number | undefined =>
  spanOf(text) || (spanOf(text) === 0 ? Infinity : undefined);

/** Exit codes may be given by the names of sysexits(3). */
const NAMED: Readonly<Record<string, string>> = { USAGE: '64', CONFIG: '78' };
/** Where starting again cannot help: a wrong command line; a broken configuration or another gateway. */
const FINAL = ['64', '78'];

/** Each line adds to those before it; of all others the last alone counts. */
const LISTS: ReadonlySet<string> = new Set(['RestartPreventExitStatus']);

interface Rule {
  readonly code: string;
  readonly key: string;
  /** Of `[Service]`, by the values that count, in order. */
  readonly wrong: (values: readonly string[], last: string | undefined) => boolean;
  readonly message: string;
}

const rulesFor = (stopSeconds: number, watched: boolean): readonly Rule[] => [
  {
    code: 'systemd-restart',
    key: 'Restart',
    wrong: (_, last) => last !== 'always',
    message: 'it is not started again whenever it ends (Restart= is not always)',
  },
  {
    code: 'systemd-restart-sec',
    key: 'RestartSec',
    wrong: (_, last) => spanOf(last ?? '') !== RESTART_SECONDS,
    message: `RestartSec is not ${RESTART_SECONDS}`,
  },
  {
    code: 'systemd-restart-prevent',
    key: 'RestartPreventExitStatus',
    wrong: (values) => {
      const codes = values.flatMap((value) => value.split(/\s+/)).map((one) => NAMED[one] ?? one);
      return !FINAL.every((code) => codes.includes(code));
    },
    message: `it is started again for ever where that cannot help (RestartPreventExitStatus= lacks ${FINAL.join(' or ')})`,
  },
  {
    code: 'systemd-kill-mode',
    key: 'KillMode',
    // Without the line systemd ends the whole control group.
    wrong: (_, last) => last === 'process' || last === 'none',
    message: 'what the gateway has started outlives it (KillMode=)',
  },
  {
    code: 'systemd-type',
    key: 'Type',
    wrong: (_, last) => watched && last !== 'notify' && last !== 'notify-reload',
    message: 'it has a watchdog, and counts as ready before the gateway says so (Type= is not notify)',
  },
  {
    code: 'systemd-notify-access',
    key: 'NotifyAccess',
    wrong: (_, last) => watched && last === 'none',
    message: 'it has a watchdog that does not listen, and is killed by it again and again (NotifyAccess=)',
  },
  {
    code: 'systemd-timeout-stop',
    key: 'TimeoutStopSec',
    // Without the line it is the system's, by default 90 seconds; it is not known here.
    wrong: (_, last) => last !== undefined && (limitOf(last) ?? 0) < stopSeconds,
    message: `it is killed before the ${stopSeconds} s are over that the gateway may take to stop (TimeoutStopSec=)`,
  },
];

/** What is wrong with how systemd looks after the gateway, by all the files that say it. */
export function auditUnit({ unit, dropIns, scope, stopSeconds }: UnitAudit): readonly AuditIssue[] {
  const files = [unit, ...dropIns];
  const whole = readUnit(files.map(({ text }) => text).join('\n'));
  const waits = (key: string): boolean =>
    whole.all('Unit', key).some((value) => value.split(/\s+/).includes('network-online.target'));
  const watchdog = spanOf(whole.last('Service', 'WatchdogSec') ?? '') ?? 0;
  const issues = rulesFor(stopSeconds, watchdog > 0)
    .filter(({ key, wrong }) => wrong(whole.all('Service', key), whole.last('Service', key)))
    .map(({ code, key, message }): AuditIssue => {
      // The last that has the line at all, though it may only take away what others say.
      const from = files.findLast(({ text }) => readUnit(text).has('Service', key));
      const values = whole.all('Service', key);
      const line = `${key}=${LISTS.has(key) ? values.join(' ') : (values.at(-1) ?? '')}`;
      return {
        code,
        message,
        detail: from === undefined ? `${unit.path}: no ${key}=` : `${from.path}: ${line}`,
        ...(from === undefined || from === unit ? {} : { fix: takeOut(key, from.path, scope) }),
      };
    });
  return [
    ...(waits('After')
      ? []
      : [{ code: 'systemd-after-network-online', message: 'it does not wait for the network (After=)' }]),
    ...(waits('Wants')
      ? []
      : [{ code: 'systemd-wants-network-online', message: 'it does not ask for the network (Wants=)' }]),
    ...issues,
  ];
}

/** Installing again writes the unit, and leaves alone what is laid over it. */
const takeOut = (key: string, path: string, scope: UnitAudit['scope']): string =>
  `unless it is meant so, take ${key}= out of ${path}, then: ${scope === 'user' ? 'systemctl --user' : 'sudo systemctl'} daemon-reload`;
