import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { CliError } from '../../src/cli/cli-error.ts';
import { createOutput } from '../../src/cli/output.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';
import { HEALTH, STATUS } from '../support/fake-ports.ts';
import { assertShape } from '../support/wire-shape.ts';

test('health --json prints the payload of the method and nothing else', async (context) => {
  const { bench } = await withGateway(context);
  for (const argv of [
    ['health', '--json'],
    ['gateway', 'health', '--json'],
  ]) {
    const { code, stdout, stderr } = await bench.run(...argv);
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assertShape('HealthSummary', JSON.parse(stdout));
    assert.deepEqual(JSON.parse(stdout), HEALTH);
  }
});

test('health for people names channels, agents, sessions and warnings', async (context) => {
  const health = {
    ...HEALTH,
    ts: 100_000,
    channels: {
      whatsapp: {
        accountId: 'default',
        linked: true,
        authAgeMs: 720_000,
        state: 'online',
        verdict: { ok: true },
        accounts: {
          default: { accountId: 'default', linked: true },
          work: {
            accountId: 'work',
            linked: true,
            state: 'online',
            verdict: { ok: false, code: 'deaf', reason: 'no frame for 90s' },
          },
          old: { accountId: 'old', linked: false },
        },
      },
      telegram: { accountId: 'default', probe: { ok: false, status: 401, error: 'Unauthorized' } },
    },
    channelOrder: ['telegram', 'whatsapp', 'signal'],
    channelLabels: { telegram: 'Telegram', whatsapp: 'WhatsApp', signal: 'Signal' },
    agents: [
      {
        agentId: 'main',
        isDefault: true,
        heartbeat: {
          enabled: false,
          every: '30m',
          everyMs: null,
          prompt: '',
          target: 'last',
          ackMaxChars: 300,
        },
        sessions: HEALTH.sessions,
      },
    ],
    sessions: {
      path: '/state/gateway.db',
      count: 1,
      recent: [{ key: 'agent:main:main', updatedAt: 1, age: 61_000 }],
    },
    warnings: [{ code: 'actor_parked', message: 'gateway/pulse is parked', since: 40_000 }],
  };
  const { bench } = await withGateway(context, { gateway: { answer: () => health } });
  const { stdout } = await bench.run('health');
  assert.match(stdout, /^Gateway Health\nOK \(\d+ ms, as of \d+d( [^)]*)? ago\)\n/);
  assert.deepEqual(stdout.split('\n').slice(2), [
    'Telegram: failed (401) - Unauthorized',
    'WhatsApp: linked, online (auth age 12m)',
    'WhatsApp work: online - no frame for 90s',
    'WhatsApp old: not linked',
    'Signal: not configured',
    'Agents: main (default)',
    'Heartbeat interval: off',
    'Session store (main): /state/gateway.db (1 session)',
    '- agent:main:main (1m ago)',
    'Warning actor_parked: gateway/pulse is parked (for 1m)',
    '',
  ]);
});

