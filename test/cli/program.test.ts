import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';

test('--version prints the version', async (context) => {
  const bench = createBench(context);
  for (const flag of ['--version', '-v']) {
    assert.deepEqual(await bench.run(flag), { code: 0, stdout: '0.1.0\n', stderr: '' });
  }
});

test('--help lists every command and gives examples', async (context) => {
  const { code, stdout } = await createBench(context).run('--help');
  assert.equal(code, 0);
  assert.deepEqual(
    [...stdout.matchAll(/^ {2}([a-z]+)(?: \[options\])?(?: \[command\])? {2,}/gm)].map((match) => match[1]),
    'gateway setup onboard configure doctor health status sessions logs agent message outbox config channels pairing devices help'.split(
      ' ',
    ),
  );
  assert.match(stdout, /\nExamples:\n {2}moltbot gateway /);
});

for (const argv of [
  ['gateway'],
  ['gateway', 'run'],
  ['gateway', 'call'],
  ['gateway', 'health'],
  ['gateway', 'status'],
  ['gateway', 'resume'],
  ['gateway', 'install'],
  ['gateway', 'uninstall'],
  ['gateway', 'start'],
  ['gateway', 'tunnel'],
  ['setup'],
  ['onboard'],
  ['configure'],
  ['doctor'],
  ['completion'],
  ['health'],
  ['status'],
  ['sessions'],
  ['logs'],
  ['agent'],
  ['message', 'send'],
  ['message', 'poll'],
  ['message', 'react'],
  ['outbox', 'list'],
  ['outbox', 'retry'],
  ['channels', 'list'],
  ['channels', 'status'],
  ['channels', 'add'],
  ['channels', 'remove'],
  ['channels', 'login'],
  ['channels', 'logout'],
  ['channels', 'start'],
  ['channels', 'stop'],
  ['config', 'get'],
  ['config', 'set'],
  ['config', 'unset'],
  ['config', 'validate'],
  ['config', 'plan'],
  ['config', 'history'],
  ['config', 'rollback'],
  ['config', 'confirm'],
  ['pairing', 'list'],
  ['pairing', 'approve'],
  ['pairing', 'reject'],
  ['devices', 'list'],
  ['devices', 'approve'],
]) {
  test(`${argv.join(' ')} --help explains itself and exits 0`, async (context) => {
    const { code, stdout, stderr } = await createBench(context).run(...argv, '--help');
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assert.ok(stdout.startsWith(`Usage: moltbot ${argv.join(' ')}`), stdout);
  });
}

for (const [argv, reason] of [
  [['nonsense'], "unknown command 'nonsense'"],
  [['helth'], 'Did you mean health?'],
  [['health', '--nonsense'], "unknown option '--nonsense'"],
  [['health', '--timeout', 'soon'], 'expected whole milliseconds'],
  [['health', '--timeout', '0'], 'at least 1'],
  [['agent'], "required option '-m, --message <text>' not specified"],
  [['agent', '-m', '  '], '--message must not be empty'],
  [['agent', '-m', 'x', '--thinking', 'hard'], 'Allowed choices are'],
  [['gateway', 'call'], "missing required argument 'method'"],
  [['gateway', 'call', 'health', '--params', '[1]'], 'expected a JSON object'],
  [['gateway', 'call', 'health', '--params', '{'], 'not JSON'],
  [['gateway', 'halt'], 'unknown command "gateway halt"'],
  [['gateway', 'statsu'], 'unknown command "gateway statsu"; did you mean status?'],
  [['gateway', 'status', 'deep'], "too many arguments for 'status'"],
  [['gateway', 'resume'], "missing required argument 'part'"],
  [['gateway', '--port', '70000'], 'a port is at most 65535'],
  [['gateway', '--token', ' '], 'an empty secret protects nothing'],
  [['gateway', '--bind', 'moon'], 'Allowed choices are'],
  [['devices'], 'Usage: moltbot devices'],
  [[], 'Usage: moltbot'],
] as const) {
  test(`moltbot ${argv.join(' ')} is a usage error: ${reason}`, async (context) => {
    const { code, stdout, stderr } = await createBench(context).run(...argv);
    assert.equal(code, 64);
    assert.equal(stdout, '');
    assert.ok(stderr.includes(reason), stderr);
  });
}

