import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { WhatsAppServer } from '../../support/whatsapp/server.ts';
import { createSessionHome } from '../../../src/channels/whatsapp/session/session-home.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { nextTurn } from '../../../src/platform/schedule.ts';
import { detachLibraryTimers } from '../../support/whatsapp/library-timers.ts';
import { startWhatsAppServer } from '../../support/whatsapp/server.ts';
import { linkByQr, makeAccount, tempDir } from './rig.ts';

detachLibraryTimers();

const KILLS = 12;
const RECEIVER = new URL('receiver.ts', import.meta.url).pathname;
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

/** Looks again whenever the device has settled something. */
async function heardMore(server: WhatsAppServer, enough: () => boolean): Promise<void> {
  while (!enough()) await server.next('settled');
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

test('Killed at random points while messages stream in, the gateway gets each of them, and nobody is asked to repeat.', async () => {
  const dir = tempDir();
  const server = await startWhatsAppServer();
  const owner = server.person('15550001111', 'Owner');
  const ann = server.person('15552223333', 'Ann');
  const group = server.group('Team', [ann, owner]);
  const account = makeAccount({ home: dir.path, url: server.url });
  await (await linkByQr(account, owner)).close();
  account.dispose();

  const file = join(dir.path, 'received');
  writeFileSync(file, '');
  const received = (): string[] =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  const asked: unknown[] = [];
  server.on('receipt', (receipt) => receipt.type === 'retry' && asked.push(receipt));
  server.on('settled', (settled) => settled.error && asked.push(settled));

  const said: string[] = [];
  let speaking = true;
  const talk = (async () => {
    while (speaking) {
      said.push(await ann.say(said.length % 3 === 0 ? group : owner, `message ${said.length}`));
      await nextTurn();
      if (said.length > received().length + 40) await server.next('settled');
    }
  })();
  for (let round = 0; round < 5; round += 1) {
    const before = received().length;
    const child = spawn(process.execPath, [RECEIVER, dir.path, server.url, file], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await heardMore(server, () => received().length > before + round * 3);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  speaking = false;
  const last = spawn(process.execPath, [RECEIVER, dir.path, server.url, file], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await talk;
  await heardMore(
    server,
    () => said.every((id) => received().includes(id)) && owner.pendingFor().length === 0,
  );
  last.kill('SIGKILL');
  await once(last, 'exit');

  const firsts = [...new Set(received())];
  assert.deepEqual(firsts.toSorted(), said.toSorted());
  assert.deepEqual(asked, []);
  await server.close();
  dir.remove();
});
