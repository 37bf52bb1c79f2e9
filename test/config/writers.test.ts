import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { keepBackup, listBackups } from '../../src/config/backups.ts';
import { hashOf } from '../../src/config/file-state.ts';
import { restoreBytes } from '../../src/config/replace-file.ts';
import { patchConfig, replaceConfig } from '../../src/config/write.ts';
import { ConfigWriteRefused } from '../../src/config/write-refused.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createEnv } from '../../src/platform/env.ts';
import { createConfigFolder } from '../support/config-files.ts';

const folder = createConfigFolder();
after(() => folder.remove());
const file = join(folder.dir, 'moltbot.json');
const backups = ['.bak', '.bak.1', '.bak.2', '.bak.3', '.bak.4'].map((suffix) => file + suffix);
beforeEach(() => [file, ...backups].forEach((name) => rmSync(name, { force: true })));
const text = (): string => readFileSync(file, 'utf8');
const base = {
  paths: { configPath: file, home: folder.dir },
  env: createEnv({ PREFIX: 'hello' }),
  clock: systemClock,
};
const bytes = (content: string): Uint8Array => Buffer.from(content);
const kept = (): string[] => listBackups(file).map((one) => Buffer.from(one.bytes).toString('utf8'));

test('of many writers that have seen the same file one wins and every other is told', async () => {
  folder.write('moltbot.json', '{}');
  const baseHash = hashOf(bytes('{}'));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, at) =>
      replaceConfig({ ...base, baseHash, bytes: bytes(`{ messages: { responsePrefix: "${at}" } }`) }),
    ),
  );
  const lost = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  assert.equal(lost.length, 19);
  for (const error of lost) assert.ok(error instanceof ConfigWriteRefused && error.fault === 'changed');
  const won = outcomes.find((one) => one.status === 'fulfilled');
  assert.equal(hashOf(bytes(text())), won?.value.hash);
  assert.deepEqual(kept(), ['{}']);
});

test('a merge patch keeps comments and what it does not name, and a variable whose value it repeats', async () => {
  const before =
    '{\n  // mine\n  messages: { responsePrefix: "${PREFIX}" },\n  logging: { level: "info" },\n}\n';
  folder.write('moltbot.json', before);
  const patch = { messages: { responsePrefix: 'hello' }, logging: { level: null, file: '/tmp/x.log' } };
  await patchConfig({ ...base, patch });
  assert.equal(text(), before.replace('level: "info"', 'file: "/tmp/x.log"'));
  const again = await patchConfig({ ...base, patch });
  assert.equal(again.changed, false);
  assert.equal(kept().length, 1);
});

test('a value that stands for a secret is refused, naming its key', async () => {
  folder.write('moltbot.json', '{}');
  const patch = { channels: { telegram: { botToken: '[redacted]' } } };
  await assert.rejects(
    patchConfig({ ...base, patch }),
    /^ConfigWriteRefused: channels\.telegram\.botToken: /,
  );
  assert.equal(text(), '{}');
});

test('five backups are kept for their owner only, and a rotation that was cut off is finished by the next', () => {
  for (let at = 1; at <= 7; at++) keepBackup(file, bytes(String(at)));
  assert.deepEqual(kept(), ['7', '6', '5', '4', '3']);
  assert.equal(statSync(`${file}.bak`).mode & 0o777, 0o600);
  rmSync(`${file}.bak.2`);
  keepBackup(file, bytes('8'));
  assert.deepEqual(kept(), ['8', '7', '6', '4', '3']);
  keepBackup(file, bytes('8'));
  assert.deepEqual(kept(), ['8', '7', '6', '4', '3']);
});

test('the old bytes come back only while the file is the one the change made', async () => {
  folder.write('moltbot.json', '{ a: 2 }');
  await assert.rejects(restoreBytes(file, bytes('{ a: 1 }'), hashOf(bytes('other')), systemClock), /changed/);
  await restoreBytes(file, bytes('{ a: 1 }'), hashOf(bytes('{ a: 2 }')), systemClock);
  assert.equal(text(), '{ a: 1 }');
  await restoreBytes(file, null, hashOf(bytes('{ a: 1 }')), systemClock);
  assert.equal(existsSync(file), false);
});
