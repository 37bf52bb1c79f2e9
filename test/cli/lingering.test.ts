import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { lingeringOf, startByLingering, turnOnLingering } from '../../src/cli/lingering.ts';
import type { OwnService } from '../../src/cli/supervised.ts';
import { doctor } from '../../src/cli/verbs/doctor.ts';
import { onboard } from '../../src/cli/verbs/onboard.ts';
import { enableLinger, lingerOf } from '../../src/service/systemd/linger.ts';
import type { Ask, Ran } from '../../src/service/systemd/systemd.ts';
import { createBench, type Bench } from '../support/cli-run.ts';

const ran = (exitCode: Ran['exitCode'], stdout = '', stderr = ''): Ran => ({ exitCode, stdout, stderr });
const OFF =
  'lingering is off for molly: the service ends with the last logout and does not come up at boot before a login';
const onLinux = process.platform === 'linux' ? false : 'units are of Linux';

describe('whether a user lingers', () => {
  const cases: readonly (readonly [title: string, said: Ran, found: unknown])[] = [
    ['on', ran(0, 'yes\n'), { state: 'on' }],
    ['off in a login', ran(0, 'no\n'), { state: 'off' }],
    [
      'off without a login, of which logind knows nothing',
      ran(1, '', 'Failed to get user: User ID 1001 is not logged in or lingering\n'),
      { state: 'off' },
    ],
    [
      'unknown where there is no logind',
      ran(1, '', 'Failed to connect to bus: No such file or directory\n'),
      { state: 'unknown', why: 'Failed to connect to bus: No such file or directory' },
    ],
    [
      'unknown without the program',
      ran(undefined, '', 'cannot start'),
      { state: 'unknown', why: 'loginctl is not installed' },
    ],
    ['unknown when it says nothing', ran(0, '\n'), { state: 'unknown', why: 'loginctl ended with 0' }],
    ['unknown when it was ended', ran(null), { state: 'unknown', why: 'loginctl ended with a signal' }],
  ];
  for (const [title, said, found] of cases)
    it(`is ${title}`, async () => {
      const asked: string[] = [];
      const ask: Ask = (argv) => {
        asked.push(argv.join(' '));
        return Promise.resolve(said);
      };
      assert.deepEqual(await lingerOf(ask, 'molly'), found);
      assert.deepEqual(asked, ['loginctl show-user molly --property=Linger --value']);
    });
});

describe('turning lingering on', () => {
  /** A logind that lets this user do it, or has this against it. */
  const stage = (context: TestContext, options: { readonly uid: number; readonly refusal?: Ran }) => {
    let on = false;
    const told: string[] = [];
    const ask: Ask = (argv) => {
      told.push(argv.join(' '));
      if (argv[1] === 'show-user') return Promise.resolve(ran(0, on ? 'yes\n' : 'no\n'));
      if (options.refusal !== undefined) return Promise.resolve(options.refusal);
      on = true;
      return Promise.resolve(ran(0));
    };
    const { io } = createBench(context);
    const service = { kind: 'systemd', scope: 'user', ask } as unknown as OwnService;
    return {
      told,
      service,
      io: { ...io, machine: { ...io.machine, uid: options.uid, userName: 'molly' } },
    };
  };

  it('is done with what this user may do, without a question at the terminal', async (context) => {
    const { io, service, told } = stage(context, { uid: 1000 });
    assert.deepEqual(await lingeringOf(io, service), {
      state: 'off',
      trouble: { message: OFF, fix: 'sudo loginctl enable-linger molly' },
    });
    assert.deepEqual(await turnOnLingering(io, service), { state: 'on' });
    assert.ok(told.includes(enableLinger('molly').argv.join(' ')));
    assert.ok(
      told.every((one) => !/sudo/.test(one)),
      'the rights of root are for the operator to use',
    );
  });

  it('is left to who may do it, with what was said against it and the command', async (context) => {
    for (const [refusal, why] of [
      [ran(1, '', 'Could not enable linger: Access denied\n'), 'Could not enable linger: Access denied'],
      [ran(undefined), 'loginctl is not installed'],
      [ran(0), 'it is off all the same'],
    ] as const) {
      const { io, service } = stage(context, { uid: 1000, refusal });
      assert.deepEqual(await turnOnLingering(io, service), {
        state: 'off',
        trouble: {
          message: `${OFF}; it could not be turned on here (${why})`,
          fix: 'sudo loginctl enable-linger molly',
        },
      });
    }
  });

  it('brings up the systemd of who is not logged in, as far as there is time for it', async (context) => {
    const budget = (looks: number) => {
      let left = looks;
      return { leftMs: () => left, spent: () => (left -= 1) < 0 };
    };
    const none = { reason: 'there is no login session', fix: 'linger', noLogin: true } as const;
    for (const [refusal, looks, expected] of [
      [undefined, 5, true],
      [undefined, 1, false],
      [ran(1, '', 'Access denied'), 5, false],
    ] as const) {
      const { io, service } = stage(context, { uid: 1000, ...(refusal === undefined ? {} : { refusal }) });
      let asked = 0;
      const unavailable = () => Promise.resolve((asked += 1) > 3 ? undefined : none);
      assert.equal(await startByLingering(io, { ...service, unavailable }, budget(looks)), expected);
      if (refusal !== undefined) assert.equal(asked, 0, 'there is nothing to wait for');
    }
  });

  it('needs no sudo for root', async (context) => {
    const { io, service } = stage(context, { uid: 0 });
    assert.equal((await lingeringOf(io, service)).trouble?.fix, 'loginctl enable-linger molly');
  });

  it('is no question for a service of the system, or of another kind', async (context) => {
    const { io, service, told } = stage(context, { uid: 1000 });
    for (const other of [{ scope: 'system' as const }, { kind: 'launchd' as const }])
      assert.deepEqual(await lingeringOf(io, { ...service, ...other }), { state: null });
    assert.deepEqual(told, []);
  });
});

