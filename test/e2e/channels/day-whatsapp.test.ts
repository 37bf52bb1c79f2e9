import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { dripsOnDemand } from '../../support/sse-model-server.ts';
import { openMedia } from '../../support/whatsapp/media-crypto.ts';
import { LONG, PARTS, attachedTo, inkOf } from './day-words.ts';
import { JPEG, PDF, PNG, STICKER, VOICE } from './sample-files.ts';
import { assertTranscript } from './transcript.ts';
import { readMessage } from './whatsapp-chats.ts';
import { FAMILY, openWhatsAppDay } from './whatsapp-day.ts';
import type { WhatsAppDay } from './whatsapp-day.ts';

const GOLDEN = new URL('day-whatsapp.transcript', import.meta.url);

describe('a day on WhatsApp, as the people there see it', { timeout: 180_000 }, () => {
  let day: WhatsAppDay;

  before(async () => {
    day = await openWhatsAppDay();
  });
  after(() => day.close());

  it('answers a text, shows that it is typing, and marks it read', async () => {
    const { model, server, ann, chats, asked } = day;
    model.on('good morning', 'Good *morning*, **Ann**!');
    const typing = server.next('chatstate', ({ state }) => state === 'composing');
    const read = server.next('receipt', ({ type }) => type === 'read');
    const id = await chats.says(ann, 'good morning');
    const [answer] = await chats.hears();
    assert.equal(readMessage(answer?.message ?? {}).text, 'Good _morning_, *Ann*!');
    assert.equal((await typing).chat, ann.jid);
    assert.deepEqual((await read).ids, [id]);
    assert.match(await asked('good morning'), /^\[WhatsApp Ann .*\] good morning\n\[message_id: 3EB0\d+\]/);
  });

  const incoming = [
    ['image', JPEG, { mimetype: 'image/jpeg', caption: 'look at this picture' }],
    ['document', PDF, { mimetype: 'application/pdf', fileName: 'contract.pdf', caption: 'the contract' }],
    ['audio', VOICE, { mimetype: 'audio/ogg; codecs=opus', ptt: true }],
    ['sticker', STICKER, { mimetype: 'image/webp' }],
  ] as const;
  for (const [sort, bytes, details] of incoming) {
    const kind = sort === 'audio' ? 'voice' : sort;
    it(`gives the agent a ${kind} as a file of its own`, async () => {
      const { model, ann, chats, asked } = day;
      const cue = 'caption' in details ? details.caption : `<media:${kind}>`;
      model.on(cue, `I have the ${kind}.`);
      await chats.shows(ann, sort, bytes, details);
      await chats.hears();
      assert.deepEqual(attachedTo(await asked(cue), details.mimetype.split(';')[0] ?? ''), bytes);
    });
  }

  it('sends a file that the agent names, and a voice note', async () => {
    const { model, server, ann, chats } = day;
    model.on('draw me a chart', 'Here it is.\nMEDIA: ./chart.png');
    await chats.says(ann, 'draw me a chart');
    const [chart] = await chats.hears();
    assert.ok(server.media !== undefined);
    assert.deepEqual(openMedia(server.media, chart?.message ?? {}), PNG);
    model.on('say it aloud', '[[audio_as_voice]]\nMEDIA: ./note.ogg');
    await chats.says(ann, 'say it aloud');
    const [voice] = await chats.hears();
    assert.equal(voice?.message?.audioMessage?.ptt, true);
    assert.deepEqual(openMedia(server.media, voice.message), VOICE);
  });

  it('sends text, files and a poll from the command line', async () => {
    const { ann, chats, outside, cli } = day;
    const report = path.join(outside, 'report.pdf');
    const picture = path.join(outside, 'picture.png');
    writeFileSync(report, PDF);
    writeFileSync(picture, PNG);
    const to = ['--target', `+${ann.phone}`];
    await cli('message', 'send', ...to, '--message', 'the report', '--media', report);
    await cli('message', 'send', ...to, '--message', 'both', '--media', picture, '--media', report);
    const answers = ['Yes', 'No'].flatMap((answer) => ['--poll-option', answer]);
    await cli('message', 'poll', ...to, '--poll-question', 'Lunch?', ...answers);
    const [sent, , , poll] = await chats.hears(4);
    const document =
      sent?.message?.documentMessage ?? sent?.message?.documentWithCaptionMessage?.message?.documentMessage;
    assert.equal(document?.fileName, 'report.pdf');
    assert.match(readMessage(poll?.message ?? {}).text, /\[poll\] Lunch\? \(Yes\) \(No\)/);
  });

  it('reacts from the command line, and starts no run for a reaction', async () => {
    const { model, ann, chats, cli } = day;
    model.on('was that you', 'It was.');
    const id = await chats.says(ann, 'was that you');
    const [answer] = await chats.hears();
    assert.ok(answer !== undefined);
    await cli('message', 'react', '--target', `+${ann.phone}`, '--message-id', id, '--emoji', '👍');
    const [reaction] = await chats.hears();
    assert.deepEqual(
      [reaction?.message?.reactionMessage?.text, reaction?.message?.reactionMessage?.key?.id],
      ['👍', id],
    );
    const before = model.asked.length;
    await chats.reacts(ann, answer, '❤');
    model.on('and now', 'Now it is me.');
    await chats.says(ann, 'and now');
    await chats.hears();
    assert.equal(model.asked.length, before + 1);
  });

  it('tells the agent what a message replies to, and quotes when the agent asks for it', async () => {
    const { model, server, ann, chats, asked } = day;
    model.on('what did you mean', '[[reply_to_current]] This one.');
    const quoted = server.sent.find(({ message }) => readMessage(message ?? {}).text === 'It was.');
    assert.ok(quoted !== undefined);
    const id = await chats.replies(ann, quoted, 'what did you mean');
    const [answer] = await chats.hears();
    const { context } = readMessage(answer?.message ?? {});
    assert.equal(context?.stanzaId, id);
    assert.equal(context?.participant, ann.jid);
    assert.match(await asked('what did you mean'), /\[Replying to .* id:\w+\]\nIt was\.\n\[\/Replying\]/);
  });

  it('keeps silent in a group until it is mentioned, then knows what was said before', async () => {
    const { model, me, ann, bob, chats, asked } = day;
    model.on('who is right', 'Bob is right.');
    const before = model.asked.length;
    await chats.says(ann, 'I say tea', FAMILY);
    bob.addressBy('lid');
    await chats.says(bob, 'I say coffee', FAMILY);
    await chats.says(
      ann,
      {
        extendedTextMessage: { text: `@${me.phone} who is right?`, contextInfo: { mentionedJid: [me.jid] } },
      },
      FAMILY,
    );
    const [ack, answer] = await chats.hears(2);
    assert.equal(ack?.message?.reactionMessage?.text, '👀');
    assert.equal(answer?.chat, FAMILY);
    assert.equal(model.asked.length, before + 1);
    const question = await asked('who is right');
    assert.match(
      question,
      /^\[Chat messages since your last reply - for context\]\nAnn \([^)]+\): I say tea\nBob \([^)]+\): I say coffee\n/,
    );
    assert.match(
      question,
      /\[Current message - respond to this\]\n\[WhatsApp Family .*\] Ann \(\+15552223333\): @/,
    );
  });

  it('answers a group always once its owner says so', async () => {
    const { model, ann, bob, chats, asked } = day;
    model.on('just talking', 'So am I.');
    await chats.says(ann, '/activation always', FAMILY);
    await chats.hears();
    await chats.says(bob, 'just talking', FAMILY);
    await chats.hears();
    assert.match(await asked('just talking'), /Bob \(\+15554445555\): just talking/);
    await chats.says(ann, '/activation mention', FAMILY);
    const [last] = await chats.hears();
    assert.equal(readMessage(last?.message ?? {}).text, '⚙️ Group activation set to mention.');
  });

  it('knows its commands', async () => {
    const { model, ann, chats, transcript } = day;
    await chats.says(ann, '/status');
    const [status] = await chats.hears();
    const { text } = readMessage(status?.message ?? {});
    assert.match(text, /🧠 Model: local\/m/);
    transcript.normalise(/🦞 moltbot (\S+)/.exec(text)?.[1] ?? '', '<version>');
    model.on('fresh start', 'A clean slate.');
    await chats.says(ann, '/new fresh start');
    await chats.hears();
    await chats.says(ann, '/allowlist add +15558889999');
    await chats.hears();
    await chats.says(ann, '/allowlist');
    const [list] = await chats.hears();
    assert.match(readMessage(list?.message ?? {}).text, /approved: \+15558889999/);
  });

  it('asks a stranger to be let in, once, and answers when the operator has approved', async () => {
    const { model, eve, chats, transcript, cli, isRead } = day;
    model.on('may I come in', 'Welcome, Eve.');
    const first = await chats.says(eve, 'may I come in');
    const [reply] = await chats.hears();
    const code = /Pairing code: (\w{8})/.exec(readMessage(reply?.message ?? {}).text)?.[1] ?? '';
    transcript.normalise(code, '<code>');
    const second = await chats.says(eve, 'hello?');
    assert.match(await cli('pairing', 'list'), new RegExp(`${code} .*whatsapp .*\\+15556667777`));
    await cli('pairing', 'approve', 'whatsapp', code, '--notify');
    const [told] = await chats.hears();
    assert.match(readMessage(told?.message ?? {}).text, /Access approved/);
    const third = await chats.says(eve, 'may I come in');
    const [answer] = await chats.hears();
    assert.equal(readMessage(answer?.message ?? {}).text, 'Welcome, Eve.');
    assert.deepEqual([first, second, third].map(isRead), [false, false, true]);
  });

  it('says nothing when the agent wants to be silent', async () => {
    const { model, ann, chats } = day;
    model.on('nothing to say', 'NO_REPLY');
    model.on('say something', 'Something.');
    await chats.says(ann, 'nothing to say');
    await model.question('nothing to say');
    await chats.says(ann, 'say something');
    const [answer] = await chats.hears();
    assert.equal(readMessage(answer?.message ?? {}).text, 'Something.');
  });

  it('takes a burst of texts for one question', async () => {
    const { model, ann, chats } = day;
    model.on('second thought', 'Three thoughts, one answer.');
    await chats.says(ann, 'first thought');
    await chats.says(ann, 'second thought');
    await chats.says(ann, 'third thought');
    await chats.hears();
    const questions = await model.question('second thought');
    assert.equal(questions.length, 1);
    assert.match(questions[0] ?? '', /first thought\nsecond thought\nthird thought/);
  });

  it('sends a long answer in pieces, in order and without loss', async () => {
    const { model, ann, chats } = day;
    model.on('tell me everything', LONG);
    await chats.says(ann, 'tell me everything');
    const pieces = (await chats.hears(3)).map(({ message }) => readMessage(message ?? {}).text);
    assert.ok(pieces.every((text) => text.length <= 4_000));
    assert.equal(inkOf(pieces.join('')), inkOf(LONG));
  });

  it('talks with the owner of the number in the chat with oneself, and with nobody else there', async () => {
    const { model, server, owner, ann, isRead, toOwner } = day;
    model.on('note to self', 'Noted.');
    const before = model.asked.length;
    const ignored = server.next('settled', ({ phone }) => phone === owner.phone);
    await ann.say(owner, 'are you there');
    await ignored;
    const id = await owner.sayAsOwner(owner, 'note to self');
    const [answer] = await toOwner(1);
    assert.equal(answer?.chat, owner.jid);
    assert.equal(readMessage(answer?.message ?? {}).text, '[moltbot] Noted.');
    assert.equal(model.asked.length, before + 1);
    assert.equal(isRead(id), false);
  });

  it('sends finished parts while the rest is still being written', async () => {
    const { model, owner, toOwner } = day;
    const drip = dripsOnDemand();
    model.on('slowly please', drip.respond);
    const already = (await toOwner(0)).length;
    await owner.sayAsOwner(owner, 'slowly please');
    for (const [index, part] of PARTS.entries()) {
      drip.more(`${part}\n\n`);
      // The last one waits for the end: nothing follows it that would show that it is whole.
      await toOwner(already + index);
    }
    drip.more();
    const answers = (await toOwner(already + PARTS.length)).slice(already);
    const texts = answers.map(({ message }) => readMessage(message ?? {}).text);
    assert.deepEqual(
      texts,
      PARTS.map((part) => `[moltbot] ${part}`),
    );
  });

  it('left nothing behind, repeated nothing, and was seen as the transcript says', async () => {
    const { server, transcript, cli } = day;
    const outbox = await cli('outbox', 'list');
    assert.match(outbox, /accepted 0 {2}sending 0 {2}sent \d+ {2}unknown 0 {2}dead 0/);
    assert.deepEqual(server.repeats(), []);
    assertTranscript(GOLDEN, transcript);
  });
});