for (const argv of [
  ['health', '--json', '--timeout', '0'],
  ['health', '--json', '--nonsense'],
  ['agent', '--json'],
  ['agent', '--json', '-m', ' '],
]) {
  test(`moltbot ${argv.join(' ')} is a usage error that a script can read`, async (context) => {
    const { code, stdout, stderr } = await createBench(context).run(...argv);
    assert.equal(code, 64);
    const { ok, error } = JSON.parse(stdout) as { ok: boolean; error: { kind: string; message: string } };
    assert.deepEqual([ok, error.kind], [false, 'usage']);
    assert.ok(error.message !== '' && stderr.includes(error.message), stderr);
  });
}

const RUN_FLAGS = [
  '--port',
  '0',
  '--bind',
  'loopback',
  '--auth',
  'token',
  '--token',
  'secret-secret',
  '--allow-unconfigured',
  '--fresh-store',
  '--verbose',
  '--ws-log',
  'full',
  '--inspect',
];
const RUN_EXPECTED = {
  port: '0',
  bind: 'loopback',
  auth: 'token',
  token: 'secret-secret',
  allowUnconfigured: true,
  freshStore: true,
  verbose: true,
  wsLog: 'full',
  inspect: true,
};

for (const argv of [
  ['gateway', ...RUN_FLAGS],
  ['gateway', 'run', ...RUN_FLAGS],
  ['gateway', ...RUN_FLAGS, 'run'],
]) {
  test(`${argv.filter((word) => !RUN_FLAGS.includes(word)).join(' ')} runs the gateway with its flags wherever they stand (${argv.at(-1)})`, async (context) => {
    const bench = createBench(context);
    assert.equal((await bench.run(...argv)).code, 0);
    assert.deepEqual(bench.started, [RUN_EXPECTED]);
  });
}

test('options of gateway subcommands count before and after the subcommand', async (context) => {
  for (const argv of [
    ['gateway', '--token', 'x1', 'health'],
    ['gateway', 'health', '--token', 'x1'],
  ]) {
    const { bench, gateway } = await withGateway(context, { tcpOnly: true });
    await bench.run(...argv, '--url', `ws://127.0.0.1:${gateway.port}`);
    assert.deepEqual(gateway.hellos[0]?.auth, { token: 'x1' });
  }
});

test('a reader that leaves early is no failure', async (context) => {
  const { bench } = await withGateway(context);
  const { run } = await import('../../src/cli/program.ts');
  const stdout = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' })),
  });
  assert.equal(await run(['health'], { ...bench.io, stdout }), 0);
  assert.equal(bench.stderr(), '');
});

test('output that cannot be written is a failure in words', async (context) => {
  const { bench } = await withGateway(context);
  const { run } = await import('../../src/cli/program.ts');
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(full) });
  assert.equal(await run(['health'], { ...bench.io, stdout }), 75);
  assert.equal(bench.stderr(), 'the output could not be written: ENOSPC: no space left on device, write\n');
});

test('a gateway goes on without its console', async (context) => {
  const bench = createBench(context);
  const { run } = await import('../../src/cli/program.ts');
  const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(full) });
  const runGateway = async (): Promise<number> => Promise.resolve(void stdout.write('up\n')).then(() => 0);
  assert.equal(await run(['gateway'], { ...bench.io, stdout, runGateway }), 0);
});

test('a defect with --json is an object on stdout too', async (context) => {
  const bench = createBench(context);
  const clock = { ...bench.io.clock, monotonic: () => assert.fail('boom') };
  const { run } = await import('../../src/cli/program.ts');
  assert.equal(await run(['health', '--json'], { ...bench.io, clock }), 70);
  const { error } = JSON.parse(bench.stdout()) as { error: { kind: string; message: string } };
  assert.deepEqual([error.kind, error.message], ['internal', 'boom']);
});

test('a defect in a command is told with its stack and exits 70', async (context) => {
  const bench = createBench(context);
  const io = { ...bench.io, runGateway: () => Promise.reject(new TypeError('boom')) };
  const { run } = await import('../../src/cli/program.ts');
  assert.equal(await run(['gateway'], io), 70);
  assert.match(bench.stderr(), /unexpected failure: TypeError: boom/);
});
