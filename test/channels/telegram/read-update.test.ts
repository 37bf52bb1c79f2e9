import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Update } from 'grammy/types';
import type { InboundMedia, InboundMessage, MediaKind } from '../../../src/channels/message.ts';
import { readUpdate } from '../../../src/channels/telegram/read-update.ts';

const reader = {
  accountId: 'default',
  self: { id: 77, username: 'Helper_bot' },
  receivedAt: 1_700_000_009_000,
};
const ann = { id: 42, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'annlee' };
const dm = { id: 42, type: 'private', first_name: 'Ann', last_name: 'Lee' };
const group = { id: -100, type: 'supergroup', title: 'Friends' };
const forum = { ...group, is_forum: true };
const self = { id: 77, is_bot: true, first_name: 'Helper', username: 'Helper_bot' };

const ofUpdate = (update: Partial<Update> | object) => readUpdate({ update_id: 9, ...update }, reader);
const ofMessage = (fields: object): InboundMessage | undefined =>
  ofUpdate({ message: { message_id: 5, date: 1_700_000_000, from: ann, chat: dm, ...fields } }).message;

const entity = (type: string, text: string, part: string, extra: object = {}) => ({
  type,
  offset: text.indexOf(part),
  length: part.length,
  ...extra,
});

const file = { file_id: 'F', file_unique_id: 'U', file_size: 12 };
const media = (kind: MediaKind, extra: object = {}): InboundMedia[] => [
  { kind, sizeBytes: 12, ref: { fileId: 'F', uniqueId: 'U' }, ...extra },
];

const withMark = (text: string, type: string, part: string, extra: object = {}) => ({
  text,
  entities: [entity(type, text, part, extra)],
});

