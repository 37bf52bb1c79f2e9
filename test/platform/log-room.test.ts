import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createLogging } from '../../src/platform/logging.ts';
import { createPatternMask } from '../../src/platform/secret-patterns.ts';
import { createSecretRegistry } from '../../src/platform/secrets.ts';
import { mountSmallDisk, noSmallDisk } from '../support/small-disk.ts';
import { createTestClock } from '../support/test-clock.ts';

const SIZE = 64 * 1024;

/** A log on a disk of its own, with the given files beside it, the first the oldest. */
function openRoom(context: TestContext, beside: readonly string[]) {
  const dir = mkdtempSync(join(tmpdir(), 'log-room-'));
  const disk = mountSmallDisk(dir, '1m');
  const path = join(dir, 'gateway.log');
  for (const [index, name] of beside.entries()) {
    writeFileSync(join(dir, name), Buffer.alloc(SIZE, 'x'));
    utimesSync(join(dir, name), 1000 + index, 1000 + index);
  }
  const said: string[] = [];
  const logging = createLogging(
    {
      level: 'info',
      consoleLevel: 'info',
      style: 'compact',
      colours: false,
      file: path,
      rotate: { maxBytes: 4 * SIZE, files: 5 },
      clock: createTestClock(Date.UTC(2026, 0, 29, 12)),
      console: { out: (line) => said.push(line), error: (line) => said.push(line) },
    },
    createSecretRegistry(createPatternMask()),
  );
  context.after(() => {
    logging.close();
    disk.unmount();
    rmSync(dir, { recursive: true });
  });
  const messages = (): readonly string[] =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
  return { disk, dir, logging, said, messages, left: (name: string) => existsSync(join(dir, name)) };
}

describe('a log on a full disk', { skip: noSmallDisk() }, () => {
  it('deletes the oldest of its own older files, as many as it needs, and says so in one line', (context) => {
    const names = ['foreign.log', 'gateway.log.3', 'gateway.log.2', 'gateway.log.1', 'gateway.log.bak'];
    const room = openRoom(context, names);
    mkdirSync(join(room.dir, 'gateway.log.9'));
    room.logging.logger.info('before');
    room.logging.flush();
    room.disk.fill();
    // More than one of them gives back, less than two.
    const long = 'y'.repeat(SIZE / 8);
    for (let index = 0; index < 12; index++) room.logging.logger.info(long);
    room.logging.flush();
    assert.deepEqual(
      names.filter((name) => !room.left(name)),
      ['gateway.log.3', 'gateway.log.2'],
    );
    assert.ok(room.left('gateway.log.9'), 'a directory is no log');
    const messages = room.messages();
    assert.equal(messages[0], 'before', 'the current file is never one of them');
    assert.equal(messages.filter((text) => text.startsWith('yyy')).length, 12, 'nothing is lost');
    const told = room.said.filter((line) => line.includes('older log files were deleted to make room'));
    assert.equal(told.length, 1, room.said.join('\n'));
    assert.match(told[0] ?? '', /gateway\.log\.3.*gateway\.log\.2/);
    assert.ok(messages.includes('the disk is full: older log files were deleted to make room'));
  });

  it('says that it cannot be written once there is nothing of its own left to delete', (context) => {
    const room = openRoom(context, ['foreign.log']);
    room.logging.logger.info('before');
    room.logging.flush();
    room.disk.fill();
    for (let index = 0; index < 12; index++) room.logging.logger.info('y'.repeat(SIZE / 8));
    room.logging.flush();
    assert.ok(room.left('foreign.log'));
    assert.deepEqual(room.messages(), ['before']);
    assert.ok(room.said.some((line) => line.includes('log file cannot be written')));
  });
});
