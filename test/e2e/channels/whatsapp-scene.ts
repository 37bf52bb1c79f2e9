import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { WebLoginStartResult, WebLoginWaitResult } from '../../../src/protocol/generated/types.ts';
import { NO_SAFE_MODE, createHome, runCli, startGateway } from '../../support/gateway-process.ts';
import type { GatewayProcess, Home } from '../../support/gateway-process.ts';
import { startWhatsAppServer } from '../../support/whatsapp/server.ts';
import type { WhatsAppServer, WhatsAppServerOptions } from '../../support/whatsapp/server.ts';
import type { PersonHandle } from '../../support/whatsapp/person.ts';
import { openOperator } from './operator.ts';
import type { Operator } from './operator.ts';

const PRELOAD = path.resolve('test/support/whatsapp/root-preload.mjs');

/** What a gateway needs in its environment to take the server for WhatsApp. */
export const whatsappEnv = (server: WhatsAppServer): NodeJS.ProcessEnv => ({
  CLAWDBOT_WHATSAPP_TEST_URL: server.url,
  WA_TEST_ROOT: server.rootHex,
  NODE_OPTIONS: `--import ${PRELOAD}`,
  ...(server.media === undefined ? {} : { NODE_EXTRA_CA_CERTS: server.media.caFile }),
});

export interface Scene {
  readonly home: Home;
  /** The gateway that runs now. */
  readonly gateway: GatewayProcess;
  readonly operator: Operator;
  /** Ends the gateway and starts the next one on the same state. */
  restart(signal: NodeJS.Signals): Promise<void>;
  cli(...args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
  close(): Promise<void>;
}

/** A gateway in a process of its own with an operator at it. */
export async function openScene(
  config: Record<string, unknown>,
  env: NodeJS.ProcessEnv = {},
  prepare: (home: Home) => void = () => {},
): Promise<Scene> {
  const home = createHome(config, env);
  prepare(home);
  let gateway = await startGateway(home, NO_SAFE_MODE);
  let operator = await openOperator(gateway);
  return {
    home,
    get gateway() {
      return gateway;
    },
    get operator() {
      return operator;
    },
    async restart(signal) {
      await gateway.stop(signal);
      gateway = await startGateway(home, NO_SAFE_MODE);
      operator = await openOperator(gateway);
    },
    // The preload is for the gateway: a command never talks to WhatsApp itself.
    cli: (...args) => runCli(home, args, { env: { NODE_OPTIONS: '' } }),
    async close() {
      await gateway.stop();
      home.remove();
    },
  };
}

export interface WhatsAppScene {
  readonly scene: Scene;
  readonly server: WhatsAppServer;
  /** The owner of the linked number. */
  readonly me: PersonHandle;
  /** What the server says the client did wrong. */
  readonly faults: readonly Error[];
  close(): Promise<void>;
}

export async function openWhatsAppScene(
  config: Record<string, unknown> | ((server: WhatsAppServer) => Record<string, unknown>),
  options: WhatsAppServerOptions = {},
  prepare?: (home: Home) => void,
): Promise<WhatsAppScene> {
  const server = await startWhatsAppServer(options);
  const faults: Error[] = [];
  server.on('fault', (error) => faults.push(error));
  const own = typeof config === 'function' ? config(server) : config;
  const scene = await openScene(own, whatsappEnv(server), prepare);
  return {
    scene,
    server,
    me: server.person('15550001111', 'Me'),
    faults,
    async close() {
      await scene.close();
      await server.close();
    },
  };
}

/** Links by QR code over the operator's connection; resolves once the account is up. */
export async function linkByQr(
  { operator }: Pick<Scene, 'operator'>,
  owner: PersonHandle,
  accountId = 'default',
): Promise<void> {
  const { qr } = await operator.call<WebLoginStartResult>('web.login.start', { accountId });
  if (qr === undefined) throw new Error('the login has no QR code');
  owner.scanQr(qr);
  const { connected, message } = await operator.call<WebLoginWaitResult>('web.login.wait', { accountId });
  if (!connected) throw new Error(message);
}

/** The WhatsApp files of an account, by name. */
export function sessionFiles(home: Home, accountId = 'default'): readonly string[] {
  const directory = path.join(home.dir, 'credentials', 'whatsapp', accountId);
  try {
    return readdirSync(directory).toSorted();
  } catch (error) {
    // Never written to: there is nothing.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export interface DiskFacts {
  /** Epoch of the identity in use; 0: none. */
  readonly active: number;
  readonly linked: number;
  /** Identities of logins that were not finished, and keys that belong to none in use. */
  readonly halfLinked: number;
}

/** What the session file of a gateway that has ended says, read by somebody who knows only the file. */
export function identitiesOnDisk(home: Home, accountId = 'default'): DiskFacts {
  if (!sessionFiles(home, accountId).includes('session.db')) return { active: 0, linked: 0, halfLinked: 0 };
  // A copy: whoever opens a database changes what lies beside it.
  const copy = mkdtempSync(path.join(tmpdir(), 'moltbot-look-'));
  cpSync(path.join(home.dir, 'credentials', 'whatsapp', accountId), copy, { recursive: true });
  const db = new DatabaseSync(path.join(copy, 'session.db'));
  const number = (sql: string): number => Number(Object.values(db.prepare(sql).get() ?? { none: 0 })[0]);
  try {
    const active = number("SELECT value FROM meta WHERE name = 'active'");
    return {
      active,
      linked: number('SELECT count(*) FROM identity WHERE linkedAt IS NOT NULL AND revokedAt IS NULL'),
      halfLinked:
        number(`SELECT count(*) FROM identity WHERE epoch <> ${active}`) +
        number(`SELECT count(*) FROM signal_key WHERE epoch <> ${active}`),
    };
  } finally {
    db.close();
    rmSync(copy, { recursive: true, force: true });
  }
}
