import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBench } from '../support/cli-run.ts';

describe('moltbot config get', () => {
  it('names the nearest key for one that does not exist, and does not advise to set it', async (context) => {
    const bench = createBench(context, { config: { gateway: { mode: 'local' } } });
    const { code, stderr } = await bench.run('config', 'get', 'gatway.port');
    assert.equal(code, 64);
    assert.match(stderr, /there is no key gatway\n.*Fix: did you mean gateway\.port\?/s);
    assert.doesNotMatch(stderr, /config set/);
    const far = await bench.run('config', 'get', 'gateway.zzzzzz');
    assert.equal(far.code, 64);
    assert.match(far.stderr, /there is no key gateway\.zzzzzz\n.*other keys in its place: .*\bport\b/s);
    const below = await bench.run('config', 'get', 'gateway.mode.zzzzzz');
    assert.match(below.stderr, /there is no key gateway\.mode\.zzzzzz\n.*a single value/s);
  });

  it('tells of a key that is not set what holds until then', async (context) => {
    const bench = createBench(context, { config: { gateway: { mode: 'local' } } });
    const { code, stderr } = await bench.run('config', 'get', 'gateway.bind');
    assert.equal(code, 78);
    assert.match(
      stderr,
      /gateway\.bind is not set; default: loopback\n.*moltbot config set gateway\.bind <value>/s,
    );
    const none = await bench.run('config', 'get', 'agents.list[0].name');
    assert.equal(none.code, 78);
    assert.match(
      none.stderr,
      /agents\.list\[0\]\.name is not set\n.*config set 'agents\.list\[0\]\.name' </s,
    );
  });
});
