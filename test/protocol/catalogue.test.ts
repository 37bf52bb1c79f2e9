import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { pascal } from '../../scripts/protocol/json-schema.ts';
import { events, methods, reserved } from '../../src/protocol/catalogue.ts';
import { CLOSE } from '../../src/protocol/close-reasons.ts';
import { ERROR_CODES } from '../../src/protocol/errors.ts';
import {
  ADVERTISED_EVENTS,
  ADVERTISED_METHODS,
  EVENTS,
  METHODS,
  RESERVED,
} from '../../src/protocol/generated/tables.ts';
import { PARAM_VALIDATORS } from '../../src/protocol/generated/validators.js';
import { REFUSALS } from '../../src/protocol/refusals.ts';
import { definitionNames } from './definition.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const docs = read('docs/reference/protocol.md');
const swift = read('src/protocol/generated/swift/GatewayModels.swift');
const types = read('src/protocol/generated/types.ts');

const declares = (text: string, name: string): boolean =>
  new RegExp(`^(export|public) (interface|type|struct|typealias|enum) ${name}\\b`, 'm').test(text);

function assertDescribed(name: string): void {
  assert.ok(definitionNames.includes(name), `${name} is missing in schema.json`);
  assert.ok(declares(types, name), `${name} is missing in types.ts`);
  assert.ok(declares(swift, name), `${name} is missing in the Swift models`);
}

test('every method has a validator, types in both languages and a place in the reference', () => {
  for (const { name, summary } of methods) {
    assert.ok(PARAM_VALIDATORS.has(name), name);
    assert.ok(METHODS.has(name), name);
    assertDescribed(`${pascal(name)}Params`);
    assertDescribed(`${pascal(name)}Result`);
    assert.ok(docs.includes(`\n### ${name}\n\n${summary}\n`), `${name} is not in the reference`);
  }
  assert.equal(METHODS.size, methods.length);
  assert.equal(PARAM_VALIDATORS.size, methods.length);
});

test('every event has a type in both languages and a place in the reference', () => {
  for (const { name } of events) {
    assert.ok(EVENTS.has(name as never), name);
    assertDescribed(`${pascal(name)}Event`);
    assert.ok(docs.includes(`\n### Event ${name}\n`), `${name} is not in the reference`);
  }
  assert.equal(EVENTS.size, events.length);
});

test('every error code, close reason and refusal is in the reference', () => {
  for (const name of [...ERROR_CODES, ...Object.keys(CLOSE), ...Object.keys(REFUSALS)]) {
    assert.ok(docs.includes(`| \`${name}\` |`), `${name} is not in the reference`);
  }
});

test('methods are advertised in the order that clients know, own ones last', () => {
  const inTheField = [
    'health logs.tail channels.status channels.logout status config.get config.set config.apply config.patch config.schema models.list agents.list sessions.list',
    'sessions.preview sessions.patch sessions.reset sessions.delete sessions.compact last-heartbeat set-heartbeats device.pair.list',
    'device.pair.approve device.pair.reject device.token.rotate device.token.revoke system-presence system-event send',
    'agent agent.identity.get agent.wait chat.history chat.abort chat.send web.login.start web.login.wait',
    'system.inspect system.resume sessions.search system.restart channels.start channels.stop react pairing.list',
    'pairing.approve pairing.reject outbox.list outbox.retry outbox.drop',
    'config.plan config.confirm config.history config.rollback gateway.restart system.authorizeRestart',
    'system.transitions system.stop',
  ].flatMap((line) => line.split(' '));
  assert.deepEqual(ADVERTISED_METHODS, inTheField);
  for (const hidden of ['connect', 'chat.inject', 'sessions.resolve', 'poll']) assert.ok(METHODS.has(hidden));
});

test('events are advertised in the order that clients know, own ones last', () => {
  assert.deepEqual(ADVERTISED_EVENTS, [
    'connect.challenge',
    'agent',
    'chat',
    'presence',
    'tick',
    'shutdown',
    'health',
    'heartbeat',
    'device.pair.requested',
    'device.pair.resolved',
    'resume.reset',
    'channel.login',
    'channel.pair.requested',
    'channel.pair.resolved',
    'outbox.changed',
  ]);
});

test('what is not droppable, what coalesces and what is versioned is as clients expect', () => {
  const having = (flag: 'droppable' | 'coalesce' | 'versioned' | 'sequenced'): string[] =>
    [...EVENTS.values()].filter((event) => event[flag]).map(({ name }) => name);
  assert.deepEqual(having('droppable'), [
    'presence',
    'tick',
    'heartbeat',
    'device.pair.requested',
    'device.pair.resolved',
    'channel.pair.requested',
    'channel.pair.resolved',
    'outbox.changed',
  ]);
  assert.deepEqual(having('coalesce'), ['presence', 'health']);
  assert.deepEqual(having('versioned'), ['presence', 'health']);
  const unsequenced = ADVERTISED_EVENTS.filter((name) => EVENTS.get(name)?.sequenced === false);
  assert.deepEqual(unsequenced, ['connect.challenge', 'resume.reset']);
});

test('names of Object.prototype are no methods and no reserved names', () => {
  for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty', 'valueOf']) {
    assert.equal(METHODS.get(name), undefined);
    assert.equal(RESERVED.get(name), undefined);
    assert.equal(PARAM_VALIDATORS.get(name), undefined);
  }
});

test('a reserved name is not also a method', () => {
  const names = reserved.flatMap((group) => group.names);
  assert.deepEqual(
    names.filter((name) => METHODS.has(name)),
    [],
  );
  assert.equal(new Set(names).size, RESERVED.size);
});

test('every definition is spelled out for TypeScript and Swift', () => {
  for (const name of definitionNames) assertDescribed(name);
});

const BUILD_TIME = /^src\/(protocol|config)\/(schema|catalogue)(\/|\.ts$)|^src\/protocol\/definitions\.ts$/;

const importsOf = (path: string): string[] =>
  [...read(path).matchAll(/(?:from|import\() ?'([^']+)'/g)].map(([, specifier = '']) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier,
  );

test('nothing that runs imports the build-time sources', () => {
  const running = globSync('src/**/*.{ts,js}', { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !BUILD_TIME.test(path));
  const offenders = running.flatMap((path) =>
    importsOf(path)
      .filter((target) => BUILD_TIME.test(target) || target === 'typebox')
      .map((target) => `${path} imports ${target}`),
  );
  assert.ok(running.length > 10);
  assert.deepEqual(offenders, []);
});

const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');

test('every link inside a generated reference leads to one heading', () => {
  for (const path of ['docs/reference/protocol.md', 'docs/reference/config.md']) {
    const page = read(path);
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading));
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, target = '']) => target);
    assert.deepEqual(
      headings.filter((heading, at) => headings.indexOf(heading) !== at),
      [],
      path,
    );
    assert.deepEqual(
      links.filter((target) => !headings.includes(target)),
      [],
      path,
    );
  }
});
