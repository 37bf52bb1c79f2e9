import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import JSON5 from 'json5';
import { unavailable } from '../../src/protocol/failure.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';
import type { Bench } from '../support/cli-run.ts';

const TOKEN = '987654:a-Secret_Token';
const configOf = (bench: Bench): unknown =>
  JSON5.parse(readFileSync(join(bench.dir, 'moltbot.json'), 'utf8'));

test('channels add writes the token, shows it nowhere, and says that no gateway runs', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const { code, stdout, stderr } = await bench.run(
    'channels',
    'add',
    '--channel',
    'telegram',
    '--token',
    TOKEN,
  );
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /^Added the Telegram account "default" in .*moltbot\.json\nNo gateway runs here; it counts from the next start\.\n$/,
  );
  assert.doesNotMatch(stdout + stderr, /a-Secret_Token/);
  assert.deepEqual(configOf(bench), { channels: { telegram: { botToken: TOKEN } } });
});

/** What the gateway was asked to write. */
const written = (asked: readonly unknown[][]): string => {
  const [method, params] = asked.at(-1) ?? [];
  assert.equal(method, 'config.apply');
  return (params as { raw: string }).raw;
};

test('channels add keeps the comments of the file and leaves the writing to a running gateway', async (context) => {
  const { bench, asked } = await withGateway(context);
  const before = '{\n  // my gateway\n  gateway: { mode: "local" },\n}\n';
  writeFileSync(join(bench.dir, 'moltbot.json'), before);
  const { code, stdout } = await bench.run('channels', 'add', '--channel', 'whatsapp', '--account', 'work');
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^Added the WhatsApp account "work" in .*\nThe running gateway has .*\nLink it with: moltbot channels login --account work\n$/,
  );
  const raw = written(asked);
  assert.ok(raw.startsWith(before.slice(0, -2)));
  assert.deepEqual(JSON5.parse(raw), {
    gateway: { mode: 'local' },
    channels: { whatsapp: { accounts: { work: {} } } },
  });
  assert.equal(asked.filter(([method]) => method === 'restart').length, 0);
});

test('channels add accepts the --no-restart of older scripts, and a repeat changes nothing', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const argv = ['channels', 'add', '--channel', 'telegram', '--token', TOKEN, '--no-restart', '--json'];
  const { stdout, stderr } = await bench.run(...argv);
  const first = JSON.parse(stdout) as Record<string, unknown>;
  assert.deepEqual([first.ok, first.changed, first.by], [true, true, 'command']);
  assert.match(stderr, /--no-restart has no effect/);
  const again = JSON.parse((await bench.run(...argv)).stdout) as Record<string, unknown>;
  assert.deepEqual([again.ok, again.changed], [true, false]);
});

test('a gateway that cannot write it now is a failure, and the file is as it was', async (context) => {
  const { bench } = await withGateway(context, {
    gateway: {
      answer: () => {
        throw unavailable('the gateway is stopping');
      },
    },
  });
  const { code, stdout, stderr } = await bench.run(
    'channels',
    'add',
    '--channel',
    'telegram',
    '--token',
    TOKEN,
  );
  assert.equal(code, 69);
  assert.equal(stdout, '');
  assert.match(stderr, /^UNAVAILABLE: the gateway is stopping/);
  assert.equal(existsSync(join(bench.dir, 'moltbot.json')), false);
});

test('a gateway that does not let the command in loses no change: the file is written here, and a time limit is refused', async (context) => {
  const { bench, gateway } = await withGateway(context, { tcpOnly: true });
  const file = join(bench.dir, 'moltbot.json');
  const config = { gateway: { mode: 'local', port: gateway.port, auth: { token: 'another-secret' } } };
  writeFileSync(file, JSON.stringify(config));
  const limited = await bench.run('config', 'set', 'messages.responsePrefix', 'x', '--confirm-within', '5m');
  assert.equal(limited.code, 69);
  assert.match(
    limited.stderr,
    /would not take the change \(unauthorized: .*\); nothing was written\n +Fix: run the command as the user/,
  );
  assert.deepEqual(configOf(bench), config);
  const argv = ['channels', 'add', '--channel', 'telegram', '--token', TOKEN];
  const { code, stdout, stderr } = await bench.run(...argv);
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /^Added the Telegram account "default" in .*\nThe gateway that answers here did not let the command in \(unauthorized: .*\)\. The file is written/,
  );
  assert.deepEqual(configOf(bench), { ...config, channels: { telegram: { botToken: TOKEN } } });
  const removed = await bench.run('channels', 'remove', '--channel', 'telegram', '--json');
  const answer = JSON.parse(removed.stdout) as Record<string, unknown>;
  assert.deepEqual([answer['ok'], answer['by']], [true, 'command']);
  assert.match(String(answer['refused']), /^unauthorized: /);
  assert.deepEqual(gateway.requests, []);
});

