import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSessionHome } from '../../../src/channels/whatsapp/session/session-home.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { tempDir } from './rig.ts';

const KILLS = 12;
const WRITER = new URL('writer.ts', import.meta.url).pathname;

/** Runs the writer until it has reported some commits, then kills it in the middle of whatever it does. */
async function writeAndKill(directory: string, after: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  for await (const chunk of child.stdout) {
    heard += String(chunk);
    if (heard.split('\n').length > after) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL');
  const lines = heard.split('\n').slice(0, -1);
  return Number(lines.at(-1));
}

test('Killed at random points the account stays linked, and no older state is ever loaded.', async () => {
  const dir = tempDir();
  const directory = join(dir.path, 'default');
  const open = () => createSessionHome({ directory, importFrom: [], clock: systemClock, log: silentLogger });
  const first = open();
  const made = first.forLogin();
  made.promote(made.beginLogin({ me: { id: '1:1@s.whatsapp.net' }, account: {} }));
  first.close();
  for (let round = 0; round < KILLS; round += 1) {
    const reported = await writeAndKill(directory, 3 + ((round * 37) % 90));
    const home = open();
    const state = home.state();
    assert.equal(state.kind, 'open', JSON.stringify(state));
    const { store } = state;
    const identity = store.active();
    assert.ok(identity, 'still linked');
    const generation = store.generation();
    assert.ok(generation >= reported, `generation ${generation} is older than the reported ${reported}`);
    // All of one commit or nothing of it: creds, ratchet, keys and journal are of the same generation.
    const last = generation - 1;
    assert.equal((store.creds(identity.epoch) as { nextPreKeyId: number }).nextPreKeyId, last);
    const { ann } = store.keys(identity.epoch, 'session', ['ann']) as { ann: { step: number } };
    assert.equal(ann.step, last);
    assert.deepEqual(store.keys(identity.epoch, 'pre-key', [String(last)]), { [last]: last });
    assert.equal(store.inbound.has(`m${last}`), true);
    home.close();
  }
  dir.remove();
});
