import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createSeededRandom } from '../../src/platform/random.ts';
import { createInbox } from '../../src/store/inbox.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { storeFixture } from './fixture.ts';

const WRITER = fileURLToPath(new URL('./relay-writer.ts', import.meta.url));
const KILLS = 20;
const LAST = 1_500;

/** Runs the relay; with `lines`, until it has printed that many, and then it dies at once. */
async function relay(path: string, heard: string[], lines?: number): Promise<void> {
  const child = spawn(process.execPath, [WRITER, path, String(LAST)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    heard.push(line);
    seen += 1;
    if (seen === lines) child.kill('SIGKILL');
  }
  await gone;
  if (lines === undefined) assert.equal(child.exitCode, 0);
}

test(`${KILLS} kills between network and disk lose no message, answer each once, and repeat nothing`, async (t) => {
  const f = storeFixture(t);
  const seed = 20_260_302;
  t.diagnostic(`seed ${seed}`);
  const random = createSeededRandom(seed);
  const heard: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await relay(f.path, heard, 1 + Math.floor(random.fraction() * 200));
  }
  await relay(f.path, heard);

  const of = (what: string): string[] =>
    heard.flatMap((line) => (line.startsWith(`${what} `) ? [line.slice(what.length + 1)] : []));
  assert.equal(new Set(of('in')).size, of('in').length, 'a message was new twice');
  const store = f.open();
  assert.deepEqual(createInbox(store).open(), []);
  const outbox = createOutbox(store);
  const entries = outbox.list({ limit: LAST + 1 }).toReversed();
  assert.deepEqual(
    entries.map((entry) => entry.preview).toSorted((a, b) => Number(a) - Number(b)),
    Array.from({ length: LAST }, (_, n) => String(n + 1)),
  );
  const out = of('out').map(Number);
  assert.equal(new Set(out).size, out.length, 'an answer went out twice');
  const confirmed = new Set(of('sent'));
  for (const { parts, state, preview, chat } of entries) {
    assert.ok(state === 'sent' || state === 'unknown', `${preview} is ${state}`);
    if (state === 'sent') assert.ok(out.includes(parts[0]?.id ?? 0), `${preview} says sent and was not`);
    if (confirmed.has(preview)) assert.equal(state, 'sent');
    assert.equal(chat, `chat-${Number(preview) % 3}`);
  }
  for (const chat of ['chat-0', 'chat-1', 'chat-2']) {
    const ids = new Set(entries.filter((entry) => entry.chat === chat).map((entry) => entry.parts[0]?.id));
    const order = out.filter((id) => ids.has(id));
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
  }
  t.diagnostic(`${entries.filter((entry) => entry.state === 'unknown').length} of ${LAST} may have arrived`);
});
