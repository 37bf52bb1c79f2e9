import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EngineEvent } from '../../src/agent/engine.ts';
import type { Config } from '../../src/config/generated/types.ts';
import type { Script } from '../runs/harness.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import { OPEN, openRig } from './rig.ts';
import { calm, until } from './world.ts';

const streaming: Config = {
  ...OPEN,
  agents: {
    defaults: {
      blockStreamingDefault: 'on',
      blockStreamingChunk: { minChars: 20, maxChars: 60, breakPreference: 'paragraph' },
    },
  },
};

const WORDS = 'The quick brown fox jumps over the lazy dog';
const paragraph = (n: number): string => `${n}. ${WORDS}.\n\n`;

/** Speaks, calls a tool at `tool`, and waits at each `pause` until told to go on. */
function paced() {
  const pauses: PromiseWithResolvers<void>[] = [];
  const script = (...texts: readonly string[]): Script =>
    async function* () {
      await Promise.resolve();
      for (const text of texts) {
        if (text === 'pause') {
          const pause = Promise.withResolvers<void>();
          pauses.push(pause);
          await pause.promise;
        } else if (text === 'tool') {
          yield { type: 'toolStart', id: 't1', name: 'look', args: {} } satisfies EngineEvent;
          yield { type: 'toolResult', id: 't1', name: 'look', result: 1, isError: false };
        } else yield { type: 'text', delta: text };
      }
      yield { type: 'end', stopReason: 'stop' };
    };
  return { script, go: () => pauses.shift()?.resolve() };
}

const ink = (texts: readonly string[]): string => texts.join('').replaceAll(/\s/gu, '');

const online = async (t: Parameters<typeof openRig>[0], options: Parameters<typeof openRig>[1] = {}) => {
  const rig = await openRig(t, { config: streaming, ...options });
  await rig.online();
  return rig;
};

describe('an answer sent in blocks', () => {
  it('goes out while it is written: blocks, then the rest, nothing twice', async (t) => {
    const { script, go } = paced();
    const said = [paragraph(1), paragraph(2), paragraph(3), 'The end.'];
    const rig = await online(t, { script: script(said[0] ?? '', said[1] ?? '', 'pause', ...said.slice(2)) });
    await rig.say();
    await until('a first block', () => rig.account.deliveries.length === 1);
    assert.deepEqual(rig.outcomes(), ['handed'], 'the run is still at work');
    go();
    await until('ended', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    assert.equal(ink(rig.account.texts), ink(said));
    assert.equal(rig.account.texts.at(-1)?.endsWith('The end.'), true);
  });

  it('keeps what follows a block that says nothing', async (t) => {
    const { script } = paced();
    const said = `MEDIA: ./\n\n${paragraph(1)}[[reply_to_current]]\n\n${paragraph(2)}Last words.`;
    const rig = await online(t, { script: script(...(said.match(/.{1,7}/gsu) ?? [])) });
    await rig.say();
    await until('ended', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    const all = rig.account.texts.join('\n');
    for (const part of [`1. ${WORDS}`, `2. ${WORDS}`, 'Last words.']) {
      assert.equal(all.split(part).length, 2, `${part} once in ${all}`);
    }
  });

  it('loses and repeats nothing over code blocks and stretches between tools', async (t) => {
    const { script } = paced();
    const code = `\`\`\`js\n${Array.from({ length: 8 }, (_, n) => `const a${n} = ${n};`).join('\n')}\n\`\`\`\n\n`;
    const said = [paragraph(1), code, 'tool', paragraph(2), code, 'Done.'] as const;
    const rig = await online(t, { script: script(...said) });
    await rig.say();
    await until('ended', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    const bare = (texts: readonly string[]) => ink(texts.map((text) => text.replaceAll(/```\w*/gu, '')));
    assert.equal(bare(rig.account.texts), bare(said.filter((text) => text !== 'tool')));
    for (const text of rig.account.texts) assert.equal((text.match(/```/gu) ?? []).length % 2, 0, text);
  });

  it('sends a block the store refused with the rest, in order', async (t) => {
    const { script, go } = paced();
    const said = [paragraph(1), paragraph(2), 'pause', paragraph(3), paragraph(4), 'pause', 'The end.'];
    const rig = await online(t, { script: script(...said) });
    await rig.say();
    await until('a first block', () => rig.account.deliveries.length === 1);
    await calm();
    rig.world.storeFault = new Error('busy');
    go();
    await calm();
    rig.world.storeFault = undefined;
    go();
    await until('ended', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    assert.equal(ink(rig.account.texts), ink(said.filter((text) => text !== 'pause')));
  });

  it('sends nothing after a block that failed alone, but all of it with the rest', async (t) => {
    const { script } = paced();
    const said = [paragraph(1), paragraph(2), paragraph(3), paragraph(4), 'The end.'];
    const rig = await online(t, { script: script(said.join('')) });
    const { enqueue } = rig.world.outbox;
    let tries = 0;
    const failsOnce: typeof enqueue = (entry) =>
      (tries += 1) === 2 ? Promise.reject(new Error('busy')) : enqueue(entry);
    Object.assign(rig.world.outbox, { enqueue: failsOnce });
    await rig.say();
    await until('ended', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    assert.equal(ink(rig.account.texts), ink(said));
    assert.equal(tries, 2);
  });

  it('repeats nothing when the gateway was killed between the end of the run and its answer', async (t) => {
    const { script } = paced();
    const said = [paragraph(1), paragraph(2), paragraph(3), 'The end.'];
    const rig = await online(t, { script: script(...said) });
    const message = await rig.say();
    await until('ended', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    const runId = `telegram:default:42:${message.messageId}`;
    await rig.world.store.write((tx) => {
      tx.run(`UPDATE inbox SET state = 'handed', run_id = ?, payload = ?`, runId, JSON.stringify(message));
      const last = tx.get<{ id: number }>('SELECT id FROM outbox WHERE key = ?', `run:${runId}`)?.id ?? 0;
      tx.run('DELETE FROM outbox_parts WHERE outbox_id = ?', last);
      tx.run('DELETE FROM outbox WHERE id = ?', last);
    });
    const before = rig.account.texts.slice(0, -1);
    const rest = rig.account.texts.slice(-1);
    rig.kill();
    const again = await online(t, { dir: rig.world.dir, clock: rig.world.clock });
    await until('ended', () => again.outcomes()[0] === 'answered:ok');
    await calm();
    assert.ok(before.length >= 2);
    assert.deepEqual(again.account.texts, rest);
  });

  it('is followed by a notice when the gateway was killed in the middle', async (t) => {
    const { script } = paced();
    const rig = await online(t, { script: script(paragraph(1), paragraph(2), 'pause') });
    await rig.say();
    await until('a first block', () => rig.account.deliveries.length === 1);
    await calm();
    rig.kill();
    const again = await online(t, { dir: rig.world.dir, clock: rig.world.clock });
    await until('ended', () => again.outcomes()[0] === 'answered:interrupted');
    await calm();
    assert.equal(again.account.texts.length, 1);
    assert.match(again.account.texts[0] ?? '', /A restart cut this answer off/);
  });

  it('is sent whole where the network or account says so', async (t) => {
    const { script } = paced();
    const account = createFakeAccount();
    const config = {
      ...streaming,
      channels: {
        telegram: { dmPolicy: 'open', allowFrom: ['*'], accounts: { default: { blockStreaming: false } } },
      },
    } as Config;
    const rig = await online(t, { accounts: [account], config, script: script(paragraph(1), paragraph(2)) });
    await rig.say();
    await until('ended', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    assert.equal(account.texts.length, 1);
  });
});
