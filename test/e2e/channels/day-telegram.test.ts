import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { dripsOnDemand } from '../../support/sse-model-server.ts';
import type { Sent } from '../../support/telegram/bot-state.ts';
import type { TestBot } from '../../support/telegram/server.ts';
import { LONG, PARTS, attachedTo, inkOf } from './day-words.ts';
import { JPEG, PDF, PNG, STICKER, VOICE } from './sample-files.ts';
import { ANN, BOB, EVE, FAMILY, FORUM, openTelegramDay } from './telegram-day.ts';
import type { TelegramDay } from './telegram-day.ts';
import { assertTranscript } from './transcript.ts';

const GOLDEN = new URL('day-telegram.transcript', import.meta.url);
const TOPIC = 7;

describe('a day on Telegram, as the people there see it', { timeout: 180_000 }, () => {
  let day: TelegramDay;

  before(async () => {
    day = await openTelegramDay();
  });
  after(() => day.close());

  it('answers a text, quoting it, and shows that it is typing', async () => {
    const { model, server, chats, asked } = day;
    model.on('good morning', 'Good *morning*, **Ann**!');
    const id = chats.says(ANN, 'good morning');
    const [answer] = await chats.hears();
    assert.equal(answer?.text, 'Good morning, Ann!');
    assert.deepEqual(answer?.payload['reply_parameters'], { message_id: id });
    const typing = server.calls.findIndex(({ method }) => method === 'sendChatAction');
    const told = server.calls.findIndex(({ method }) => method === 'sendMessage');
    assert.ok(typing >= 0 && typing < told);
    assert.equal(server.calls[typing]?.payload['action'], 'typing');
    assert.match(await asked('good morning'), /^\[Telegram Ann .*\] good morning\n\[message_id: 1\]/);
  });

  const incoming = [
    ['photo', JPEG, 'image/jpeg', { caption: 'look at this picture' }],
    ['document', PDF, 'application/pdf', { caption: 'the contract', fileName: 'contract.pdf' }],
    ['voice', VOICE, 'audio/ogg', {}],
    ['sticker', STICKER, 'image/webp', {}],
  ] as const;
  for (const [kind, bytes, type, more] of incoming) {
    it(`gives the agent a ${kind} as a file of its own`, async () => {
      const { model, chats, asked } = day;
      const cue = 'caption' in more ? more.caption : `<media:${kind}>`;
      model.on(cue, `I have the ${kind}.`);
      chats.shows(ANN, kind, [bytes], more);
      await chats.hears();
      assert.deepEqual(attachedTo(await asked(cue), type), bytes);
    });
  }

  it('takes an album for one message', async () => {
    const { model, chats, asked } = day;
    model.on('our holiday', 'Two nice pictures.');
    chats.shows(ANN, 'photo', [JPEG, PNG], { caption: 'our holiday' });
    await chats.hears();
    const question = await asked('our holiday');
    assert.equal(question.match(/\[media attached: /g)?.length, 2);
  });

  it('sends a file that the agent names, and a voice note', async () => {
    const { model, chats, lastUpload } = day;
    model.on('draw me a chart', 'Here it is.\nMEDIA: ./chart.png');
    chats.says(ANN, 'draw me a chart');
    await chats.hears();
    assert.deepEqual(lastUpload(), PNG);
    model.on('say it aloud', '[[audio_as_voice]]\nMEDIA: ./note.ogg');
    chats.says(ANN, 'say it aloud');
    await chats.hears();
    assert.deepEqual(lastUpload(), VOICE);
  });

  it('sends text, files and a poll from the command line', async () => {
    const { chats, outside, cli, lastUpload } = day;
    const file = path.join(outside, 'report.pdf');
    writeFileSync(file, PDF);
    const to = ['--channel', 'telegram', '--target', String(ANN.id)];
    await cli('message', 'send', ...to, '--message', 'the report', '--media', file);
    assert.deepEqual(lastUpload(), PDF);
    const pictures = [PNG, JPEG].map((bytes, index) => {
      const picture = path.join(outside, `picture${index}.${index === 0 ? 'png' : 'jpg'}`);
      writeFileSync(picture, bytes);
      return ['--media', picture];
    });
    await cli('message', 'send', ...to, ...pictures.flat(), '--message', 'two pictures');
    const answers = ['Yes', 'No'].flatMap((answer) => ['--poll-option', answer]);
    await cli('message', 'poll', ...to, '--poll-question', 'Lunch?', ...answers);
    await chats.hears(4);
  });

  it('reacts from the command line, and starts no run for a reaction', async () => {
    const { model, bot, chats, cli } = day;
    model.on('was that you', 'It was.');
    const id = chats.says(ANN, 'was that you');
    const [answer] = await chats.hears();
    const to = ['--channel', 'telegram', '--target', String(ANN.id)];
    await cli('message', 'react', ...to, '--message-id', String(id), '--emoji', '👍');
    await chats.seesReaction();
    const before = model.asked.length;
    chats.reacts(ANN, answer?.messageId ?? 0, '❤');
    await bot.drained();
    chats.edits(ANN, id, 'was that you or me');
    await bot.drained();
    model.on('and now', 'Now it is me.');
    chats.says(ANN, 'and now');
    await chats.hears();
    assert.equal(model.asked.length, before + 1);
  });

  it('tells the agent what a message replies to, and quotes when the agent asks for it', async () => {
    const { model, bot, chats, asked } = day;
    model.on('what did you mean', 'This one. [[reply_to:1]]');
    const quoted = bot.sent.find(({ text }) => text === 'It was.');
    chats.says(ANN, 'what did you mean', {
      fields: { reply_to_message: asTelegramShows(bot, quoted) },
    });
    const [answer] = await chats.hears();
    assert.deepEqual(answer?.payload['reply_parameters'], { message_id: 1 });
    assert.match(await asked('what did you mean'), /\[Replying to .* id:\d+\]\nIt was\.\n\[\/Replying\]/);
  });

  it('keeps silent in a group until it is mentioned, then knows what was said before', async () => {
    const { model, bot, chats, asked } = day;
    model.on('who is right', 'Bob is right.');
    const before = model.asked.length;
    chats.says(ANN, 'I say tea', { group: FAMILY });
    chats.says(BOB, 'I say coffee', { group: FAMILY });
    await bot.drained();
    chats.says(ANN, '@molty_bot who is right?', { group: FAMILY });
    await chats.seesReaction();
    const [answer] = await chats.hears();
    assert.equal(answer?.chatId, String(FAMILY.id));
    assert.equal(model.asked.length, before + 1);
    const question = await asked('who is right');
    assert.match(
      question,
      /^\[Chat messages since your last reply - for context\]\nAnn \([^)]+\): I say tea\nBob \([^)]+\): I say coffee\n/,
    );
    assert.match(question, /\[Current message - respond to this\]\n.*Ann \(42\): @molty_bot who is right\?/);
  });

  it('answers a group always once its owner says so, and nobody else may say it', async () => {
    const { model, chats } = day;
    model.on('just talking', 'So am I.');
    chats.says(BOB, '/activation always', { group: FAMILY });
    const [refused] = await chats.hears();
    assert.match(refused?.text ?? '', /This command is for owners/);
    chats.says(ANN, '/activation always', { group: FAMILY });
    await chats.hears();
    chats.says(BOB, 'just talking', { group: FAMILY });
    await chats.hears();
    chats.says(ANN, '/activation mention', { group: FAMILY });
    const [last] = await chats.hears();
    assert.equal(last?.text, '⚙️ Group activation set to mention.');
  });

  it('answers in the topic of a forum, in a conversation of its own', async () => {
    const { model, scene, chats } = day;
    model.on('about the garden', 'Roses.');
    chats.says(ANN, 'about the garden', { group: FORUM, topic: TOPIC });
    const [answer] = await chats.hears();
    assert.equal(answer?.payload['message_thread_id'], TOPIC);
    const { sessions } = await scene.operator.call<{ sessions: readonly { key: string }[] }>('sessions.list');
    assert.ok(sessions.some(({ key }) => key.endsWith(`telegram:group:${FORUM.id}:topic:${TOPIC}`)));
  });

  it('knows its commands', async () => {
    const { model, chats, transcript } = day;
    chats.says(ANN, '/status');
    const [status] = await chats.hears();
    assert.match(status?.text ?? '', /🧠 Model: local\/m/);
    transcript.normalise(/🦞 moltbot (\S+)/.exec(status?.text ?? '')?.[1] ?? '', '<version>');
    model.on('fresh start', 'A clean slate.');
    chats.says(ANN, '/new fresh start');
    await chats.hears();
    chats.says(ANN, '/allowlist add 77');
    await chats.hears();
    chats.says(ANN, '/allowlist');
    const [list] = await chats.hears();
    assert.match(list?.text ?? '', /approved: 77/);
  });

  it('asks a stranger to be let in, once, and answers when the operator has approved', async () => {
    const { model, bot, chats, transcript, cli } = day;
    model.on('may I come in', 'Welcome, Eve.');
    chats.says(EVE, 'may I come in');
    const [reply] = await chats.hears();
    const code = /Pairing code: (\w{8})/.exec(reply?.text ?? '')?.[1] ?? '';
    transcript.normalise(code, '<code>');
    chats.says(EVE, 'hello?');
    await bot.drained();
    assert.match(await cli('pairing', 'list'), new RegExp(`${code} .*telegram .*66`));
    await cli('pairing', 'approve', 'telegram', code, '--notify');
    const [told] = await chats.hears();
    assert.match(told?.text ?? '', /Access approved/);
    chats.says(EVE, 'may I come in');
    const [answer] = await chats.hears();
    assert.equal(answer?.text, 'Welcome, Eve.');
  });

  it('says nothing to a stranger where only the list counts', async () => {
    const { model, streaming, streamed } = day;
    const before = model.asked.length;
    streaming.say('let me in', { from: EVE.id });
    await streaming.drained();
    model.on('are you there', 'Yes.');
    streaming.say('are you there', { from: ANN.id });
    await streamed(1);
    const sent = streaming.sent.map(({ chatId, text }) => [chatId, text]);
    assert.deepEqual(sent, [[String(ANN.id), 'Yes.']]);
    assert.equal(model.asked.length, before + 1);
  });

  it('says nothing when the agent wants to be silent', async () => {
    const { model, chats } = day;
    model.on('nothing to say', 'NO_REPLY');
    model.on('say something', 'Something.');
    chats.says(ANN, 'nothing to say');
    await model.question('nothing to say');
    chats.says(ANN, 'say something');
    const [answer] = await chats.hears();
    assert.equal(answer?.text, 'Something.');
  });

  it('takes a burst of texts for one question', async () => {
    const { model, server, chats } = day;
    model.on('second thought', 'Three thoughts, one answer.');
    const gate = Promise.withResolvers<void>();
    server.misbehave('getUpdates', { kind: 'slow', until: gate.promise });
    // The poll that waits takes the reaction; the next one then finds all three.
    chats.reacts(ANN, 1, '🔥');
    chats.says(ANN, 'first thought');
    chats.says(ANN, 'second thought');
    chats.says(ANN, 'third thought');
    gate.resolve();
    await chats.hears();
    const questions = await model.question('second thought');
    assert.equal(questions.length, 1);
    assert.match(questions[0] ?? '', /first thought\nsecond thought\nthird thought/);
  });

  it('sends a long answer in pieces that Telegram takes, in order and without loss', async () => {
    const { model, chats } = day;
    model.on('tell me everything', LONG);
    chats.says(ANN, 'tell me everything');
    const pieces = await chats.hears(3);
    assert.ok(LONG.length > 8_000);
    assert.ok(pieces.every(({ text }) => text.length <= 4_000));
    assert.equal(inkOf(pieces.map(({ text }) => text).join('')), inkOf(LONG));
  });

  it('sends finished parts while the rest is still being written', async () => {
    const { model, streaming, streamed } = day;
    const drip = dripsOnDemand();
    model.on('slowly please', drip.respond);
    const already = streaming.sent.length;
    streaming.say('slowly please', { from: ANN.id });
    for (const [index, part] of PARTS.entries()) {
      drip.more(`${part}\n\n`);
      // The last one waits for the end: nothing follows it that would show that it is whole.
      await streamed(already + index);
    }
    drip.more();
    await streamed(already + PARTS.length);
    const texts = streaming.sent.slice(already).map(({ text }) => text);
    assert.deepEqual(texts, PARTS);
  });

  it('sends a text plainly when Telegram cannot read its markup', async () => {
    const { model, server, chats } = day;
    model.on('with markup', 'a **bold** word');
    const description = "Bad Request: can't parse entities: something";
    server.misbehave('sendMessage', { kind: 'refusal', code: 400, description });
    chats.says(ANN, 'with markup');
    const [answer] = await chats.hears();
    assert.equal(answer?.payload['parse_mode'], undefined);
    assert.equal(answer?.text, 'a **bold** word');
  });

  it('left nothing behind, polled alone, and was seen as the transcript says', async () => {
    const { bot, streaming, transcript, cli } = day;
    const outbox = await cli('outbox', 'list');
    assert.match(outbox, /accepted 0 {2}sending 0 {2}sent \d+ {2}unknown 0 {2}dead 0/);
    assert.equal(bot.overlaps + streaming.overlaps, 0);
    assertTranscript(GOLDEN, transcript);
  });
});

/** A message of the bot as it hangs on the one that answers it. */
const asTelegramShows = ({ id, username }: TestBot, sent: Sent | undefined): object => ({
  message_id: sent?.messageId,
  from: { id, is_bot: true, first_name: 'molty', username },
  chat: { id: ANN.id, type: 'private' },
  date: 1,
  text: sent?.text,
});
