import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutboundMedia, OutboundMessage } from '../../../src/channels/message.ts';
import { bodyOf } from '../../../src/channels/telegram/parts.ts';
import type { Body } from '../../../src/channels/telegram/parts.ts';
import { planMessage } from '../../../src/channels/telegram/plan.ts';
import type { TelegramSettings } from '../../../src/channels/telegram/settings.ts';

const chat = { chatId: '42' };
const file = (
  kind: OutboundMedia['kind'],
  mime: string,
  over: Partial<OutboundMedia> = {},
): OutboundMedia => ({
  path: '/m/a',
  mime,
  kind,
  sizeBytes: 10,
  fileName: 'a.bin',
  ...over,
});
const photo = file('image', 'image/jpeg');
const video = file('video', 'video/mp4');

const plan = (message: Omit<OutboundMessage, 'chat'>, settings: TelegramSettings = {}): Body[] =>
  planMessage({ chat, ...message }, settings).map(bodyOf);

const shapeOf = (body: Body): string => {
  if (body.type === 'file') return `${body.file.as}${body.caption === undefined ? '' : ':caption'}`;
  if (body.type === 'album')
    return `album(${body.files.map(({ as }) => as).join()})${body.caption === undefined ? '' : ':caption'}`;
  return body.type;
};

const shapes = (message: Omit<OutboundMessage, 'chat'>, settings?: TelegramSettings): string[] =>
  plan(message, settings).map(shapeOf);

const TABLE: readonly (readonly [
  title: string,
  message: Omit<OutboundMessage, 'chat'>,
  shapes: readonly string[],
])[] = [
  ['a text', { text: 'hi' }, ['text']],
  ['a text beyond 4000 characters in parts', { text: 'word '.repeat(1700) }, ['text', 'text', 'text']],
  ['a photo with its caption', { text: 'look', media: [photo] }, ['photo:caption']],
  ['a caption of exactly 1024', { text: 'x'.repeat(1024), media: [photo] }, ['photo:caption']],
  ['a longer caption after the photo', { text: 'x'.repeat(1025), media: [photo] }, ['photo', 'text']],
  [
    'a picture over 10 MB as document',
    { media: [{ ...photo, sizeBytes: 10 * 1024 * 1024 + 1 }] },
    ['document'],
  ],
  ['a drawing as document', { media: [file('image', 'image/svg+xml')] }, ['document']],
  ['a gif as animation', { media: [file('image', 'image/gif')] }, ['animation']],
  ['a video', { media: [video] }, ['video']],
  ['a video that plays like a gif', { media: [video], gifPlayback: true }, ['animation']],
  ['audio', { media: [file('audio', 'audio/mpeg')] }, ['audio']],
  ['a voice note', { media: [file('voice', 'audio/ogg; codecs=opus')] }, ['voice']],
  ['a voice note Telegram cannot play as one', { media: [file('voice', 'audio/wav')] }, ['audio']],
  ['a document', { media: [file('document', 'application/pdf')] }, ['document']],
  [
    'a sticker with the text after it',
    { text: 'x', media: [file('sticker', 'image/webp')] },
    ['sticker', 'text'],
  ],
  ['two pictures as an album', { text: 'x', media: [photo, video] }, ['album(photo,video):caption']],
  [
    'eleven pictures as an album and one',
    { media: Array.from({ length: 11 }, () => photo) },
    [`album(${Array.from({ length: 10 }, () => 'photo').join()})`, 'photo'],
  ],
  [
    'a document between pictures by itself',
    { media: [photo, file('document', 'application/pdf'), photo] },
    ['photo', 'document', 'photo'],
  ],
  [
    'an album with buttons, which stand under the text',
    { text: 'x', media: [photo, photo], buttons: [[{ text: 'a', data: 'b' }]] },
    ['album(photo,photo)', 'text'],
  ],
  [
    'a poll after a text',
    { text: 'x', poll: { question: 'Tea?', options: ['yes', 'no'], maxSelections: 1 } },
    ['text', 'poll'],
  ],
  ['a reaction', { reaction: { messageId: '5', emoji: '👍' } }, ['reaction']],
];

