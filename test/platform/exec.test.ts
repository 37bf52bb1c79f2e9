import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runProcess, type SpawnError } from '../../src/platform/exec.ts';
import { groupAlive } from '../../src/platform/process-group.ts';

const dir = mkdtempSync(join(tmpdir(), 'exec-'));
after(() => rmSync(dir, { recursive: true, force: true }));
const sh = (script: string) => ({ command: 'sh', args: ['-c', script] });

describe('running a program', () => {
  it('gives exit code, output and input', async () => {
    const result = await runProcess({ ...sh('cat; echo oops >&2; exit 3'), stdin: 'grüß\n' });
    assert.deepEqual(result, {
      exitCode: 3,
      signal: null,
      stdout: 'grüß\n',
      stderr: 'oops\n',
      timedOut: false,
      aborted: false,
      truncated: false,
    });
  });

  it('gives exactly the environment asked for', async () => {
    const result = await runProcess({ command: '/usr/bin/env', args: [], env: { A: '1', B: undefined } });
    assert.equal(result.stdout.trim(), 'A=1');
  });

  it('listens for the end of this process once, however many programs run', async () => {
    const before = process.listenerCount('exit');
    const control = new AbortController();
    const counts = new Set<number>();
    let started = 0;
    const running = Array.from({ length: 12 }, () =>
      runProcess({
        ...sh('echo up; exec sleep 60'),
        signal: control.signal,
        graceMs: 1000,
        onStdout: () => {
          counts.add(process.listenerCount('exit'));
          started += 1;
          if (started === 12) control.abort();
        },
      }),
    );
    await Promise.all(running);
    assert.deepEqual([...counts], [before + 1]);
    assert.equal(process.listenerCount('exit'), before);
  });

  it('does not pass arguments through a shell', async () => {
    const result = await runProcess({ command: 'printf', args: ['%s', '$(id) ; "x"'] });
    assert.equal(result.stdout, '$(id) ; "x"');
  });

  it('says what to do when there is no such program', async () => {
    await assert.rejects(runProcess({ command: 'no-such-program-here', args: [] }), (error: SpawnError) => {
      assert.equal(error.reason, 'notFound');
      assert.match(error.message, /cannot start no-such-program-here: no such program.*install it/);
      return true;
    });
  });

  it('says what to do when it may not be run', async () => {
    await assert.rejects(runProcess({ command: dir, args: [] }), { name: 'SpawnError', reason: 'denied' });
  });

  it('keeps output within its cap, drains the rest and never splits a character', async () => {
    let seen = 0;
    const result = await runProcess({
      command: process.execPath,
      args: ['-e', 'process.stdout.write("ä".repeat(3_000_000))'],
      maxOutputBytes: 1001,
      onStdout: (chunk) => {
        seen += chunk.length;
      },
    });
    assert.equal(result.stdout, 'ä'.repeat(500));
    assert.equal(result.truncated, true);
    assert.equal(seen, 3_000_000);
  });

  it('survives a program that closes its input unread', async () => {
    const result = await runProcess({ command: 'true', args: [], stdin: 'x'.repeat(2_000_000) });
    assert.equal(result.exitCode, 0);
  });
});

/** A program and its child, both deaf to SIGTERM. Their ids are in the file. */
const deafFamily = (file: string) =>
  sh(
    `trap "" TERM; sh -c 'trap "" TERM; echo $$ >> ${file}; while :; do sleep 1; done' & echo $$ >> ${file}; echo up; while :; do sleep 1; done`,
  );

const pidsIn = (file: string): number[] => readFileSync(file, 'utf8').trim().split('\n').map(Number);

const gone = (pid: number): boolean => {
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
};

describe('ending a program', { skip: process.platform !== 'linux' && 'reads /proc' }, () => {
  it('at the deadline nothing of a deaf program and its child is left', async () => {
    const file = join(dir, 'deadline');
    // Long enough for two shells to have started on a machine that is busy.
    const result = await runProcess({ ...deafFamily(file), timeoutMs: 2_000, graceMs: 100 });
    assert.equal(result.timedOut, true);
    assert.equal(result.aborted, false);
    assert.equal(result.signal, 'SIGKILL');
    const pids = pidsIn(file);
    assert.equal(pids.length, 2);
    assert.ok(pids.every(gone), `still there: ${pids.filter((pid) => !gone(pid)).join()}`);
  });

  it('an abort does the same and says so', async () => {
    const file = join(dir, 'abort');
    const abort = new AbortController();
    const running = runProcess({
      ...deafFamily(file),
      graceMs: 50,
      signal: abort.signal,
      onStdout: () => abort.abort(),
    });
    const result = await running;
    assert.equal(result.aborted, true);
    assert.equal(result.timedOut, false);
    assert.ok(pidsIn(file).every(gone));
  });

  it('an abort before the start still ends it', async () => {
    const result = await runProcess({ ...sh('sleep 60'), signal: AbortSignal.abort(), graceMs: 1000 });
    assert.equal(result.aborted, true);
    assert.equal(result.signal, 'SIGTERM');
  });

  it('a program that heeds SIGTERM may finish its words', async () => {
    const abort = new AbortController();
    const result = await runProcess({
      ...sh('trap "echo bye; exit 7" TERM; echo up; while :; do sleep 0.05; done'),
      signal: abort.signal,
      graceMs: 5000,
      onStdout: () => abort.abort(),
    });
    assert.equal(result.stdout, 'up\nbye\n');
    assert.equal(result.exitCode, 7);
  });

  it('children left behind by a program that ended are ended too', async () => {
    const result = await runProcess({ ...sh('sleep 300 & echo $!'), graceMs: 1000 });
    assert.equal(result.exitCode, 0);
    assert.ok(gone(Number(result.stdout)));
  });

  it('output held open from outside the group does not keep it waiting', async () => {
    const result = await runProcess({ ...sh('setsid sleep 30 & echo $!'), graceMs: 100 });
    process.kill(Number(result.stdout), 'SIGKILL');
    assert.equal(result.exitCode, 0);
  });

  it('a group is alive only while a member runs', () => {
    assert.equal(groupAlive(2 ** 22 - 3), false);
  });
});
