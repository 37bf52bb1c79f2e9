import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CHILD = 'test/config-watch/faults-child.ts';

const child = async (name: string, descriptors = 'unlimited'): Promise<string> => {
  const script = descriptors === 'unlimited' ? 'exec "$0" "$@"' : `ulimit -n ${descriptors}; exec "$0" "$@"`;
  const { stdout } = await run('/bin/sh', ['-c', script, process.execPath, CHILD, name]);
  return stdout.trim();
};

describe('the watch under bad conditions', { skip: process.platform === 'win32', concurrency: true }, () => {
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
