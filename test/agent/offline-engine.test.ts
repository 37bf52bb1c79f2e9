import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GREETING_PROMPT } from '../../src/agent/commands/reset.ts';
import { OFFLINE } from '../../src/agent/resolve.ts';
import { createTools } from '../../src/agent/tools/built-in.ts';
import { createToolSet } from '../../src/agent/tools/toolset.ts';
import { collect, failure, never, runInput, said, testEngines } from '../support/agent-fixtures.ts';
import { fakeToolPorts } from '../support/fake-tool-ports.ts';

const tools = createToolSet(createTools(fakeToolPorts()));
const ask = (message: string, over = {}) =>
  collect(testEngines({}).run([OFFLINE], runInput({ message, tools, ...over }), never));

describe('the offline engine', () => {
  it('is what answers when nothing is configured', async () => {
    assert.deepEqual(await testEngines({}).resolve(undefined, 'main'), [OFFLINE]);
  });

  it('greets when a fresh session is opened without a message', async () => {
    assert.match(said(await ask(GREETING_PROMPT)), /^Hello!/u);
  });

  it('gives the same events for the same question', async () => {
    assert.deepEqual(await ask('what is the status?'), await ask('what is the status?'));
  });

  it('streams small pieces and ends once', async () => {
    const events = await ask('Why is the sky blue?');
    const pieces = events.filter((event) => event.type === 'text');
    assert.ok(pieces.length > 20);
    assert.ok(pieces.every((piece) => Array.from(piece.delta).length <= 12));
    assert.deepEqual(
      events.filter((event) => event.type === 'end'),
      [{ type: 'end', stopReason: 'stop' }],
    );
  });

  it('gives the event loop a turn between pieces', async () => {
    let turns = 0;
    let counting = true;
    const count = (): void => {
      turns += 1;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    const events = await ask('help');
    counting = false;
    assert.ok(turns >= events.length - 1, `${turns} turns for ${events.length} events`);
  });

  it('says honestly that no model is connected, and how to connect one', async () => {
    const answer = said(await ask('Why is the sky blue?'));
    assert.match(answer, /cannot answer “Why is the sky blue\?”/u);
    assert.match(answer, /no language model is connected/u);
    assert.match(answer, /ANTHROPIC_API_KEY/u);
    assert.match(answer, /Name model and key in \/home\/you\/\.clawdbot\/moltbot\.json:/u);
    assert.match(answer, /agents: \{ defaults: \{ model: \{ primary:/u);
  });

  it('answers in the language of the question', async () => {
    assert.match(said(await ask('天空为什么是蓝色的？')), /无法回答“天空为什么是蓝色的？”/u);
    assert.match(said(await ask('怎样连接 Telegram？')), /连接 Telegram：向 @BotFather/u);
    assert.match(said(await ask('状态')), /已运行 90 分钟/u);
  });

  it('looks facts up with the same tools a model has, visibly', async () => {
    const events = await ask('[Sat 2026-01-31 09:05 UTC] status please');
    assert.deepEqual(
      events.slice(0, 2).map((event) => event.type),
      ['toolStart', 'toolResult'],
    );
    assert.match(said(events), /gateway 9\.9\.9 is up for 90 min[\s\S]*Sessions: 2\. Active runs: 1/u);
    assert.match(said(await ask('list the sessions')), /agent:main:main\n- agent:main:telegram:dm:1/u);
    assert.match(said(await ask('where is the config file?')), /\/etc\/moltbot\.json/u);
    assert.match(said(await ask('which version is this?')), /moltbot 9\.9\.9/u);
  });

  it('admits when a tool is not allowed instead of inventing facts', async () => {
    const answer = said(await ask('status', { tools: createToolSet([]) }));
    assert.match(answer, /could not look that up: tool "gateway_status" does not exist or is not allowed/u);
  });

  it('stops in the middle when aborted', async () => {
    const control = new AbortController();
    const heard: string[] = [];
    await assert.rejects(
      async () => {
        for await (const event of testEngines({}).run(
          [OFFLINE],
          runInput({ message: 'help' }),
          control.signal,
        )) {
          if (event.type === 'text') heard.push(event.delta);
          if (heard.length === 3) control.abort();
        }
      },
      { kind: 'aborted' },
    );
    assert.equal(heard.length, 3);
  });

  it('does not start when already aborted', async () => {
    const run = testEngines({}).run([OFFLINE], runInput(), AbortSignal.abort());
    assert.deepEqual((await failure(run)).before, []);
  });
});
