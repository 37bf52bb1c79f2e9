import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strayFailures } from '../../support/gateway-process.ts';
import { startScriptedModel } from '../../support/scripted-model.ts';
import type { ScriptedModel } from '../../support/scripted-model.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';
import { agentConfig, furnish } from './day-home.ts';
import { createTelegramChats } from './telegram-chats.ts';
import type { TelegramChats } from './telegram-chats.ts';
import { createTranscript } from './transcript.ts';
import type { Transcript } from './transcript.ts';
import { openScene } from './whatsapp-scene.ts';
import type { Scene } from './whatsapp-scene.ts';

/** The owner. */
export const ANN = { id: 42, name: 'Ann' };
export const BOB = { id: 43, name: 'Bob' };
/** A stranger. */
export const EVE = { id: 66, name: 'Eve' };
/** Answers when mentioned. */
export const FAMILY = { id: -1001, name: 'Family' };
export const FORUM = { id: -1002, name: 'Forum' };

/** A gateway with two bots, and the people around them. */
export interface TelegramDay {
  readonly model: ScriptedModel;
  readonly server: TelegramServer;
  /** The one whose chats are written down. */
  readonly bot: TestBot;
  /** Sends while the answer is still written; knows Ann only. */
  readonly streaming: TestBot;
  readonly scene: Scene;
  readonly chats: TelegramChats;
  readonly transcript: Transcript;
  /** A directory outside the gateway's own. */
  readonly outside: string;
  /** What a command that must succeed prints. */
  cli(...args: readonly string[]): Promise<string>;
  /** The newest question with `cue` that the agent was asked. */
  asked(cue: string): Promise<string>;
  /** The file that was uploaded last. */
  lastUpload(): Buffer | undefined;
  /** Resolves once the streaming bot has sent so many messages in all. */
  streamed(total: number): Promise<void>;
  close(): Promise<void>;
}

export async function openTelegramDay(): Promise<TelegramDay> {
  const transcript = createTranscript();
  const model = await startScriptedModel();
  const server = await startTelegramServer();
  const bot = server.addBot({ username: 'molty_bot' });
  const streaming = server.addBot({ username: 'stream_bot' });
  const outside = mkdtempSync(path.join(tmpdir(), 'moltbot-files-'));
  const telegram = {
    apiRoot: server.url,
    allowFrom: [ANN.id],
    groupAllowFrom: [ANN.id, BOB.id],
    groups: { [FAMILY.id]: { requireMention: true }, [FORUM.id]: { requireMention: false } },
    accounts: {
      default: { botToken: bot.token },
      stream: { botToken: streaming.token, blockStreaming: true, dmPolicy: 'allowlist' },
    },
  };
  const messages = {
    ackReaction: '👀',
    inbound: { byChannel: { telegram: 100 } },
    queue: { debounceMs: 0 },
  };
  const scene = await openScene({ ...agentConfig(model), channels: { telegram }, messages }, {}, furnish);
  const chats = createTelegramChats({ server, bot, transcript, everybody: [ANN, BOB, EVE, FAMILY, FORUM] });
  await Promise.all([bot.polling(), streaming.polling()]);
  return {
    model,
    server,
    bot,
    streaming,
    scene,
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
    lastUpload: () => server.calls.findLast(({ files }) => files.length > 0)?.files[0]?.bytes,
    async streamed(total) {
      const sends = (): number => server.calls.filter(({ method }) => method === 'sendMessage').length;
      while (streaming.sent.length < total) await server.atLeast(sends() + 1, 'sendMessage');
    },
    async close() {
      await scene.close();
      await server.close();
      await model.close();
      rmSync(outside, { recursive: true, force: true });
      assert.deepEqual(strayFailures(scene.home), []);
    },
  };
}
