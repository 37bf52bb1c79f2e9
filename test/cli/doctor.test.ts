import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { makeCertificate } from '../../src/actors/server/make-certificate.ts';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { doctor } from '../../src/cli/verbs/doctor.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { openStore } from '../../src/store/open.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench, type Bench } from '../support/cli-run.ts';

const NOBODY = { CLAWDBOT_GATEWAY_PORT: '1' };
const LOCAL = { gateway: { mode: 'local', auth: { token: 'the-configured-token' } } };

interface Report {
  readonly ok: boolean;
  readonly findings: readonly (Omit<Finding, 'repair'> & { readonly repairable: boolean })[];
  readonly repaired: readonly { readonly code: string; readonly error: string | null }[];
}

async function examine(
  bench: Bench,
  ...flags: readonly string[]
): Promise<Report & { readonly code: number }> {
  const { code, stdout, stderr } = await bench.run('doctor', '--json', ...flags);
  assert.notEqual(stdout, '', stderr);
  return { ...(JSON.parse(stdout) as Report), code };
}
const codes = ({ findings }: Report): string[] => findings.map(({ code }) => code);
/** As a careful operator leaves it. */
const tidy = (bench: Bench): void => {
  chmodSync(bench.dir, 0o700);
  if (existsSync(join(bench.dir, 'moltbot.json'))) chmodSync(join(bench.dir, 'moltbot.json'), 0o600);
};