test('reports show safe mode with the way out, and a config that is not the one of the file', async (context) => {
  const config = {
    state: 'lastGood',
    reason: 'moltbot.json:3:1: unexpected token',
    since: 40_000,
    hash: null,
  };
  const health = {
    ...HEALTH,
    ts: 100_000,
    mode: 'safe',
    config,
    warnings: [{ code: 'safe_mode', message: 'safe mode, the channels are parked', since: 40_000 }],
  };
  const status = { ...STATUS, gateway: { ...STATUS.gateway, mode: 'safe', config } };
  const { bench } = await withGateway(context, {
    gateway: {
      answer: (method) =>
        new Map<string, unknown>([
          ['health', health],
          ['status', status],
        ]).get(method) ?? { tree: [] },
    },
  });
  const mode = /safe - the channels are parked; to leave: \S.* gateway resume channels/;
  const running =
    /Running config:? +the file is broken, and the last good copy runs \(for .*\) - moltbot\.json:3:1: unexpected token/;
  for (const argv of [['health'], ['status'], ['gateway', 'status'], ['gateway', 'status', '--deep']]) {
    const { stdout } = await bench.run(...argv);
    assert.match(stdout, mode, argv.join(' '));
    assert.match(stdout, running, argv.join(' '));
  }
  assert.match((await bench.run('health')).stdout, /^Gateway Health\nSafe mode \(/);
  assert.match((await bench.run('status')).stdout, /Warning safe_mode: safe mode/);
});

test('health --verbose asks the networks, health does not', async (context) => {
  const { bench, gateway } = await withGateway(context);
  await bench.run('health', '--verbose');
  await bench.run('gateway', 'health', '--verbose');
  await bench.run('health');
  assert.deepEqual(gateway.requests, [
    ['health', { probe: true }],
    ['health', { probe: true }],
    ['health', {}],
  ]);
});

test(
  'colours appear on a terminal only, and not with --no-color',
  { skip: process.env['NO_COLOR'] !== undefined },
  async (context) => {
    const { bench } = await withGateway(context, { bench: { isTTY: true } });
    assert.ok((await bench.run('health')).stdout.includes('\u001b['));
    assert.ok(!(await bench.run('--no-color', 'health')).stdout.includes('\u001b['));
    assert.ok(!(await bench.run('health', '--json')).stdout.includes('\u001b['));
  },
);

test('control characters of the gateway never reach the terminal raw', async (context) => {
  const evil = 'a\u001b]0;owned\u0007\u009b31m\u202etxt\rx';
  const { bench } = await withGateway(context, {
    bench: { isTTY: true },
    gateway: {
      answer: (method) =>
        method === 'health'
          ? { ...HEALTH, warnings: [{ code: 'x', message: evil, since: 1 }] }
          : { ...STATUS, channelSummary: [evil] },
    },
  });
  for (const argv of [
    ['health'],
    ['health', '--json'],
    ['status'],
    ['status', '--json'],
    ['gateway', 'call', 'health'],
  ]) {
    const { stdout } = await bench.run('--no-color', ...argv);
    // oxlint-disable-next-line no-control-regex
    assert.doesNotMatch(stdout, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/, argv.join(' '));
    assert.match(stdout, /owned/, argv.join(' '));
    if (argv.includes('--json'))
      assert.ok(JSON.stringify(JSON.parse(stdout)).includes(JSON.stringify(evil).slice(1, -1)));
  }
});

test('status shows the gateway facts, and in JSON all of it', async (context) => {
  const gatewayFacts = {
    version: '0.1.0',
    pid: 4711,
    instanceId: 'i',
    profile: 'default',
    startedAt: 1,
    uptimeMs: 60_000,
    bind: 'loopback',
    port: 18_789,
    authMode: 'token',
    runsActive: 2,
  };
  const { bench } = await withGateway(context, {
    gateway: { answer: (method) => (method === 'health' ? HEALTH : { ...STATUS, gateway: gatewayFacts }) },
  });
  const { code, stdout } = await bench.run('status');
  assert.equal(code, 0);
  assert.match(stdout, /Gateway +reachable at unix:/);
  assert.match(stdout, /Process +version 0\.1\.0, pid 4711, profile default, up 1m/);
  assert.match(stdout, /Runs +2 active runs/);
  const json = JSON.parse((await bench.run('status', '--json')).stdout) as Record<
    string,
    Record<string, unknown>
  >;
  assert.equal(json.gateway?.reachable, true);
  assert.equal(json.gateway?.error, null);
  assert.deepEqual(json.health, HEALTH);
  assert.equal(json.gatewayService?.status, 'not managed');
});

test('status of a gateway that is down is an answer and exits 0, health is a failure and exits 69', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const status = await bench.run('status');
  assert.equal(status.code, 0);
  assert.match(status.stdout, /Gateway +no answer - gateway not reachable: connect ECONNREFUSED/);
  assert.match(status.stdout, /Fix: start the gateway with: moltbot gateway/);
  const json = JSON.parse((await bench.run('status', '--json')).stdout) as {
    gateway: { reachable: boolean; error: string };
  };
  assert.equal(json.gateway.reachable, false);
  assert.match(json.gateway.error, /ECONNREFUSED/);
  const health = await bench.run('health');
  assert.equal(health.code, 69);
  assert.equal(health.stdout, '');
  assert.match(health.stderr, /gateway not reachable: connect ECONNREFUSED 127\.0\.0\.1:1\n/);
  assert.match(
    health.stderr,
    /Gateway target: ws:\/\/127\.0\.0\.1:1\n +Source: local loopback\n +Config: .*moltbot\.json \(missing\)\n +Bind: loopback/,
  );
});

