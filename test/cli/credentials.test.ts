import assert from 'node:assert/strict';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { CliError } from '../../src/cli/cli-error.ts';
import { explainRefusal } from '../../src/cli/credentials.ts';
import type { Target } from '../../src/cli/target.ts';
import { createBench, type BenchOptions } from '../support/cli-run.ts';
import { createHome, startGateway, type GatewayProcess, type Home } from '../support/gateway-process.ts';

const RIGHT = 'the-secret-of-that-gateway';
const WRONG = 'a-secret-of-somebody-else';

interface Running {
  readonly home: Home;
  readonly gateway: GatewayProcess;
}

const running: Running[] = [];
async function start(auth: Record<string, unknown>): Promise<GatewayProcess> {
  const home = createHome({ gateway: { auth: { token: undefined, ...auth } } });
  const gateway = await startGateway(home);
  running.push({ home, gateway });
  return gateway;
}

interface Told {
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

/** Every situation so far: none may be told in the words of another. */
const told = new Map<string, Told>();

function once(name: string, one: Told): void {
  for (const [earlier, { why, fix }] of told)
    assert.ok(why !== one.why || fix !== one.fix, `${name} is told like ${earlier}: ${why} / ${fix}`);
  told.set(name, one);
}

/** What `moltbot health` says when it is not let in. */
async function refused(
  context: TestContext,
  options: BenchOptions & { readonly prepare?: (dir: string, tokenPath: string) => void },
  ...flags: readonly string[]
): Promise<Told> {
  const bench = createBench(context, options);
  options.prepare?.(bench.dir, bench.io.paths.gatewayTokenPath);
  const { code, stderr } = await bench.run('health', ...flags);
  assert.notEqual(code, 0);
  const line = (label: string): string => new RegExp(`^ +${label}: (.*)$`, 'm').exec(stderr)?.[1] ?? '';
  for (const secret of [RIGHT, WRONG]) assert.ok(!stderr.includes(secret), stderr);
  const [message = ''] = stderr.split('\n');
  const found = {
    message,
    why: line('Why').replaceAll(bench.dir, 'DIR'),
    fix: line('Fix').replaceAll(bench.dir, 'DIR'),
  };
  assert.notEqual(found.fix, '', stderr);
  once(context.name, found);
  return found;
}

describe('a command that is not let in says why, and what to do', () => {
  let token: GatewayProcess;
  let password: GatewayProcess;
  let locked: GatewayProcess;
  before(async () => {
    [token, password, locked] = await Promise.all([
      start({ mode: 'token', token: RIGHT }),
      start({ mode: 'password', password: RIGHT }),
      start({ mode: 'token', token: RIGHT }),
    ]);
  });
  after(async () => {
    for (const { gateway, home } of running) {
      await gateway.stop();
      home.remove();
    }
  });

  const url = (gateway: GatewayProcess): string => `ws://127.0.0.1:${gateway.port}`;
  const remote = (gateway: GatewayProcess, secrets: object = {}): unknown => ({
    gateway: { mode: 'remote', remote: { url: url(gateway), ...secrets } },
  });
  const own = (gateway: GatewayProcess, auth: object = {}): unknown => ({
    gateway: { mode: 'local', port: gateway.port, auth },
  });

  it('no token for --url', async (context) => {
    const { message, why, fix } = await refused(context, {}, '--url', url(token));
    assert.match(message, /device identity required/);
    assert.match(why, /no token was sent: secrets of this machine go to this machine only/);
    assert.match(fix, /--token <token>/);
  });
  it('no gateway.remote.token', async (context) => {
    const { why, fix } = await refused(context, { config: remote(token) });
    assert.match(why, /gateway\.remote\.token is not set in DIR\/moltbot\.json/);
    assert.match(fix, /config set gateway\.remote\.token <token>/);
  });
  it('a wrong gateway.remote.token', async (context) => {
    const { message, why, fix } = await refused(context, { config: remote(token, { token: WRONG }) });
    assert.match(message, /gateway token mismatch/);
    assert.match(why, /from gateway\.remote\.token, fingerprint [0-9a-f]{8}\)/);
    assert.match(fix, /config set gateway\.remote\.token/);
  });
  it('a wrong --token', async (context) => {
    const { why, fix } = await refused(context, {}, '--url', url(token), '--token', WRONG);
    assert.match(why, /the token typed is not the one of that gateway \(token from --token/);
    assert.match(fix, /--token has to be gateway\.auth\.token/);
  });
  it('a --token with white space', async (context) => {
    const { why } = await refused(context, {}, '--url', url(token), '--token', `${RIGHT} `);
    assert.match(why, /has white space around it/);
  });
  it('a --token with quotes', async (context) => {
    const { why } = await refused(context, {}, '--url', url(token), '--token', `"${RIGHT}"`);
    assert.match(why, /has quotes around it/);
  });
  it('a --token with the word of HTTP', async (context) => {
    const { why } = await refused(context, {}, '--url', url(token), '--token', `Bearer ${RIGHT}`);
    assert.match(why, /begins with "Bearer"/);
  });
  it('a --token out of a template', async (context) => {
    const { why } = await refused(context, {}, '--url', url(token), '--token', '${GATEWAY_TOKEN}');
    assert.match(why, /is a placeholder/);
  });
  it('a --password for a gateway that goes by a token', async (context) => {
    const { why, fix } = await refused(context, {}, '--url', url(token), '--password', WRONG);
    assert.match(why, /goes by a token, and a password was sent \(from --password\)/);
    assert.match(fix, /--token <token>/);
  });
  it('a --token for a gateway that goes by a password', async (context) => {
    const { why, fix } = await refused(context, {}, '--url', url(password), '--token', WRONG);
    assert.match(why, /goes by a password, and a token was sent \(from --token\)/);
    assert.match(fix, /--password <password>/);
  });
  it('a wrong --password', async (context) => {
    const { message, why } = await refused(context, {}, '--url', url(password), '--password', WRONG);
    assert.match(message, /gateway password mismatch/);
    assert.match(why, /the password typed is not the one/);
  });
  it('a wrong gateway.remote.password', async (context) => {
    const { fix } = await refused(context, { config: remote(password, { password: WRONG }) });
    assert.match(fix, /config set gateway\.remote\.password/);
  });
  it('a password with white space in gateway.remote.password', async (context) => {
    const { why } = await refused(context, { config: remote(password, { password: `${RIGHT}\n` }) });
    assert.match(why, /white space around it \(password from gateway\.remote\.password/);
  });

  it("a gateway of one's own that runs with another token than its configuration has now", async (context) => {
    const { why, fix } = await refused(context, { config: own(locked, { token: WRONG }) });
    assert.match(why, /the running gateway has another token .*from gateway\.auth\.token/);
    assert.match(fix, /moltbot gateway restart/);
  });
  it('a token of the shell', async (context) => {
    const env = { CLAWDBOT_GATEWAY_TOKEN: WRONG };
    const { why, fix } = await refused(context, { config: own(locked), env });
    assert.match(why, /from CLAWDBOT_GATEWAY_TOKEN/);
    assert.match(fix, /unset CLAWDBOT_GATEWAY_TOKEN/);
  });
  it('a token of a file', async (context) => {
    const { why } = await refused(context, {
      config: own(locked, { tokenFile: '~/secret.txt' }),
      prepare: (dir) => writeFileSync(join(dir, 'secret.txt'), WRONG, { mode: 0o600 }),
    });
    assert.match(why, /from gateway\.auth\.tokenFile \(.*secret\.txt\)/);
  });
  it('a token that a gateway made for itself, once', async (context) => {
    const { fix } = await refused(context, {
      config: own(locked),
      prepare: (_dir, path) => {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, WRONG, { mode: 0o600 });
      },
    });
    assert.match(fix, /holds what a gateway without a configured secret made for itself/);
  });
  it("a gateway of one's own whose token is nowhere to be found", async (context) => {
    const { why } = await refused(context, { config: own(locked) });
    assert.match(
      why,
      /no token is to be found here: gateway\.auth\.token, .*CLAWDBOT_GATEWAY_TOKEN are unset/,
    );
  });
  it('the gateway of another user of this machine', async (context) => {
    if (process.getuid?.() !== 0) return context.skip('only root can give a directory away');
    const { why, fix } = await refused(context, {
      config: own(locked),
      prepare: (dir) => chownSync(dir, 65_534, 65_534),
    });
    assert.match(why, /DIR belongs to uid 65534/);
    assert.match(fix, /run the command as that user/);
  });
  it('the token of this configuration for the gateway of another one', async (context) => {
    const { why, fix } = await refused(
      context,
      { config: own(token, { token: WRONG }) },
      '--url',
      url(locked),
    );
    assert.match(why, /the gateway at that address is not the one this token is for/);
    assert.match(fix, /pass the one of that gateway/);
  });
  it('too many wrong ones', async (context) => {
    const bench = createBench(context, {});
    for (let tries = 0; tries < 8; tries++) await bench.run('health', '--url', url(locked), '--token', WRONG);
    const { message, why, fix } = await refused(context, {}, '--url', url(locked), '--token', RIGHT);
    assert.match(message, /too many failed attempts/);
    assert.match(why, /until it opens, the right one is refused too/);
    assert.match(fix, /^wait \d+ s, and find what keeps trying/);
  });
  it('too many wrong ones, on its own machine', async (context) => {
    const { fix } = await refused(context, { config: own(locked, { token: RIGHT }) });
    assert.match(fix, /^wait \d+ s; the local socket is not locked/);
  });
  it('a secret in the address', async (context) => {
    const bench = createBench(context, {});
    const { code, stderr } = await bench.run('health', '--url', `${url(token)}/?token=${WRONG}`);
    assert.equal(code, 64);
    assert.match(stderr, /--url must not carry a secret: pass it with --token or --password/);
    assert.ok(!stderr.includes(WRONG));
  });

  const target: Target = {
    url: 'wss://far.example',
    source: 'cli --url',
    token: RIGHT,
    tokenFrom: '--token',
  };
  const FROM_AFAR: readonly (readonly [string, string, unknown, RegExp, RegExp])[] = [
    [
      'a device that waits',
      'pairing required',
      { requestId: 'r-7' },
      /a key of its own/,
      /devices approve r-7$/,
    ],
    ['a wrong clock', 'device signature expired', undefined, /here it is 20\d\d-/, /set the clock/],
    [
      'a damaged key',
      'device identity mismatch',
      undefined,
      /device\.json does not fit/,
      /move .*device\.json away/,
    ],
    [
      'a proxy',
      'device nonce mismatch',
      undefined,
      /did not arrive as it was sent/,
      /without what rewrites frames/,
    ],
    [
      'a gateway without a token',
      'unauthorized: gateway token not configured on gateway',
      undefined,
      /goes by a token and has none/,
      /config set gateway\.auth\.token/,
    ],
    [
      'a gateway without a password',
      'unauthorized: gateway password not configured on gateway',
      undefined,
      /goes by a password and has none/,
      /config set gateway\.auth\.password/,
    ],
  ];
  for (const [name, message, details, why, fix] of FROM_AFAR)
    it(name, (context) => {
      const error = new CliError('refused', message, { details });
      const found = explainRefusal(error, target, createBench(context).io);
      assert.match(found?.why ?? '', why);
      assert.match(found?.fix ?? '', fix);
      once(name, { message, why: found?.why ?? '', fix: found?.fix ?? '' });
    });

  it('more than twenty situations, each in its own words', () =>
    assert.ok(told.size >= 20, String(told.size)));
});
