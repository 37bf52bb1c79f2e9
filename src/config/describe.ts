import { createHash } from 'node:crypto';
import type { ConfigSnapshot } from '../protocol/generated/types.ts';
import type { Checked, LoadedSecret, PlacedFinding } from './check.ts';
import { dotted, sentence, type ConfigIssueAt } from './issue.ts';
import { createPositions, type Positions } from './positions.ts';
import { redactConfig, redactText } from './sensitive.ts';
import type { SourceText } from './source.ts';

export interface Described {
  readonly issues: readonly ConfigIssueAt[];
  readonly warnings: readonly ConfigIssueAt[];
  /** The payload of `config.get`: secrets masked. */
  readonly snapshot: ConfigSnapshot;
  /** Values that must be registered for masking before anything is logged. */
  readonly secrets: readonly LoadedSecret[];
}

export interface DescribeOptions {
  readonly path: string;
  readonly exists: boolean;
  /** The main file, when it could be read. */
  readonly bytes: Uint8Array | undefined;
  /** All files read, by path. */
  readonly texts: ReadonlyMap<string, SourceText>;
  readonly checked: Checked;
  readonly secretFiles: { readonly token?: string; readonly password?: string };
}

/** Adds places to findings and makes the snapshot. Places cost a second parse, so only files with findings get one. */
export async function describe(options: DescribeOptions): Promise<Described> {
  const { checked, path, exists, texts, bytes } = options;
  const places = createPlaces(texts);
  const duplicates = await duplicateKeys(texts, places);
  const issues = await Promise.all([...checked.issues, ...duplicates].map(places.of));
  const warnings = await Promise.all(checked.warnings.map(places.of));
  const legacyIssues = await Promise.all(checked.legacyIssues.map(places.of));
  const fileSecrets = Object.entries(options.secretFiles).map(([key, value]) => ({
    value,
    provenance: `gateway.auth.${key}File`,
  }));
  const secrets = [...checked.secrets, ...fileSecrets];
  const main = texts.get(path);
  return {
    issues,
    warnings,
    secrets,
    snapshot: {
      path,
      exists,
      raw: main === undefined ? null : maskValues(redactText(main.text), secrets),
      parsed: main?.value === undefined ? {} : redactConfig(main.value),
      valid: issues.length === 0,
      config: redactConfig(checked.config) as Record<string, unknown>,
      ...hashOf(exists, bytes),
      issues: issues.map(wireIssue),
      warnings: warnings.map(wireIssue),
      legacyIssues: legacyIssues.map(wireIssue),
    },
  };
}

const wireIssue = (issue: ConfigIssueAt) => ({
  path: issue.path,
  message:
    issue.line === undefined
      ? sentence(issue)
      : `${issue.file}:${issue.line}:${issue.column}: ${sentence(issue)}`,
});

function hashOf(exists: boolean, bytes: Uint8Array | undefined): { hash?: string } {
  if (exists && bytes === undefined) return {};
  return {
    hash: createHash('sha256')
      .update(bytes ?? '')
      .digest('hex'),
  };
}

/** A secret may also stand in a comment or under a harmless name. */
function maskValues(text: string, secrets: readonly LoadedSecret[]): string {
  return (
    secrets
      // The longest first: one that another begins with would leave the rest of that standing.
      .toSorted((a, b) => b.value.length - a.value.length)
      .reduce(
        (masked, { value }) => (value.length < 6 ? masked : masked.replaceAll(value, '[redacted]')),
        text,
      )
  );
}

interface Places {
  readonly of: (finding: PlacedFinding) => Promise<ConfigIssueAt>;
  positions(file: string): Promise<Positions | undefined>;
}

function createPlaces(texts: ReadonlyMap<string, SourceText>): Places {
  const known = new Map<string, Promise<Positions | undefined>>();
  const positions = (file: string): Promise<Positions | undefined> => {
    const source = texts.get(file);
    const made =
      known.get(file) ?? (source === undefined ? Promise.resolve(undefined) : createPositions(source.text));
    known.set(file, made);
    return made;
  };
  const of = async (finding: PlacedFinding): Promise<ConfigIssueAt> => {
    const { message, fix, file, line, column } = finding;
    const base = { path: dotted(finding.path), message, file, ...(fix === undefined ? {} : { fix }) };
    if (line !== undefined) return { ...base, line, column: column ?? 1 };
    if (finding.at === undefined) return base;
    const found = (await positions(file))?.find(finding.at, { key: finding.atKey === true });
    return found === undefined ? base : { ...base, ...found };
  };
  return { of, positions };
}

async function duplicateKeys(
  texts: ReadonlyMap<string, SourceText>,
  places: Places,
): Promise<readonly PlacedFinding[]> {
  const found: PlacedFinding[] = [];
  for (const [file, source] of texts) {
    if (!source.duplicates) continue;
    const positions = await places.positions(file);
    found.push(...(positions?.duplicates() ?? []).map((finding) => ({ ...finding, file })));
  }
  return found;
}
