import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { checkRequest, type GateRules } from '../../src/actors/server/gate.ts';
import { bareAddress, describePeer, hostName, isLoopback } from '../../src/actors/server/peer.ts';
import { createAuthRateLimit, type Attempt } from '../../src/actors/server/rate-limit.ts';
import { createRefusalLog } from '../../src/actors/server/refusal-log.ts';
import { createSecretCheck } from '../../src/actors/server/secret.ts';
import { silentLogger, type LogFields } from '../../src/platform/logger.ts';
import { createTestClock } from '../support/test-clock.ts';

const RULES: GateRules = { allowedHosts: [], allowedOrigins: [], trustedProxies: ['10.0.0.1'] };
const REQUEST = { url: '/', rawHeaders: [], remoteAddress: '127.0.0.1' };

test('addresses lose port, brackets and the IPv4-mapped prefix', () => {
  assert.equal(bareAddress('[::1]:80'), '::1');
  assert.equal(bareAddress('::ffff:10.0.0.1'), '10.0.0.1');
  assert.equal(bareAddress(' 10.0.0.1:99 '), '10.0.0.1');
  assert.equal(bareAddress('FE80::1'), 'fe80::1');
  assert.equal(hostName('[::1]:18789'), '::1');
  assert.equal(hostName('LocalHost:1'), 'localhost');
  assert.ok(isLoopback('127.9.9.9') && isLoopback('::1') && !isLoopback('127.0.0.1.evil.example'));
});

const peerOf = (headers: Record<string, string>, remoteAddress: string) =>
  describePeer(
    { headers, socket: { remoteAddress } },
    { transport: 'tcp', trustedProxies: RULES.trustedProxies },
  );

