import path from 'node:path';
import type { WebLoginStartResult, WebLoginWaitResult } from '../../../src/protocol/generated/types.ts';
import type { BenchClient } from '../operator-client.ts';
import type { PersonHandle } from '../whatsapp/person.ts';
import { startWhatsAppServer } from '../whatsapp/server.ts';
import type { WhatsAppServer } from '../whatsapp/server.ts';
import type { Network } from './network.ts';

export interface WhatsAppNetwork extends Network {
  readonly server: WhatsAppServer;
  /** The owner of the linked number. */
  readonly me: PersonHandle;
  readonly others: readonly PersonHandle[];
}

const PRELOAD = path.resolve('test/support/whatsapp/root-preload.mjs');

/** Links by QR code; resolves once the account is up. */
export async function linkByQr(client: BenchClient, owner: PersonHandle, accountId: string): Promise<void> {
  const { qr } = (await client.call('web.login.start', { accountId })) as WebLoginStartResult;
  if (qr === undefined) throw new Error('the login has no QR code');
  owner.scanQr(qr);
  const ended = (await client.call('web.login.wait', { accountId })) as WebLoginWaitResult;
  if (!ended.connected) throw new Error(ended.message);
}

/** One linked number and some people, each in a chat with it. */
export async function openWhatsApp(people: number): Promise<WhatsAppNetwork> {
  const server = await startWhatsAppServer();
  const me = server.person('15550001111', 'Me');
  const others = Array.from({ length: people }, (_, index) =>
    server.person(`4366012345${String(index).padStart(2, '0')}`, `Person ${index}`),
  );
  const faults: string[] = [];
  server.on('fault', (error) => faults.push(error.message));
  const personAt = (index: number): PersonHandle => {
    const found = others[index];
    if (found === undefined) throw new Error(`there is no person ${index}`);
    return found;
  };
  return {
    server,
    me,
    others,
    channel: 'whatsapp',
    accountId: 'default',
    channels: { whatsapp: { dmPolicy: 'open', allowFrom: ['*'] } },
    env: {
      CLAWDBOT_WHATSAPP_TEST_URL: server.url,
      WA_TEST_ROOT: server.rootHex,
      NODE_OPTIONS: `--import ${PRELOAD}`,
    },
    people: others.map(({ phone }) => `+${phone}`),
    repeatsAreHarmless: true,
    link: (client) => linkByQr(client, me, 'default'),
    say: (person, text) => personAt(person).say(me, text),
    heard(person) {
      const { jid, inbox } = personAt(person);
      // What her phone could read, in the order in which it was first sent: phones show it by that.
      const readable = new Map(inbox.map(({ id, message }) => [id, message]));
      return server.sentIn(jid).flatMap(({ id }) => {
        const message = readable.get(id);
        if (message === undefined) return [];
        return [{ text: message.conversation ?? message.extendedTextMessage?.text ?? '' }];
      });
    },
    get repeats() {
      return server.repeats().length;
    },
    async down() {
      server.refuseConnections();
      server.dropAll();
      await Promise.resolve();
    },
    up: server.acceptConnections,
    faults: () => faults,
    close: server.close,
  };
}