test('a configuration that the gateway refuses is told place by place', async (context) => {
  const { io } = createBench(context);
  const issues = [
    { path: 'gateway.prt', message: 'unknown key; did you mean "port"?' },
    { path: '', message: 'x' },
  ];
  const stderr = new PassThrough();
  createOutput({ ...io, stderr }).failure(
    new CliError('rpc', 'invalid config', { code: 'INVALID_REQUEST', details: { issues } }),
    { json: false },
  );
  assert.equal(
    String(stderr.read()),
    'INVALID_REQUEST: invalid config\n  gateway.prt: unknown key; did you mean "port"?\n  x\n',
  );
});

test('a failure with --json is an object on stdout', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const { stdout, code } = await bench.run('health', '--json');
  assert.equal(code, 69);
  const { ok, error } = JSON.parse(stdout) as { ok: boolean; error: Record<string, unknown> };
  assert.equal(ok, false);
  assert.equal(error.kind, 'unreachable');
  assert.equal(error.code, 'ECONNREFUSED');
  assert.equal(error.fix, 'start the gateway with: moltbot gateway --allow-unconfigured');
});

test('hints name the profile in use', async (context) => {
  for (const [profile, expected] of [
    ['rescue', 'moltbot --profile rescue gateway --allow-unconfigured'],
    ['dev', 'moltbot --dev gateway --allow-unconfigured'],
  ] as const) {
    const bench = createBench(context, { profile, env: { CLAWDBOT_GATEWAY_PORT: '1' } });
    assert.match(
      (await bench.run('health')).stderr,
      new RegExp(`Fix: start the gateway with: ${expected}\n`),
    );
  }
});

test('gateway status reports four facts, the config and the probe target', async (context) => {
  const { bench, gateway } = await withGateway(context);
  writeFileSync(
    join(bench.dir, 'gateway.lock.json'),
    JSON.stringify({
      pid: process.pid,
      version: '0.1.0',
      profile: 'default',
      port: gateway.port,
      startedAt: Date.now() - 60_000,
    }),
  );
  const { code, stdout } = await bench.run('gateway', 'status');
  assert.equal(code, 0);
  assert.match(stdout, /^Supervisor: +not managed/);
  assert.match(
    stdout,
    new RegExp(
      `Port: +${gateway.port} listening \\(gateway pid ${process.pid}, version 0\\.1\\.0, profile default, up 1m\\)`,
    ),
  );
  assert.match(stdout, /Handshake: +ok \(\d+ ms\), gateway 0\.1\.0\n/);
  assert.match(stdout, /RPC: +ok \(\d+ ms\)\n/);
  assert.match(stdout, /Config: +.*moltbot\.json \(missing, defaults apply\)/);
  assert.match(stdout, /Probe target: +unix:.*gateway\.sock \(local socket\)/);
  assert.match(stdout, new RegExp(`port=${gateway.port} \\(running gateway\\)`));
});

test('gateway status says which step failed, and each keeps its own error', async (context) => {
  const down = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const nothing = await down.run('gateway', 'status');
  assert.equal(nothing.code, 69);
  assert.match(nothing.stdout, /Port: +1 nobody listens \(ECONNREFUSED\)/);
  assert.match(nothing.stdout, /Handshake: +failed - gateway not reachable: .*ECONNREFUSED/);
  assert.match(nothing.stdout, /RPC: +not tried/);
  assert.match(nothing.stdout, /Fix: start the gateway with: moltbot gateway/);

  const { bench } = await withGateway(context, {
    gateway: { answer: (method) => (method === 'status' ? undefined : {}) },
  });
  const asked = await bench.run('gateway', 'status', '--json', '--timeout', '2000');
  assert.equal(asked.code, 69, 'nobody of this state directory has the port');
  const stuck = JSON.parse(asked.stdout) as Record<string, Record<string, unknown>>;
  assert.equal(stuck.handshake?.ok, true);
  assert.equal(stuck.rpc?.ok, false);
  assert.match(String(stuck.rpc?.error), /gateway timeout after \d+ ms waiting for status/);
});

test('gateway status --no-probe connects to nothing', async (context) => {
  const { bench, gateway } = await withGateway(context);
  const report = JSON.parse((await bench.run('gateway', 'status', '--no-probe', '--json')).stdout) as Record<
    string,
    Record<string, unknown>
  >;
  assert.equal(report.handshake?.ok, null);
  assert.equal(report.rpc?.ok, null);
  assert.deepEqual(gateway.hellos, []);
});

