import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, it } from 'node:test';
import type { TestContext } from 'node:test';
import { startTelegramServer, startWhatsAppServer } from '@openclaw/crabline';
import type { ServerRequestEvent } from '@openclaw/crabline';
import { BufferJSON, initAuthCreds } from '@whiskeysockets/baileys';
import { strayFailures } from '../../support/gateway-process.ts';
import { openScene } from './whatsapp-scene.ts';
import type { Scene } from './whatsapp-scene.ts';

/** What a server somebody else wrote has seen, in order, and what is still to come. */
function createSightings() {
  const seen: string[] = [];
  const waiting = new Set<() => void>();
  return {
    onEvent(event: ServerRequestEvent): void {
      seen.push(JSON.stringify(event));
      for (const look of waiting) look();
    },
    /** The first one that contains all of `parts`. */
    of(...parts: readonly string[]): Promise<string> {
      const { promise, resolve } = Promise.withResolvers<string>();
      const look = (): void => {
        const found = seen.find((event) => parts.every((part) => event.includes(part)));
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      return promise;
    },
  };
}

let recorders: string;
before(() => {
  recorders = mkdtempSync(path.join(tmpdir(), 'moltbot-crabline-'));
});
after(() => rmSync(recorders, { recursive: true, force: true }));

/** The server, or nothing with the reason on the page: it needs what this machine may not have. */
async function startOrSkip<T>(test: TestContext, start: () => Promise<T>): Promise<T | undefined> {
  try {
    return await start();
  } catch (error) {
    test.skip(`crabline cannot start here: ${String(error)}`);
    return undefined;
  }
}

async function inject(
  {
    adminToken,
    endpoints,
  }: { readonly adminToken: string; readonly endpoints: { readonly adminInboundUrl: string } },
  body: object,
): Promise<void> {
  const answer = await fetch(endpoints.adminInboundUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-crabline-admin-token': adminToken },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, await answer.text());
}

it('talks both ways with a Telegram server that somebody else wrote', { timeout: 180_000 }, async (test) => {
  const sightings = createSightings();
  const server = await startOrSkip(test, () =>
    startTelegramServer({ recorderPath: path.join(recorders, 'telegram.jsonl'), onEvent: sightings.onEvent }),
  );
  if (server === undefined) return;
  const { botToken, endpoints } = server.manifest;
  const telegram = { botToken, apiRoot: endpoints.apiRoot, allowFrom: [7] };
  const scene = await openScene({ channels: { telegram } });
  try {
    await inject(server.manifest, { chatId: 7, fromId: 7, text: '/whoami' });
    assert.match(await sightings.of('/sendMessage', 'Identity'), /"chat_id":"7"/);
    const sent = await scene.cli(
      'message',
      'send',
      '--channel',
      'telegram',
      '--target',
      '7',
      '--message',
      'as **asked**',
    );
    assert.equal(sent.code, 0, sent.stderr);
    await sightings.of('/sendMessage', 'as <b>asked</b>');
    const status = await scene.cli('channels', 'status', '--probe');
    assert.match(status.stdout, /Telegram default: .*connected.*works/);
  } finally {
    await scene.close();
    await server.close();
  }
  assert.deepEqual(strayFailures(scene.home), []);
});

/** Credentials of a device that some phone confirmed long ago, as an earlier installation left them. */
function linkedCredentials(selfJid: string): string {
  const creds = initAuthCreds();
  const account = {
    details: Buffer.from([1]),
    accountSignatureKey: Buffer.alloc(32, 1),
    accountSignature: Buffer.alloc(64, 2),
    deviceSignature: Buffer.alloc(64, 3),
  };
  return JSON.stringify(
    { ...creds, me: { id: selfJid, name: 'Me' }, account, registered: true },
    BufferJSON.replacer,
  );
}

it(
  'takes over a linked device and sends over a WhatsApp server that somebody else wrote',
  { timeout: 180_000 },
  async (test) => {
    const sightings = createSightings();
    const server = await startOrSkip(test, () =>
      startWhatsAppServer({
        recorderPath: path.join(recorders, 'whatsapp.jsonl'),
        onEvent: sightings.onEvent,
      }),
    );
    if (server === undefined) return;
    const { endpoints, selfJid } = server.manifest;
    const scene = await openScene(
      { channels: { whatsapp: { allowFrom: ['*'], dmPolicy: 'open' } } },
      { CLAWDBOT_WHATSAPP_TEST_URL: endpoints.baileysWebSocketUrl },
      (home) => {
        const directory = path.join(home.dir, 'credentials', 'whatsapp', 'default');
        mkdirSync(directory, { recursive: true });
        writeFileSync(path.join(directory, 'creds.json'), linkedCredentials(selfJid));
      },
    );
    try {
      assert.equal((await online(scene)).linked, true);
      await scene.gateway.stop();
      rememberPerson(scene.home.dir, ANN_JID);
      await scene.restart('SIGTERM');
      await online(scene);
      const sent = await scene.cli('message', 'send', '--target', ANN, '--message', 'as **asked**');
      assert.equal(sent.code, 0, sent.stderr);
      await sightings.of('"fromMe":true', 'as *asked*', ANN_JID);
      // This server says what it has to say in the clear, which WhatsApp does for no person: it is not listened to.
      await inject(server.manifest, {
        chatJid: ANN_JID,
        senderJid: ANN_JID,
        text: '/whoami',
        messageId: 'IN-THE-CLEAR',
      });
      await sightings.of('"tag":"receipt"', 'IN-THE-CLEAR');
      assert.equal((await scene.operator.status('whatsapp')).lastInboundAt, null);
    } finally {
      await scene.close();
      await server.close();
    }
    assert.deepEqual(strayFailures(scene.home), []);
  },
);

const ANN = '+15552223333';
const ANN_JID = '15552223333@s.whatsapp.net';

const online = ({ operator }: Scene) => operator.until('whatsapp', ({ connected }) => connected === true);

/** As if the person had written before: the server cannot be asked whether a number has WhatsApp. */
function rememberPerson(home: string, jid: string): void {
  const db = new DatabaseSync(path.join(home, 'credentials', 'whatsapp', 'default', 'session.db'));
  const sql = 'INSERT INTO heard (chat, id, fromMe, author, text, at) VALUES (?, ?, 0, ?, ?, ?)';
  db.prepare(sql).run(jid, 'EARLIER', jid, 'hello', Date.now());
  db.close();
}
