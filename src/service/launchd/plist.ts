import { build, parse } from 'plist';
import type { ServiceSpec } from '../spec.ts';

/** What launchd gives a job to end by itself, beyond what the gateway takes. */
const STOP_MARGIN_SECONDS = 5;
const THROTTLE_SECONDS = 5;

/** The variables are without secrets; those come through Node's own option for a file of variables. */
export function renderPlist(spec: ServiceSpec): string {
  const text = build({
    Label: spec.names.label,
    Comment: spec.description,
    RunAtLoad: true,
    KeepAlive: true,
    ThrottleInterval: THROTTLE_SECONDS,
    ExitTimeOut: spec.stopSeconds + STOP_MARGIN_SECONDS,
    Umask: 0o077,
    ProgramArguments: [...spec.command],
    WorkingDirectory: spec.workingDirectory,
    StandardOutPath: `${spec.logDir}/gateway.log`,
    StandardErrorPath: `${spec.logDir}/gateway.err.log`,
    EnvironmentVariables: { ...spec.environment },
  });
  return `${text}\n`;
}

/** What a property list says of a service; `undefined` when it is none. */
export interface PlistFacts {
  readonly label: string | undefined;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly runAtLoad: boolean;
  readonly keepAlive: boolean;
  readonly abandonsProcessGroup: boolean;
  /** Seconds. */
  readonly exitTimeOut?: number;
  readonly throttleInterval?: number;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads back what is installed. Damage is no definition. */
export function readPlist(xml: string): PlistFacts | undefined {
  let value: unknown;
  try {
    value = parse(xml);
  } catch {
    // Not a property list at all, or one by another hand that is broken.
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { ProgramArguments: words, EnvironmentVariables: variables } = value;
  const { ExitTimeOut: exitTimeOut, ThrottleInterval: throttleInterval } = value;
  return {
    label: text(value['Label']),
    command: Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [],
    environment: Object.fromEntries(
      Object.entries(isRecord(variables) ? variables : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    runAtLoad: value['RunAtLoad'] === true,
    keepAlive: value['KeepAlive'] === true,
    abandonsProcessGroup: value['AbandonProcessGroup'] === true,
    ...(typeof exitTimeOut === 'number' ? { exitTimeOut } : {}),
    ...(typeof throttleInterval === 'number' ? { throttleInterval } : {}),
  };
}
