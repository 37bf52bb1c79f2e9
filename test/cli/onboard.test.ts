import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import JSON5 from 'json5';
import { Cancelled } from '../../src/cli/asker.ts';
import { onboard } from '../../src/cli/verbs/onboard.ts';
import { createBench, type Bench } from '../support/cli-run.ts';
import { scripted } from '../support/scripted-asker.ts';

const NOBODY = { CLAWDBOT_GATEWAY_PORT: '1' };
const textOf = (bench: Bench): string => readFileSync(join(bench.dir, 'moltbot.json'), 'utf8');
const configOf = (bench: Bench): Record<string, Record<string, unknown>> =>
  JSON5.parse<Record<string, Record<string, unknown>>>(textOf(bench));
const silently = ['onboard', '--non-interactive', '--accept-risk'];

describe('moltbot setup', () => {
  it('sees to the configuration, the workspace and the state, and the second time to nothing', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    const { code, stdout } = await bench.run('setup');
    assert.equal(code, 0);
    assert.match(stdout, /^Wrote .*moltbot\.json\nWorkspace OK: .*clawd\nState OK: /);
    const { defaults } = configOf(bench)['agents'] as { defaults: { workspace: string } };
    const { workspace } = defaults;
    assert.equal(statSync(workspace).mode & 0o777, 0o700);
    const before = textOf(bench);
    assert.match((await bench.run('setup')).stdout, /^Config OK: /);
    assert.equal(textOf(bench), before);
    const elsewhere = join(bench.dir, 'elsewhere');
    assert.match(
      (await bench.run('setup', '--workspace', elsewhere)).stdout,
      /^Updated .*\nWorkspace OK: .*elsewhere\n/,
    );
    assert.ok(existsSync(elsewhere));
  });

  it('gives the dev profile a workspace of its own', async (context) => {
    const bench = createBench(context, { profile: 'dev', env: NOBODY });
    assert.match((await bench.run('setup')).stdout, /Workspace OK: .*\/clawd-dev\n/);
  });

  it('keeps the comments of a file that is there, and refuses a broken one', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    writeFileSync(join(bench.dir, 'moltbot.json'), '{\n  // mine\n  logging: { level: "info" },\n}\n');
    assert.equal((await bench.run('setup')).code, 0);
    assert.match(textOf(bench), /\/\/ mine\n {2}logging: \{ level: "info" \}/);
    writeFileSync(join(bench.dir, 'moltbot.json'), '{ nonsense: 1 }');
    assert.equal((await bench.run('setup')).code, 78);
  });
});

