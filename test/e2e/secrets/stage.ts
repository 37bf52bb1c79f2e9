import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createHome, startGateway, type GatewayProcess, type Home } from '../../support/gateway-process.ts';
import { startTelegramServer, type TelegramServer, type TestBot } from '../../support/telegram/server.ts';
import { CANARIES } from './canaries.ts';

export interface Stage {
  readonly home: Home;
  /** What is in the configuration. */
  readonly config: Record<string, unknown>;
  readonly bot: TestBot;
  /** A gateway on that configuration or another one, telling all it can. Ended with the stage at the latest. */
  start(config?: Record<string, unknown>): Promise<GatewayProcess>;
  /** Quotes what it is asked for: address, headers and body. */
  readonly echo: string;
  /** Everything the gateway has written to a file or its console. */
  written(): string;
  close(): Promise<void>;
}

const address = (server: Server): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Tells back what it was asked, the usual way into a log: providers quote the key in their refusals. */
async function startEcho(): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      const description = `Bad Request: ${request.url} ${JSON.stringify(request.headers)} ${body}`;
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          ok: false,
          error_code: 400,
          description,
          error: { message: `${description} ${CANARIES.foreignKey}` },
        }),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const withPassword = (password: string, host: string, scheme = 'http'): string =>
  `${scheme}://someone:${encodeURIComponent(password)}@${host}`;

/** A secret wherever one can be told. */
const configOf = (echo: string, telegram: string, dir: string): Record<string, unknown> => ({
  gateway: {
    mode: 'local',
    auth: { mode: 'token', token: CANARIES.gatewayToken, password: CANARIES.gatewayPassword },
    remote: {
      url: withPassword(CANARIES.remoteUrlPassword, '127.0.0.1:9', 'ws'),
      token: CANARIES.remoteToken,
      password: CANARIES.remotePassword,
    },
  },
  logging: { level: 'trace', file: path.join(dir, 'gateway.log') },
  env: {
    INLINE_SECRET: CANARIES.inlineVariable,
    vars: { SERVICE_TOKEN: CANARIES.variable },
  },
  channels: {
    telegram: {
      apiRoot: telegram,
      botToken: CANARIES.botToken,
      dmPolicy: 'open',
      allowFrom: ['*'],
      webhookSecret: CANARIES.webhookSecret,
      accounts: {
        default: {},
        hook: {
          botToken: CANARIES.accountBotToken,
          webhookUrl: 'https://bot.example.org/telegram-webhook',
          webhookSecret: CANARIES.accountWebhookSecret,
        },
        file: { tokenFile: path.join(dir, 'bot-token.txt'), apiRoot: `http://${echo}` },
        proxied: {
          botToken: CANARIES.botVariable,
          proxy: withPassword(CANARIES.accountProxyPassword, echo),
        },
        spare: {
          enabled: false,
          tokenFile: path.join(dir, 'bot-token.txt'),
          proxy: withPassword(CANARIES.proxyPassword, echo),
        },
      },
    },
  },
  models: {
    providers: {
      local: {
        baseUrl: `http://${echo}/v1`,
        apiKey: CANARIES.providerKey,
        api: 'openai-completions',
        headers: {
          'x-api-key': CANARIES.headerKey,
          authorization: `Bearer ${CANARIES.headerAuthorization}`,
        },
        models: [{ id: 'm', name: 'm', headers: { 'x-auth-token': CANARIES.modelHeader } }],
      },
      addressed: {
        baseUrl: `${withPassword(CANARIES.providerUrlPassword, echo)}/v1`,
        apiKey: '${CANARY_KEY}',
        api: 'openai-completions',
        models: [{ id: 'm', name: 'm' }],
      },
    },
  },
  agents: {
    defaults: {
      workspace: path.join(dir, 'workspace'),
      model: { primary: 'local/m', fallbacks: ['addressed/m'] },
      cliBackends: { own: { command: 'false', env: { BACKEND_TOKEN: CANARIES.backendVariable } } },
    },
  },
  hooks: { token: CANARIES.hookToken, gmail: { pushToken: CANARIES.pushToken } },
  talk: { apiKey: CANARIES.talkKey },
  skills: { entries: { one: { apiKey: CANARIES.skillKey, env: { SKILL_SECRET: CANARIES.skillVariable } } } },
  audio: { apiKey: CANARIES.unknownSection },
  browser: { cdpUrl: withPassword(CANARIES.browserPassword, '127.0.0.1:9') },
});

/** The configuration as it stands in the file, with a remark of its operator. */
export const configText = (config: Record<string, unknown>): string =>
  JSON.stringify(config, undefined, 2).replace('{\n', `{\n  // before: token: "${CANARIES.comment}"\n`);

export async function openStage(): Promise<Stage> {
  const telegram: TelegramServer = await startTelegramServer();
  const echo = await startEcho();
  const bot = telegram.addBot({ id: 700101, token: CANARIES.botToken, username: 'canary_bot' });
  telegram.addBot({ id: 700102, token: CANARIES.accountBotToken, username: 'hook_bot' });
  const home = createHome(
    {},
    {
      CANARY_KEY: CANARIES.referenced,
      OPENROUTER_API_KEY: CANARIES.providerVariable,
      TELEGRAM_BOT_TOKEN: CANARIES.botVariable,
      AWS_SECRET_ACCESS_KEY: CANARIES.foreignVariable,
      CLAWDBOT_GATEWAY_PASSWORD: CANARIES.passwordVariable,
      HTTPS_PROXY: withPassword(CANARIES.proxyVariable, '127.0.0.1:9'),
      EDITOR: 'true',
    },
  );
  const config = configOf(address(echo), telegram.url, home.dir);
  const secretFile = (name: string, text: string): void =>
    writeFileSync(path.join(home.dir, name), text, { mode: 0o600 });
  secretFile('bot-token.txt', `${CANARIES.tokenFile}\n`);
  secretFile('auth-token.txt', `${CANARIES.authTokenFile}\n`);
  secretFile('auth-password.txt', `${CANARIES.authPasswordFile}\n`);
  secretFile(
    'service.env',
    `CLAWDBOT_GATEWAY_TOKEN='${CANARIES.serviceToken}'\nSERVICE_API_KEY='${CANARIES.serviceVariable}'\n`,
  );
  writeFileSync(home.configPath, configText(config));
  chmodSync(home.configPath, 0o600);
  const gateways: GatewayProcess[] = [];
  return {
    home,
    config,
    bot,
    echo: address(echo),
    async start(other = config) {
      writeFileSync(home.configPath, configText(other));
      const gateway = await startGateway(home, ['--verbose', '--ws-log', 'full']);
      gateways.push(gateway);
      return gateway;
    },
    written: () =>
      [
        ...gateways.map((gateway) => gateway.output()),
        ...readdirSync(home.dir)
          .filter((name) => name.startsWith('gateway.log'))
          .map((name) => readFileSync(path.join(home.dir, name), 'utf8')),
      ].join('\n'),
    async close() {
      for (const gateway of gateways) await gateway.stop();
      await telegram.close();
      echo.closeAllConnections();
      echo.close();
      home.remove();
    },
  };
}
