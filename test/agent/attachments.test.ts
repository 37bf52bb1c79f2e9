import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { decodeAttachments, MAX_ATTACHMENT_BYTES } from '../../src/agent/attachments.ts';
import { Failure } from '../../src/protocol/failure.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]);
const png = PNG.toString('base64');

const refusal = (raw: readonly unknown[]): string => {
  try {
    decodeAttachments(raw);
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'INVALID_REQUEST');
    return error.message;
  }
  throw new Error('expected a refusal');
};

describe('attachments', () => {
  it('are decoded from base64, data URLs and bytes', () => {
    for (const content of [png, `data:image/jpeg;base64,${png}`, new Uint8Array(PNG)]) {
      const { attachments, warnings } = decodeAttachments([{ content, fileName: 'a.png' }]);
      assert.deepEqual(warnings, []);
      assert.deepEqual(
        attachments.map(({ mimeType, fileName, data }) => [mimeType, fileName, Buffer.from(data)]),
        [['image/png', 'a.png', PNG]],
      );
    }
  });

  it('believe the bytes, not the declared type, and drop what is no image', () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]).toString('base64');
    const { attachments, warnings } = decodeAttachments([
      { content: jpeg, mimeType: 'image/png' },
      { content: Buffer.from('%PDF-1.7').toString('base64'), mimeType: 'image/png', fileName: 'x.png' },
      { content: '' },
      {},
      null,
    ]);
    assert.deepEqual(
      attachments.map(({ mimeType }) => mimeType),
      ['image/jpeg'],
    );
    assert.deepEqual(warnings, ['attachment x.png: not an image (image/png), left out']);
  });

  it('are refused with the words clients know', () => {
    assert.equal(refusal([{ content: 'abc' }]), 'Error: attachment attachment-1: invalid base64 content');
    assert.equal(
      refusal([{ content: '????', type: 'image' }]),
      'Error: attachment image: invalid base64 content',
    );
    assert.equal(
      refusal([{ content: 42, fileName: 'n' }]),
      'Error: attachment n: content must be base64 string',
    );
    const big = Buffer.alloc(MAX_ATTACHMENT_BYTES + 1).toString('base64');
    assert.equal(
      refusal([{ content: png }, { content: big }]),
      'Error: attachment attachment-2: exceeds size limit (5000001 > 5000000 bytes)',
    );
  });

  it('never fail in any other way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.anything(), fc.record({ content: fc.oneof(fc.anything(), fc.base64String()) }))),
        (raw) => {
          try {
            decodeAttachments(raw);
          } catch (error) {
            assert.ok(error instanceof Failure);
          }
        },
      ),
    );
  });
});
