import { shownFingerprint } from '../platform/certificate.ts';
import type { HealthWarning } from '../protocol/generated/types.ts';
import type { AskedHealth, GatewayReport, StepFact } from './gateway-report.ts';
import { linkHint, warningLines } from './health-lines.ts';
import type { CliIo } from './io.ts';
import { lifecycleRows } from './lifecycle-lines.ts';
import { lingeringOff } from './lingering.ts';
import type { Output } from './output.ts';
import { phaseRows } from './phase-lines.ts';
import type { SupervisorFact } from './supervisor-fact.ts';
import { treeLines, whyLines } from './tree-lines.ts';
import { columns, duration, plural } from './words.ts';

function stepText(step: StepFact, out: Output): string {
  if (step.ok === null) return out.tone('dim', 'not tried');
  if (!step.ok) return `${out.tone('bad', 'failed')} - ${step.error ?? 'no reason given'}`;
  return `${out.tone('good', 'ok')} (${step.ms ?? 0} ms)`;
}

/** A service that was stopped on purpose has not failed, though no gateway is there. */
export function supervisorWord({ ok, status, service }: SupervisorFact, out: Output): string {
  if (ok === null) return status;
  const stopped = service?.running === 'stopped' && /^(?:exit code 0)?$/.test(service.lastEnd ?? '');
  return stopped ? out.tone('warn', 'stopped') : out.tone(ok ? 'good' : 'bad', status);
}

const supervisorText = (fact: SupervisorFact, out: Output): string =>
  `${supervisorWord(fact, out)} (${fact.detail})`;

/** What differs between the service and this command, and what else is on this machine. */
function serviceNotes(
  { supervisor, otherServices, config }: GatewayReport,
  io: CliIo,
  out: Output,
): string[] {
  const { service, otherConfig, lastError, linger } = supervisor;
  const again = `${io.command} gateway install --force${service?.scope === 'system' ? ' --system' : ''}`;
  const off = lingeringOff(io);
  return [
    ...(lastError === undefined ? [] : [`Last gateway error: ${lastError}`]),
    ...(linger === 'off' ? [`${out.tone('warn', 'Warning')} ${off.message}; run: ${off.fix}`] : []),
    ...(otherConfig === undefined
      ? []
      : [
          `${out.tone('warn', 'Config (service):')} ${otherConfig}, not ${config.path}: this command and the service mean different gateways; to install the service for this one: ${again}`,
        ]),
    ...(service === undefined || service.loaded
      ? []
      : [
          `The definition ${service.definition} is there, but ${service.kind} does not know it; mend with: ${again}`,
        ]),
    ...otherServices.map(
      ({ name, scope, kind, path }) =>
        `${out.tone('warn', 'Other service')} ${name} (${scope}, ${kind === 'own' ? 'a gateway of ours' : kind === 'legacy' ? 'of an older release' : 'mentions a gateway'}): ${path}`,
    ),
    ...(otherServices.length > 0
      ? [
          'One gateway per machine is enough for most; keep others apart with --profile and a port of their own.',
        ]
      : []),
  ];
}

function portText({ port }: GatewayReport, now: number, out: Output): string {
  if (port.status !== 'listening') {
    const error = port.error === undefined ? '' : ` (${port.error})`;
    return `${port.port} ${out.tone(port.status === 'free' ? 'bad' : 'warn', port.status === 'free' ? 'nobody listens' : 'unknown')}${error}`;
  }
  const { owner } = port;
  if (owner === null)
    return `${port.port} ${out.tone('warn', 'listening')}, but the owner is not the gateway of this state directory`;
  const up = duration(now - owner.startedAt);
  return `${port.port} ${out.tone('good', 'listening')} (gateway pid ${owner.pid}, version ${owner.version}, profile ${owner.profile}, up ${up})`;
}

const portsText = ({ browserControl, canvas, browsers }: GatewayReport['gateway']['ports']): string =>
  [
    `${browserControl} browser control`,
    `${canvas} canvas`,
    ...Object.entries(browsers).map(([name, port]) => `${port} browser ${name}`),
  ].join(', ');

/** Said by the row of the config that runs, or by a line of the tree. */
const isShown = ({ code, message }: HealthWarning, { rpc, tree = [] }: GatewayReport): boolean =>
  (code.startsWith('config_') && rpc.summary?.gateway?.config !== undefined) ||
  tree.some(({ id }) => message.startsWith(`${id} is `));

/** What health warns of and nothing else on this page says. */
function healthNotes(report: GatewayReport, health: AskedHealth, io: CliIo, out: Output): string[] {
  if (health.error !== null) return [`${out.tone('warn', 'Health:')} not known - ${health.error}`];
  const warnings = health.warnings.filter((warning) => !isShown(warning, report));
  return [...warningLines({ warnings }, io.clock.now(), out), ...linkHint({ warnings }, io.command, out)];
}

/** What `gateway status` prints for people. */
export function statusLines(
  report: GatewayReport,
  health: AskedHealth | undefined,
  io: CliIo,
  out: Output,
): string[] {
  const now = io.clock.now();
  const { config, gateway, rpc, handshake, supervisor } = report;
  const configState = config.valid
    ? config.exists
      ? ''
      : ' (missing, defaults apply)'
    : out.tone('bad', ' (invalid)');
  const server = handshake.server === null ? '' : `, gateway ${handshake.server.version}`;
  const facts = rpc.summary?.gateway;
  const { phase, tree = [] } = report;
  return [
    ...columns([
      ...(phase === undefined ? [] : phaseRows(phase, { now, tree, out })),
      ['Supervisor:', supervisorText(supervisor, out)],
      ['Port:', portText(report, now, out)],
      ['Handshake:', `${stepText(handshake, out)}${server}`],
      ['RPC:', stepText(rpc, out)],
    ]),
    '',
    ...columns([
      ['Config:', `${config.path}${configState}`],
      ['Gateway:', `bind=${gateway.bind}, port=${gateway.port} (${gateway.portSource})`],
      ...(report.port.owner?.tlsFingerprint == null
        ? []
        : [['Certificate:', shownFingerprint(report.port.owner.tlsFingerprint)]]),
      ['Ports kept:', portsText(gateway.ports)],
      ['Probe target:', `${gateway.probeTarget} (${gateway.probeSource})`],
      ...(facts === undefined
        ? []
        : [
            [
              'Running:',
              `version ${facts.version}, pid ${facts.pid}, up ${duration(facts.uptimeMs)}, auth ${facts.authMode}, ${plural(facts.runsActive, 'active run')}`,
            ],
            ...lifecycleRows(facts, { now, command: io.command, out, colon: true }),
          ]),
    ]),
    ...serviceNotes(report, io, out),
    ...config.issues.slice(0, 5).map((issue) => `Config issue: ${issue}`),
    ...(health === undefined ? [] : healthNotes(report, health, io, out)),
    ...(report.tree === undefined ? [] : ['', ...treeLines(report.tree, now, out)]),
    ...(report.why ?? []).flatMap((why) => ['', ...whyLines(why, now, out)]),
    ...(report.tree ?? [])
      .filter(({ state }) => state === 'parked')
      .map(({ id }) => `To start it again: ${io.command} gateway resume ${id}`),
    ...(report.fix === null ? [] : ['', `Fix: ${report.fix}`]),
  ];
}
