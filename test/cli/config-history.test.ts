import assert from 'node:assert/strict';
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { hashOf } from '../../src/config/file-state.ts';
import { unavailable } from '../../src/protocol/failure.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';
import type { Bench } from '../support/cli-run.ts';

const NOON = Date.parse('2026-05-01T12:00:00Z');
const A = '{ "messages": { "responsePrefix": "a" } }';
const B = '{ "messages": { "responsePrefix": "b" } }';
const hash = (text: string): string => hashOf(Buffer.from(text));

/** Backups as writes leave them, newest first; the minute is when each was replaced. */
function keep(bench: Bench, backups: readonly (readonly [text: string, minute: number])[]): void {
  for (const [index, [text, minute]] of backups.entries()) {
    const path = join(bench.dir, `moltbot.json.bak${index === 0 ? '' : `.${index}`}`);
    writeFileSync(path, text);
    const at = NOON / 1000 + minute * 60;
    utimesSync(path, at, at);
  }
}

const deed = (actor: string, from: string, minute: number) => ({
  at: NOON + minute * 60_000 + 5,
  actor,
  action: 'config.apply',
  detail: { keys: ['messages.responsePrefix'], from: hash(from), to: 'h' },
});

test('the same content replaced again and again is told apart by time, and a deed belongs to one backup only', async (context) => {
  const deeds = [deed('carol', B, 3), deed('bob', A, 2), deed('alice', A, 0)];
  const { bench } = await withGateway(context, {
    gateway: { answer: () => ({ path: '/state/moltbot.json', backups: [], deeds }) },
  });
  // At minute 4 an A was replaced by hand, at minute 1 a B.
  keep(bench, [
    [A, 4],
    [B, 3],
    [A, 2],
    [B, 1],
    [A, 0],
  ]);
  const { code, stdout, stderr } = await bench.run('config', 'history', '--json');
  assert.equal(code, 0, stderr);
  const { backups } = JSON.parse(stdout) as { backups: { bytes: number; replacedBy?: { actor: string } }[] };
  assert.deepEqual(
    backups.map(({ replacedBy }) => replacedBy?.actor),
    [undefined, 'carol', 'bob', undefined, 'alice'],
  );
  assert.equal(backups[0]?.bytes, A.length);
  const text = (await bench.run('config', 'history')).stdout.split('\n');
  assert.match(text[0] ?? '', /^1 {2}replaced 2026-05-01T12:04:00\.000Z {2}41 bytes /);
  assert.match(
    text[1] ?? '',
    /^ {3}taken back by the gateway, written by a command while none ran, or by hand$/,
  );
  assert.equal(text[3], '   config.apply by carol: messages.responsePrefix');
});

test('a gateway that cannot answer now hides no backup', async (context) => {
  const { bench } = await withGateway(context, {
    gateway: {
      answer: () => {
        throw unavailable('the gateway is starting');
      },
    },
  });
  keep(bench, [[A, 0]]);
  const { code, stdout, stderr } = await bench.run('config', 'history');
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^1 {2}replaced .*\.bak\n$/);
  assert.match(stderr, /books of the gateway \(the gateway is starting\): ask again while it runs/);
});

test('without a gateway it is said that only a running one knows who', async (context) => {
  const bench = createBench(context);
  const empty = await bench.run('config', 'history');
  assert.match(empty.stdout, /^There is no backup of .*moltbot\.json yet\.\n$/);
  assert.equal(empty.stderr, '');
  keep(bench, [[A, 0]]);
  assert.match(
    (await bench.run('config', 'history')).stderr,
    /\(no gateway runs here\): ask again while it runs/,
  );
  const { deeds } = JSON.parse((await bench.run('config', 'history', '--json')).stdout) as { deeds: unknown };
  assert.equal(deeds, null);
});
