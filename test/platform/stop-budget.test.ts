import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryLimit, ownUnit, type ReadText } from '../../src/platform/cgroup.ts';
import { createEnv } from '../../src/platform/env.ts';
import { SpawnError, type ProcessRequest, type RunProcess } from '../../src/platform/exec.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { chooseStopBudget, supervisorStopBudget } from '../../src/platform/stop-budget.ts';
import { parseSystemdTime, parseTimeout } from '../../src/platform/timespan.ts';

const files =
  (contents: Readonly<Record<string, string>>): ReadText =>
  (path) =>
    contents[path];

describe('a time', () => {
  it('is typed with a unit or in seconds', () => {
    for (const [text, ms] of [
      ['30', 30_000],
      ['30s', 30_000],
      ['1.5', 1500],
      ['1500ms', 1500],
      ['2m', 120_000],
      ['1 h', 3_600_000],
    ] as const) {
      assert.equal(parseTimeout(text), ms, text);
    }
    for (const text of ['', '0', '-5', '5 days', 's', '1e3', '0x10', '5ss']) {
      assert.equal(parseTimeout(text), undefined, text);
    }
  });

  it('of systemd is read as it prints it', () => {
    assert.equal(parseSystemdTime('1min 30s'), 90_000);
    assert.equal(parseSystemdTime('1min 30.5s'), 90_500);
    assert.equal(parseSystemdTime('1h 2ms'), 3_600_002);
    assert.equal(parseSystemdTime('500us'), 0.5);
    for (const text of ['infinity', '', '0', '90']) assert.equal(parseSystemdTime(text), undefined, text);
  });
});

describe('the stop budget', () => {
  it('is told by the flag, the configuration, the supervisor, or nobody, in this order', () => {
    assert.deepEqual(chooseStopBudget({ flagMs: 1, configMs: 2, supervisorMs: 3 }), {
      ms: 1,
      source: 'flag',
    });
    assert.deepEqual(chooseStopBudget({ configMs: 2, supervisorMs: 3 }), { ms: 2, source: 'config' });
    assert.deepEqual(chooseStopBudget({ supervisorMs: 3 }), { ms: 3, source: 'supervisor' });
    assert.deepEqual(chooseStopBudget({}), { ms: 10_000, source: 'default' });
  });

  const ask = async (options: {
    readonly stdout?: string;
    readonly exitCode?: number;
    readonly vars?: Record<string, string>;
    readonly user?: boolean;
    readonly fail?: Error;
  }) => {
    const asked: ProcessRequest[] = [];
    const warned: string[] = [];
    const run: RunProcess = (request) => {
      asked.push(request);
      if (options.fail !== undefined) return Promise.reject(options.fail);
      return Promise.resolve({
        exitCode: options.exitCode ?? 0,
        signal: null,
        stdout: options.stdout ?? '',
        stderr: '',
        timedOut: false,
        aborted: false,
        truncated: false,
      });
    };
    const ms = await supervisorStopBudget({
      env: createEnv(options.vars ?? { INVOCATION_ID: 'x' }),
      run,
      pids: { own: 10, parent: 9 },
      log: { ...silentLogger, warn: (message) => void warned.push(message) },
      unit: { unit: 'moltbot-gateway.service', user: options.user ?? true },
    });
    return { ms, asked, warned };
  };

  it('of the supervisor is that of the unit, less a reserve, when this is its main process', async () => {
    const shown = 'MainPID=10\nTimeoutStopUSec=1min 30s\n';
    const { ms, asked } = await ask({ stdout: shown });
    assert.equal(ms, 85_000);
    assert.deepEqual(asked[0]?.args, [
      '--user',
      'show',
      'moltbot-gateway.service',
      '--property=MainPID,TimeoutStopUSec',
    ]);
    assert.deepEqual((await ask({ stdout: shown, user: false })).asked[0]?.args.slice(0, 1), ['show']);
    assert.equal((await ask({ stdout: 'TimeoutStopUSec=10s\nMainPID=9\n' })).ms, 9000);
    assert.equal((await ask({ stdout: 'TimeoutStopUSec=600ms\nMainPID=10\n' })).ms, 300);
    assert.equal((await ask({ stdout: 'TimeoutStopUSec=infinity\nMainPID=10\n' })).ms, undefined);
    assert.equal((await ask({ stdout: 'TimeoutStopUSec=10s\nMainPID=77\n' })).ms, undefined);
  });

  it('is not asked for outside a service, and a systemd that does not answer harms nothing', async () => {
    const { ms, asked } = await ask({ vars: {} });
    assert.deepEqual([ms, asked.length], [undefined, 0]);
    const refused = await ask({ exitCode: 1 });
    assert.deepEqual([refused.ms, refused.warned.length], [undefined, 1]);
    const absent = new SpawnError('systemctl', Object.assign(new Error('spawn'), { code: 'ENOENT' }));
    const missing = await ask({ fail: absent });
    assert.deepEqual([missing.ms, missing.warned.length], [undefined, 0]);
  });
});

describe('the control group of this process', () => {
  it('limits memory by the smallest limit on the way up', () => {
    assert.equal(
      memoryLimit(
        files({
          '/proc/self/cgroup': '0::/user.slice/a.service\n',
          '/sys/fs/cgroup/user.slice/a.service/memory.max': 'max\n',
          '/sys/fs/cgroup/user.slice/memory.max': '1000000\n',
          '/sys/fs/cgroup/memory.max': '2000000\n',
        }),
      ),
      1_000_000,
    );
    assert.equal(
      memoryLimit(
        files({
          '/proc/self/cgroup': '4:cpu,cpuacct:/x\n3:memory:/docker/abc\n1:name=systemd:/x\n0::/x\n',
          '/sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes': '536870912\n',
          '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
        }),
      ),
      536_870_912,
    );
    assert.equal(
      memoryLimit(files({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/memory.max': 'max' })),
      undefined,
    );
    assert.equal(memoryLimit(files({})), undefined);
  });

  it('names the unit, unless a terminal is in between', () => {
    const of = (text: string) => ownUnit(files({ '/proc/self/cgroup': text }));
    const base = '/user.slice/user-1000.slice/user@1000.service/app.slice';
    assert.deepEqual(of(`0::${base}/moltbot-gateway.service\n`), {
      unit: 'moltbot-gateway.service',
      user: true,
    });
    assert.deepEqual(of('0::/system.slice/moltbot-gateway.service/inner\n'), {
      unit: 'moltbot-gateway.service',
      user: false,
    });
    assert.deepEqual(of('3:memory:/m.service\n1:name=systemd:/system.slice/m.service\n0::/\n'), {
      unit: 'm.service',
      user: false,
    });
    assert.equal(of(`0::${base}/app-terminal.scope\n`), undefined);
    assert.equal(of('0::/\n'), undefined);
  });
});