test('local means loopback, a local Host and nobody in between', () => {
  assert.equal(peerOf({ host: 'localhost:1' }, '127.0.0.1').localDirect, true);
  assert.equal(peerOf({ host: 'box.ts.net' }, '::ffff:127.0.0.1').localDirect, true);
  assert.equal(peerOf({ host: 'evil.example' }, '127.0.0.1').localDirect, false);
  assert.equal(peerOf({ host: 'localhost', 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1').localDirect, false);
  assert.equal(peerOf({ host: 'localhost' }, '192.168.1.2').localDirect, false);
  assert.equal(peerOf({ host: 'localhost', 'x-forwarded-for': '127.0.0.1' }, '10.0.0.1').localDirect, true);
  assert.equal(
    peerOf({ host: 'localhost', 'x-forwarded-for': '127.0.0.1, 8.8.8.8' }, '10.0.0.1').address,
    '8.8.8.8',
  );
  assert.equal(peerOf({ host: 'localhost', 'x-real-ip': '8.8.4.4' }, '10.0.0.1').address, '8.8.4.4');
  assert.equal(peerOf({ host: 'localhost', 'x-forwarded-for': 'unknown' }, '10.0.0.1').address, '10.0.0.1');
  assert.equal(peerOf({ host: 'localhost' }, '127.0.0.1').publicAddress, undefined);
});

test('behind a listed proxy on this machine, local is only who the proxy says is local', () => {
  const through = (headers: Record<string, string>) =>
    describePeer(
      { headers: { host: 'localhost', ...headers }, socket: { remoteAddress: '127.0.0.1' } },
      { transport: 'tcp', trustedProxies: ['127.0.0.1'] },
    ).localDirect;
  assert.equal(through({ 'x-forwarded-for': '127.0.0.1' }), true);
  assert.equal(through({ 'x-forwarded-for': '8.8.8.8' }), false);
  assert.equal(through({ 'x-forwarded-for': 'unknown' }), false);
  assert.equal(through({ forwarded: 'for=8.8.8.8' }), false);
  assert.equal(through({ 'x-forwarded-proto': 'https' }), false);
});

test('no Host header that is a stranger’s name, and no web Origin but our own, ever passes', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/u);
  fc.assert(
    fc.property(
      fc.array(label, { minLength: 2, maxLength: 4 }),
      fc.constantFrom('', ':80', ':18789'),
      (labels, port) => {
        const name = labels.join('.');
        fc.pre(!name.endsWith('.ts.net') && !name.endsWith('.localhost'));
        assert.equal(
          checkRequest({ ...REQUEST, headers: { host: `${name}${port}` } }, RULES)?.code,
          'host_not_allowed',
        );
        for (const scheme of ['http', 'https']) {
          const headers = { host: 'localhost:18789', origin: `${scheme}://${name}${port}` };
          assert.equal(checkRequest({ ...REQUEST, headers }, RULES)?.code, 'origin_not_allowed');
        }
      },
    ),
  );
});

test('what a refusal repeats of the request is short and printable', () => {
  const host = `${'a'.repeat(500)}\u001b[2J\u202e.example`;
  const refusal = checkRequest({ ...REQUEST, headers: { host } }, RULES);
  assert.equal(refusal?.code, 'host_not_allowed');
  assert.ok(refusal.message.length < 300);
  const odd = checkRequest({ ...REQUEST, headers: { host: 'x\u001b.y' } }, RULES);
  assert.match(odd?.message ?? '', /"x\?\.y"/u);
});

test('a request target that is not a path is refused', () => {
  const headers = { host: 'localhost' };
  const refusal = checkRequest({ ...REQUEST, url: 'http://evil.example/', headers }, RULES);
  assert.equal(refusal?.code, 'bad_request_target');
});

test('a request with two Host headers is refused, whichever of them is good', () => {
  const rawHeaders = ['Host', 'localhost', 'host', 'evil.example'];
  const refusal = checkRequest({ ...REQUEST, rawHeaders, headers: { host: 'localhost' } }, RULES);
  assert.equal(refusal?.code, 'ambiguous_host');
});

const attempt = (address: string, rest: Partial<Attempt> = {}): Attempt => ({
  address,
  credential: 'token',
  fromBrowser: false,
  ...rest,
});

test('the tenth failure in a minute locks for five, per network, credential and kind of caller', () => {
  const clock = createTestClock();
  const limit = createAuthRateLimit(clock);
  for (let count = 0; count < 9; count += 1) limit.failed(attempt('1.2.3.4'));
  assert.equal(limit.lockedFor(attempt('1.2.3.4')), 0);
  limit.failed(attempt('1.2.3.4'));
  assert.equal(limit.lockedFor(attempt('1.2.3.4')), 300_000);
  assert.equal(limit.lockedFor(attempt('1.2.3.5')), 0);
  assert.equal(limit.lockedFor(attempt('1.2.3.4', { credential: 'password' })), 0);
  assert.equal(limit.lockedFor(attempt('1.2.3.4', { fromBrowser: true })), 0);
  clock.advanceSync(299_999);
  assert.equal(limit.lockedFor(attempt('1.2.3.4')), 1);
  clock.advanceSync(1);
  assert.equal(limit.lockedFor(attempt('1.2.3.4')), 0);
});

test('nine failures a minute, for hours, lock nobody; a whole IPv6 network counts as one', () => {
  const clock = createTestClock();
  const limit = createAuthRateLimit(clock);
  for (let count = 0; count < 500; count += 1) {
    limit.failed(attempt('1.2.3.4'));
    clock.advanceSync(6_700);
    assert.equal(limit.lockedFor(attempt('1.2.3.4')), 0);
  }
  for (let count = 0; count < 10; count += 1) limit.failed(attempt(`2001:db8:0:1::${count.toString(16)}`));
  assert.ok(limit.lockedFor(attempt('2001:db8::1:a:b:c:d')) > 0);
  assert.equal(limit.lockedFor(attempt('2001:db8:0:2::1')), 0);
});

test('the memory of failures is bounded', () => {
  const limits = { maxFailures: 2, windowMs: 60_000, lockMs: 1_000, maxKeys: 3 };
  const limit = createAuthRateLimit(createTestClock(), limits);
  for (const address of ['1.0.0.1', '1.0.0.2', '1.0.0.3', '1.0.0.4']) limit.failed(attempt(address));
  limit.failed(attempt('1.0.0.1'));
  assert.equal(limit.lockedFor(attempt('1.0.0.1')), 0, 'its first failure was forgotten');
  limit.failed(attempt('1.0.0.4'));
  assert.ok(limit.lockedFor(attempt('1.0.0.4')) > 0);
});

test('only the secret itself matches, whatever the lengths', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      assert.equal(createSecretCheck(a)(a), true);
      assert.equal(createSecretCheck(a)(b), Buffer.from(a).equals(Buffer.from(b)));
    }),
  );
});

test('a flood of refusals is a few lines and one exact count', () => {
  const clock = createTestClock();
  const lines: { message: string; fields: LogFields }[] = [];
  const log = createRefusalLog(clock, {
    ...silentLogger,
    warn: (message, fields = {}) => void lines.push({ message, fields }),
  });
  for (let count = 0; count < 1_000; count += 1) log.note('notJson', { connId: String(count) });
  log.note('tooDeep', {});
  assert.equal(lines.length, 6);
  clock.advanceSync(60_001);
  log.note('notJson', {});
  assert.deepEqual(lines.at(-2), {
    message: 'refusals not logged one by one',
    fields: { reason: 'notJson', count: 995 },
  });
});
