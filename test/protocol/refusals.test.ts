import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { CLOSE, CLOSE_MEANINGS, fitCloseReason } from '../../src/protocol/close-reasons.ts';
import { clientKind, isCliClient, isControlUi, isWebchatClient } from '../../src/protocol/client-kind.ts';
import { ERROR_CODES } from '../../src/protocol/errors.ts';
import {
  REFUSALS,
  refuse,
  refuseLockedOut,
  refusePairing,
  refuseParams,
  refuseProtocol,
  refuseUnauthorized,
  type PlainReason,
} from '../../src/protocol/refusals.ts';

const plain = (reason: PlainReason): readonly unknown[] => {
  const { code, message, close } = refuse(reason);
  return [code, message, close.code, close.reason];
};
const same = (code: string, text: string): readonly unknown[] => [code, text, 1008, text];

test('each check refuses with the code, message and close frame that clients know', () => {
  assert.deepEqual(plain('notJson'), [null, '', 1000, '']);
  assert.deepEqual(plain('invalidFrame'), [null, 'invalid request frame', 1008, 'invalid request frame']);
  assert.deepEqual(plain('timeout'), [null, '', 1000, '']);
  const invalid = (reason: PlainReason, text: string): void =>
    assert.deepEqual(plain(reason), same('INVALID_REQUEST', text));
  invalid('notConnect', 'invalid handshake: first request must be connect');
  invalid('invalidRole', 'invalid role');
  invalid('insecureControlUi', 'control ui requires HTTPS or localhost (secure context)');
  invalid('deviceMismatch', 'device identity mismatch');
  invalid('signatureExpired', 'device signature expired');
  invalid('nonceRequired', 'device nonce required');
  invalid('nonceMismatch', 'device nonce mismatch');
  invalid('signatureInvalid', 'device signature invalid');
  invalid('publicKeyInvalid', 'device public key invalid');
  assert.deepEqual(plain('deviceRequired'), same('NOT_PAIRED', 'device identity required'));
});

test('refusals with details carry them', () => {
  assert.deepEqual(refuseProtocol(), {
    reason: 'protocolMismatch',
    code: 'INVALID_REQUEST',
    message: 'protocol mismatch',
    retryable: false,
    close: { code: 1002, reason: 'protocol mismatch' },
    details: { expectedProtocol: 3 },
  });
  assert.deepEqual(refusePairing('r1').details, { requestId: 'r1' });
  assert.equal(refusePairing('r1').code, 'NOT_PAIRED');
  const locked = refuseLockedOut(300_000);
  assert.deepEqual([locked.code, locked.retryable, locked.retryAfterMs], ['UNAVAILABLE', true, 300_000]);
  assert.match(locked.message, /^unauthorized/);
});

test('the problems of connect params are told in full and cut in the close frame', () => {
  const problems = `at /client: unexpected property '${'x'.repeat(200)}'`;
  const refusal = refuseParams(problems);
  assert.equal(refusal.message, `invalid connect params: ${problems}`);
  assert.equal(Buffer.byteLength(refusal.close.reason), 120);
  assert.ok(refusal.message.startsWith(refusal.close.reason));
});

test('the hint of an unauthorized client fits the client', () => {
  const cli = { id: 'cli', mode: 'cli' };
  const web = { id: 'clawdbot-control-ui', mode: 'ui' };
  const other = { id: 'gateway-client', mode: 'backend' };
  const message = (reason: Parameters<typeof refuseUnauthorized>[0], client: typeof cli): string =>
    refuseUnauthorized(reason, client).message;
  assert.equal(
    message('token_mismatch', cli),
    'unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)',
  );
  assert.equal(
    message('token_missing', web),
    'unauthorized: gateway token missing (open a tokenized dashboard URL or paste token in Control UI settings)',
  );
  assert.equal(
    message('password_missing', other),
    'unauthorized: gateway password missing (provide gateway auth password)',
  );
  assert.equal(
    message('password_mismatch', web),
    'unauthorized: gateway password mismatch (enter the password in Control UI settings)',
  );
  assert.equal(
    message('token_missing_config', cli),
    'unauthorized: gateway token not configured on gateway (set gateway.auth.token)',
  );
  assert.equal(
    message('password_missing_config', web),
    'unauthorized: gateway password not configured on gateway (set gateway.auth.password)',
  );
  assert.equal(
    message('tailscale_proxy_missing', other),
    'unauthorized: tailscale proxy headers missing (use Tailscale Serve or gateway token/password)',
  );
  assert.equal(message('other', cli), 'unauthorized');
});

test('a close reason is a prefix of at most 120 bytes that breaks no character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (text) => {
      const sound = text.toWellFormed();
      const fitted = fitCloseReason(sound);
      assert.ok(Buffer.byteLength(fitted) <= 120);
      assert.ok(sound.startsWith(fitted));
      if (Buffer.byteLength(sound) <= 120) assert.equal(fitted, sound);
      else assert.ok(Buffer.byteLength(fitted) > 116);
    }),
  );
  assert.equal(fitCloseReason('😀'.repeat(40)), '😀'.repeat(30));
});

test('every close reason fits a close frame and has a meaning', () => {
  assert.deepEqual(Object.keys(CLOSE), Object.keys(CLOSE_MEANINGS));
  for (const { code, reason } of Object.values(CLOSE)) {
    assert.equal(fitCloseReason(reason), reason);
    assert.ok(code >= 1000 && code <= 1015);
  }
});

test('every refusal names a known error code and when it happens', () => {
  for (const [reason, { code, when }] of Object.entries(REFUSALS)) {
    assert.ok(code === null || ERROR_CODES.includes(code), reason);
    assert.match(when, /\S.*\.$/, reason);
  }
});

test('clients are told apart by id and mode in all three families of names', () => {
  for (const brand of ['moltbot', 'openclaw', 'clawdbot']) {
    assert.equal(isControlUi({ id: `${brand}-control-ui`, mode: 'ui' }), true);
    assert.equal(isControlUi({ id: `${brand}-macos`, mode: 'ui' }), false);
  }
  assert.equal(isCliClient({ id: 'x', mode: 'CLI' }), true);
  assert.equal(isCliClient({ id: 'cli', mode: 'probe' }), false);
  assert.equal(isWebchatClient({ id: 'webchat-ui', mode: 'ui' }), true);
  assert.equal(isWebchatClient({ id: 'webchat', mode: 'ui' }), false);
  assert.equal(isWebchatClient({ id: 'moltbot-macos', mode: 'webchat' }), true);
  assert.equal(clientKind({ id: 'moltbot-control-ui', mode: 'cli' }), 'cli');
});