test('gateway status shows an invalid config with its places and still reaches the gateway', async (context) => {
  const { bench } = await withGateway(context, { bench: { config: { gateway: { prot: 1 } } } });
  const { stdout } = await bench.run('gateway', 'status');
  assert.match(stdout, /Config: +.*moltbot\.json \(invalid\)/);
  assert.match(stdout, /Config issue: .*prot/);
  assert.match(stdout, /RPC: +ok/);
});

test('gateway status prints what health warns of, but not what another line of it says', async (context) => {
  const since = Date.now() - 120_000;
  const config = { state: 'refused', reason: 'reload is off', since, hash: 'a' };
  const health = {
    ...HEALTH,
    warnings: [
      { code: 'config_refused', message: 'a change of the config file is not in effect', since },
      { code: 'actor_parked', message: 'gateway/pulse is parked: x', since },
      { code: 'link_deaf', message: 'gateway/channels/telegram/default is online.deaf', since },
      { code: 'store_trouble', message: 'gateway.db cannot be written: the disk is full', since },
      { code: 'model_trouble', message: 'lab/m failed the last 2 runs: no', since },
    ],
  };
  const node = { machine: 'pulse', restarts: 0, lastError: 'x', next: null, nextAt: null, since };
  const tree = [{ ...node, id: 'gateway/pulse', parent: null, state: 'parked' }];
  const status = { ...STATUS, gateway: { ...STATUS.gateway, config } };
  const answers: Readonly<Record<string, object>> = {
    health,
    status,
    'system.inspect': { tree, transitions: [], why: [] },
  };
  const { bench, gateway } = await withGateway(context, {
    gateway: { answer: (method) => answers[method] },
  });
  const warned = async (...flags: string[]) => {
    const { stdout } = await bench.run('gateway', 'status', ...flags);
    const lines = stdout.split('\n').filter((line) => /^(Warning|What to do)/.test(line));
    return { stdout, lines };
  };
  const { stdout, lines } = await warned();
  assert.deepEqual(lines, [
    'Warning actor_parked: gateway/pulse is parked: x (for 2m)',
    'Warning link_deaf: gateway/channels/telegram/default is online.deaf (for 2m)',
    'Warning store_trouble: gateway.db cannot be written: the disk is full (for 2m)',
    'Warning model_trouble: lab/m failed the last 2 runs: no (for 2m)',
    'What to do about a link: moltbot channels status',
  ]);
  assert.match(stdout, /Running config: +a change is not in effect \(for 2m\) - reload is off/);
  assert.deepEqual((await warned('--deep')).lines, lines.slice(1), 'the tree has the part that is parked');
  gateway.requests.length = 0;
  await warned('--json');
  assert.deepEqual(
    gateway.requests.map(([method]) => method),
    ['status'],
    'there is no place for them in it',
  );
});

test('gateway status says that the warnings could not be had, and the facts stay green', async (context) => {
  const { bench } = await withGateway(context, {
    gateway: { answer: (method) => (method === 'status' ? STATUS : undefined) },
  });
  const { stdout } = await bench.run('gateway', 'status', '--timeout', '1000');
  assert.match(stdout, /RPC: +ok/);
  assert.match(stdout, /\nHealth: not known - gateway timeout after \d+ ms waiting for health/);
});

