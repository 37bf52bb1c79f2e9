import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { listenersOn, LsofUnavailable } from '../../src/platform/listeners.ts';

/** A search path in which `lsof` is this script. */
function pathWith(context: TestContext, script: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'moltbot-lsof-'));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, 'lsof'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(dir, 'lsof'), 0o755);
  return dir;
}

const asked = (PATH: string) => listenersOn(1, { vars: { PATH }, platform: 'linux' });
/** What it says on every desktop with a mounted phone or container, to root, whatever was asked. */
const WARNING = `lsof: WARNING: can't stat() fuse.portal file system /run/user/1000/doc
      Output information may be incomplete.`;

describe('who listens on a port', () => {
  it('is nobody where lsof finds nothing, whatever it warns of besides', async (context) => {
    assert.deepEqual(await asked(pathWith(context, `echo "${WARNING}" >&2; exit 1`)), []);
    assert.deepEqual(await asked(pathWith(context, 'exit 1')), []);
  });

  it('cannot be said where lsof fails', async (context) => {
    const broken = pathWith(context, `echo "${WARNING}" >&2; echo "lsof: no permission" >&2; exit 1`);
    await assert.rejects(asked(broken), (error) => {
      assert.ok(error instanceof LsofUnavailable);
      assert.equal(error.message, 'lsof failed: lsof: no permission');
      return true;
    });
    await assert.rejects(asked('/nowhere'), /lsof not found/);
  });

  it('is told by its process where one does', async (context) => {
    const found = await asked(pathWith(context, String.raw`printf 'p999999\ncnode\nf21\np999999\n'`));
    assert.deepEqual(found, [{ pid: 999_999, command: 'node' }]);
  });
});
