import { basename } from 'node:path';
import type { AuditIssue } from './audit-issue.ts';
import type { Definition } from './port.ts';
import { versionManagerOf } from './node-choice.ts';
import { auditAgent } from './launchd/audit-agent.ts';
import { auditUnit, type UnitText } from './systemd/audit-unit.ts';
import { auditTask } from './windows/audit-task.ts';

export interface AuditInput {
  readonly kind: 'systemd' | 'launchd' | 'task scheduler';
  readonly definition: Definition;
  /** Of this command. */
  readonly version: string;
  /** The program this command was started with. */
  readonly entry: string;
  readonly exists: (path: string) => boolean;
  /** What the gateway may take to stop. */
  readonly stopSeconds: number;
  readonly scope?: 'user' | 'system';
  /** Files laid over a unit. */
  readonly dropIns?: readonly UnitText[];
  /** The task as the scheduler of Windows has it. */
  readonly registered?: string;
  /** Whether it comes up by itself; `undefined`: not known. */
  readonly enabled?: boolean;
}

const PREFIXES = ['CLAWDBOT_', 'MOLTBOT_', 'OPENCLAW_'] as const;
const SYSTEM_PATH = ['/usr/bin', '/bin'];

/** What is wrong with a definition that is installed: rules of the field, and some it lacked. */
export function auditService(input: AuditInput): readonly AuditIssue[] {
  return [...auditCommand(input), ...auditEnvironment(input), ...auditCare(input)];
}

const RUNTIMES = /^(node|nodejs|bun)(\.exe)?$/;

/** The program of ours: what a runtime is given, or the first word itself, as in `moltbot gateway --port 18789`. */
function scriptOf(command: readonly string[]): string | undefined {
  const [program = ''] = command;
  if (!RUNTIMES.test(basename(program))) return program === '' ? undefined : program;
  const words = command.slice(1);
  const end = words.indexOf('gateway');
  return words.slice(0, end < 0 ? words.length : end).find((word) => !word.startsWith('-'));
}

function auditCommand({ definition: { command }, entry, exists }: AuditInput): AuditIssue[] {
  const [node = ''] = command;
  const program = scriptOf(command);
  const manager = versionManagerOf(node);
  const issues: AuditIssue[] = [];
  if (!command.includes('gateway'))
    issues.push({
      code: 'gateway-command-missing',
      message: 'its command does not run the gateway',
      detail: command.join(' '),
    });
  if (node !== '' && node.startsWith('/') && !exists(node))
    issues.push({
      code: 'gateway-runtime-missing',
      message: 'the program that runs it is gone',
      detail: node,
    });
  if (program !== undefined && program !== entry)
    issues.push({
      code: 'gateway-entrypoint-mismatch',
      message: 'it runs another installation',
      detail: `${program} -> ${entry}`,
    });
  if (/^bun(\.exe)?$/.test(basename(node)))
    issues.push({
      code: 'gateway-runtime-bun',
      message: 'it runs on bun, on which WhatsApp and Telegram do not work',
      detail: node,
    });
  if (manager !== undefined)
    issues.push({
      code: 'gateway-runtime-node-version-manager',
      message: `it runs on a Node that ${manager} may take away`,
      detail: node,
    });
  return issues;
}

function auditEnvironment({ definition: { environment }, kind, version }: AuditInput): AuditIssue[] {
  const issues: AuditIssue[] = [];
  const path = environment['PATH'];
  const missing = SYSTEM_PATH.filter((dir) => !(path ?? '').split(':').includes(dir));
  if (kind !== 'task scheduler' && path === undefined)
    issues.push({ code: 'gateway-path-missing', message: 'it has no PATH' });
  else if (kind !== 'task scheduler' && missing.length > 0)
    issues.push({
      code: 'gateway-path-missing-dirs',
      message: 'its PATH lacks directories of the system',
      detail: missing.join(', '),
    });
  const installed = PREFIXES.map((prefix) => environment[`${prefix}SERVICE_VERSION`]).find(
    (one) => one !== undefined,
  );
  if (installed !== version)
    issues.push({
      code: 'gateway-service-version',
      message: 'it was installed by another release',
      detail: `${installed ?? 'unknown'} -> ${version}`,
    });
  const secrets = Object.keys(environment).filter(
    (name) => /(_TOKEN|_PASSWORD|_API_KEY|_SECRET)$/.test(name) && environment[name] !== '',
  );
  if (secrets.length > 0)
    issues.push({
      code: 'gateway-secret-in-definition',
      message: 'secrets stand in its definition, which others may read',
      detail: secrets.join(', '),
    });
  return issues;
}

/** How the supervisor looks after it. */
function auditCare(input: AuditInput): AuditIssue[] {
  const { definition, kind, stopSeconds, scope = 'user', dropIns = [], registered, enabled } = input;
  const { path, text } = definition;
  const rules = {
    systemd: () => auditUnit({ unit: definition, dropIns, scope, stopSeconds }),
    launchd: () => auditAgent(text, path, stopSeconds),
    'task scheduler': () => (registered === undefined ? [] : auditTask(registered)),
  } as const;
  const off: AuditIssue = {
    code: 'gateway-not-enabled',
    message: 'it does not come up by itself at boot or logon: it is not enabled',
    detail: path,
  };
  return [...(enabled === false ? [off] : []), ...rules[kind]()];
}
