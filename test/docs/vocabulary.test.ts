import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { machineNames } from '../../scripts/charts.ts';
import { stalePages } from '../../scripts/docs/generate.ts';
import { ConfigSchema } from '../../src/config/schema/index.ts';
import { POLICIES } from '../../src/machines/policies.ts';
import { TREE } from '../../src/machines/tree.ts';
import { APP_ENV, PROVIDER_KEY_ENV } from '../../src/platform/env.ts';
import { EXIT } from '../../src/platform/exit.ts';
import { CLOSE } from '../../src/protocol/close-reasons.ts';
import { ERROR_MEANINGS } from '../../src/protocol/errors.ts';
import { EVENTS, METHODS } from '../../src/protocol/generated/tables.ts';
import { LIMITS } from '../../src/protocol/limits.ts';
import { REFUSALS } from '../../src/protocol/refusals.ts';
import { pages, read } from './pages.ts';

const protocol = read('docs/reference/protocol.md');
const config = read('docs/reference/config.md');
const environment = read('docs/reference/environment.md');
const machines = read('docs/machines/README.md');

const missing = (page: string, words: readonly string[]): string[] =>
  words.filter((word) => !page.includes(word));
const quoted = (words: Iterable<string>): string[] => [...words].map((word) => `\`${word}\``);

interface SchemaNode {
  readonly $id?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

/** Dotted names of every fixed key of the configuration, sections and leaves. What several sections share begins with its own name. */
const keysOf = (schema: SchemaNode, prefix = ''): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    `${prefix}${name}`,
    ...keysOf(inner, inner.$id === undefined || prefix === '' ? `${prefix}${name}.` : `${inner.$id}.`),
  ]);

describe('the reference', () => {
  it('is what the code would write today', () => assert.deepEqual(stalePages(), []));

  it('names every method and every event under a heading', () => {
    assert.deepEqual(
      missing(
        protocol,
        [...METHODS.keys()].map((name) => `\n### ${name}\n`),
      ),
      [],
    );
    assert.deepEqual(
      missing(
        protocol,
        [...EVENTS.keys()].map((name) => `\n### Event ${name}\n`),
      ),
      [],
    );
  });

  it('explains every error code, refusal, close reason and limit', () => {
    assert.deepEqual(missing(protocol, quoted(Object.keys(ERROR_MEANINGS))), []);
    assert.deepEqual(missing(protocol, quoted(Object.keys(REFUSALS))), []);
    assert.deepEqual(missing(protocol, quoted(Object.keys(CLOSE))), []);
    assert.deepEqual(missing(protocol, quoted(Object.keys(LIMITS))), []);
  });

  it('lists every configuration key', () => {
    const keys = keysOf(ConfigSchema);
    assert.ok(keys.length > 300);
    assert.deepEqual(
      keys.filter((key) => !config.includes(`\`${key}\``) && !config.includes(`## ${key}\n`)),
      [],
    );
  });

  it('lists every environment variable and every exit code', () => {
    const names = Object.values(APP_ENV).map((name) => `CLAWDBOT_${name}`);
    assert.deepEqual(missing(environment, quoted([...names, ...Object.values(PROVIDER_KEY_ENV).flat()])), []);
    assert.deepEqual(
      missing(
        environment,
        Object.entries(EXIT).map(([name, code]) => `| ${code} | \`${name}\` |`),
      ),
      [],
    );
  });

  it('draws every machine and names every part of the tree', () => {
    assert.deepEqual(
      missing(
        machines,
        machineNames().map((name) => `(${name}.md)`),
      ),
      [],
    );
    const supervision = read('docs/guides/supervision.md');
    assert.deepEqual(missing(supervision, TREE), []);
    assert.deepEqual(missing(supervision, Object.keys(POLICIES)), []);
  });

  it('mentions no method, variable or package script that does not exist', () => {
    const text = pages.map((page) => page.text).join('\n');
    const variables = new Set(Object.values(APP_ENV).map((name) => `CLAWDBOT_${name}`));
    const named = [...new Set([...text.matchAll(/\bCLAWDBOT_[A-Z_]*[A-Z]\b/g)].map(([name]) => name))];
    assert.deepEqual(
      named.filter((name) => !variables.has(name)),
      [],
    );
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const called = [...text.matchAll(/\b(?:npm run|pnpm) ([a-z][a-z:]*)/g)].map((match) => match[1] ?? '');
    assert.ok(called.length > 5);
    assert.deepEqual(
      [...new Set(called)].filter((name) => !(name in scripts)),
      [],
    );
  });
});
