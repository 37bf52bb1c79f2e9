import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startTcpProxy } from '../tcp-proxy.ts';
import type { TcpProxy } from '../tcp-proxy.ts';
import type { Network } from './network.ts';
import { openTelegram } from './telegram.ts';
import { openWhatsApp } from './whatsapp.ts';

/** A network that the gateway reaches only by name and through a proxy. */
export interface ProxiedNetwork {
  readonly network: Network;
  readonly proxy: TcpProxy;
}

const PRELOAD = path.resolve('test/support/dns-fault.mjs');

export async function proxiedNetworks(people: number): Promise<readonly ProxiedNetwork[]> {
  const [telegram, whatsapp] = await Promise.all([openTelegram(people), openWhatsApp(people)]);
  const [toTelegram, toWhatsApp] = await Promise.all([
    startTcpProxy({ port: Number(new URL(telegram.server.url).port) }),
    startTcpProxy({ port: whatsapp.server.port }),
  ]);
  const apiRoot = `http://localhost:${toTelegram.port}`;
  const url = `ws://localhost:${toWhatsApp.port}${new URL(whatsapp.server.url).pathname}`;
  return [
    {
      proxy: toTelegram,
      network: {
        ...telegram,
        channels: { telegram: { ...(telegram.channels['telegram'] as object), apiRoot } },
      },
    },
    {
      proxy: toWhatsApp,
      network: { ...whatsapp, env: { ...whatsapp.env, CLAWDBOT_WHATSAPP_TEST_URL: url } },
    },
  ];
}

/** Names that cannot be resolved, for a process with this environment. */
export function createDnsFault(dir: string) {
  const file = path.join(dir, 'no-names');
  return {
    env: { DNS_FAULT_FILE: file, NODE_OPTIONS: `--import ${PRELOAD}` },
    begin: () => writeFileSync(file, ''),
    end: () => rmSync(file, { force: true }),
  };
}