test('with a gateway elsewhere the own file is changed, and it is said that this one does not know', async (context) => {
  const bench = createBench(context, {
    config: { gateway: { mode: 'remote', remote: { url: 'ws://127.0.0.1:1' } } },
  });
  const { code, stdout } = await bench.run('channels', 'add', '--channel', 'whatsapp');
  assert.equal(code, 0);
  assert.match(stdout, /gateway\.mode is remote: the gateway elsewhere has a configuration of its own/);
});

test('the token may come from standard input, a file or the environment, one at a time', async (context) => {
  const env = { CLAWDBOT_GATEWAY_PORT: '1', TELEGRAM_BOT_TOKEN: TOKEN };
  const bench = createBench(context, { env, input: `${TOKEN}\n` });
  const add = (...more: string[]) => bench.run('channels', 'add', '--channel', 'telegram', ...more);
  assert.equal((await add('--token', '-')).code, 0);
  assert.deepEqual(configOf(bench), { channels: { telegram: { botToken: TOKEN } } });
  const path = join(bench.dir, 'token.txt');
  writeFileSync(path, TOKEN);
  chmodSync(path, 0o644);
  const exposed = await add('--token-file', path);
  assert.equal(exposed.code, 0);
  assert.match(exposed.stderr, /can be read by other users; run: chmod 600/);
  assert.deepEqual(configOf(bench), { channels: { telegram: { tokenFile: path } } });
  assert.equal((await add('--use-env')).code, 0);
  assert.deepEqual(configOf(bench), { channels: { telegram: {} } });
  assert.equal((await add('--use-env', '--token', TOKEN)).code, 64);
});

test('channels add refuses what cannot work, before it touches the file', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const refusals: readonly (readonly [argv: readonly string[], message: RegExp])[] = [
    [['--channel', 'pigeon'], /Allowed choices are telegram, whatsapp/],
    [['--channel', 'telegram'], /needs --token <token>, --token-file <path> or --use-env/],
    [['--channel', 'telegram', '--token', 'nope'], /--token is no bot token/],
    [
      ['--channel', 'telegram', '--token-file', join(bench.dir, 'none')],
      /--token-file: .*none does not exist/,
    ],
    [['--channel', 'telegram', '--account', 'work', '--use-env'], /only the account "default" reads/],
    [['--channel', 'telegram', '--account', '../x', '--token', TOKEN], /--account: use letters/],
    [
      ['--channel', 'whatsapp', '--token', TOKEN],
      /WhatsApp has no token; link it with: moltbot channels login/,
    ],
  ];
  for (const [argv, message] of refusals) {
    const { code, stderr } = await bench.run('channels', 'add', ...argv);
    assert.equal(code, 64, argv.join(' '));
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /a-Secret_Token/);
  }
  assert.equal(existsSync(join(bench.dir, 'moltbot.json')), false);
});

test('an invalid configuration is refused with its place, exit 78', async (context) => {
  const bench = createBench(context, { config: { nonsense: 1 } });
  for (const argv of [['list'], ['add', '--channel', 'whatsapp'], ['remove', '--channel', 'whatsapp']]) {
    const { code, stderr } = await bench.run('channels', ...argv);
    assert.equal(code, 78);
    assert.match(stderr, /the configuration is not valid: .*moltbot\.json:1:\d+: nonsense/);
  }
});

test('a second account keeps the first one, which was the section itself', async (context) => {
  const bench = createBench(context, {
    env: { CLAWDBOT_GATEWAY_PORT: '1' },
    config: { channels: { telegram: { enabled: false, botToken: TOKEN } } },
  });
  const argv = ['--channel', 'telegram', '--account', 'biz', '--name', 'Shop', '--token', '7:x'];
  assert.equal((await bench.run('channels', 'add', ...argv)).code, 0);
  assert.deepEqual(configOf(bench), {
    channels: {
      telegram: {
        enabled: true,
        botToken: TOKEN,
        accounts: { default: {}, biz: { name: 'Shop', botToken: '7:x' } },
      },
    },
  });
  assert.equal(
    (await bench.run('channels', 'list')).stdout,
    '- Telegram default: enabled, token:config\n- Telegram biz (Shop): enabled, token:config\n',
  );
  const { chat, accounts } = JSON.parse((await bench.run('channels', 'list', '--json')).stdout) as {
    chat: unknown;
    accounts: unknown[];
  };
  assert.deepEqual(chat, { telegram: ['default', 'biz'] });
  assert.equal(accounts.length, 2);
});

