import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { shownName, storedName } from '../../../src/channels/media/file-names.ts';
import { inMegabytes, KIND_CAPS, kindFromMime } from '../../../src/channels/media/kinds.ts';
import { extensionFromMime, mimeFromName, normalMime } from '../../../src/channels/media/mime-types.ts';
import { sniffMime } from '../../../src/channels/media/sniff.ts';
import { ftyp, JPEG, ogg, PNG } from './fixture.ts';

describe('the type of a file', () => {
  const text = Buffer.from('just words');
  const cases: readonly (readonly [string, Uint8Array, { declared?: string; fileName?: string }, string])[] =
    [
      ['the bytes before any claim', PNG, { declared: 'image/jpeg', fileName: 'x.gif' }, 'image/png'],
      ['JPEG', JPEG, {}, 'image/jpeg'],
      ['PDF', Buffer.from('%PDF-1.7\n'), { declared: 'image/png' }, 'application/pdf'],
      ['a voice note', ogg('opus'), { declared: 'audio/ogg' }, 'audio/ogg; codecs=opus'],
      ['music in Ogg', ogg('vorbis'), {}, 'audio/ogg'],
      ['a film', ftyp('isom'), {}, 'video/mp4'],
      ['sound in MP4 by its brand', ftyp('M4A '), {}, 'audio/mp4'],
      ['sound in MP4 by its name', ftyp('isom'), { fileName: 'x.m4a' }, 'audio/mp4'],
      [
        'a declared type for unknown bytes',
        text,
        { declared: 'Text/CSV; charset=utf-8', fileName: 'x.txt' },
        'text/csv',
      ],
      [
        'the name when the declared type says nothing',
        text,
        { declared: 'application/octet-stream', fileName: 'a.MD' },
        'text/markdown',
      ],
      ['a generic claim when there is no other', text, { declared: 'text/plain' }, 'text/plain'],
      ['nothing', text, { declared: 'nonsense', fileName: 'README' }, 'application/octet-stream'],
      ['no bytes at all', Buffer.alloc(0), { fileName: 'a.png' }, 'image/png'],
      [
        'a document in a ZIP',
        Buffer.from('PK\u0003\u0004' + '\0'.repeat(30)),
        { fileName: 'a.docx' },
        extension('docx'),
      ],
      [
        'a ZIP that claims to be a picture',
        Buffer.from('PK\u0003\u0004' + '\0'.repeat(30)),
        { declared: 'image/png' },
        'application/zip',
      ],
      [
        'a drawing in XML',
        Buffer.from('<?xml version="1.0"?><svg/>'),
        { fileName: 'a.svg' },
        'image/svg+xml',
      ],
      ['another name of a type', text, { declared: 'audio/mp3' }, 'audio/mpeg'],
    ];
  function extension(name: string): string {
    return mimeFromName(`x.${name}`) ?? '';
  }
  for (const [what, bytes, hints, expected] of cases) {
    it(`is told for ${what}`, async () => assert.equal(await sniffMime(bytes, hints), expected));
  }

  it('is told for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.string(), async (bytes, declared) => {
        assert.ok(normalMime(await sniffMime(bytes, { declared, fileName: declared })) !== undefined);
      }),
    );
  });

  it('decides how it is sent', () => {
    const kinds = ['image/png', 'image/gif', 'image/heic', 'video/mp4', 'video/x-matroska', 'audio/mpeg'].map(
      kindFromMime,
    );
    assert.deepEqual(kinds, ['image', 'animation', 'document', 'video', 'document', 'audio']);
    assert.equal(kindFromMime('audio/ogg; codecs=opus'), 'voice');
    assert.equal(kindFromMime('audio/ogg;codecs="opus"'), 'voice');
    assert.equal(kindFromMime('audio/ogg'), 'audio');
    assert.equal(kindFromMime('application/pdf'), 'document');
    assert.equal(kindFromMime('constructor'), 'document');
    assert.deepEqual(
      [KIND_CAPS.image, KIND_CAPS.audio, KIND_CAPS.video, KIND_CAPS.document].map((cap) => cap / 1_048_576),
      [6, 16, 16, 100],
    );
    assert.equal(inMegabytes(5_242_880), '5 MB');
    assert.equal(inMegabytes(1), '0.1 MB');
  });

  it('decides its extension', () => {
    assert.equal(extensionFromMime('image/jpeg'), '.jpg');
    assert.equal(extensionFromMime('image/jpg'), '.jpg');
    assert.equal(extensionFromMime('audio/ogg; codecs=opus'), '.ogg');
    assert.equal(extensionFromMime('application/x-unknown'), undefined);
    assert.equal(mimeFromName('a.ogg'), 'audio/ogg; codecs=opus');
  });
});

describe('the name of a stored file', () => {
  const named = (fileName: string | undefined, mime = 'image/png'): string =>
    storedName({ id: 'ID', mime, fileName });

  it('is the original one, made safe, and an id', () => {
    assert.equal(named('holiday photo (1).png'), 'holiday_photo_1---ID.png');
    assert.equal(named('照片.jpeg', 'image/jpeg'), '照片---ID.jpg');
    assert.equal(named(undefined), 'ID.png');
    assert.equal(named('.png'), 'ID.png');
    assert.equal(named('../../etc/passwd'), 'passwd---ID.png');
    assert.equal(named('..\\..\\boot.ini', 'text/plain'), 'boot---ID.ini');
    assert.equal(named('x.unknownext', 'application/octet-stream'), 'x.unknownext---ID');
    assert.equal(named('a.tar.gz', 'application/gzip'), 'a.tar---ID.gz');
  });

  it('is safe and short whatever the original is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (fileName) => {
        const name = named(fileName, 'application/octet-stream');
        assert.ok(Buffer.byteLength(name) <= 240);
        assert.doesNotMatch(name, /[/\\\0\s:*?"<>|]|^[.-]|\.\./u);
        assert.ok(Array.from(name.split('---')[0] ?? '').length <= 60 + '.extension'.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('is shown to receivers without folders and control characters', () => {
    assert.equal(shownName('C:\\x\\Bericht \u202e2.pdf'), 'Bericht 2.pdf');
    assert.equal(shownName('a/b/..'), undefined);
    assert.equal(shownName(' '), undefined);
    assert.equal(shownName(`${'x'.repeat(300)}.pdf`)?.length, 124);
  });
});