describe('what is said of lingering', { skip: onLinux }, () => {
  /** A machine whose systemd runs the installed service, and whose logind may let this user linger. */
  const stage = (
    context: TestContext,
    { lingers = 'no', allows = true, installed = true } = {},
  ): { readonly bench: Bench; lingers(): string } => {
    const { dir } = createBench(context);
    const bin = join(dir, 'bin');
    const state = join(dir, 'lingers');
    mkdirSync(bin);
    writeFileSync(state, `${lingers}\n`);
    const allowed = allows ? `echo yes >${state}` : 'echo Access denied >&2; exit 1';
    for (const [name, body] of [
      [
        'systemctl',
        'case "$*" in *is-system-running) echo running ;; *) printf "%s\\n" LoadState=loaded ActiveState=active SubState=running MainPID=1 UnitFileState=enabled ;; esac',
      ],
      ['loginctl', `case "$*" in *enable-linger*) ${allowed} ;; *) cat ${state} ;; esac`],
    ] as const) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    const bench = createBench(context, {
      env: { CLAWDBOT_GATEWAY_PORT: '1', PATH: `${bin}:/usr/bin:/bin`, XDG_RUNTIME_DIR: dir },
      config: { gateway: { mode: 'local' } },
    });
    const units = join(bench.dir, '.config/systemd/user');
    mkdirSync(units, { recursive: true });
    if (installed)
      writeFileSync(
        join(units, 'moltbot-gateway.service'),
        '[Service]\nExecStart=/usr/bin/node /x/moltbot.cjs gateway\n',
      );
    return { bench, lingers: () => readFileSync(state, 'utf8').trim() };
  };

  it('is a warning of gateway status with the command, and nothing once it is on', async (context) => {
    const off = stage(context);
    const { stdout } = await off.bench.run('gateway', 'status', '--timeout', '300');
    assert.match(
      stdout,
      /^Warning lingering is off for \S+: the service ends .*; run: (sudo )?loginctl enable-linger \S+$/m,
    );
    assert.equal(off.lingers(), 'no', 'looking changes nothing');
    for (const [lingers, linger] of [
      ['yes', 'on'],
      ['no', 'off'],
      ['maybe', 'unknown'],
    ] as const) {
      const { bench } = stage(context, { lingers });
      const report = JSON.parse(
        (await bench.run('gateway', 'status', '--json', '--timeout', '300')).stdout,
      ) as { readonly supervisor: { readonly linger?: string } };
      assert.equal(report.supervisor.linger, linger);
    }
    const on = stage(context, { lingers: 'yes' });
    assert.doesNotMatch((await on.bench.run('gateway', 'status', '--timeout', '300')).stdout, /linger/i);
  });

  it('is mended by doctor --fix where that is allowed, and told with the command where not', async (context) => {
    const finding = (bench: Bench): string =>
      bench
        .stdout()
        .split('\n')
        .filter((line) => /linger/.test(line))
        .join('\n');
    const allowed = stage(context);
    await doctor(allowed.bench.io, { fix: true, yes: true });
    assert.match(finding(allowed.bench), /^Done loginctl --no-ask-password enable-linger \S+$/);
    assert.equal(allowed.lingers(), 'yes');
    const denied = stage(context, { allows: false });
    assert.equal(await doctor(denied.bench.io, { fix: true, yes: true }), 1);
    assert.match(
      finding(denied.bench),
      /^Failed loginctl .*could not be turned on here \(Access denied\); run: .*loginctl enable-linger \S+\nwarning service-linger: /,
    );
  });

  it('is a step of gateway install, unless it is on already or is to be left alone', async (context) => {
    const steps = async (lingers: string, ...flags: string[]): Promise<string> => {
      const { bench } = stage(context, { lingers, installed: false });
      const { code, stdout, stderr } = await bench.run('gateway', 'install', '--dry-run', ...flags);
      assert.equal(code, 0, stderr);
      return stdout;
    };
    assert.match(await steps('no'), /\nloginctl --no-ask-password enable-linger \S+\n$/);
    assert.doesNotMatch(await steps('yes'), /linger/);
    assert.doesNotMatch(await steps('no', '--no-linger'), /linger/);
  });

  it('is explained by onboard before it asks whether there is to be a service', async (context) => {
    const { bench, lingers } = stage(context, { installed: false });
    const asked: string[] = [];
    const asker = {
      note: (text: string) => void asked.push(text),
      confirm: ({ message }: { readonly message: string }) => {
        asked.push(message);
        return Promise.resolve(!message.startsWith('Keep it running'));
      },
      select: ({ initial }: { readonly initial: string }) => Promise.resolve(initial),
      text: ({ initial }: { readonly initial: string }) => Promise.resolve(initial),
    };
    assert.equal(
      await onboard(bench.io, { timeout: 300, skipHealth: true }, () => Promise.resolve(asker as never)),
      0,
    );
    assert.match(
      asked.slice(-2).join('\n'),
      /^With a service goes lingering, .*: (sudo )?loginctl enable-linger \S+\nKeep it running as a service of this system\?$/,
    );
    assert.equal(lingers(), 'no', 'nothing is done before there is a yes');
    assert.equal(existsSync(join(bench.dir, '.config/systemd/user/moltbot-gateway.service')), false);
  });
});