test('channels remove disables an account, and with --delete takes it out', async (context) => {
  const accounts = { default: {}, biz: { botToken: '7:x' } };
  const bench = createBench(context, {
    env: { CLAWDBOT_GATEWAY_PORT: '1' },
    config: { channels: { telegram: { botToken: TOKEN, accounts } } },
  });
  const remove = (...more: string[]) => bench.run('channels', 'remove', '--channel', 'telegram', ...more);
  const unknown = await remove('--account', 'none');
  assert.equal(unknown.code, 64);
  assert.match(unknown.stderr, /there is no Telegram account "none"; it has: default, biz/);
  assert.match((await remove('--account', 'biz')).stdout, /^Disabled the Telegram account "biz"/);
  assert.deepEqual(configOf(bench), {
    channels: {
      telegram: { botToken: TOKEN, accounts: { default: {}, biz: { botToken: '7:x', enabled: false } } },
    },
  });
  assert.match((await remove('--delete')).stdout, /^Deleted the Telegram account "default"/);
  assert.deepEqual(configOf(bench), {
    channels: { telegram: { accounts: { biz: { botToken: '7:x', enabled: false } } } },
  });
  assert.equal((await remove('--account', 'biz', '--delete')).code, 0);
  assert.deepEqual(configOf(bench), { channels: {} });
  assert.match((await remove()).stderr, /channels\.telegram is not configured/);
});

test('a token that stands in an included file is not changed, and the file is named', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  writeFileSync(join(bench.dir, 'telegram.json5'), `{ botToken: "${TOKEN}" }`);
  const text = '{ channels: { telegram: { $include: "./telegram.json5" } } }';
  writeFileSync(join(bench.dir, 'moltbot.json'), text);
  const { code, stderr } = await bench.run('channels', 'add', '--channel', 'telegram', '--token', '9:new');
  assert.equal(code, 78);
  assert.match(
    stderr,
    /channels\.telegram\.botToken is set in the included file .*telegram\.json5\n.*\n +Fix: change it there/,
  );
  assert.equal(readFileSync(join(bench.dir, 'moltbot.json'), 'utf8'), text);
});

test('channels add says whether the account is online, and what keeps it from that', async (context) => {
  const report = { at: 1, result: 'applied', reason: '', changes: [] };
  const account = {
    accountId: 'default',
    connected: false,
    state: 'backingOff',
    lastError: 'getMe: no answer',
  };
  let accounts: object[] | undefined = [account];
  const { bench } = await withGateway(context, {
    bench: { config: {} },
    gateway: {
      answer: (method) => {
        if (method === 'config.apply') return { ok: true, path: '/x.json', changed: true, hash: 'h', report };
        if (accounts === undefined) throw new Error('no status today');
        return { channelAccounts: { telegram: accounts } };
      },
    },
  });
  const add = async (...more: string[]): Promise<string> =>
    (await bench.run('channels', 'add', '--channel', 'telegram', '--token', TOKEN, ...more)).stdout;
  assert.match(
    await add(),
    /It is not online yet \(backingOff: getMe: no answer\); look with: .* channels status/,
  );
  accounts = [{ ...account, connected: true, state: 'up.online', lastError: null }];
  assert.match(await add(), /\nIt is online\.\n$/);
  accounts = [];
  assert.match(await add(), /does not know the account yet/);
  assert.deepEqual(Object.keys(JSON.parse(await add('--json'))).includes('ok'), true);
  accounts = undefined;
  assert.match(await add(), /Whether it is online could not be asked \(.*\); look with/);
});

test('in remote mode the gateway elsewhere is not restarted for a file of this machine', async (context) => {
  const { bench, gateway } = await withGateway(context);
  const url = `ws://127.0.0.1:${gateway.port}`;
  writeFileSync(
    join(bench.dir, 'moltbot.json'),
    JSON.stringify({ gateway: { mode: 'remote', remote: { url } } }),
  );
  const { stdout } = await bench.run('channels', 'add', '--channel', 'whatsapp');
  assert.match(stdout, /gateway\.mode is remote: the gateway elsewhere has a configuration of its own/);
  assert.deepEqual(gateway.requests, []);
});
