import assert from 'node:assert/strict';
import { lstatSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import type { ConfigEdit } from '../../src/config/edit.ts';
import { editConfig } from '../../src/config/write.ts';
import type { ConfigWritten } from '../../src/config/write.ts';
import { ConfigWriteRefused } from '../../src/config/write-refused.ts';
import type { ConfigWriteFault } from '../../src/config/write-refused.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createEnv } from '../../src/platform/env.ts';
import { createConfigFolder } from '../support/config-files.ts';

const folder = createConfigFolder();
after(() => folder.remove());
const file = join(folder.dir, 'moltbot.json');
beforeEach(() => rmSync(file, { force: true }));

const TOKEN: ConfigEdit = { op: 'set', path: ['channels', 'telegram', 'botToken'], value: '1:abc' };
const NO_TOKEN: ConfigEdit = { op: 'unset', path: ['channels', 'telegram', 'botToken'] };
const text = (): string => readFileSync(file, 'utf8');

const edit = (edits: readonly ConfigEdit[], baseHash?: string): Promise<ConfigWritten> =>
  editConfig({
    paths: { configPath: file, home: folder.dir },
    env: createEnv({ TOKEN: 'a-token-of-the-environment' }),
    clock: systemClock,
    edits,
    ...(baseHash === undefined ? {} : { baseHash }),
  });

const refused = (work: Promise<unknown>, fault: ConfigWriteFault, message: RegExp): Promise<void> =>
  assert.rejects(work, (error: Error) => {
    assert.ok(error instanceof ConfigWriteRefused);
    assert.equal(error.fault, fault);
    assert.match(error.message, message);
    return true;
  });

test('a missing file is made, for its owner only', async () => {
  const written = await edit([TOKEN]);
  assert.equal(written.changed, true);
  assert.equal(text(), '{\n  "channels": {\n    "telegram": {\n      "botToken": "1:abc"\n    }\n  }\n}\n');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal((await folder.load()).snapshot.hash, written.hash);
});

test('comments, order and references to variables survive, and the mode becomes 0600', async () => {
  const before = '{\n  // mine\n  gateway: { auth: { token: "${TOKEN}" } },\n}\n';
  writeFileSync(file, before, { mode: 0o644 });
  await edit([TOKEN]);
  assert.ok(text().startsWith(before.slice(0, -2)));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  await edit([{ op: 'unset', path: ['channels'] }]);
  assert.equal(text(), before);
});

test('a byte order mark stays', async () => {
  folder.write('moltbot.json', '\uFEFF{ logging: {} }');
  await edit([TOKEN]);
  assert.ok(text().startsWith('\uFEFF{ logging: {}, channels: {'));
});

test('nothing is written when the file says so already', async () => {
  folder.write('moltbot.json', '{ channels: { telegram: { botToken: "1:abc" } } }');
  const { mtimeNs } = statSync(file, { bigint: true });
  const written = await edit([TOKEN]);
  assert.equal(written.changed, false);
  assert.equal(statSync(file, { bigint: true }).mtimeNs, mtimeNs);
});

test('a file that changed since the caller saw it is left alone', async () => {
  folder.write('moltbot.json', '{}');
  const { hash } = (await folder.load()).snapshot;
  folder.write('moltbot.json', '{ logging: {} }');
  await refused(edit([TOKEN], hash), 'changed', /was changed by somebody else meanwhile$/);
  assert.equal(text(), '{ logging: {} }');
});

test('an invalid file is not edited, and no edit makes one invalid', async () => {
  folder.write('moltbot.json', '{ nonsense: 1 }');
  await refused(edit([TOKEN]), 'invalid', /^the configuration is not valid: .*moltbot\.json:1:\d+: nonsense/);
  folder.write('moltbot.json', '{}');
  const bad: ConfigEdit = { op: 'set', path: ['channels', 'telegram', 'dmPolicy'], value: 'everybody' };
  await refused(edit([bad]), 'result', /^the change would make the configuration invalid: .*dmPolicy/);
  assert.equal(text(), '{}');
});

test('a value of an included file is not changed from here, and the file is named', async () => {
  const inner = folder.write('inner.json5', '{ telegram: { botToken: "1:old" }, whatsapp: {} }');
  folder.write('moltbot.json', '{ channels: { $include: "./inner.json5" } }');
  const named = new RegExp(
    `^channels\\.telegram\\.botToken is set in the included file ${RegExp.escape(inner)}$`,
  );
  await refused(edit([TOKEN]), 'included', named);
  await refused(edit([NO_TOKEN]), 'included', named);
  const all: ConfigEdit = { op: 'unset', path: ['channels', 'telegram'] };
  await refused(edit([all]), 'included', /^channels\.telegram is set in the included file/);
  await edit([{ op: 'set', path: ['channels', 'whatsapp', 'enabled'], value: false }]);
  const { config } = await folder.load();
  assert.equal(config.channels?.telegram?.botToken, '1:old');
  assert.equal(config.channels?.whatsapp?.enabled, false);
});

test('a value that an included file would bring back cannot be removed', async () => {
  folder.write('inner.json5', '{ botToken: "1:abc" }');
  folder.write(
    'moltbot.json',
    '{ channels: { telegram: { $include: "./inner.json5", botToken: "1:abc" } } }',
  );
  await refused(
    edit([NO_TOKEN]),
    'included',
    /channels\.telegram\.botToken: an included file says something else/,
  );
});

test('a link is followed and stays a link', async () => {
  const real = folder.write('real.json', '{}');
  symlinkSync(real, file);
  await edit([TOKEN]);
  assert.equal(lstatSync(file).isSymbolicLink(), true);
  assert.match(readFileSync(real, 'utf8'), /botToken/);
});
