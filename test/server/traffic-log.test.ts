import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTrafficLog, shortId, type TrafficStyle } from '../../src/actors/server/traffic-log.ts';
import { silentLogger, type LogFields } from '../../src/platform/logger.ts';
import { createTestClock } from '../support/test-clock.ts';

const CONN = '11111111-2222-3333-4444-555566667777';
const OTHER = '99999999-2222-3333-4444-555566667777';
const SECRET = 'a-secret-nobody-may-read';

function trafficLog(style: TrafficStyle, mask?: (text: string) => string) {
  const lines: { readonly message: string; readonly fields: LogFields }[] = [];
  const clock = createTestClock();
  const log = {
    ...silentLogger,
    info: (message: string, fields: LogFields = {}) => void lines.push({ message, fields }),
  };
  const traffic = createTrafficLog({ log, clock, style, mask });
  const exchange = (method: string, ms: number, connId = CONN) => {
    const open = traffic.request(connId, { id: 'r1', method, params: { message: 'hi', token: SECRET } });
    clock.advanceSync(ms);
    return open;
  };
  return { traffic, exchange, lines, messages: () => lines.splice(0).map(({ message }) => message) };
}

test('unless asked, only responses that fail or take fifty milliseconds are told, and no event', () => {
  const { traffic, exchange, messages } = trafficLog('notable');
  traffic.response(exchange('health', 49), { ok: true, payload: {} });
  traffic.refused(exchange('nope', 0), 'unknown method: nope');
  assert.deepEqual(messages(), []);
  traffic.response(exchange('health', 50), { ok: true, payload: {} });
  traffic.response(exchange('send', 1), { ok: false, error: 'NOT_LINKED: no link' });
  assert.deepEqual(messages(), ['⇄ res ✓ health 50ms', '⇄ res ✗ send 1ms']);
  assert.equal(traffic.event, undefined);
});

test('merged, a request and its response are one line, and the connection is named when it changes', () => {
  const { traffic, exchange, lines } = trafficLog('merged');
  traffic.response(exchange('health', 1), { ok: true, payload: {} });
  traffic.response(exchange('status', 2), { ok: true, payload: {} });
  traffic.refused(exchange('nope', 0, OTHER), 'unknown method: nope');
  traffic.event?.('tick', { ts: 5 }, { clients: 2 });
  assert.deepEqual(lines, [
    { message: '⇄ res ✓ health 1ms', fields: { conn: '11111111…7777', id: 'r1' } },
    { message: '⇄ res ✓ status 2ms', fields: { id: 'r1' } },
    {
      message: '⇄ res ✗ nope 0ms',
      fields: { error: 'unknown method: nope', conn: '99999999…7777', id: 'r1' },
    },
    { message: '→ event tick', fields: { clients: 2, ts: 5 } },
  ]);
});

test('in full every frame is a line with its values, cut and without secrets', () => {
  const { traffic, exchange, lines } = trafficLog('full');
  const payload = { auth: { deviceToken: SECRET }, text: 'x'.repeat(10_000) };
  traffic.response(exchange('chat.history', 3), { ok: true, payload });
  traffic.event?.('chat', payload, { connId: CONN });
  assert.deepEqual(
    lines.map(({ message }) => message),
    ['← req chat.history', '→ res ✓ chat.history 3ms', '→ event chat'],
  );
  const text = JSON.stringify(lines);
  assert.ok(!text.includes(SECRET));
  assert.ok(text.includes('hi') && text.length < 1_500);
  assert.ok(lines.every(({ fields }) => fields['conn'] === '11111111…7777'));
});

test('a text is masked before it is cut, so that half a secret is none of what is left', () => {
  const { traffic, lines } = trafficLog('full', (text) => text.replaceAll(SECRET, '***'));
  const text = `${'x'.repeat(225)}${SECRET}`;
  traffic.request(CONN, { id: 'r1', method: 'send', params: { m: text } });
  assert.match(JSON.stringify(lines), /xx\*\*\*/);
});

test('the text of a configuration is told by its length only', () => {
  const { traffic, lines } = trafficLog('full');
  traffic.request(CONN, {
    id: 'r1',
    method: 'config.set',
    params: { raw: `{ talk: { apiKey: ["${SECRET}"] } }` },
  });
  assert.ok(!JSON.stringify(lines).includes(SECRET));
  assert.match(JSON.stringify(lines), /\[\d+ characters\]/);
});

test('a method name of any length is a short word', () => {
  const { traffic, exchange, messages } = trafficLog('full');
  traffic.refused(exchange('m'.repeat(100_000), 0), 'unknown method');
  assert.ok(messages().every((message) => message.length < 100));
});

test('ids are short enough to read and long enough to tell apart', () => {
  assert.equal(shortId(CONN), '11111111…7777');
  assert.equal(shortId('k1'), 'k1');
  assert.equal(shortId(`abcdefghijkl${'-'.repeat(20)}wxyz`), 'abcdefghijkl…wxyz');
});