describe('moltbot onboard', () => {
  it('makes a token even on loopback, once, and tells nobody', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    const { code, stdout, stderr } = await bench.run(...silently);
    assert.equal(code, 0, stderr);
    const { mode, auth } = configOf(bench)['gateway'] as { mode: string; auth: { token: string } };
    assert.equal(mode, 'local');
    assert.match(auth.token, /^[0-9a-f]{48}$/);
    assert.ok(!(stdout + stderr).includes(auth.token));
    assert.match(stdout, /Next: start it with moltbot gateway/);
    const before = textOf(bench);
    const again = JSON.parse((await bench.run(...silently, '--json')).stdout) as {
      ok: boolean;
      config: { result: string };
      answered: boolean;
    };
    assert.deepEqual([again.ok, again.config.result, again.answered], [true, 'ok', false]);
    assert.equal(textOf(bench), before);
  });

  it('takes the token of the shell for its own, so that there is one and not two', async (context) => {
    const bench = createBench(context, {
      env: { ...NOBODY, CLAWDBOT_GATEWAY_TOKEN: 'the-token-of-the-shell' },
    });
    assert.equal((await bench.run(...silently)).code, 0);
    assert.deepEqual((configOf(bench)['gateway'] as { auth: unknown }).auth, {
      token: 'the-token-of-the-shell',
    });
    const template = createBench(context, { env: { ...NOBODY, CLAWDBOT_GATEWAY_TOKEN: 'changeme' } });
    assert.equal((await template.run(...silently)).code, 0);
    assert.match((configOf(template)['gateway'] as { auth: { token: string } }).auth.token, /^[0-9a-f]{48}$/);
  });

  it('takes what it is given', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    const { code } = await bench.run(
      ...silently,
      '--gateway-port',
      '19500',
      '--gateway-bind',
      'lan',
      '--gateway-auth',
      'password',
      '--gateway-password',
      'correct horse',
    );
    assert.equal(code, 0);
    assert.deepEqual(configOf(bench)['gateway'], {
      mode: 'local',
      port: 19_500,
      bind: 'lan',
      auth: { mode: 'password', password: 'correct horse' },
    });
    const remote = createBench(context, { env: NOBODY });
    assert.equal(
      (
        await remote.run(
          ...silently,
          '--mode',
          'remote',
          '--remote-url',
          'wss://gw.example',
          '--remote-token',
          'a-remote-token',
        )
      ).code,
      0,
    );
    assert.deepEqual(configOf(remote)['gateway'], {
      mode: 'remote',
      remote: { url: 'wss://gw.example', token: 'a-remote-token' },
    });
  });

  it('refuses what is empty or no address, before it touches anything', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    const refused = async (...words: readonly string[]): Promise<string> => {
      const { code, stderr } = await bench.run('onboard', '--non-interactive', '--accept-risk', ...words);
      assert.equal(code, 64, words.join(' '));
      assert.ok(!existsSync(join(bench.dir, 'moltbot.json')), words.join(' '));
      return stderr;
    };
    for (const option of ['--gateway-token', '--gateway-password', '--remote-token', '--workspace'])
      assert.match(await refused(option, ''), /an empty secret protects nothing|give a directory/);
    for (const url of ['http://gateway.example', 'not an address', 'wss://'])
      assert.match(await refused('--mode', 'remote', '--remote-url', url), /begins with ws:\/\/ or wss:\/\//);
    for (const url of ['wss://me:s3cret@gateway.example', 'wss://gateway.example/?token=s3cret']) {
      const said = await refused('--mode', 'remote', '--remote-url', url);
      assert.match(said, /must not carry a secret/);
      assert.doesNotMatch(said, /s3cret/);
    }
    assert.equal((await bench.run('setup', '--workspace', '')).code, 64);
    assert.equal((await bench.run('gateway', 'install', '--token', '')).code, 64);
  });

  it('refuses what it cannot do, before it touches anything', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    for (const [argv, message] of [
      [['onboard'], /there is no terminal to ask at/],
      [['onboard', '--non-interactive'], /needs --accept-risk/],
      [[...silently, '--mode', 'remote'], /Missing --remote-url/],
      [[...silently, '--gateway-auth', 'password'], /needs --gateway-password/],
    ] as const) {
      const { code, stderr } = await bench.run(...argv);
      assert.equal(code, 64, argv.join(' '));
      assert.match(stderr, message);
    }
    assert.equal(existsSync(join(bench.dir, 'moltbot.json')), false);
  });

  it('says what could answer on this machine', async (context) => {
    const bench = createBench(context, { env: { ...NOBODY, OPENAI_API_KEY: 'sk-secret-of-mine', PATH: '' } });
    const bin = join(bench.dir, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'claude'), '#!/bin/sh\n');
    chmodSync(join(bin, 'claude'), 0o755);
    const { stdout } = await createBenchWith(context, bin).run(...silently);
    assert.match(stdout, /OPENAI_API_KEY is set: openai can answer\./);
    assert.match(stdout, /bin\/claude is installed: .*"claude-cli\/default"/);
    assert.doesNotMatch(stdout, /sk-secret/);
  });

  it('asks, with what is so already as the answer, and changes nothing when it is ended', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    const first = scripted([true, undefined, undefined, '19777', undefined, undefined]);
    assert.equal(await onboard(bench.io, { timeout: 5_000 }, first.asker), 0);
    assert.equal((configOf(bench)['gateway'] as { port: number }).port, 19_777);
    assert.deepEqual(first.asked.filter((text) => /\?$|^Port$/.test(text)).slice(1), [
      'Where does your gateway run?',
      'Where do agents work?',
      'Port',
      'What answers?',
      'A chat network?',
    ]);
    assert.ok(
      first.asked.some((text) => text.startsWith('No service can keep it running here: ')),
      'no question in vain',
    );
    const before = textOf(bench);
    assert.equal(
      await onboard(
        bench.io,
        { timeout: 5_000 },
        scripted([true, undefined, undefined, undefined, undefined, undefined]).asker,
      ),
      0,
    );
    assert.equal(textOf(bench), before, 'the proposals are what is configured');
    assert.equal(
      await onboard(bench.io, { timeout: 5_000 }, scripted([true, undefined, Cancelled]).asker),
      0,
    );
    assert.equal(await onboard(bench.io, { timeout: 5_000 }, scripted([false]).asker), 0);
    assert.match(bench.stdout(), /Nothing was changed\.\n$/);
    assert.equal(textOf(bench), before);
  });
});

const createBenchWith = (context: TestContext, bin: string): Bench =>
  createBench(context, { env: { ...NOBODY, OPENAI_API_KEY: 'sk-secret-of-mine', PATH: bin } });
