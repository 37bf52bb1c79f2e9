import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createEnv } from '../../src/platform/env.ts';
import { runProcess } from '../../src/platform/exec.ts';
import { createTailscale, type Tailscale } from '../../src/platform/tailscale.ts';
import { createFakeTailscale, type FakeTailscale, type TailscaleState } from '../support/fake-tailscale.ts';

function fixture(
  context: TestContext,
  state?: TailscaleState,
): { tailscale: Tailscale; fake: FakeTailscale } {
  const fake = createFakeTailscale(state);
  context.after(() => fake.remove());
  return { fake, tailscale: createTailscale({ run: runProcess, env: createEnv(fake.env) }) };
}

describe('the tailscale program', () => {
  it('is asked for the name, told to serve and to stop, and asked who somebody is', async (context) => {
    const { fake, tailscale } = fixture(context, {
      funnel: true,
      users: { '100.64.0.2': 'molly@example.org' },
    });
    assert.equal(await tailscale.name(), 'box.tail1234.ts.net');
    await tailscale.publish('serve', '18789');
    assert.deepEqual(fake.state().serve, { verb: 'serve', target: '18789' });
    await tailscale.publish('funnel', 'https+insecure://127.0.0.1:18789');
    await tailscale.reset('funnel');
    assert.equal(fake.state().serve, undefined);
    assert.equal(await tailscale.whois('100.64.0.2'), 'molly@example.org');
    assert.deepEqual(fake.told(), [
      'status --json',
      'serve --bg --yes 18789',
      'funnel --bg --yes https+insecure://127.0.0.1:18789',
      'funnel reset',
      'whois --json 100.64.0.2',
    ]);
  });

  const FAILURES: readonly (readonly [
    string,
    TailscaleState,
    (tailscale: Tailscale) => Promise<unknown>,
    RegExp,
  ])[] = [
    [
      'a daemon that is down',
      { down: true },
      (it) => it.name(),
      /failed to connect.*; start it: sudo systemctl start tailscaled/,
    ],
    [
      'a machine that is logged out',
      { backend: 'NeedsLogin' },
      (it) => it.name(),
      /\(NeedsLogin\); log in with: tailscale login/,
    ],
    [
      'a machine that is disconnected',
      { backend: 'Stopped' },
      (it) => it.name(),
      /\(Stopped\); connect it with: tailscale up/,
    ],
    ['a machine without a name', { name: '' }, (it) => it.name(), /no name in the tailnet; enable MagicDNS/],
    [
      'a user who may not',
      { denied: true },
      (it) => it.publish('serve', '1'),
      /Access denied.*sudo tailscale set --operator/,
    ],
    [
      'a tailnet without Funnel',
      {},
      (it) => it.publish('funnel', '1'),
      /not enabled on your tailnet.*admin console/,
    ],
    [
      'an address nobody has',
      {},
      (it) => it.whois('100.64.0.9'),
      /whois --json 100\.64\.0\.9: peer not found/,
    ],
  ];
  for (const [what, state, act, message] of FAILURES) {
    it(`${what} is told with what helps`, async (context) => {
      const { tailscale } = fixture(context, state);
      await assert.rejects(act(tailscale), message);
    });
  }

  it('that is not installed is told with what helps', async () => {
    const tailscale = createTailscale({ run: runProcess, env: createEnv({ PATH: '/nowhere' }) });
    await assert.rejects(
      tailscale.name(),
      /cannot start tailscale: .*needs the tailscale program in its PATH/,
    );
  });

  it('is ended when nobody waits any more', async (context) => {
    const { fake, tailscale } = fixture(context, { hangs: true });
    const stop = new AbortController();
    const asked = tailscale.name(stop.signal);
    stop.abort();
    await assert.rejects(asked, /was ended/);
    assert.equal(fake.state().serve, undefined);
  });

  it('that answers no JSON is told so', async () => {
    const result = {
      exitCode: 0,
      signal: null,
      stdout: 'hello',
      stderr: '',
      timedOut: false,
      aborted: false,
      truncated: false,
    };
    const tailscale = createTailscale({ run: () => Promise.resolve(result), env: createEnv({}) });
    await assert.rejects(tailscale.name(), /gave no JSON; update Tailscale/);
    const slow = createTailscale({
      run: () => Promise.resolve({ ...result, exitCode: null, timedOut: true }),
      env: createEnv({}),
    });
    await assert.rejects(slow.name(), /did not answer within 5000 ms; is tailscaled running\?/);
  });
});
