import type { WhatsAppServer } from '../whatsapp/server.ts';
import { detachLibraryTimers } from '../whatsapp/library-timers.ts';

const DETACHED = Symbol.for('moltbot.test.detachedLibraryTimers');

/** Lets a gateway in this process take the server for WhatsApp. */
export async function trustInProcess(server: WhatsAppServer): Promise<NodeJS.ProcessEnv> {
  const { WA_CERT_DETAILS } = await import('@whiskeysockets/baileys');
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(server.rootHex, 'hex');
  // Once per process: each call wraps the timers once more.
  const marks = globalThis as unknown as Record<symbol, boolean | undefined>;
  if (marks[DETACHED] !== true) detachLibraryTimers();
  marks[DETACHED] = true;
  return { CLAWDBOT_WHATSAPP_TEST_URL: server.url };
}