const REFUSED: readonly (readonly [title: string, message: Omit<OutboundMessage, 'chat'>, reason: RegExp])[] =
  [
    ['nothing at all', {}, /needs a text/],
    ['blanks alone', { text: '  \n ' }, /needs a text/],
    ['a file over 50 MB', { media: [{ ...video, sizeBytes: 51 * 1024 * 1024 }] }, /50 MB/],
    [
      'button data over 64 bytes',
      { text: 'x', buttons: [[{ text: 'a', data: 'ä'.repeat(33) }]] },
      /64 bytes/,
    ],
    ['a button that does nothing', { text: 'x', buttons: [[{ text: 'a' }]] }, /either data or a url/],
    ['a button without a text', { text: 'x', buttons: [[{ text: ' ', data: 'b' }]] }, /needs a text/],
    [
      'buttons under an album alone',
      { media: [photo, photo], buttons: [[{ text: 'a', data: 'b' }]] },
      /buttons need/,
    ],
    ['a quotation of no message', { text: 'x', replyTo: 'abc' }, /not the id/],
    ['a poll with one option', { poll: { question: 'Q', options: ['a'], maxSelections: 1 } }, /2 to 12/],
    [
      'a poll without a question',
      { poll: { question: ' ', options: ['a', 'b'], maxSelections: 1 } },
      /question/,
    ],
    [
      'an option of 101 characters',
      { poll: { question: 'Q', options: ['a', 'b'.repeat(101)], maxSelections: 1 } },
      /option/,
    ],
  ];

describe('planning what goes out', () => {
  for (const [title, message, expected] of TABLE)
    it(`sends ${title}`, () => assert.deepEqual(shapes(message), expected));

  for (const [title, message, reason] of REFUSED) {
    it(`refuses ${title}`, () =>
      assert.throws(() => plan(message), { code: 'INVALID_REQUEST', message: reason }));
  }

  it('cuts texts where the settings say, and never beyond what Telegram takes', () => {
    const lengths = (settings: TelegramSettings) =>
      plan({ text: 'word '.repeat(2000) }, settings).map((body) =>
        body.type === 'text' ? body.text.length : 0,
      );
    assert.ok(lengths({ textChunkLimit: 100 }).every((length) => length <= 100));
    assert.ok(lengths({ textChunkLimit: 9000 }).every((length) => length <= 4096));
    const paragraphs = plan({ text: 'one\n\ntwo' }, { textChunkLimit: 6, chunkMode: 'newline' });
    assert.deepEqual(
      paragraphs.map((body) => body.type === 'text' && body.text),
      ['one', 'two'],
    );
  });

  const quoting = (replyToMode: NonNullable<TelegramSettings['replyToMode']>) =>
    plan({ text: 'a b', replyTo: '5' }, { textChunkLimit: 1, replyToMode }).map(
      (body) => body.type !== 'reaction' && body.replyTo,
    );
  it('quotes once, always or never', () => {
    assert.deepEqual(quoting('first'), [5, undefined]);
    assert.deepEqual(quoting('all'), [5, 5]);
    assert.deepEqual(quoting('off'), [undefined, undefined]);
  });

  it('quotes the message a button stood under', () => {
    const [body] = plan({ text: 'x', replyTo: '5:callback:77' });
    assert.equal(body?.type === 'text' && body.replyTo, 5);
  });

  it('puts buttons under the first text only, and silence on everything', () => {
    const buttons = [[{ text: 'Yes', data: 'y' }]];
    const bodies = plan({ text: 'a b', buttons, silent: true }, { textChunkLimit: 1 });
    assert.deepEqual(
      bodies.map((body) => body.type === 'text' && body.buttons),
      [buttons, undefined],
    );
    assert.ok(bodies.every((body) => body.type === 'text' && body.silent === true));
  });

  it('asks for no preview when links shall have none', () => {
    const [body] = plan({ text: 'https://a.example' }, { linkPreview: false });
    assert.equal(body?.type === 'text' && body.noPreview, true);
  });

  it('lets an own Bot API server take larger files', () => {
    const large = [{ ...video, sizeBytes: 200 * 1024 * 1024 }];
    assert.deepEqual(shapes({ media: large }, { apiRoot: 'http://127.0.0.1:8081' }), ['video']);
  });

  it('says in a line of at most 120 characters what a part is', () => {
    const [text] = planMessage({ chat, text: `a\n\n${'b'.repeat(300)}` }, {});
    assert.equal(text?.preview.length, 120);
    assert.match(text?.preview ?? '', /^a b+$/);
    const [sent] = planMessage({ chat, media: [photo], text: 'look' }, {});
    assert.equal(sent?.preview, '[photo] a.bin look');
    assert.equal(sent?.kind, 'media');
  });

  it('keeps parts as JSON', () => {
    const parts = planMessage({ chat, text: 'x', media: [photo, photo], replyTo: '1', silent: true }, {});
    assert.deepEqual(JSON.parse(JSON.stringify(parts)), parts);
  });

  it('cleans names of what would break the head of an upload', () => {
    const [body] = plan({ media: [file('document', 'text/plain', { fileName: 'a"b;c\r\nd.txt' })] });
    assert.equal(body?.type === 'file' && body.file.name, 'a_b_c_d.txt');
  });
});
