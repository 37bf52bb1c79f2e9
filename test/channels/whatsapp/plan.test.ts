import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboundMedia, OutboundMessage } from '../../../src/channels/message.ts';
import { planMessage } from '../../../src/channels/whatsapp/outbound/plan.ts';
import { createSeededRandom } from '../../../src/platform/random.ts';
import { Failure } from '../../../src/protocol/failure.ts';

const chat = { chatId: '15552223333@s.whatsapp.net' };
const settings = { textChunkLimit: 20, chunkMode: 'length' as const };
const plan = (message: Omit<OutboundMessage, 'chat'>) =>
  planMessage({ chat, ...message }, settings, createSeededRandom(7));
const file = (kind: OutboundMedia['kind'], mime = 'image/png'): OutboundMedia => ({
  path: '/m/a',
  mime,
  kind,
  sizeBytes: 3,
});
const refused = (message: Omit<OutboundMessage, 'chat'>, words: RegExp): void => {
  assert.throws(
    () => plan(message),
    (error) => error instanceof Failure && error.code === 'INVALID_REQUEST' && words.test(error.message),
  );
};

test('Every part has an id of its own in the form of the network, chosen before sending.', () => {
  const ids = plan({ text: 'one two three four five six seven eight' }).map((part) => part.messageId ?? '');
  assert.ok(ids.length > 1);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^3EB0[0-9A-F]{18}$/);
});

test('A long text is cut at the limit; only its first part quotes.', () => {
  const parts = plan({ text: 'aaaa bbbb cccc dddd eeee ffff', replyTo: 'Q1' });
  assert.deepEqual(
    parts.map((part) => part.kind),
    ['text', 'text'],
  );
  assert.deepEqual(
    parts.map((part) => (part.body as { quote?: string }).quote),
    ['Q1', undefined],
  );
});

test('The caption goes with the first attachment that can carry one, the rest of the text follows.', () => {
  const parts = plan({
    text: 'aaaa bbbb cccc dddd eeee',
    media: [file('voice', 'audio/ogg'), file('image'), file('image')],
  });
  assert.deepEqual(
    parts.map((part) => part.kind),
    ['media', 'media', 'media', 'text'],
  );
  const captions = parts.map((part) => (part.body as { caption?: string }).caption);
  assert.deepEqual(
    captions.map((caption) => caption !== undefined),
    [false, true, false, false],
  );
});

test('Where no attachment can carry a caption the text follows as a message.', () => {
  const parts = plan({ text: 'hi', media: [file('voice', 'audio/ogg'), file('sticker', 'image/webp')] });
  assert.deepEqual(
    parts.map((part) => part.kind),
    ['media', 'media', 'text'],
  );
});

test('A video becomes a GIF when asked, an animation always is one.', () => {
  const gif = (message: Omit<OutboundMessage, 'chat'>) =>
    (plan(message)[0]?.body as { gif?: boolean } | undefined)?.gif;
  assert.equal(gif({ media: [file('video', 'video/mp4')], gifPlayback: true }), true);
  assert.equal(gif({ media: [file('video', 'video/mp4')] }), undefined);
  assert.equal(gif({ media: [file('animation', 'video/mp4')] }), true);
});

test('A poll needs a question and 2 to 12 different options.', () => {
  const poll = (options: readonly string[], maxSelections = 1) => ({
    poll: { question: 'Q', options, maxSelections },
  });
  assert.equal(plan(poll(['a', 'b']))[0]?.kind, 'poll');
  refused(poll(['a']), /2 to 12/);
  refused(poll(Array.from({ length: 13 }, (_, index) => `o${index}`)), /2 to 12/);
  refused(poll(['a', ' a ']), /differ/);
  refused(poll(['a', 'b'], 3), /maxSelections/);
  refused({ poll: { question: ' ', options: ['a', 'b'], maxSelections: 1 } }, /question/);
});

test('A reaction may be empty, which removes it, but needs a message.', () => {
  assert.equal(plan({ reaction: { messageId: 'M', emoji: '' } })[0]?.kind, 'reaction');
  refused({ reaction: { messageId: '', emoji: '👍' } }, /id of the message/);
});

test('Buttons, which linked devices cannot send, become lines.', () => {
  const [part] = planMessage(
    {
      chat,
      text: 'Choose',
      buttons: [[{ text: 'Docs', url: 'https://a.example' }], [{ text: 'Yes', data: 'y' }]],
    },
    { textChunkLimit: 400, chunkMode: 'length' },
    createSeededRandom(1),
  );
  assert.equal(
    (part?.body as { text?: string } | undefined)?.text,
    'Choose\n\n• Docs: https://a.example\n• Yes',
  );
});

test('Nothing at all is refused.', () => refused({ text: '  ' }, /needs text/));

test('A preview is one line of at most 120 characters.', () => {
  const parts = planMessage(
    { chat, text: `a\n${'b'.repeat(300)}` },
    { ...settings, textChunkLimit: 4_000 },
    createSeededRandom(1),
  );
  const preview = parts[0]?.preview ?? '';
  assert.equal(preview.length, 120);
  assert.ok(!preview.includes('\n'));
});
