import { dotted, type KeyPath } from './issue.ts';
import { REDACTED } from './sensitive.ts';
import { isRecord } from './validate.ts';
import { ConfigWriteRefused } from './write-refused.ts';

/** The path of the first text that is, or holds, what is shown instead of a secret. */
export function findPlaceholder(value: unknown, path: KeyPath = []): KeyPath | undefined {
  if (typeof value === 'string') return value.includes(REDACTED) ? path : undefined;
  const entries: readonly [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : isRecord(value)
      ? Object.entries(value)
      : [];
  for (const [key, item] of entries) {
    const found = findPlaceholder(item, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What `config.get` shows must not come back as a value: the secret behind it would be gone.
 * @throws ConfigWriteRefused placeholder, naming the key
 */
export function refusePlaceholder(value: unknown, above: KeyPath = []): void {
  const found = findPlaceholder(value);
  if (found === undefined) return;
  const key = dotted([...above, ...found]);
  throw new ConfigWriteRefused(
    'placeholder',
    `${key}: ${REDACTED} stands for a secret that was not shown, it is no value`,
    { fix: `change single keys with config.patch and leave ${key} out, or write the value or a \${NAME}` },
  );
}

/**
 * The same for comments of a whole text: one that was masked when it was shown would come back masked.
 * @throws ConfigWriteRefused placeholder
 */
export function refuseMaskedText(text: string, current: string): void {
  const count = (where: string): number => where.split(REDACTED).length;
  if (count(text) <= count(current)) return;
  throw new ConfigWriteRefused(
    'placeholder',
    `a comment holds ${REDACTED}, which stands for a secret that was not shown`,
    { fix: 'change single keys with config.patch, or edit the file itself' },
  );
}
