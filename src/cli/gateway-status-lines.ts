import type { GatewayReport, StepFact } from './gateway-report.ts';
import type { CliIo } from './io.ts';
import { lifecycleRows } from './lifecycle-lines.ts';
import type { Output } from './output.ts';
import { phaseRows } from './phase-lines.ts';
import { treeLines, whyLines } from './tree-lines.ts';
import { columns, duration, plural } from './words.ts';

function stepText(step: StepFact, out: Output): string {
  if (step.ok === null) return out.tone('dim', 'not tried');
  if (!step.ok) return `${out.tone('bad', 'failed')} - ${step.error ?? 'no reason given'}`;
  return `${out.tone('good', 'ok')} (${step.ms ?? 0} ms)`;
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

/** What `gateway status` prints for people. */
export function statusLines(report: GatewayReport, io: CliIo, out: Output): string[] {
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
      ['Supervisor:', `${supervisor.status} (${supervisor.detail})`],
      ['Port:', portText(report, now, out)],
      ['Handshake:', `${stepText(handshake, out)}${server}`],
      ['RPC:', stepText(rpc, out)],
    ]),
    '',
    ...columns([
      ['Config:', `${config.path}${configState}`],
      ['Gateway:', `bind=${gateway.bind}, port=${gateway.port} (${gateway.portSource})`],
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
    ...config.issues.slice(0, 5).map((issue) => `Config issue: ${issue}`),
    ...(report.tree === undefined ? [] : ['', ...treeLines(report.tree, now, out)]),
    ...(report.why ?? []).flatMap((why) => ['', ...whyLines(why, now, out)]),
    ...(report.tree ?? [])
      .filter(({ state }) => state === 'parked')
      .map(({ id }) => `To start it again: ${io.command} gateway resume ${id}`),
    ...(report.fix === null ? [] : ['', `Fix: ${report.fix}`]),
  ];
}
