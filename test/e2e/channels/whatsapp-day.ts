import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strayFailures } from '../../support/gateway-process.ts';
import { startScriptedModel } from '../../support/scripted-model.ts';
import type { ScriptedModel } from '../../support/scripted-model.ts';
import type { DeviceReceipt, SentMessage } from '../../support/whatsapp/facts.ts';
import type { PersonHandle } from '../../support/whatsapp/person.ts';
import type { WhatsAppServer } from '../../support/whatsapp/server.ts';
import { agentConfig, furnish } from './day-home.ts';
import { createTranscript } from './transcript.ts';
import type { Transcript } from './transcript.ts';
import { createWhatsAppChats, shownBy } from './whatsapp-chats.ts';
import type { WhatsAppChats } from './whatsapp-chats.ts';
import { linkByQr, openWhatsAppScene } from './whatsapp-scene.ts';
import type { Scene } from './whatsapp-scene.ts';

/** Answers when mentioned. */
export const FAMILY = '120363000000000001@g.us';
const OWN = '15550009999';

/** A gateway with two linked numbers, and the people around them. */
export interface WhatsAppDay {
  readonly model: ScriptedModel;
  readonly server: WhatsAppServer;
  readonly scene: Scene;
  /** The number whose chats are written down. */
  readonly me: PersonHandle;
  /** Has linked the own number as the second account: it answers in the chat with oneself, in blocks. */
  readonly owner: PersonHandle;
  /** Owns the agent behind `me`. */
  readonly ann: PersonHandle;
  readonly bob: PersonHandle;
  /** A stranger. */
  readonly eve: PersonHandle;
  readonly chats: WhatsAppChats;
  readonly transcript: Transcript;
  /** A directory outside the gateway's own. */
  readonly outside: string;
  /** What a command that must succeed prints. */
  cli(...args: readonly string[]): Promise<string>;
  /** The newest question with `cue` that the agent was asked. */
  asked(cue: string): Promise<string>;
  /** A read receipt for the message was sent. */
  isRead(id: string): boolean;
  /** What the second account has sent, once it is so many messages in all. */
  toOwner(total: number): Promise<readonly SentMessage[]>;
  close(): Promise<void>;
}

export async function openWhatsAppDay(): Promise<WhatsAppDay> {
  const transcript = createTranscript();
  const receipts: DeviceReceipt[] = [];
  const model = await startScriptedModel();
  const outside = mkdtempSync(path.join(tmpdir(), 'moltbot-files-'));
  const [annNumber, bobNumber] = ['+15552223333', '+15554445555'];
  const own = { selfChatMode: true, dmPolicy: 'allowlist', allowFrom: [`+${OWN}`] };
  const whatsapp = {
    allowFrom: [annNumber],
    groupAllowFrom: [annNumber, bobNumber],
    groups: { [FAMILY]: { requireMention: true } },
    ackReaction: { emoji: '👀', direct: false, group: 'mentions' },
    debounceMs: 200,
    accounts: { default: {}, own: { ...own, blockStreaming: true, debounceMs: 0 } },
  };
  const config = {
    ...agentConfig(model),
    channels: { whatsapp },
    messages: { queue: { debounceMs: 0 } },
  };
  const stage = await openWhatsAppScene(config, { media: true }, furnish);
  const { scene, server, me } = stage;
  server.on('receipt', (receipt) => receipts.push(receipt));
  const owner = server.person(OWN, 'Owner');
  const ann = server.person(annNumber.slice(1), 'Ann');
  const bob = server.person(bobNumber.slice(1), 'Bob');
  const eve = server.person('15556667777', 'Eve');
  server.group('Family', [ann, bob, me], { id: FAMILY.replace('@g.us', '') });
  const people = [ann, bob, eve].map(({ jid, name }) => [jid, name] as const);
  const chats = createWhatsAppChats({
    server,
    me,
    transcript,
    names: new Map([...people, [FAMILY, 'Family']]),
  });
  await linkByQr(scene, me);
  await linkByQr(scene, owner, 'own');
  return {
    model,
    server,
    scene,
    me,
    owner,
    ann,
    bob,
    eve,
    chats,
    transcript,
    outside,
    async cli(...args) {
      const { code, stdout, stderr } = await scene.cli(...args);
      assert.equal(code, 0, stderr);
      chats.catchUp();
      return stdout;
    },
    asked: async (cue) => (await model.question(cue)).at(-1) ?? '',
    isRead: (id) => receipts.some(({ type, ids }) => type === 'read' && ids.includes(id)),
    async toOwner(total) {
      while (shownBy(server, owner).length < total) await server.sentCount(server.sent.length + 1);
      return shownBy(server, owner);
    },
    async close() {
      await stage.close();
      await model.close();
      rmSync(outside, { recursive: true, force: true });
      assert.deepEqual(strayFailures(scene.home), []);
      assert.deepEqual(stage.faults, []);
    },
  };
}
