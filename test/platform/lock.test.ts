import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { systemClock } from '../../src/platform/clock.ts';
import { processStart } from '../../src/platform/process-start.ts';
import {
  acquireLock,
  type LockHeld,
  type LockUnavailable,
  isOwnerAlive,
  readOwner,
  tryLock,
  type LockClaim,
  type LockOwner,
} from '../../src/platform/lock.ts';

const root = mkdtempSync(join(tmpdir(), 'lock-'));
after(() => rmSync(root, { recursive: true, force: true }));

let made = 0;
const place = () => {
  const dir = join(root, String(made++));
  return { lockPath: join(dir, 'gateway.lock'), factsPath: join(dir, 'gateway.lock.json') };
};
const owner: LockClaim = { pid: process.pid, version: '1.2.3', profile: 'main', startedAt: 5, port: null };
const written: LockOwner = {
  ...owner,
  host: null,
  tlsFingerprint: null,
  instanceId: null,
  processStart: processStart(process.pid) ?? null,
};

const CHILD = new URL('../support/lock-holder.ts', import.meta.url).pathname;
const start = (at: ReturnType<typeof place>): ChildProcess =>
  spawn(process.execPath, [CHILD, at.lockPath, at.factsPath], { stdio: ['pipe', 'pipe', 'inherit'] });
const firstLine = async (child: ChildProcess): Promise<string> => {
  assert.ok(child.stdout);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return line;
};

describe('the instance lock', () => {
  it('is given back also where the file beside it cannot be removed', async () => {
    const at = place();
    const lock = await acquireLock({ ...at, owner, clock: systemClock });
    rmSync(at.factsPath);
    mkdirSync(at.factsPath);
    lock.release();
    const next = tryLock(at.lockPath);
    assert.ok(next);
    next.close();
  });

  it('is held once per directory, and the loser is told by whom', async () => {
    const at = place();
    const lock = await acquireLock({ ...at, owner, clock: systemClock });
    lock.update({ port: 18_789, instanceId: 'boot-1' });
    await assert.rejects(acquireLock({ ...at, owner, clock: systemClock }), (error: LockHeld) => {
      assert.equal(error.name, 'LockHeld');
      assert.deepEqual(error.owner, { ...written, port: 18_789, instanceId: 'boot-1' });
      assert.match(
        error.message,
        new RegExp(`pid ${process.pid}, profile main, version 1.2.3, port 18789, instance boot-1`),
      );
      return true;
    });
    lock.release();
    (await acquireLock({ ...at, owner, clock: systemClock })).release();
  });

  it('keeps its files for the owner only and leaves nothing that would stop a successor', async () => {
    const at = place();
    const lock = await acquireLock({ ...at, owner, clock: systemClock });
    const directory = join(at.lockPath, '..');
    for (const name of readdirSync(directory)) {
      assert.equal(statSync(join(directory, name)).mode & 0o777, 0o600, name);
    }
    lock.release();
    lock.release();
    assert.deepEqual(readdirSync(join(at.lockPath, '..')), ['gateway.lock']);
  });

  it('does not believe facts of a process that is gone, nor facts that are no facts', async () => {
    const at = place();
    (await acquireLock({ ...at, owner, clock: systemClock })).release();
    for (const text of [JSON.stringify({ ...owner, pid: 2 ** 22 - 5 }), '{', 'null', '[]', '']) {
      writeFileSync(at.factsPath, text);
      const lock = await acquireLock({ ...at, owner, clock: systemClock });
      assert.equal(readOwner(at.factsPath)?.pid, process.pid);
      lock.release();
    }
  });

  it('does not believe a number that would mean a group of processes, or all of them', () => {
    const path = join(root, 'group.json');
    for (const pid of [0, -1, -process.pid]) {
      writeFileSync(path, JSON.stringify({ ...owner, pid }));
      assert.equal(readOwner(path), undefined, String(pid));
    }
  });

  it('does not take a process that was given the pid later for the owner', async (test) => {
    if (written.processStart === null) return test.skip('this system does not tell when a process began');
    assert.equal(isOwnerAlive(written), true);
    assert.equal(isOwnerAlive({ ...written, processStart: null }), true);
    assert.equal(isOwnerAlive({ ...written, processStart: written.processStart - 1 }), false);

    const at = place();
    const lock = await acquireLock({ ...at, owner, clock: systemClock });
    // Left by a predecessor that was killed; its pid runs again, as something else.
    const stale = { ...written, version: '0.0.1', processStart: written.processStart - 1 };
    writeFileSync(at.factsPath, JSON.stringify(stale));
    await assert.rejects(
      acquireLock({ ...at, owner, clock: systemClock, patienceMs: 100 }),
      (error: LockHeld) => error.name === 'LockHeld' && error.owner === undefined,
    );
    lock.update({ instanceId: 'boot-2' });
    await assert.rejects(
      acquireLock({ ...at, owner, clock: systemClock, patienceMs: 100 }),
      /version 1\.2\.3, instance boot-2/,
    );
    lock.release();
  });

  it('says what is wrong when the place cannot hold a lock', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    const at = { lockPath: join(file, 'gateway.lock'), factsPath: join(file, 'x.json') };
    await assert.rejects(acquireLock({ ...at, owner, clock: systemClock }), (error: LockUnavailable) => {
      assert.equal(error.name, 'LockUnavailable');
      assert.match(error.message, /failed to acquire gateway lock at .*check that the directory is writable/);
      return true;
    });
  });

  it('goes to exactly one of twenty that start at once, and the others name the winner', async () => {
    const at = place();
    const children = Array.from({ length: 20 }, () => start(at));
    try {
      const lines = await Promise.all(children.map(firstLine));
      const winners = children.filter((_, index) => lines[index] === 'held');
      assert.equal(winners.length, 1, lines.join('\n'));
      const losers = lines.filter((line) => line !== 'held');
      assert.ok(
        losers.every((line) => line.includes(`pid ${winners[0]?.pid}`)),
        losers.join('\n'),
      );
    } finally {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(
        children
          .filter((child) => (child.exitCode ?? child.signalCode) === null)
          .map(async (child) => once(child, 'exit')),
      );
    }
  });

  it('is free the moment its holder is killed', async () => {
    const at = place();
    for (let round = 0; round < 3; round++) {
      const child = start(at);
      assert.equal(await firstLine(child), 'held');
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    (await acquireLock({ ...at, owner, clock: systemClock, patienceMs: 0 })).release();
  });
});
