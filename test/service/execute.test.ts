import assert from 'node:assert/strict';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { execute, StepFailed, stepInWords } from '../../src/service/execute.ts';
import type { Step } from '../../src/service/spec.ts';
import type { Ask } from '../../src/service/systemd/systemd.ts';
import { createTestClock } from '../support/test-clock.ts';

const dir = mkdtempSync(join(tmpdir(), 'moltbot-execute-'));
after(() => rmSync(dir, { recursive: true }));
const file = join(dir, 'a file');
beforeEach(() => rmSync(file, { force: true }));
const told: string[] = [];
/** A machine on which one program works, one fails and every other is missing. */
const ask = ([program, ...args]: readonly [string, ...string[]]) => {
  told.push([program, ...args].join(' '));
  const exitCode = program === 'good' ? 0 : program === 'bad' ? 3 : undefined;
  return Promise.resolve({ exitCode, stdout: '', stderr: program === 'bad' ? 'it is broken\n' : '' });
};
const write = (content: string, mode = 0o600): Step => ({ do: 'write', path: file, content, mode });
const isRoot = process.getuid?.() === 0 ? false : 'needs root';

describe('carrying out a plan', () => {
  it('does each step in order, with the mode it asks for', async () => {
    const did: string[] = [];
    await execute([write('x', 0o644), { do: 'run', argv: ['good', 'a b'] }, { do: 'remove', path: file }], {
      ask,
      did: (step) => did.push(stepInWords(step)),
    });
    assert.deepEqual(did, [`write ${file}`, `good 'a b'`, `remove ${file}`]);
    assert.equal(existsSync(file), false);
  });

  it('stops at the first that fails, with what the program said; one that may fail does not stop it', async () => {
    await assert.rejects(
      execute(
        [{ do: 'run', argv: ['bad'], mayFail: true }, { do: 'run', argv: ['bad', 'x'] }, write('never')],
        { ask },
      ),
      (error) => error instanceof StepFailed && error.message === 'bad x: it is broken',
    );
    assert.equal(existsSync(file), false);
    await assert.rejects(
      execute([{ do: 'run', argv: ['nobody'] }], { ask }),
      /nobody: there is no such program/,
    );
    await assert.rejects(
      execute([{ ...write('x'), path: join(dir, 'none', 'x') } as Step], { ask }),
      StepFailed,
    );
  });

  it('waits for the answer it wants, and no longer than a gateway may take to stop', async () => {
    const clock = createTestClock();
    const wait: Step = {
      do: 'wait',
      argv: ['ask'],
      until: [113],
      words: 'it is gone',
      fix: 'end it by hand',
    };
    let asked = 0;
    const answers = (...codes: readonly (number | null)[]) => {
      asked = 0;
      return () =>
        Promise.resolve({ exitCode: codes[(asked += 1) - 1] ?? 0, stdout: 'state = busy', stderr: '' });
    };
    const pass = async (step: Step, reply: Ask, drainMs = 0) => {
      const begun = clock.monotonic();
      let ms: number | undefined;
      const did = (): void => {
        ms = clock.monotonic() - begun;
      };
      const [carried] = await Promise.allSettled([
        execute([step], { ask: reply, clock, drainMs, did }),
        clock.advance(200_000),
      ]);
      return carried.status === 'rejected' ? String(carried.reason) : ms;
    };
    assert.equal(stepInWords(wait), 'wait until it is gone');
    assert.equal(await pass(wait, answers(113)), 0);
    // What failed otherwise, or was ended, says nothing.
    assert.equal(await pass(wait, answers(0, 1, null, 113)), 750);
    assert.equal(asked, 4);
    assert.equal(await pass({ ...wait, orWithout: /idle/ }, answers(0)), 0);
    assert.equal(await pass({ ...wait, orWithout: /busy/ }, answers(0, 113)), 250);
    assert.match(
      String(await pass(wait, answers())),
      /wait until it is gone: that did not happen within 90 s; end it by hand$/,
    );
    assert.match(String(await pass(wait, answers(), 30_000)), /within 120 s/);
    assert.match(String(await pass({ ...wait, argv: ['nobody'] }, ask)), /there is no such program/);
  });

  it('takes an exit code for success that is said to be one', async () => {
    await execute([{ do: 'run', argv: ['bad'], fine: [3] }], { ask });
    await assert.rejects(execute([{ do: 'run', argv: ['bad'], fine: [4] }], { ask }), StepFailed);
  });

  it('leaves a file alone that is as it should be, and mends its mode', async () => {
    writeFileSync(file, 'same', { mode: 0o600 });
    utimesSync(file, 1, 1);
    await execute([write('same')], { ask });
    assert.equal(statSync(file).mtimeMs, 1_000);
    await execute([write('same', 0o644)], { ask });
    assert.equal(statSync(file).mode & 0o777, 0o644);
    assert.equal(readFileSync(file, 'utf8'), 'same');
  });

  it('gives what root makes to whom the directory belongs', { skip: isRoot }, async () => {
    const theirs = join(dir, 'theirs');
    mkdirSync(theirs);
    chownSync(theirs, 65_534, 65_534);
    const path = join(theirs, 'service.env');
    await execute(
      [
        { do: 'makeDir', path: join(theirs, 'logs'), mode: 0o700 },
        { do: 'write', path, content: 'A=1', mode: 0o600 },
      ],
      { ask },
    );
    assert.deepEqual([statSync(path).uid, statSync(join(theirs, 'logs')).uid], [65_534, 65_534]);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const deep = join(theirs, 'state', 'logs');
    await execute([{ do: 'makeDir', path: deep, mode: 0o700 }], { ask });
    assert.deepEqual([statSync(join(theirs, 'state')).uid, statSync(deep).uid], [65_534, 65_534]);
  });
});
