import type { KeyPath } from './issue.ts';
import { childNode, configSchema, resolveNode, type SchemaNode } from './schema-node.ts';
import { isRecord } from './validate.ts';
import { setOwn } from './include.ts';

/** Shown instead of a secret wherever the configuration is shown; refused as a value wherever one is read. */
export const REDACTED = '[redacted]';

export interface SensitiveText {
  readonly path: KeyPath;
  readonly value: string;
}

/** Keys that hold secrets in sections whose keys the schema does not know. */
const SECRET_NAME =
  /(token|secret|password|passwd|passphrase|api[-_]?key|credentials?|private[-_]?key|authorization|auth|cookie|[-_]key)$/i;

/** Variables whose value is a secret. */
export const isSecretVariable = (name: string): boolean =>
  /(KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|AUTH)$/i.test(name);

/** The password of an address such as that of a proxy, `http://user:password@host`. */
const ADDRESS_PASSWORD = /^([a-z][a-z0-9+.-]*:\/\/[^/?#\s:@]*:)([^/?#\s@]+)(?=@)/i;

const REFERENCE_ONLY = /^\$\{[A-Z_][A-Z0-9_]*\}$/;

/**
 * Every text in a configuration that the schema, for free sections the key's name, or an address calls a secret. One in an address also
 * as it is sent: who logs in with it takes the escapes out first.
 */
export function sensitiveTexts(config: unknown): readonly SensitiveText[] {
  const found: SensitiveText[] = [];
  mapSensitive(config, (value, path) => {
    found.push({ path, value });
    const sent = unescaped(value);
    if (sent !== value) found.push({ path, value: sent });
    return value;
  });
  return found;
}

/** A secret that is no part of an address may hold what looks like an escape and is none; then it stays as it is. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** A copy with every secret replaced. A mere `${NAME}` is no secret and stays. */
export const redactConfig = (config: unknown): unknown =>
  mapSensitive(config, (value) => (value === '' || REFERENCE_ONLY.test(value) ? value : REDACTED));

function mapSensitive(config: unknown, change: (value: string, path: KeyPath) => string): unknown {
  const visit = (value: unknown, node: SchemaNode | undefined, path: KeyPath, secret: boolean): unknown => {
    if (typeof value === 'string') {
      if (secret) return change(value, path);
      return value.replace(
        ADDRESS_PASSWORD,
        (_whole, head: string, password: string) => head + change(password, path),
      );
    }
    const resolved = node === undefined ? undefined : resolveNode(node);
    if (Array.isArray(value)) {
      return value.map((item, index) => visit(item, resolved?.items, [...path, index], secret));
    }
    if (!isRecord(value)) return value;
    const copy: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      const child = resolved === undefined ? undefined : childNode(unionObject(resolved), key);
      const known = child !== undefined && Object.hasOwn(unionObject(resolved ?? {}).properties ?? {}, key);
      const isSecret = secret || child?.sensitive === true || (!known && isSecretKey(key, path));
      setOwn(copy, key, visit(item, child, [...path, key], isSecret));
    }
    return copy;
  };
  return visit(config, configSchema, [], false);
}

function isSecretKey(key: string, path: KeyPath): boolean {
  const inEnvironment = path[0] === 'env' || path.at(-1) === 'env';
  return inEnvironment ? isSecretVariable(key) : SECRET_NAME.test(key);
}

/** The branch of a union that is an object. */
function unionObject(node: SchemaNode): SchemaNode {
  const branch = node.anyOf?.map(resolveNode).find((candidate) => candidate.type === 'object');
  return branch ?? node;
}

const SECRET_MEMBER =
  /((?:["']?)\b[\w$-]*?(?:token|secret|password|passwd|passphrase|api_?key|authorization)["']?\s*:\s*)("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/gi;

/** The text of a configuration file with the values of secret-looking keys replaced, comments included. */
export const redactText = (text: string): string =>
  text.replaceAll(SECRET_MEMBER, (whole: string, head: string, literal: string) => {
    const inner = literal.slice(1, -1);
    return inner === '' || REFERENCE_ONLY.test(inner) ? whole : `${head}"${REDACTED}"`;
  });
