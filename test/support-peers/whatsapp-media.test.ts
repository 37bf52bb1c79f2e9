import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openMedia } from '../support/whatsapp/media-crypto.ts';
import type { PersonHandle } from '../support/whatsapp/person.ts';
import { startWhatsAppServer, type WhatsAppServer } from '../support/whatsapp/server.ts';
import type { Order, Report } from './media-client.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

describe('files over the WhatsApp server, with a client in a process of its own', () => {
  let server: WhatsAppServer;
  let child: ChildProcess;
  let own: PersonHandle;
  let ann: PersonHandle;

  const reported = <K extends Report['report']>(kind: K): Promise<Extract<Report, { report: K }>> =>
    new Promise((resolve, reject) => {
      const listen = (report: Report): void => {
        if (report.report !== kind && report.report !== 'failed') return;
        child.off('message', listen);
        if (report.report === kind) resolve(report as Extract<Report, { report: K }>);
        else reject(new Error(report.report === 'failed' ? report.message : kind));
      };
      child.on('message', listen);
    });
  const order = (what: Order): boolean => child.send(what);

  before(async () => {
    server = await startWhatsAppServer({ media: true });
    own = server.person('15550001111');
    ann = server.person('15552223333', 'Ann');
    child = fork(path('./media-client.ts'), {
      execArgv: ['--import', path('../support/whatsapp/root-preload.mjs')],
      env: {
        ...process.env,
        WA_TEST_URL: server.url,
        WA_TEST_ROOT: server.rootHex,
        NODE_EXTRA_CA_CERTS: server.media?.caFile,
      },
    });
    const opened = reported('open');
    own.scanQr((await reported('qr')).qr);
    await opened;
  });
  after(async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await server.close();
  });

  const received = async (bytes: Buffer): Promise<void> => {
    const arrives = reported('message');
    await ann.sendMedia(own, 'image', bytes, { mimetype: 'image/png', caption: 'look' });
    assert.equal((await arrives).caption, 'look');
  };
  const download = async (): Promise<Buffer> => {
    const downloaded = reported('downloaded');
    order({ order: 'download' });
    return Buffer.from((await downloaded).base64, 'base64');
  };

  it('brings a picture to a person, encrypted on the way', async () => {
    const picture = randomBytes(5000);
    const sent = server.next('sent');
    order({ order: 'send', to: ann.jid, sort: 'image', base64: picture.toString('base64') });
    const { message } = await sent;
    assert.equal(message?.imageMessage?.caption, 'a picture');
    assert.ok(server.media);
    assert.deepEqual(openMedia(server.media, message ?? {}), picture);
    assert.notDeepEqual(server.media.files.get(message?.imageMessage?.directPath ?? ''), picture);
  });

  it('brings a picture from a person', async () => {
    const picture = randomBytes(70_000);
    await received(picture);
    assert.deepEqual(await download(), picture);
  });

  it('has the phone put a file on the host again that is gone', async () => {
    const picture = randomBytes(3000);
    await received(picture);
    server.media?.onDownload((number) => (number === 1 ? 410 : 'serve'));
    assert.deepEqual(await download(), picture);
  });

  it('answers downloads and uploads with the planned status', async () => {
    await received(randomBytes(3000));
    server.media?.onDownload(() => 503);
    const refused = server.next('download');
    await assert.rejects(download());
    assert.equal((await refused).status, 503);
    server.media?.onUpload(() => 500);
    const failed = reported('failed');
    order({ order: 'send', to: ann.jid, sort: 'document', base64: 'AAAA' });
    assert.match((await failed).message, /upload failed/i);
  });
});