const TABLE: readonly (readonly [title: string, fields: object, expected: Partial<InboundMessage>])[] = [
  [
    'a plain text',
    { text: 'hi' },
    {
      channel: 'telegram',
      accountId: 'default',
      messageId: '5',
      kind: 'message',
      chat: { id: '42', kind: 'dm', title: 'Ann Lee' },
      sender: { id: '42', name: 'Ann Lee', username: 'annlee', isSelf: false },
      sentAt: 1_700_000_000_000,
      text: 'hi',
      media: [],
      mention: 'none',
      native: { updateId: 9, messageId: 5 },
    },
  ],
  [
    'hidden links, counted in UTF-16 units',
    withMark('🎉 see here now', 'text_link', 'here', { url: 'https://a.example/x' }),
    { text: '🎉 see [here](https://a.example/x) now' },
  ],
  [
    'a mark that names the bot, in any case',
    withMark('@helper_BOT hi', 'mention', '@helper_BOT'),
    { mention: 'self' },
  ],
  ['a mark that names somebody else', withMark('@bob hi', 'mention', '@bob'), { mention: 'other' }],
  ['the bot named without a mark', { text: 'ask @helper_bot, please' }, { mention: 'self' }],
  ['a longer name than the bot’s', { text: 'ask @helper_bottle' }, { mention: 'none' }],
  ['an address that holds the name', { text: 'write to me@helper_bot' }, { mention: 'none' }],
  [
    'a mention by identity',
    withMark('Helper, hi', 'text_mention', 'Helper', { user: self }),
    { mention: 'self' },
  ],
  [
    'somebody else by identity',
    withMark('Bob, hi', 'text_mention', 'Bob', { user: { ...ann, id: 43 } }),
    { mention: 'other' },
  ],
  [
    'a command addressed to the bot',
    withMark('/status@Helper_bot now', 'bot_command', '/status@Helper_bot'),
    { text: '/status now', mention: 'self' },
  ],
  [
    'a command addressed to another bot',
    withMark('/status@other_bot', 'bot_command', '/status@other_bot'),
    { text: '\u2060/status@other_bot', mention: 'other' },
  ],
  ['a command addressed to nobody', withMark('/status', 'bot_command', '/status'), { mention: 'none' }],
  [
    'an answer to the bot',
    { text: 'yes', reply_to_message: { message_id: 3, date: 1, chat: dm, from: self, text: 'Sure?' } },
    { quoted: { messageId: '3', text: 'Sure?', sender: 'Helper', fromMe: true } },
  ],
  [
    'an answer to a part of a picture’s caption',
    {
      text: 'this',
      quote: { text: 'part' },
      reply_to_message: { message_id: 3, date: 1, chat: dm, from: ann, caption: 'a part of it', photo: [] },
    },
    { quoted: { messageId: '3', text: 'part', sender: 'Ann Lee', fromMe: false } },
  ],
  [
    'an answer to a voice note',
    { text: 'what?', reply_to_message: { message_id: 3, date: 1, chat: dm, from: ann, voice: file } },
    { quoted: { messageId: '3', text: '<media:voice>', sender: 'Ann Lee', fromMe: false } },
  ],
  [
    'a forwarded message',
    { text: 'x', forward_origin: { type: 'hidden_user', sender_user_name: 'Zoe', date: 1 } },
    { forwardedFrom: 'Zoe' },
  ],
  [
    'a forwarded channel post',
    {
      text: 'x',
      forward_origin: {
        type: 'channel',
        chat: { id: -5, type: 'channel', title: 'News' },
        message_id: 1,
        date: 1,
        author_signature: 'Ed',
      },
    },
    { forwardedFrom: 'News (Ed)' },
  ],
  ['a group', { text: 'x', chat: group }, { chat: { id: '-100', kind: 'group', title: 'Friends' } }],
  [
    'a thread of replies in a group without topics',
    { text: 'x', chat: group, message_thread_id: 8 },
    { chat: { id: '-100', kind: 'group', title: 'Friends' } },
  ],
  [
    'a topic of a forum',
    {
      text: 'x',
      chat: forum,
      message_thread_id: 8,
      is_topic_message: true,
      reply_to_message: { message_id: 8, date: 1, chat: forum, from: self, forum_topic_created: {} },
    },
    { chat: { id: '-100', kind: 'group', title: 'Friends', threadId: '8', isForum: true } },
  ],
  [
    'the general topic of a forum',
    { text: 'x', chat: forum },
    { chat: { id: '-100', kind: 'group', title: 'Friends', threadId: '1', isForum: true } },
  ],
  [
    'a reply in the general topic, which is numbered by its own thread',
    {
      text: 'x',
      chat: forum,
      message_thread_id: 8,
      reply_to_message: { message_id: 8, date: 1, chat: forum, from: ann, text: 'y' },
    },
    { chat: { id: '-100', kind: 'group', title: 'Friends', threadId: '1', isForum: true } },
  ],
  [
    'a thread of a direct chat',
    { text: 'x', message_thread_id: 4 },
    { chat: { id: '42', kind: 'dm', title: 'Ann Lee', threadId: '4' } },
  ],
  [
    'an administrator who writes under the group’s name',
    { text: 'x', chat: group, from: { ...self, id: 1087968824 }, sender_chat: group },
    { sender: { id: '-100', name: 'Friends', isSelf: false } },
  ],
  ['a place', { location: { latitude: 1.5, longitude: -2 } }, { text: 'Location: 1.5, -2' }],
  [
    'a venue, once',
    {
      location: { latitude: 1, longitude: 2 },
      venue: { location: { latitude: 1, longitude: 2 }, title: 'Cafe', address: 'Main St 1' },
    },
    { text: 'Venue: Cafe, Main St 1 (1, 2)' },
  ],
  [
    'a contact',
    { contact: { first_name: 'Bob', last_name: 'Ray', phone_number: '+155501' } },
    { text: 'Contact: Bob Ray, +155501' },
  ],
  [
    'a poll',
    { poll: { id: '1', question: 'Tea?', options: [{ text: 'yes' }, { text: 'no' }] } },
    { text: 'Poll: Tea?\n- yes\n- no' },
  ],
  ['dice', { dice: { emoji: '🎲', value: 4 } }, { text: '🎲 4' }],
  [
    'a photo: the largest size, with its caption',
    {
      caption: 'look',
      photo: [
        { ...file, file_id: 'small', width: 90, height: 60 },
        { ...file, width: 900, height: 600 },
        { ...file, file_id: 'middle', width: 300, height: 200 },
      ],
    },
    { text: 'look', media: media('image', { mime: 'image/jpeg' }) },
  ],
  [
    'a document',
    { document: { ...file, file_name: 'a.pdf', mime_type: 'application/pdf' } },
    { text: '', media: media('document', { mime: 'application/pdf', fileName: 'a.pdf' }) },
  ],
  ['audio', { audio: { ...file, duration: 1 } }, { media: media('audio', { mime: 'audio/mpeg' }) }],
  ['a voice note', { voice: { ...file, duration: 1 } }, { media: media('voice', { mime: 'audio/ogg' }) }],
  ['a video', { video: { ...file, duration: 1 } }, { media: media('video', { mime: 'video/mp4' }) }],
  ['a round video', { video_note: { ...file, length: 1 } }, { media: media('video', { mime: 'video/mp4' }) }],
  [
    'an animation, not also its document',
    { animation: { ...file }, document: { ...file, file_id: 'D' } },
    { media: media('animation', { mime: 'video/mp4' }) },
  ],
  [
    'a sticker',
    { sticker: { ...file, emoji: '😀', is_animated: false, is_video: false } },
    { text: '😀', media: media('sticker', { mime: 'image/webp' }) },
  ],
  [
    'a group that became a supergroup',
    { chat: { id: -7, type: 'group', title: 'Old' }, migrate_to_chat_id: -100 },
    {
      kind: 'event',
      text: 'The group became a supergroup; its id is now -100.',
      native: { updateId: 9, messageId: 5, migratedTo: '-100' },
    },
  ],
];

