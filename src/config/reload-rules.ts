import { fateAt, type KeyFate } from './features.ts';
import { EXTENSION, hot, RECORD, RULE_ROWS, UNUSED, type ReloadRule, type RuleRow } from './reload-table.ts';
import { childNode, configSchema, resolveNode } from './schema-node.ts';

const KNOWN_CHANNELS: ReadonlySet<string> = new Set(
  Object.keys(resolveNode(childNode(configSchema, 'channels') ?? {}).properties ?? {}),
);

/** The rule of a leaf of the schema; nothing when nobody classified it. `keys`: list elements under any name. */
export function ruleOf(keys: readonly string[]): ReloadRule | undefined {
  const plain = withoutAccount(keys);
  if (plain[0] === 'channels' && plain[1] !== undefined && !KNOWN_CHANNELS.has(plain[1])) return EXTENSION;
  const row = bestRow(plain);
  const found = fateAt(plain);
  const unused = found === undefined ? undefined : FATE_RULES[found.fate];
  if (unused !== undefined && found !== undefined && found.length > (row?.keys.length ?? 0)) return unused;
  return row?.rule;
}

/** The rule of what stands above leaves: which entries a section or a list has, and in which order. */
export function ruleOfSection(keys: readonly string[]): ReloadRule | undefined {
  const plain = withoutAccount(keys);
  const below = RULE_ROWS.filter(
    (row) => row.keys.length > plain.length && matches(plain, row.keys.slice(0, plain.length)),
  );
  return below.some(({ rule }) => rule.reload === 'hot') ? ENTRIES : below[0]?.rule;
}

const ENTRIES = hot('read', 'Which entries there are, and in which order, is looked up at each use.');
const FATE_RULES: Readonly<Record<KeyFate, ReloadRule | undefined>> = {
  used: undefined,
  inert: RECORD,
  later: UNUSED,
};

/** `channels.telegram.accounts.work.botToken` → `channels.telegram.botToken`. */
function withoutAccount(keys: readonly string[]): readonly string[] {
  const ofAccount = keys[0] === 'channels' && keys[2] === 'accounts' && keys.length > 4;
  return ofAccount ? [...keys.slice(0, 2), ...keys.slice(4)] : keys;
}

function bestRow(keys: readonly string[]): RuleRow | undefined {
  let best: RuleRow | undefined;
  for (const row of RULE_ROWS) {
    const fits = row.below ? row.keys.length <= keys.length : row.keys.length === keys.length;
    if (!fits || !matches(keys, row.keys)) continue;
    if (best === undefined || row.keys.length > best.keys.length) best = row;
  }
  return best;
}

const matches = (keys: readonly string[], pattern: readonly string[]): boolean =>
  pattern.every((key, index) => key === '*' || key === keys[index]);
