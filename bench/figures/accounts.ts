import path from 'node:path';
import { startTelegramServer } from '../../test/support/telegram/server.ts';
import { startWhatsAppServer } from '../../test/support/whatsapp/server.ts';
import { connect } from '../../test/support/operator-client.ts';
import { createHome, startGateway, TOKEN } from '../gateway.ts';
import { fixed } from '../report.ts';
import { pause, type Rig } from '../rig.ts';

const SETTLE_MS = 3_000;

/** What an account costs that is linked and quiet. */
export async function idleAccounts({ report }: Rig): Promise<void> {
  const bare = await idleMb({}, {}, () => Promise.resolve());
  const telegram = await telegramMb();
  const whatsapp = await whatsappMb();
  for (const [name, mb] of [
    ['Telegram', telegram],
    ['WhatsApp', whatsapp],
  ] as const) {
    report.add({
      figure: `idle RSS with one linked ${name} account`,
      ours: `${fixed(mb, 0)} MB (+${fixed(mb - bare, 0)})`,
      limit: `no account: ${fixed(bare, 0)} MB`,
      ratio: mb / bare,
      budget: '–',
      met: true,
    });
  }
}

async function idleMb(
  config: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
  online: (url: string) => Promise<unknown>,
): Promise<number> {
  const home = createHome(config);
  const { subject, url } = await startGateway({ ...home, env: { ...home.env, ...env } });
  await online(url);
  await pause(SETTLE_MS);
  const { rssMb } = subject.memory();
  await subject.stop();
  home.remove();
  return rssMb;
}

async function telegramMb(): Promise<number> {
  const server = await startTelegramServer();
  const bot = server.addBot();
  const config = { channels: { telegram: { apiRoot: server.url, botToken: bot.token } } };
  const mb = await idleMb(config, {}, () => bot.polling());
  await server.close();
  return mb;
}

async function whatsappMb(): Promise<number> {
  const server = await startWhatsAppServer();
  const me = server.person('15550001111', 'Me');
  const env = {
    CLAWDBOT_WHATSAPP_TEST_URL: server.url,
    WA_TEST_ROOT: server.rootHex,
    NODE_OPTIONS: `--import ${path.resolve('test/support/whatsapp/root-preload.mjs')}`,
  };
  const mb = await idleMb({ channels: { whatsapp: {} } }, env, async (url) => {
    const client = await connect({ url, token: TOKEN });
    const login = (await client.call('web.login.start', {})) as { readonly qr: string };
    const up = server.next('drained');
    me.scanQr(login.qr);
    await up;
    await client.close();
  });
  await server.close();
  return mb;
}