test('gateway status --deep draws the tree of actors', async (context) => {
  const node = {
    machine: 'keeper',
    state: 'alive.running',
    since: Date.now() - 5000,
    restarts: 0,
    lastError: null,
    next: null,
    nextAt: null,
  };
  const tree = [
    { ...node, id: 'gateway', parent: null, machine: 'gateway', state: 'running.steady' },
    { ...node, id: 'gateway/store', parent: 'gateway' },
    {
      ...node,
      id: 'gateway/edge',
      parent: 'gateway',
      state: 'backingOff',
      restarts: 2,
      lastError: 'EADDRINUSE\nat x',
      next: 'restart',
      nextAt: Date.now() + 60_000,
    },
    { ...node, id: 'gateway/edge/connections', parent: 'gateway/edge', machine: 'pool', omitted: 7 },
    { ...node, id: 'gateway/pulse', parent: 'gateway', state: 'parked', lastError: 'x' },
  ];
  const fall = { actor: 'gateway/edge', at: Date.now() - 3000, event: 'error: child', from: 'alive.running' };
  const why = [
    { ...fall, from: 'backingOff', to: 'alive.starting', event: 'after backoff' },
    { ...fall, to: 'crashed', event: 'crash', cause: 'EADDRINUSE' },
    { ...fall, actor: 'gateway/edge/wsServer', to: 'exhausted', cause: 'EADDRINUSE' },
    { ...fall, to: 'backingOff', cause: 'EADDRINUSE' },
  ];
  const inspect = (actor: string | undefined): object => ({
    tree,
    ...(actor === undefined ? {} : { transitions: [], why: actor === 'gateway/edge' ? why : [] }),
  });
  const { bench } = await withGateway(context, {
    gateway: {
      answer: (method, params) =>
        method === 'system.inspect' ? inspect((params as { actor?: string }).actor) : STATUS,
    },
  });
  const { stdout } = await bench.run('gateway', 'status', '--deep');
  const lines = stdout.split('\n');
  const at = lines.findIndex((line) => line.startsWith('gateway ['));
  assert.match(lines[at] ?? '', /^gateway \[gateway\] running\.steady for 5s$/);
  assert.match(lines[at + 1] ?? '', /^├─ store \[keeper\] alive\.running for 5s$/);
  assert.match(
    lines[at + 2] ?? '',
    /^├─ edge \[keeper\] backingOff for 5s 2 restarts last error: EADDRINUSE next: restart in (59s|1m)$/,
  );
  assert.match(lines[at + 3] ?? '', /^│ {2}└─ connections \[pool\] alive\.running for 5s$/);
  assert.match(lines[at + 4] ?? '', /^│ {5}└─ … 7 more$/);
  assert.deepEqual(lines.slice(at + 7, at + 10), [
    'Why gateway/edge is down:',
    '  3s ago  gateway/edge/wsServer  exhausted   EADDRINUSE',
    '  3s ago  gateway/edge           backingOff  EADDRINUSE',
  ]);
  assert.match(stdout, /\nTo start it again: moltbot gateway resume gateway\/pulse\n/);
  const json = JSON.parse((await bench.run('gateway', 'status', '--deep', '--json')).stdout) as {
    why: { actor: string; steps: unknown[] }[];
  };
  assert.deepEqual(
    json.why.map(({ actor, steps }) => [actor, steps.length]),
    [
      ['gateway/edge', 4],
      ['gateway/pulse', 0],
    ],
  );
});

test('gateway resume starts a part again, by its name or its id; one that falls again at once is a failure', async (context) => {
  const row = {
    parent: 'gateway',
    machine: 'pulse',
    since: 1,
    restarts: 3,
    lastError: null,
    next: null,
    nextAt: null,
  };
  const states = ['beating', 'beating', 'parked'];
  const { bench, gateway } = await withGateway(context, {
    gateway: {
      answer: (_method, params) => ({
        ok: true,
        node: { ...row, id: (params as { actor: string }).actor, state: states.shift() },
      }),
    },
  });
  const named = await bench.run('gateway', 'resume', 'pulse');
  assert.equal(named.code, 0);
  assert.match(named.stdout, /^pulse \[pulse\] beating for /);
  assert.equal((await bench.run('gateway', 'resume', 'gateway/pulse', '--json')).code, 0);
  assert.deepEqual(gateway.requests, [
    ['system.resume', { actor: 'gateway/pulse' }],
    ['system.resume', { actor: 'gateway/pulse' }],
  ]);
  assert.equal((await bench.run('gateway', 'resume', 'pulse')).code, 1);
});

test('what keeps a gateway from starting is said before it is told to start', async (context) => {
  const bench = createBench(context, {
    config: { gateway: { prot: 1 } },
    env: { CLAWDBOT_GATEWAY_PORT: '1' },
  });
  const { stderr } = await bench.run('health');
  assert.match(
    stderr,
    /Config: .* \(invalid\)\n +Config issue: .*moltbot\.json:1:\d+: gateway\.prot: unknown key/,
  );
  assert.match(stderr, /Fix: mend the configuration, then start the gateway with: moltbot gateway\n/);
});

test('gateway status reports a remote gateway without an address as one of its facts', async (context) => {
  const bench = createBench(context, { config: { gateway: { mode: 'remote' } } });
  const { code, stdout } = await bench.run('gateway', 'status');
  assert.equal(code, 1, 'the handshake is red');
  assert.match(stdout, /Handshake: +failed - gateway\.mode is remote, but gateway\.remote\.url is not set/);
  assert.match(stdout, /Fix: set gateway\.remote\.url/);
});
