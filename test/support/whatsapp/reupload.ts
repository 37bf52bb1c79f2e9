import { proto } from '@whiskeysockets/baileys';
import { deliver } from './delivery.ts';
import { filePart, sealMediaAnswer } from './media-crypto.ts';
import { child, el, SERVER, type Node } from './nodes.ts';
import type { Device, World } from './world.ts';

const GONE = 2;

/** A device found a file gone and asks the phone for it: the phone puts it on the host again, if it still has it. */
export function reupload(world: World, device: Device, asked: Node): void {
  const id = asked.attrs['id'] ?? '';
  const kept = world.files.get(id);
  const room = el('rmr', { ...child(asked, 'rmr')?.attrs });
  const answer = (content: Node[]): void => {
    const attrs = { from: SERVER, type: 'mediaretry', id };
    deliver(world, device, 'notification', el('notification', attrs, content));
  };
  if (!kept || !world.media) return answer([room, el('error', { code: GONE })]);
  const [, part] = filePart(kept.message);
  const { directPath } = world.media.put(kept.bytes);
  const plain = proto.MediaRetryNotification.encode({
    stanzaId: id,
    directPath,
    result: proto.MediaRetryNotification.ResultType.SUCCESS,
  }).finish();
  const { body, iv } = sealMediaAnswer(part.mediaKey ?? Buffer.alloc(0), id, plain);
  answer([room, el('encrypt', {}, [el('enc_p', {}, body), el('enc_iv', {}, iv)])]);
}
