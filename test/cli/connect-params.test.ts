import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { connectParams } from '../../src/cli/connect-params.ts';
import type { Target } from '../../src/cli/target.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemRandom } from '../../src/platform/random.ts';

const ROWS: readonly (readonly [string, Omit<Target, 'source'>, boolean])[] = [
  ['a token is enough', { url: 'wss://box.tail1.ts.net', token: 't' }, false],
  ['a password is shown together with the device', { url: 'ws://10.0.0.1:1', password: 'p' }, true],
  ['whom Tailscale may vouch for shows the device', { url: 'wss://box.tail1.ts.net' }, true],
  ['nobody vouches for anybody elsewhere', { url: 'wss://box.example.org' }, false],
  ['a name that only ends like it is none', { url: 'wss://boxts.net' }, false],
  ['the local socket needs nothing', { url: 'unix:/x', socketPath: '/x' }, false],
];

for (const [what, target, device] of ROWS) {
  test(what, async (context: TestContext) => {
    const identityDir = mkdtempSync(join(tmpdir(), 'moltbot-identity-'));
    context.after(() => rmSync(identityDir, { recursive: true, force: true }));
    const identity = {
      target: { source: 'cli --url', ...target } as Target,
      version: '1',
      random: systemRandom,
      clock: systemClock,
      identityDir,
    };
    const params = await connectParams(identity, () => Promise.resolve('nonce'));
    assert.equal(params.device !== undefined, device);
    assert.equal(params.auth !== undefined, target.token !== undefined || target.password !== undefined);
  });
}
