import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  ChannelLoginEvent,
  WebLoginStartResult,
  WebLoginWaitResult,
} from '../../../src/protocol/generated/types.ts';
import { strayFailures } from '../../support/gateway-process.ts';
import { linkByQr, openWhatsAppScene, sessionFiles } from './whatsapp-scene.ts';
import type { WhatsAppScene } from './whatsapp-scene.ts';

const ANN = '+15552223333';
/** Short pauses: the table of pauses has tests of its own. */
const RECONNECT = { web: { reconnect: { initialMs: 250, jitter: 0 } } };

describe('linking WhatsApp, from the first code to the logout', { timeout: 180_000 }, () => {
  let stage: WhatsAppScene;
  let told = 0;

  before(async () => {
    stage = await openWhatsAppScene({ ...RECONNECT, channels: { whatsapp: { allowFrom: [ANN] } } });
    stage.server.person(ANN.slice(1), 'Ann');
  });
  after(async () => {
    await stage.close();
    assert.deepEqual(strayFailures(stage.scene.home), []);
    assert.deepEqual(stage.faults, []);
  });

  /** A message goes out: the one proof that counts. */
  const reachesAnn = async (): Promise<void> => {
    told += 1;
    const { operator } = stage.scene;
    await operator.call('send', { to: ANN, message: `hello ${told}`, idempotencyKey: `k${told}` });
    const ann = stage.server.person(ANN.slice(1));
    assert.equal(ann.inbox.at(-1)?.message.extendedTextMessage?.text, `hello ${told}`);
  };
  const online = () => stage.scene.operator.until('whatsapp', ({ connected }) => connected === true);
  const logout = async (): Promise<void> => {
    await stage.scene.operator.call('channels.logout', { channel: 'whatsapp' });
    await stage.scene.operator.until('whatsapp', ({ linked }) => linked === false);
  };

  it('says that it is not linked and how to link it, and refuses to send', async () => {
    const { scene } = stage;
    const account = await scene.operator.status('whatsapp');
    assert.equal(account.linked, false);
    await assert.rejects(
      scene.operator.call('send', { to: ANN, message: 'hi', idempotencyKey: 'early' }),
      /NOT_LINKED: .*moltbot\S* channels login --channel whatsapp/,
    );
    const sent = await scene.cli('message', 'send', '--target', ANN, '--message', 'hi');
    assert.equal(sent.code, 1);
    assert.match(sent.stderr, /^NOT_LINKED: /);
    assert.deepEqual(stage.server.attempts, []);
    assert.deepEqual(sessionFiles(scene.home), []);
  });

  it('links by the QR code that the command line draws', async () => {
    const { scene, me } = stage;
    const login = scene.cli('channels', 'login');
    const step = await scene.operator.event<{ step: string; qr?: string }>(
      'channel.login',
      ({ step: name }) => name === 'qr',
    );
    me.scanQr(step.qr ?? '');
    const { code, stdout, stderr } = await login;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Linked devices/);
    assert.match(stdout, /[▀▄█]{10}/);
    assert.match(stdout, /WhatsApp is linked and ready\./);
    assert.equal(scene.operator.logins().at(-1)?.step, 'linked');
    await reachesAnn();
  });

  it('answers a second login with what is so, and shows no code', async () => {
    const { operator } = stage.scene;
    const attempts = stage.server.attempts.length;
    const again = await operator.call<WebLoginStartResult>('web.login.start');
    assert.equal(again.qr, undefined);
    assert.match(again.message, /already linked/);
    assert.equal(stage.server.attempts.length, attempts);
  });

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`is linked without scanning after ${signal}`, async () => {
      await stage.scene.restart(signal);
      const account = await online();
      assert.equal(account.linked, true);
      assert.deepEqual(stage.scene.operator.logins(), []);
      await reachesAnn();
    });
  }

  it('logs out on the network too, keeps a tombstone, stays unlinked over a restart, and links again', async () => {
    const { scene, server, me } = stage;
    const told = server.next('logout');
    const { code, stdout } = await scene.cli('channels', 'logout');
    assert.equal(code, 0);
    assert.match(stdout, /whatsapp default: logged out/);
    assert.equal((await told).phone, me.phone);
    assert.deepEqual(me.devices(), []);
    const files = sessionFiles(scene.home);
    assert.equal(files.filter((name) => /^session\.\d+\.tombstone\.db$/.test(name)).length, 1);
    assert.equal(files.includes('session.db'), false);
    await scene.restart('SIGTERM');
    assert.equal((await scene.operator.status('whatsapp')).linked, false);
    await linkByQr(scene, me);
    await reachesAnn();
  });

  it('links by the eight characters of a pairing code, from the command line', async () => {
    const { scene, server, me } = stage;
    await logout();
    const asked = server.next('codeRequested');
    const login = scene.cli('channels', 'login', '--code', '--phone', '+1 555 000 1111');
    assert.equal((await asked).phone, me.phone);
    const step = await scene.operator.event<{ step: string; code?: string }>(
      'channel.login',
      ({ step: name }) => name === 'code',
    );
    assert.match(step.code ?? '', /^[0-9A-Z]{8}$/);
    await me.enterCode(step.code ?? '');
    const { code, stdout, stderr } = await login;
    assert.equal(code, 0, stderr);
    assert.match(stdout.replaceAll(/[\s-]/g, ''), new RegExp(step.code ?? ''));
    await reachesAnn();
  });

  it('shows the code as a picture too, the same to everybody who asks, and a fresh one when WhatsApp gives it', async () => {
    const { operator } = stage.scene;
    await logout();
    const known = new Set(operator.logins().map(({ qr }) => qr));
    const first = await operator.call<WebLoginStartResult>('web.login.start');
    assert.match(first.qrDataUrl ?? '', /^data:image\/png;base64,/);
    const again = await operator.call<WebLoginStartResult>('web.login.start');
    assert.equal(again.qr, first.qr);
    stage.server.refreshRefs();
    const fresh = await operator.event<ChannelLoginEvent>(
      'channel.login',
      ({ step, qr }) => step === 'qr' && !known.has(qr) && qr !== first.qr,
    );
    const waiting = operator.call<WebLoginWaitResult>('web.login.wait');
    stage.me.scanQr(fresh.qr ?? '');
    assert.deepEqual(await waiting, { connected: true, message: 'WhatsApp is linked and ready.' });
    await reachesAnn();
  });

  it('links anew when forced to, and the device it was before is gone from the phone', async () => {
    const { scene, me } = stage;
    const [old] = me.devices();
    const known = new Set(scene.operator.logins().map(({ qr }) => qr));
    const login = scene.cli('channels', 'login', '--force');
    const { qr = '' } = await scene.operator.event<ChannelLoginEvent>(
      'channel.login',
      (event) => event.step === 'qr' && !known.has(event.qr),
    );
    assert.equal((await scene.operator.status('whatsapp')).linked, false);
    me.scanQr(qr);
    const { code, stderr } = await login;
    assert.equal(code, 0, stderr);
    assert.equal(me.devices().length, 1);
    assert.notEqual(me.devices()[0], old);
    await reachesAnn();
  });

  it('reconnects once when another session takes its place, then leaves the field until it is started', async () => {
    const { scene, server, me } = stage;
    const attempts = server.attempts.length;
    const back = server.next('drained');
    me.end({ code: 440, conflict: 'replaced' });
    await back;
    await online();
    me.end({ code: 440, conflict: 'replaced' });
    const account = await scene.operator.until('whatsapp', ({ state }) => state === 'conflict');
    assert.equal(account.linked, true);
    assert.equal(account.nextAttemptAt, null);
    assert.equal(server.attempts.length, attempts + 1);
    const status = await scene.cli('channels', 'status');
    assert.match(status.stdout, /state:conflict/);
    await assert.rejects(
      scene.operator.call('send', { to: ANN, message: 'hi', idempotencyKey: 'conflict' }),
      /UNAVAILABLE: .*\(conflict\)/,
    );
    const started = await scene.cli('channels', 'start', '--channel', 'whatsapp');
    assert.equal(started.code, 0, started.stderr);
    await online();
    assert.equal(server.attempts.length, attempts + 2);
    await reachesAnn();
  });

  it('is logged out when the phone removes the device, and says what to do', async () => {
    const { scene, server, me } = stage;
    me.unlink();
    await scene.operator.until('whatsapp', ({ state }) => state === 'loggedOut');
    const attempts = server.attempts.length;
    const { stdout } = await scene.cli('channels', 'status');
    assert.match(stdout, /not linked/);
    assert.match(stdout, /channels login/);
    await assert.rejects(
      scene.operator.call('send', { to: ANN, message: 'hi', idempotencyKey: 'removed' }),
      /NOT_LINKED/,
    );
    assert.equal(server.attempts.length, attempts);
    await linkByQr(scene, me);
    await reachesAnn();
  });
});