describe('moltbot doctor', () => {
  it('finds nothing but that no gateway runs, on a machine that is in order', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    tidy(bench);
    const report = await examine(bench);
    assert.deepEqual([report.ok, report.code, codes(report)], [true, 0, ['gateway-down']]);
    assert.equal(report.findings[0]?.fix, 'moltbot gateway');
  });

  it('finds a configuration that is missing, not for a gateway, or broken, with its place', async (context) => {
    const none = createBench(context, { env: NOBODY });
    tidy(none);
    assert.deepEqual(codes(await examine(none)), ['config-missing', 'gateway-down']);
    const unset = createBench(context, { env: NOBODY, config: { logging: { level: 'info' } } });
    tidy(unset);
    assert.deepEqual(codes(await examine(unset)), ['config-mode-unset', 'gateway-down']);
    const broken = createBench(context, {
      env: NOBODY,
      config: { gateway: { mode: 'local' }, identities: {} },
    });
    tidy(broken);
    const report = await examine(broken);
    assert.deepEqual([report.ok, report.code, codes(report)], [false, 1, ['config-invalid', 'gateway-down']]);
    assert.match(report.findings[0]?.message ?? '', /moltbot\.json:1:\d+: identities: unknown key/);
  });

  it('moves the keys of older releases to their places, and keeps the file as it was', async (context) => {
    const old = {
      gateway: { mode: 'local', token: 'the-old-token' },
      routing: { queue: { mode: 'collect' } },
    };
    const bench = createBench(context, { env: NOBODY, config: old });
    tidy(bench);
    const config = join(bench.dir, 'moltbot.json');
    const before = readFileSync(config, 'utf8');
    const report = await examine(bench);
    assert.deepEqual(codes(report), ['config-legacy-keys', 'gateway-down']);
    assert.equal(
      report.findings[0]?.evidence,
      'routing.queue becomes messages.queue; gateway.token becomes gateway.auth.token; gateway.token becomes gateway.auth.mode',
    );
    assert.equal(readFileSync(config, 'utf8'), before, 'looking changes nothing');
    const mended = await examine(bench, '--fix');
    assert.deepEqual(
      mended.repaired.map(({ code, error }) => [code, error]),
      [['config-legacy-keys', null]],
    );
    assert.deepEqual(codes(mended), ['gateway-down']);
    assert.deepEqual(JSON.parse(readFileSync(config, 'utf8')), {
      gateway: { mode: 'local', auth: { token: 'the-old-token', mode: 'token' } },
      messages: { queue: { mode: 'collect' } },
    });
    assert.equal(readFileSync(`${config}.bak`, 'utf8'), before);
  });

  it('finds files that others can read, and with --fix mends them and nothing else', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    tidy(bench);
    const config = join(bench.dir, 'moltbot.json');
    const before = readFileSync(config);
    chmodSync(config, 0o644);
    mkdirSync(join(bench.dir, 'credentials'), { mode: 0o755 });
    const found = await examine(bench);
    assert.deepEqual(
      found.findings.filter(({ repairable }) => repairable).map(({ code }) => code),
      ['file-exposed', 'file-exposed'],
    );
    assert.equal(statSync(config).mode & 0o777, 0o644, 'looking changes nothing');
    const mended = await examine(bench, '--fix');
    assert.deepEqual(
      mended.repaired.map(({ code, error }) => [code, error]),
      [
        ['file-exposed', null],
        ['file-exposed', null],
      ],
    );
    assert.deepEqual(codes(mended), ['gateway-down']);
    assert.equal(statSync(config).mode & 0o777, 0o600);
    assert.equal(statSync(join(bench.dir, 'credentials')).mode & 0o777, 0o700);
    assert.deepEqual(readFileSync(config), before);
  });

  it('asks once at a terminal, and does nothing without a yes', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    tidy(bench);
    const config = join(bench.dir, 'moltbot.json');
    chmodSync(config, 0o644);
    const noted: string[] = [];
    const answering = (yes: boolean) => () =>
      Promise.resolve({
        note: (text: string) => void noted.push(text),
        confirm: () => Promise.resolve(yes),
      } as never);
    await doctor(bench.io, { fix: true }, answering(false));
    assert.equal(statSync(config).mode & 0o777, 0o644);
    assert.deepEqual(noted, [`chmod 600 ${config}`]);
    await doctor(bench.io, { fix: true }, answering(true));
    assert.equal(statSync(config).mode & 0o777, 0o600);
  });

  it('gives a configuration of an older name its new one', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    tidy(bench);
    renameSync(join(bench.dir, 'moltbot.json'), join(bench.dir, 'clawdbot.json'));
    const old = { ...bench.io, paths: { ...bench.io.paths, configPath: join(bench.dir, 'clawdbot.json') } };
    await doctor(old, { fix: true, yes: true });
    assert.ok(existsSync(join(bench.dir, 'moltbot.json')));
  });

  it('finds a shell whose token is not the one that counts, and shows neither', async (context) => {
    const bench = createBench(context, {
      env: { ...NOBODY, CLAWDBOT_GATEWAY_TOKEN: 'the-token-of-the-shell' },
      config: LOCAL,
    });
    tidy(bench);
    const report = await examine(bench);
    assert.ok(codes(report).includes('token-differs'));
    assert.doesNotMatch(JSON.stringify(report), /the-token-of-the-shell|the-configured-token/);
  });

  it('finds a certificate a start would fail on, and one that ends soon; one that is still to be made is nothing', async (context) => {
    const tls = (more: object) => ({ gateway: { ...LOCAL.gateway, tls: { enabled: true, ...more } } });
    const made = createBench(context, { env: NOBODY, config: tls({}) });
    tidy(made);
    assert.deepEqual(codes(await examine(made)), ['gateway-down']);
    const none = createBench(context, { env: NOBODY, config: tls({ autoGenerate: false }) });
    tidy(none);
    const report = await examine(none);
    assert.deepEqual([report.code, codes(report)], [1, ['certificate-unusable', 'gateway-down']]);
    assert.match(report.findings[0]?.fix ?? '', /autoGenerate/);
    const dir = join(made.dir, 'gateway', 'tls');
    const files = { certPath: join(dir, 'gateway-cert.pem'), keyPath: join(dir, 'gateway-key.pem') };
    const old = Date.now() - (3650 - 10) * 86_400_000;
    await makeCertificate({ ...files, hostname: 'box', nowMs: old });
    const ending = await examine(made);
    assert.deepEqual(codes(ending), ['certificate-ending', 'gateway-down']);
    assert.match(ending.findings[0]?.message ?? '', /expires in (9|10) days/);
  });

  it('finds accounts whose credentials are missing or cannot be used, when no gateway says so itself', async (context) => {
    const bench = createBench(context, {
      env: NOBODY,
      config: {
        ...LOCAL,
        channels: {
          telegram: {
            accounts: {
              good: { botToken: '1:abc' },
              none: {},
              file: { tokenFile: '/nowhere/token' },
              off: { enabled: false },
            },
          },
          whatsapp: { accounts: { new: {}, torn: {}, old: {} } },
        },
      },
    });
    tidy(bench);
    const { credentialsDir } = bench.io.paths;
    for (const account of ['torn', 'old'])
      mkdirSync(join(credentialsDir, 'whatsapp', account), { recursive: true, mode: 0o700 });
    writeFileSync(join(credentialsDir, 'whatsapp', 'torn', 'session.db'), '', { mode: 0o600 });
    writeFileSync(join(credentialsDir, 'whatsapp', 'old', 'creds.json'), '{}', { mode: 0o600 });
    const { findings } = await examine(bench);
    assert.deepEqual(
      findings.filter(({ code }) => code.startsWith('channel')).map(({ code, message }) => [code, message]),
      [
        ['channel-credentials', 'the token file /nowhere/token does not exist'],
        ['channel-credentials', 'no bot token for the Telegram account "none"'],
        [
          'channel-credentials',
          `the session of the WhatsApp account "torn" cannot be used: ${join(credentialsDir, 'whatsapp', 'torn', 'session.db')} is empty`,
        ],
        ['channel-not-linked', 'the WhatsApp account "new" is not linked to a phone'],
      ],
    );
  });

  it('finds what two instances of one person share that they must not', async (context) => {
    const bench = createBench(context, {
      env: { CLAWDBOT_GATEWAY_PORT: '18789' },
      config: { ...LOCAL, channels: { telegram: { botToken: '1:same' } } },
    });
    tidy(bench);
    const sibling = (config: object): void => {
      const dir = join(bench.io.paths.home, '.clawdbot-rescue');
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      writeFileSync(join(dir, 'moltbot.json'), JSON.stringify(config));
    };
    const about = async (): Promise<string[]> =>
      codes(await examine(bench)).filter((code) => code.startsWith('sibling'));
    sibling({
      gateway: { mode: 'local', port: 18_789 },
      agents: { defaults: { workspace: '~/clawd' } },
      channels: { telegram: { accounts: { a: { botToken: '1:same' } } } },
    });
    const report = await examine(bench);
    assert.deepEqual(
      codes(report).filter((code) => code.startsWith('sibling')),
      ['sibling-same-port', 'sibling-same-workspace', 'sibling-same-bot'],
    );
    assert.ok(!JSON.stringify(report).includes('1:same'));
    const sameBot = async () =>
      (await examine(bench)).findings.find(({ code }) => code === 'sibling-same-bot');
    const asleep = await sameBot();
    assert.equal(asleep?.severity, 'warning');
    assert.match(asleep.message, /profile rescue has the same Telegram bot: it does not run now/);
    const facts = { pid: process.pid, version: '0.1.0', profile: 'rescue', port: 18_789 };
    const factsPath = join(bench.io.paths.home, '.clawdbot-rescue', 'gateway.lock.json');
    writeFileSync(factsPath, JSON.stringify(facts));
    const awake = await sameBot();
    assert.equal(awake?.severity, 'error');
    assert.match(awake.message, /lets one of the two listen/);
    rmSync(factsPath);
    sibling({ gateway: { mode: 'local', port: 18_791 } });
    assert.deepEqual(await about(), ['sibling-ports-overlap']);
    sibling({ gateway: { mode: 'local', port: 18_820 } });
    assert.deepEqual(await about(), ['sibling-browsers-overlap']);
    sibling({ gateway: { mode: 'local', port: 18_900 } });
    assert.deepEqual(await about(), []);
    sibling({ gateway: { mode: 'remote', port: 18_789, remote: { url: 'wss://x' } } });
    assert.deepEqual(await about(), []);
  });

  it('finds what is left of the TCP control port', async (context) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    context.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const env = { CLAWDBOT_GATEWAY_PORT: String(port - 1), CLAWDBOT_BRIDGE_PORT: '18790' };
    const bench = createBench(context, { env, config: LOCAL });
    tidy(bench);
    const { findings } = await examine(bench);
    const about = findings.filter(({ code }) => code.startsWith('bridge'));
    assert.deepEqual(
      about.map(({ code }) => code),
      ['bridge-port-open', 'bridge-variable'],
    );
    assert.match(about[0]?.evidence ?? '', new RegExp(`pid ${process.pid} |lsof`));
  });

  it('finds a damaged store, and a port that belongs to somebody else', async (context) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    context.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: String(port) }, config: LOCAL });
    tidy(bench);
    const db = Buffer.alloc(8192, 'not a database ');
    writeFileSync(join(bench.dir, 'gateway.db'), db, { mode: 0o600 });
    const report = await examine(bench);
    assert.deepEqual(codes(report), ['store-damaged', 'port-taken', 'gateway-down']);
    assert.match(report.findings[0]?.fix ?? '', /--fresh-store/);
    assert.deepEqual(readFileSync(join(bench.dir, 'gateway.db')), db);
  });

  it('looks into every page of the store, and changes nothing in it', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    tidy(bench);
    const path = join(bench.dir, 'gateway.db');
    const store = openStore({ path, clock: systemClock, log: silentLogger });
    store.close();
    assert.deepEqual(codes(await examine(bench)), ['gateway-down']);
    const whole = readFileSync(path);
    const damaged = Buffer.from(whole);
    // The middle of the file: its header says nothing of it.
    damaged.fill(0xff, 3 * 4096, 5 * 4096);
    writeFileSync(path, damaged);
    const report = await examine(bench);
    assert.deepEqual(codes(report), ['store-damaged', 'gateway-down']);
    assert.match(report.findings[0]?.evidence ?? '', /is damaged \(/);
    assert.deepEqual(readFileSync(path), damaged);
    const newer = new DatabaseSync(path.replace('gateway.db', 'next.db'));
    newer.exec('PRAGMA user_version = 9999; CREATE TABLE t (a)');
    newer.close();
    renameSync(path.replace('gateway.db', 'next.db'), path);
    chmodSync(path, 0o600);
    assert.deepEqual(codes(await examine(bench)), ['store-newer', 'gateway-down']);
  });

  it('passes on what the running gateway warns of', async (context) => {
    const { bench } = await withGateway(context);
    tidy(bench);
    const { findings } = await examine(bench);
    assert.ok(!findings.some(({ code }) => code === 'gateway-down'));
  });
});
