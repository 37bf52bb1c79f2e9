import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guarded } from '../../../src/channels/whatsapp/connection.ts';
import { mediaAddress } from '../../../src/channels/whatsapp/inbound/media-address.ts';
import { chatIdOf, e164Of, parseJid, personJid, samePerson } from '../../../src/channels/whatsapp/jid.ts';
import { createLibraryLog, quietLibsignal } from '../../../src/channels/whatsapp/library-log.ts';
import { refusal } from '../../../src/channels/whatsapp/login.ts';
import { readReceipt } from '../../../src/channels/whatsapp/receipts.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { makeAccount } from './rig.ts';

const TARGETS: readonly (readonly [string, string | undefined])[] = [
  ['+15550001111', '15550001111@s.whatsapp.net'],
  ['1 (555) 000-1111', '15550001111@s.whatsapp.net'],
  ['whatsapp:+15550001111', '15550001111@s.whatsapp.net'],
  ['15550001111@s.whatsapp.net', '15550001111@s.whatsapp.net'],
  ['15550001111:4@s.whatsapp.net', '15550001111@s.whatsapp.net'],
  ['15550001111@c.us', '15550001111@s.whatsapp.net'],
  ['120363000000000001@g.us', '120363000000000001@g.us'],
  ['15550001111-1600000000@g.us', '15550001111-1600000000@g.us'],
  ['199999999:2@lid', '199999999@lid'],
  ['status@broadcast', undefined],
  ['12345@newsletter', undefined],
  ['Ann', undefined],
  ['+123', undefined],
  ['+1555000111122223', undefined],
  ['x@g.us', undefined],
  ['', undefined],
];
for (const [typed, chatId] of TARGETS)
  test(`"${typed}" means ${chatId ?? 'no chat'}.`, () => {
    assert.equal(chatIdOf(typed), chatId);
    const account = makeAccount({ home: '/nowhere' });
    if (chatId === undefined) assert.throws(() => account.target(typed), /no WhatsApp address/);
    else assert.deepEqual(account.target(typed), { chatId });
  });

test('Devices, servers and hidden ids do not hide who somebody is.', () => {
  assert.equal(e164Of('15550001111:7@s.whatsapp.net'), '+15550001111');
  assert.equal(e164Of('99999999@lid'), undefined);
  assert.equal(parseJid('15550001111:7@hosted').jid, '15550001111@s.whatsapp.net');
  assert.equal(samePerson('15550001111:7@s.whatsapp.net', '15550001111@s.whatsapp.net'), true);
  assert.equal(samePerson(undefined, undefined), false);
  assert.equal(personJid('+1 555'), '1555@s.whatsapp.net');
  assert.equal(personJid('99999999:1@lid'), '99999999@lid');
});

const REF = { wire: 'image', mediaKey: '' } as const;
const ADDRESSES: readonly (readonly [string | undefined, string | undefined, string | undefined])[] = [
  ['/v/a', 'https://mmg.whatsapp.net/x', 'https://mmg.whatsapp.net/v/a'],
  ['/v/a', 'https://media-1.cdn.whatsapp.net/x', 'https://media-1.cdn.whatsapp.net/v/a'],
  ['/v/a', undefined, 'https://mmg.whatsapp.net/v/a'],
  ['/v/a', 'https://evil.example/x', 'https://mmg.whatsapp.net/v/a'],
  ['/v/a', 'https://127.0.0.1:8080/x', 'https://mmg.whatsapp.net/v/a'],
  ['/v/a', 'https://mmg.whatsapp.net:8443/x', 'https://mmg.whatsapp.net/v/a'],
  ['/v/a', 'https://mmg.whatsapp.net.evil.example/x', 'https://mmg.whatsapp.net/v/a'],
  ['@evil.example/a', undefined, undefined],
  ['.evil.example/a', undefined, undefined],
  [undefined, 'https://evil.example/x', undefined],
  [undefined, 'http://mmg.whatsapp.net/x', undefined],
  [undefined, undefined, undefined],
];
for (const [directPath, url, address] of ADDRESSES)
  test(`A file at ${directPath ?? 'no path'} of ${url ?? 'no address'} is fetched from ${address ?? 'nowhere'}.`, () => {
    const ref = { ...REF, ...(directPath && { directPath }), ...(url && { url }) };
    assert.equal(mediaAddress(ref, undefined)?.href, address);
  });

test('A receipt names all its messages; what another device of ours did is none.', () => {
  const node = {
    tag: 'receipt',
    attrs: { from: '15552223333:3@s.whatsapp.net', id: 'A', type: 'read' },
    content: [{ tag: 'list', attrs: {}, content: [{ tag: 'item', attrs: { id: 'B' } }] }],
  };
  assert.deepEqual(readReceipt(node), {
    chatId: '15552223333@s.whatsapp.net',
    ids: ['B', 'A'],
    status: 'read',
  });
  assert.equal(readReceipt({ ...node, attrs: { ...node.attrs, recipient: 'x' } }), undefined);
  assert.equal(readReceipt({ ...node, attrs: { ...node.attrs, type: 'retry' } }), undefined);
  assert.equal(readReceipt({ ...node, attrs: { from: 'x@g.us', id: 'A' } })?.status, 'delivered');
});

test('A refused pairing code says for which number and what to do.', () => {
  const fault = refusal('15550001111', {
    tag: 'iq',
    attrs: { type: 'error' },
    content: [{ tag: 'error', attrs: { code: '429', text: 'rate-overlimit' } }],
  });
  assert.equal(fault.kind, 'loginEnded');
  assert.match(fault.message, /\+15550001111 \(429 rate-overlimit\)/);
  assert.match(fault.hint ?? '', /wait/);
  assert.match(refusal('1', { tag: 'iq', attrs: {} }).hint ?? '', /country code/);
});

test('What a callback throws, at once or later, becomes the end of its link.', async () => {
  const crashed: unknown[] = [];
  const now = new Error('now');
  const later = new Error('later');
  guarded(
    () => {
      throw now;
    },
    (error) => crashed.push(error),
  )();
  const { promise, resolve } = Promise.withResolvers<void>();
  guarded(
    () => Promise.reject(later),
    (error) => {
      crashed.push(error);
      resolve();
    },
  )();
  await promise;
  assert.deepEqual(crashed, [now, later]);
});

test('The library’s log loses its objects, libsignal’s console lines their keys.', () => {
  const lines: unknown[] = [];
  const log = { ...silentLogger, debug: (...line: unknown[]) => lines.push(line) };
  createLibraryLog(log).error({ err: new Error('why'), creds: 'secret' }, 'words');
  assert.deepEqual(lines.pop(), ['library', { level: 'error', words: 'words', error: 'why' }]);
  const shown: unknown[] = [];
  const terminal = { ...console, info: (...line: unknown[]) => shown.push(line) };
  quietLibsignal(terminal, log);
  quietLibsignal(terminal, log);
  terminal.info('Closing session:', { privKey: 'secret' });
  terminal.info('hello', 1);
  assert.deepEqual(shown, [['hello', 1]]);
  assert.deepEqual(lines, [['libsignal', { words: 'Closing session:' }]]);
});
