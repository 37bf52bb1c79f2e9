import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import JSON5 from 'json5';
import { createBench } from '../support/cli-run.ts';

const NOBODY = { CLAWDBOT_GATEWAY_PORT: '1' };

/** The words of a command line with single quotes. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain);

const adviceIn = (stderr: string): string[] => {
  const [, line = ''] = /make the entry with all it needs: moltbot (.*)\n/.exec(stderr) ?? [];
  return wordsOf(line);
};

describe('a key of a list entry that is not there', () => {
  it('is refused with the command that makes the entry, and that command works', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    const file = join(bench.dir, 'moltbot.json');
    const first = await bench.run('config', 'set', 'agents.list[0].name', 'Molly');
    assert.equal(first.code, 78);
    assert.match(first.stderr, /"id" is missing/);
    assert.ok(!existsSync(file));
    const advice = adviceIn(first.stderr);
    assert.deepEqual(advice, ['config', 'set', 'agents.list[0]', '{"id":"<id>","name":"Molly"}']);
    assert.equal((await bench.run(...advice.map((word) => word.replace('<id>', 'main')))).code, 0);
    // With the entry there, what the guide tells works as it stands.
    assert.equal((await bench.run('config', 'set', 'agents.list[0].name', 'Dolly')).code, 0);
    assert.deepEqual(JSON5.parse(readFileSync(file, 'utf8')), {
      agents: { list: [{ id: 'main', name: 'Dolly' }] },
    });
  });

  it('behind a gap is made where the next one goes', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: { agents: { list: [{ id: 'main' }] } } });
    const { stderr } = await bench.run('config', 'set', 'agents.list[5].name', 'Molly');
    assert.match(stderr, /agents\.list has 1 items: the next one would be \[1\]/);
    assert.deepEqual(adviceIn(stderr), ['config', 'set', 'agents.list[1]', '{"id":"<id>","name":"Molly"}']);
  });

  it('leaves any other refusal as it is', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: { agents: { list: [{ id: 'main' }] } } });
    const { code, stderr } = await bench.run('config', 'set', 'agents.list[0].name', '5');
    assert.equal(code, 78);
    assert.match(stderr, /expected a text in quotes/);
    assert.deepEqual(adviceIn(stderr), []);
  });
});
