import type { HealthSummary, StatusSummary } from '../../protocol/generated/types.ts';
import { CliError } from '../cli-error.ts';
import { lockOwner, probePort, whoListens } from '../facts.ts';
import { isOfLink } from '../health-lines.ts';
import type { CliIo } from '../io.ts';
import { openOwn } from '../own-gateway.ts';
import { loadClientSettings } from '../settings.ts';
import { wayUp } from '../way-up.ts';
import type { Finding } from './finding.ts';

const PROBE_MS = 2_000;
const ASK_MS = 5_000;

/** What the running gateway says of itself, and who else is at its port. */
export async function checkRunning(io: CliIo): Promise<readonly Finding[]> {
  const settings = await loadClientSettings(io);
  if (settings.mode === 'remote') return [];
  return [...(await checkPort(io, settings.local.host, settings.port)), ...(await askGateway(io))];
}

async function checkPort(io: CliIo, host: string, port: number): Promise<Finding[]> {
  const { status } = await probePort(io, host, port, PROBE_MS);
  if (status !== 'listening' || lockOwner(io)?.port === port) return [];
  if ((await answeringPort(io)) === port) return [];
  return [
    {
      code: 'port-taken',
      severity: 'error',
      message: `port ${port} belongs to somebody else`,
      evidence: await whoListens(io, port),
      fix: `end that process, give the gateway another port (${io.command} config set gateway.port <port>), or start it with --force`,
    },
  ];
}

/** Where the own gateway says it listens: its facts lie on a disk that may have been full. */
async function answeringPort(io: CliIo): Promise<number | undefined> {
  try {
    const client = await openOwn(io, ASK_MS);
    try {
      const { gateway } = (await client.request('status', {}, { timeoutMs: ASK_MS })) as StatusSummary;
      return gateway?.port;
    } finally {
      await client.close();
    }
  } catch (error) {
    // That it does not answer is a finding of its own.
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

const NOTHING_IS_KEPT: ReadonlySet<string> = new Set(['store_trouble']);
/** Warnings whose own words say what is to be done, and where. */
const FIXES: ReadonlyMap<string, string> = new Map([
  [
    'store_trouble',
    'mend the disk that holds the store (full: make room); the gateway goes on by itself, no restart is needed',
  ],
  [
    'log_trouble',
    'make room there, let it be written, or name another file; the gateway goes on by itself, no restart is needed',
  ],
  ['model_trouble', 'as it says; the next run of that model that succeeds ends the warning'],
]);

const lookCloser = ({ command }: CliIo, warning: { readonly code: string; readonly message: string }) =>
  isOfLink(warning)
    ? `as it says for that account: ${command} channels status`
    : `look closer: ${command} gateway status --deep`;

async function askGateway(io: CliIo): Promise<Finding[]> {
  try {
    const client = await openOwn(io, ASK_MS);
    try {
      const health = (await client.request('health', {}, { timeoutMs: ASK_MS })) as HealthSummary;
      return (health.warnings ?? []).map(({ code, message }) => ({
        code: `gateway-${code.replaceAll('_', '-')}`,
        severity: NOTHING_IS_KEPT.has(code) ? ('error' as const) : ('warning' as const),
        message,
        fix: FIXES.get(code) ?? lookCloser(io, { code, message }),
      }));
    } finally {
      await client.close();
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (error.kind === 'unreachable') return [await down(io)];
    return [
      {
        code: 'gateway-unwell',
        severity: 'error',
        message: `the gateway does not answer: ${error.message}`,
        fix: error.options.fix ?? `${io.command} gateway status --deep`,
      },
    ];
  }
}

const down = async (io: CliIo): Promise<Finding> => ({
  code: 'gateway-down',
  severity: 'note',
  message: 'no gateway runs here',
  fix: await wayUp(io, await loadClientSettings(io)),
});