const SILENT: readonly (readonly [title: string, update: object])[] = [
  ['its own messages', { message: { message_id: 1, date: 1, chat: group, from: self, text: 'x' } }],
  ['other bots', { message: { message_id: 1, date: 1, chat: group, from: { ...self, id: 78 }, text: 'x' } }],
  [
    'people joining',
    { message: { message_id: 1, date: 1, chat: group, from: ann, new_chat_members: [ann] } },
  ],
  ['kinds it does not know', { poll_answer: { poll_id: '1' } }],
  [
    'its own reactions',
    {
      message_reaction: { chat: dm, message_id: 1, date: 1, user: self, old_reaction: [], new_reaction: [] },
    },
  ],
];

describe('an update becomes a message', () => {
  for (const [title, fields, expected] of TABLE) {
    it(`reads ${title}`, () => {
      const message = ofMessage(fields);
      const keys = Object.keys(expected) as (keyof InboundMessage)[];
      assert.deepEqual(Object.fromEntries(keys.map((key) => [key, message?.[key]])), expected);
    });
  }

  for (const [title, update] of SILENT) {
    it(`hears nothing in ${title}`, () => assert.deepEqual(ofUpdate(update), { updateId: 9 }));
  }

  it('does not take the message that opened a topic for a quotation', () => {
    const opening = { message_id: 8, date: 1, chat: forum, from: self, forum_topic_created: {} };
    assert.equal(ofMessage({ text: 'x', chat: forum, reply_to_message: opening })?.quoted, undefined);
  });

  it('reads a channel’s post', () => {
    const chat = { id: -200, type: 'channel', title: 'News' };
    const { message } = ofUpdate({
      channel_post: { message_id: 2, date: 1, chat, sender_chat: chat, text: 'today' },
    });
    assert.deepEqual(message?.chat, { id: '-200', kind: 'channel', title: 'News' });
    assert.deepEqual(message?.sender, { id: '-200', name: 'News', isSelf: false });
  });

  it('makes an edit an event with an id of its own', () => {
    const { message } = ofUpdate({
      edited_message: { message_id: 5, date: 1, edit_date: 4, chat: dm, from: ann, text: 'new' },
    });
    assert.equal(message?.kind, 'event');
    assert.equal(message?.messageId, '5:edit:9');
    assert.equal(message?.text, 'Edited message 5: new');
    assert.equal(message?.sentAt, 4000);
  });

  it('makes the data of a button a message that quotes what it stood under', () => {
    const { message, callbackId } = ofUpdate({
      callback_query: {
        id: 'Q',
        from: ann,
        data: 'yes',
        message: { message_id: 3, date: 1, chat: dm, from: self, text: 'Sure?' },
      },
    });
    assert.equal(callbackId, 'Q');
    assert.equal(message?.messageId, '3:callback:Q');
    assert.equal(message?.text, 'yes');
    assert.equal(message?.mention, 'self');
    assert.equal(message?.sentAt, reader.receivedAt);
    assert.deepEqual(message?.quoted, { messageId: '3', text: 'Sure?', sender: 'Helper', fromMe: true });
  });

  it('still answers a button under a message too old to be shown', () => {
    const { message } = ofUpdate({
      callback_query: { id: 'Q', from: ann, data: 'yes', message: { message_id: 3, date: 0, chat: dm } },
    });
    assert.deepEqual(message?.quoted, { messageId: '3', fromMe: true });
  });

  it('tells what changed in the reactions', () => {
    const emoji = (...all: readonly string[]) => all.map((one) => ({ type: 'emoji', emoji: one }));
    const { message } = ofUpdate({
      message_reaction: {
        chat: dm,
        message_id: 3,
        date: 1,
        user: ann,
        old_reaction: emoji('👍', '🔥'),
        new_reaction: emoji('🔥', '❤'),
      },
    });
    assert.equal(message?.kind, 'reaction');
    assert.equal(message?.messageId, '3:reaction:9');
    assert.equal(message?.text, 'Reaction added: ❤ to message 3\nReaction removed: 👍 from message 3');
    assert.deepEqual(message?.native, { updateId: 9, messageId: 3, added: ['❤'], removed: ['👍'] });
  });

  it('tells when the bot is added or thrown out', () => {
    const { message } = ofUpdate({
      my_chat_member: {
        chat: group,
        from: ann,
        date: 1,
        old_chat_member: { status: 'left', user: self },
        new_chat_member: { status: 'member', user: self },
      },
    });
    assert.equal(message?.kind, 'event');
    assert.equal(message?.text, 'The bot is now member in "Friends".');
  });

  it('marks the pieces of albums and of texts', () => {
    const album = ofUpdate({
      message: {
        message_id: 5,
        date: 1,
        from: ann,
        chat: dm,
        photo: [{ ...file, width: 1, height: 1 }],
        media_group_id: 'g',
      },
    });
    assert.deepEqual(album.piece, { of: 'album', id: 'g' });
    const text = ofUpdate({ message: { message_id: 5, date: 1, from: ann, chat: dm, text: 'abc' } });
    assert.deepEqual(text.piece, { of: 'text', messageId: 5, length: 3, date: 1 });
  });
});
