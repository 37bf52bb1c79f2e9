import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { isSilentReply } from '../../../src/agent/silent-reply.ts';
import { applyResponsePrefix } from '../../../src/channels/text/prefix.ts';
import { parseReply } from '../../../src/channels/text/reply-directives.ts';
import { assertLinear } from '../../support/growth.ts';

const mediaOf = (text: string): readonly string[] => parseReply(text).media;

describe('directives in an answer', () => {
  it('leave a plain answer alone', () => {
    assert.deepEqual(parseReply('Hello\n\nworld'), {
      text: 'Hello\n\nworld',
      media: [],
      voice: false,
      silent: false,
    });
  });

  it('name media on lines of their own', () => {
    assert.deepEqual(parseReply('Look:\nMEDIA:https://a.b/c.png\nMEDIA: ./out/d.pdf\nBye'), {
      text: 'Look:\nBye',
      media: ['https://a.b/c.png', './out/d.pdf'],
      voice: false,
      silent: false,
    });
  });

  it('may stand in quotes or backticks, and each source counts once', () => {
    assert.deepEqual(
      mediaOf('MEDIA:`./a.png`\nMEDIA:"./b c.png"\n`MEDIA:./d.png`\nMEDIA: ./e f.png\n  MEDIA:./a.png'),
      ['./a.png', './b c.png', './d.png', './e f.png'],
    );
  });

  it('name only web addresses and paths below the workspace', () => {
    for (const line of [
      'MEDIA:/etc/passwd',
      'MEDIA:~/x.png',
      'MEDIA:file:///etc/passwd',
      'MEDIA:./../x.png',
      'MEDIA:./a/../../x.png',
      'MEDIA:./a\\..\\x.png',
      'MEDIA:"../x.png"',
      'MEDIA:data:image/png;base64,AA',
      'MEDIA:javascript:x',
      'MEDIA:http://',
      'MEDIA:https://a.b is a page',
      'MEDIA:',
      'the MEDIA:https://a.b',
    ]) {
      assert.deepEqual(parseReply(line), { text: line.trim(), media: [], voice: false, silent: false });
    }
  });

  it('are text within code', () => {
    const text = '```\nMEDIA:./a.png\n[[audio_as_voice]]\n```';
    assert.deepEqual(parseReply(text), { text, media: [], voice: false, silent: false });
  });

  it('ask for a voice note', () => {
    assert.deepEqual(parseReply('[[audio_as_voice]]\nMEDIA:./a.ogg'), {
      text: '',
      media: ['./a.ogg'],
      voice: true,
      silent: false,
    });
  });

  it('ask for a quote, an id before the current message', () => {
    assert.deepEqual(parseReply('[[reply_to_current]] Yes'), {
      text: 'Yes',
      media: [],
      voice: false,
      replyTo: 'current',
      silent: false,
    });
    assert.equal(parseReply('Yes [[ reply_to: 12ab ]] there [[reply_to_current]]').replyTo, '12ab');
    assert.equal(parseReply('Yes [[ reply_to: 12ab ]] there').text, 'Yes there');
  });

  it('keep an answer silent', () => {
    for (const text of [
      'NO_REPLY',
      ' NO_REPLY\n',
      'NO_REPLY: nothing to add',
      'Fine. NO_REPLY.',
      '[[reply_to_current]] NO_REPLY',
    ]) {
      assert.equal(parseReply(text).silent, true, text);
      assert.equal(parseReply(text).text, '');
    }
    for (const text of ['NO_REPLYS', 'xNO_REPLY', 'say NO_REPLY to stay silent', '']) {
      assert.equal(parseReply(text).silent, false, text);
    }
  });

  it('send media even when nothing is said', () => {
    assert.deepEqual(parseReply('MEDIA:./a.png\nNO_REPLY'), {
      text: '',
      media: ['./a.png'],
      voice: false,
      silent: true,
    });
  });

  it('take for silence what the agent takes for it', () => {
    const piece = fc.constantFrom('NO_REPLY', 'NO_REPLY_', ' ', '.', 'a', '_', '\n', '**', '1');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        assert.equal(parseReply(text).silent, isSilentReply(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the prefix of answers', () => {
  const vars = {
    model: 'sonnet',
    modelFull: 'anthropic/sonnet',
    provider: 'anthropic',
    thinkingLevel: 'low',
    identityName: 'Molty',
  };

  it('fills in what it knows and leaves the rest', () => {
    assert.equal(
      applyResponsePrefix(
        'hi',
        '{model}|{modelFull}|{provider}|{think}|{thinkingLevel}|{identity.name}|{identityName}|{other}',
        vars,
      ),
      'sonnet|anthropic/sonnet|anthropic|low|low|Molty|Molty|{other} hi',
    );
    assert.equal(applyResponsePrefix('hi', '{model} {constructor}', {}), '{model} {constructor} hi');
  });

  it('is the name in brackets when automatic', () => {
    assert.equal(applyResponsePrefix('hi', 'auto', vars), '[Molty] hi');
    assert.equal(applyResponsePrefix('hi', 'auto', {}), 'hi');
  });

  it('is added once, and not to nothing', () => {
    assert.equal(applyResponsePrefix('[Molty] hi', 'auto', vars), '[Molty] hi');
    assert.equal(applyResponsePrefix(' ', 'auto', vars), ' ');
    assert.equal(applyResponsePrefix('hi', undefined, vars), 'hi');
    assert.equal(applyResponsePrefix('hi', ' ', vars), 'hi');
  });
});

it('takes an answer of nothing but blanks or brackets apart in time that grows with its length only', () => {
  for (const piece of [' ', '\t', '\u00a0', '[[ reply_to:', 'MEDIA: ', '` ', 'NO_REPLY '])
    assertLinear(JSON.stringify(piece), 60_000, (length) => {
      const run = piece.repeat(length / piece.length);
      parseReply(run);
      parseReply(`x${run}x`);
      parseReply(`MEDIA:${run}x`);
    });
});
