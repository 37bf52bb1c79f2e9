import type { Env } from '../platform/env.ts';
import { applyDefaults } from './defaults.ts';
import { futureKeyWarnings } from './features.ts';
import type { Config } from './generated/types.ts';
import { resolveIncludes, type Included, type Origin, type ReadInclude } from './include.ts';
import type { Finding, KeyPath } from './issue.ts';
import { isLegacyPath, legacyFindings } from './legacy.ts';
import { semanticFindings } from './semantic.ts';
import { isSecretVariable, sensitiveTexts } from './sensitive.ts';
import { substitute, type Substituted } from './substitute.ts';
import { isRecord, validateConfig } from './validate.ts';

/** A finding in the file it is about; `path` is that of the merged configuration, `at` the one within the file. */
export interface PlacedFinding extends Finding {
  readonly file: string;
  readonly at?: KeyPath;
  readonly line?: number;
  readonly column?: number;
}

export interface LoadedSecret {
  readonly value: string;
  /** The key or variable it came from. */
  readonly provenance: string;
}

export interface Checked {
  readonly valid: boolean;
  readonly config: Config;
  readonly env: Env;
  readonly issues: readonly PlacedFinding[];
  readonly warnings: readonly PlacedFinding[];
  readonly legacyIssues: readonly PlacedFinding[];
  readonly secrets: readonly LoadedSecret[];
}

export interface CheckOptions {
  readonly file: string;
  readonly value: unknown;
  readonly env: Env;
  readonly home: string;
  readonly read: ReadInclude;
}

/** From a parsed file to a valid configuration, or to everything that keeps it from being one. */
export function checkConfig(options: CheckOptions): Checked {
  const { file, value, home } = options;
  if (!isRecord(value)) {
    const message = 'the configuration must be an object';
    return invalid(options, [{ file, path: [], message, fix: 'wrap it in { … }' }]);
  }
  const included = resolveIncludes({ file, value }, options.read);
  if (included.findings.length > 0) {
    return invalid(
      options,
      included.findings.map((finding) => ({ ...finding, at: finding.path })),
    );
  }
  const place = placer(included);
  const environment = configEnv(included.value, options.env);
  const resolved = substitute(included.value, environment.env.foreign);
  const missing = [
    ...environment.findings,
    ...resolved.findings.filter((finding) => finding.path[0] !== 'env'),
  ];
  const secrets = collectSecrets(resolved, environment.env);
  if (missing.length > 0) return { ...invalid(options, missing.map(place)), env: environment.env, secrets };

  const legacy = legacyFindings(resolved.value);
  const schema = validateConfig(resolved.value).filter(
    (found) => legacy.length === 0 || !isLegacyPath(found.path),
  );
  const problems = [...legacy, ...schema];
  const semantic = problems.length === 0 ? semanticFindings(resolved.value as Config) : [];
  const issues = [...problems, ...semantic].map(place);
  const valid = issues.length === 0;
  return {
    valid,
    config: applyDefaults(valid ? (resolved.value as Config) : {}, home),
    env: environment.env,
    issues,
    warnings: valid ? futureKeyWarnings(resolved.value).map(place) : [],
    legacyIssues: legacy.map(place),
    secrets,
  };
}

const placer =
  (included: Included) =>
  (finding: Finding): PlacedFinding => {
    const origin: Origin = included.origin(finding.path);
    return { ...finding, file: origin.file, at: origin.path };
  };

function invalid(options: CheckOptions, issues: readonly PlacedFinding[]): Checked {
  const config = applyDefaults({}, options.home);
  return {
    valid: false,
    config,
    env: options.env,
    issues,
    warnings: [],
    legacyIssues: [],
    secrets: collectSecrets(undefined, options.env),
  };
}

/** The variables the configuration sets. Their own references see the process's environment only. */
function configEnv(tree: unknown, env: Env): { readonly env: Env; readonly findings: readonly Finding[] } {
  const section = isRecord(tree) ? tree['env'] : undefined;
  if (!isRecord(section)) return { env, findings: [] };
  const resolved = substitute({ env: section }, env.foreign);
  const { vars, shellEnv: _shellEnv, ...inline } = (resolved.value as { env: Record<string, unknown> }).env;
  const texts = Object.entries({ ...inline, ...(isRecord(vars) ? vars : {}) }).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return { env: env.filledWith(Object.fromEntries(texts)), findings: resolved.findings };
}

/** What must never be shown: secret keys, variables that look secret, and variables used in secret places. */
function collectSecrets(resolved: Substituted | undefined, env: Env): readonly LoadedSecret[] {
  const fromConfig = sensitiveTexts(resolved?.value).map(({ path, value }) => ({
    value,
    provenance: path.join('.'),
  }));
  const fromEnv = Object.entries(env.vars).flatMap(([name, value]) =>
    value !== undefined && isSecretVariable(name) ? [{ value, provenance: name }] : [],
  );
  const seen = new Set<string>();
  return [...fromConfig, ...fromEnv].filter(
    ({ value }) => value !== '' && !seen.has(value) && seen.add(value),
  );
}
