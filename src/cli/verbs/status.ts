import { hostname, release, type as osType } from 'node:os';
import type { HealthSummary, StatusSummary } from '../../protocol/generated/types.ts';
import { CliError } from '../cli-error.ts';
import { supervisorFact, type SupervisorFact } from '../supervisor-fact.ts';
import { linkHint, warningLines } from '../health-lines.ts';
import { supervisorWord } from '../gateway-status-lines.ts';
import type { CliIo } from '../io.ts';
import { lifecycleRows } from '../lifecycle-lines.ts';
import { createOutput } from '../output.ts';
import type { Output } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';
import { loadClientSettings } from '../settings.ts';
import { serviceFix } from '../way-up.ts';
import { ago, columns, duration, plural } from '../words.ts';

export interface StatusFlags extends SessionFlags {
  readonly json?: boolean;
}

interface Reached {
  readonly url: string;
  readonly urlSource: string;
  readonly connectLatencyMs: number;
  readonly server: { readonly version: string; readonly host?: string };
  readonly summary: StatusSummary;
  readonly health: HealthSummary;
}

/** What answers without a model in the configuration is found out by each run. */
const CHOSEN_PER_RUN = 'chosen per run: a provider set up or with a key, else the offline engine';

type Outcome = { readonly reached: Reached } | { readonly error: CliError };

async function gather(io: CliIo, flags: StatusFlags): Promise<Outcome> {
  try {
    const reached = await withGateway(io, flags, async (session) => {
      const [summary, health] = await Promise.all([
        session.call<StatusSummary>('status'),
        session.call<HealthSummary>('health'),
      ]);
      const { target, connectMs, client } = session;
      const server = client.hello.server;
      return {
        url: target.url,
        urlSource: target.source,
        connectLatencyMs: connectMs,
        server,
        summary,
        health,
      };
    });
    return { reached };
  } catch (error) {
    if (error instanceof CliError && error.kind !== 'usage') return { error };
    throw error;
  }
}

/** Since when the account is linked that a scanned code links; the channels say so when it is not. */
function linkRow(link: StatusSummary['linkChannel']): readonly (readonly [string, string])[] {
  if (link?.linked !== true) return [];
  const { label, authAgeMs } = link;
  return [['Link', `${label} linked${authAgeMs == null ? '' : ` (auth age ${duration(authAgeMs)})`}`]];
}

function overview(
  { summary, health, ...reached }: Reached,
  service: SupervisorFact,
  io: CliIo,
  out: Output,
): string[] {
  const facts = summary.gateway;
  const now = io.clock.now();
  const rows = [
    ['Gateway', `${out.tone('good', 'reachable')} at ${reached.url} (${reached.connectLatencyMs} ms)`],
    ...(facts === undefined
      ? []
      : [
          [
            'Process',
            `version ${facts.version}, pid ${facts.pid}, profile ${facts.profile}, up ${duration(facts.uptimeMs)}`,
          ],
          ['Listening', `bind ${facts.bind}, port ${facts.port}, auth ${facts.authMode}`],
          ['Runs', plural(facts.runsActive, 'active run')],
        ]),
    ['Service', serviceText(service, out)],
    // The snapshot of health gathers changes for a moment; this is what is so now.
    ...lifecycleRows(facts ?? health, { now, command: io.command, out }),
    ['Channels', summary.channelSummary.join(', ') || 'none configured'],
    ...linkRow(summary.linkChannel),
    ['Agents', summary.heartbeat.agents.map((agent) => agent.agentId).join(', ')],
    ['Model', summary.sessions.defaults.model ?? CHOSEN_PER_RUN],
    ['Sessions', `${plural(summary.sessions.count, 'session')} in ${summary.sessions.paths.join(', ')}`],
  ];
  const recent = summary.sessions.recent.map((row) => [
    `- ${row.key}`,
    ago(row.age),
    row.model ?? '',
    row.flags.join(' '),
  ]);
  return [
    out.tone('strong', 'Overview'),
    ...columns(rows),
    ...(recent.length === 0 ? [] : ['', out.tone('strong', 'Sessions'), ...columns(recent)]),
    ...warningLines(health, now, out),
    ...linkHint(health, io.command, out),
  ];
}

const serviceText = (fact: SupervisorFact, out: Output): string =>
  fact.service === undefined ? fact.status : `${supervisorWord(fact, out)} - ${fact.detail}`;

/** `moltbot status`: one page about everything. Reports, so a gateway that is down is an answer and not a failure. */
export async function status(io: CliIo, flags: StatusFlags): Promise<number> {
  const out = createOutput(io);
  const [outcome, service] = await Promise.all([gather(io, flags), supervisorFact(io)]);
  if (flags.json === true) {
    const reached = 'reached' in outcome ? outcome.reached : undefined;
    out.json({
      ...reached?.summary,
      os: { host: hostname(), type: osType(), release: release() },
      gateway: {
        reachable: reached !== undefined,
        url: reached?.url ?? null,
        urlSource: reached?.urlSource ?? null,
        connectLatencyMs: reached?.connectLatencyMs ?? null,
        self: reached === undefined ? null : { ...reached.server, ...reached.summary.gateway },
        error: 'error' in outcome ? outcome.error.message : null,
      },
      gatewayService: service,
      health: reached?.health ?? null,
    });
    return 0;
  }
  if ('error' in outcome) {
    const { error } = outcome;
    out.line(out.tone('strong', 'Overview'));
    const rows = [
      ['Gateway', `${out.tone('bad', 'no answer')} - ${error.message}`],
      ['Service', serviceText(service, out)],
    ];
    for (const line of columns(rows)) out.line(line);
    if (service.lastError !== undefined) out.line(`Last gateway error: ${service.lastError}`);
    for (const line of error.options.where ?? []) out.line(line);
    const { url } = flags;
    const elsewhere = url !== undefined || (await loadClientSettings(io)).mode === 'remote';
    const up = error.kind === 'unreachable' && !elsewhere ? serviceFix(io, service) : undefined;
    const fix = up ?? error.options.fix;
    if (fix !== undefined) out.line(`Fix: ${fix}`);
    return 0;
  }
  for (const line of overview(outcome.reached, service, io, out)) out.line(line);
  return 0;
}
