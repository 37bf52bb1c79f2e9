import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { shutOut } from '../support/other-user.ts';

const run = promisify(execFile);
const CHILD = 'test/config-watch/faults-child.ts';

// A child that has given up its rights could not remove its own directory from every place.
const room = mkdtempSync(join(tmpdir(), 'moltbot-faults-'));
chmodSync(room, 0o777);
after(() => rmSync(room, { recursive: true, force: true }));
const env = { ...process.env, TMPDIR: room };
const skip = process.platform === 'win32' ? 'there are no such rights' : (shutOut(room) ?? false);

const child = async (name: string, descriptors = 'unlimited'): Promise<string> => {
  const script = descriptors === 'unlimited' ? 'exec "$0" "$@"' : `ulimit -n ${descriptors}; exec "$0" "$@"`;
  const { stdout } = await run('/bin/sh', ['-c', script, process.execPath, CHILD, name], { env });
  return stdout.trim();
};

describe('the watch under bad conditions', { skip, concurrency: true }, () => {
  test('rights taken from the file and given back are noticed', async () => {
    assert.equal(await child('rights'), 'keeper.ready');
  });

  test('where the directory cannot be watched the file is still looked at every half minute', async () => {
    assert.equal(await child('unwatchable'), 'keeper.ready');
  });

  test('without descriptors the watcher fails, is started again, and has missed nothing', async () => {
    assert.match(await child('descriptors', '64'), /^EMFILE keeper\.ready,(keeper\.down,keeper\.ready,?)+$/);
  });
});
