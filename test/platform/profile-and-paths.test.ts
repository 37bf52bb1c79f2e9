import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { createEnv, INSTANCE_ENV, namedAlike, type EnvVars } from '../../src/platform/env.ts';
import { expandHome, pipeName, resolvePaths } from '../../src/platform/paths.ts';
import { chooseProfile, parseProfileArgv } from '../../src/platform/profile.ts';

const home = '/home/op';
const paths = (flag: string | undefined, vars: EnvVars, files: readonly string[] = []) => {
  const choice = chooseProfile({ flag, env: createEnv(vars) });
  return { choice, paths: resolvePaths({ ...choice, home, exists: (path) => files.includes(path) }) };
};

describe('profile flags', () => {
  const accepted: readonly [string, readonly string[], string | undefined, readonly string[]][] = [
    ['nothing given', ['gateway', '--port', '1'], undefined, ['gateway', '--port', '1']],
    ['--dev', ['--dev', 'gateway'], 'dev', ['gateway']],
    ['--dev after the command is the command’s', ['gateway', '--dev'], undefined, ['gateway', '--dev']],
    ['--profile x', ['--profile', 'rescue', 'status'], 'rescue', ['status']],
    ['--profile=x', ['--profile=rescue', 'status'], 'rescue', ['status']],
    ['upper case is folded', ['--profile', 'Rescue'], 'rescue', []],
    ['other leading flags stay', ['--verbose', '--dev', '--json', 'x'], 'dev', ['--verbose', '--json', 'x']],
    ['dev twice is fine', ['--profile', 'dev', '--dev'], 'dev', []],
    ['after -- nothing is read', ['--', '--dev'], undefined, ['--', '--dev']],
    ['--profile after the command stays', ['send', '--profile', 'x'], undefined, ['send', '--profile', 'x']],
  ];
  for (const [title, argv, profile, rest] of accepted) {
    it(`accepts ${title}`, () => {
      assert.deepEqual(parseProfileArgv(argv), { ok: true, profile, argv: rest });
    });
  }

  const refused: readonly [string, readonly string[], RegExp][] = [
    ['a missing name', ['--profile'], /requires a name/],
    ['a flag in place of the name', ['--profile', '--json'], /requires a name/],
    ['an empty name', ['--profile=', 'x'], /requires a name/],
    ['a path as name', ['--profile', '../x'], /invalid profile name/],
    ['a name of 65 characters', ['--profile', 'a'.repeat(65)], /invalid profile name/],
    ['--dev with another profile', ['--dev', '--profile', 'main'], /cannot combine/],
    ['another profile with --dev', ['--profile', 'main', '--dev'], /cannot combine/],
    ['two different names', ['--profile', 'a', '--profile', 'b'], /given twice/],
  ];
  for (const [title, argv, pattern] of refused) {
    it(`refuses ${title}`, () => {
      const result = parseProfileArgv(argv);
      assert.equal(result.ok, false);
      assert.match(result.ok ? '' : result.message, pattern);
    });
  }

  it('never touches words after the command word', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('--dev', '--profile', 'x', '--json', '--profile=y')), (tail) => {
        const result = parseProfileArgv(['cmd', ...tail]);
        assert.deepEqual(result, { ok: true, profile: undefined, argv: ['cmd', ...tail] });
      }),
    );
  });
});

describe('which instance is meant', () => {
  it('has plain names without any profile', () => {
    const { paths: p } = paths(undefined, {});
    assert.equal(p.profile, 'default');
    assert.equal(p.stateDir, '/home/op/.clawdbot');
    assert.equal(p.configPath, '/home/op/.clawdbot/moltbot.json');
    assert.equal(p.workspace, '/home/op/clawd');
    assert.equal(p.socketPath, '/home/op/.clawdbot/gateway.sock');
  });

  it('gives every profile its own directories', () => {
    const { paths: p } = paths('rescue', {});
    assert.equal(p.stateDir, '/home/op/.clawdbot-rescue');
    assert.equal(p.configPath, '/home/op/.clawdbot-rescue/moltbot.json');
    assert.equal(p.workspace, '/home/op/clawd-rescue');
  });

  it('treats the profile named default as none, in any case', () => {
    assert.equal(paths('default', {}).paths.stateDir, '/home/op/.clawdbot');
    assert.equal(paths(undefined, { CLAWDBOT_PROFILE: 'Default' }).paths.stateDir, '/home/op/.clawdbot');
  });

  it('takes explicit variables over what a profile implies', () => {
    const { paths: p } = paths('dev', { CLAWDBOT_STATE_DIR: '/srv/state', CLAWDBOT_CONFIG_PATH: '~/c.json' });
    assert.equal(p.stateDir, '/srv/state');
    assert.equal(p.configPath, '/home/op/c.json');
  });

  it('reads the older prefixes, ours first', () => {
    assert.equal(paths(undefined, { MOLTBOT_STATE_DIR: '/m' }).paths.stateDir, '/m');
    assert.equal(
      paths(undefined, { OPENCLAW_STATE_DIR: '/o', CLAWDBOT_STATE_DIR: '/c' }).paths.stateDir,
      '/c',
    );
  });

  it('treats empty variables as unset', () => {
    assert.equal(
      paths(undefined, { CLAWDBOT_STATE_DIR: '', CLAWDBOT_PROFILE: '' }).paths.stateDir,
      '/home/op/.clawdbot',
    );
  });

  it('uses the config file of older releases only when there is no newer one', () => {
    const legacy = '/home/op/.clawdbot/clawdbot.json';
    const current = '/home/op/.clawdbot/moltbot.json';
    assert.equal(paths(undefined, {}, [legacy]).paths.configPath, legacy);
    assert.equal(paths(undefined, {}, [legacy, current]).paths.configPath, current);
  });

  it('ignores an unusable profile variable and says so', () => {
    const { choice, paths: p } = paths(undefined, { CLAWDBOT_PROFILE: '../evil' });
    assert.equal(p.stateDir, '/home/op/.clawdbot');
    assert.match(choice.warnings.join(), /CLAWDBOT_PROFILE is ignored/);
  });

  const profiles = ['default', 'main', 'rescue'] as const;
  for (const wanted of profiles) {
    for (const other of profiles.filter((name) => name !== wanted)) {
      it(`--profile ${wanted} is not led astray by a shell of profile ${other}`, () => {
        const suffix = other === 'default' ? '' : `-${other}`;
        const hostile: EnvVars = {
          CLAWDBOT_PROFILE: other,
          CLAWDBOT_STATE_DIR: `/home/op/.clawdbot${suffix}`,
          CLAWDBOT_CONFIG_PATH: `/home/op/.clawdbot${suffix}/moltbot.json`,
          CLAWDBOT_GATEWAY_PORT: '12345',
          CLAWDBOT_GATEWAY_TOKEN: 'other-token',
          CLAWDBOT_GATEWAY_PASSWORD: 'other-password',
          MOLTBOT_STATE_DIR: '/elsewhere',
          CLAWDBOT_OAUTH_DIR: '/elsewhere/creds',
          CLAWDBOT_SYSTEMD_UNIT: 'other.service',
        };
        const { choice, paths: p } = paths(wanted, hostile);
        const own = wanted === 'default' ? '/home/op/.clawdbot' : `/home/op/.clawdbot-${wanted}`;
        assert.equal(p.stateDir, own);
        assert.equal(p.configPath, join(own, 'moltbot.json'));
        for (const key of INSTANCE_ENV) assert.equal(choice.env.get(key), undefined, key);
        assert.match(
          choice.warnings.join(),
          new RegExp(`--profile ${wanted} wins: ignoring .*CLAWDBOT_STATE_DIR`),
        );
      });
    }
  }

  it('recognises the directory of another profile even without a profile variable', () => {
    const { paths: p, choice } = paths('rescue', {
      CLAWDBOT_STATE_DIR: '~/.clawdbot-main',
      CLAWDBOT_GATEWAY_PORT: '7',
    });
    assert.equal(p.stateDir, '/home/op/.clawdbot-rescue');
    assert.equal(choice.env.get('gatewayPort'), '7');
  });

  it('recognises the service of another profile by its name: all its variables are left out', () => {
    const below = {
      CLAWDBOT_GATEWAY_PORT: '18789',
      CLAWDBOT_GATEWAY_TOKEN: 'token-of-the-other',
      CLAWDBOT_STATE_DIR: '/srv/other',
    };
    for (const [name, other, own] of [
      ['CLAWDBOT_SYSTEMD_UNIT', 'moltbot-gateway.service', 'moltbot-gateway-rescue'],
      ['CLAWDBOT_SYSTEMD_UNIT', 'moltbot-gateway-main.service', 'moltbot-gateway-rescue.service'],
      ['CLAWDBOT_LAUNCHD_LABEL', 'bot.molt.gateway', 'bot.molt.rescue'],
      ['CLAWDBOT_WINDOWS_TASK_NAME', 'Moltbot Gateway', 'Moltbot Gateway (rescue)'],
    ] as const) {
      const { choice, paths: p } = paths('rescue', { ...below, [name]: other });
      for (const key of INSTANCE_ENV) assert.equal(choice.env.get(key), undefined, `${name}: ${key}`);
      assert.equal(p.stateDir, '/home/op/.clawdbot-rescue');
      assert.match(choice.warnings.join(), /--profile rescue wins: ignoring .* \(of another profile\)/);
      assert.deepEqual(paths('rescue', { [name]: own }).choice.warnings, []);
    }
  });

  it('keeps variables set for the very profile that is asked for', () => {
    const vars = { CLAWDBOT_PROFILE: 'rescue', CLAWDBOT_STATE_DIR: '/srv/r', CLAWDBOT_GATEWAY_PORT: '9' };
    const { choice, paths: p } = paths('rescue', vars);
    assert.equal(p.stateDir, '/srv/r');
    assert.equal(choice.env.get('gatewayPort'), '9');
    assert.deepEqual(choice.warnings, []);
  });

  it('expands only a leading tilde', () => {
    assert.equal(expandHome('~', home), home);
    assert.equal(expandHome('~/a/~', home), '/home/op/a/~');
    assert.equal(expandHome('/a/~/b', home), '/a/~/b');
  });
});

describe('the pipe of Windows', () => {
  it('is another for another directory, also where only letters beyond ASCII tell them apart', () => {
    const names = ['Мария', 'Ольга', 'a b', 'a-b'].map((user) => pipeName(`C:\\Users\\${user}\\.clawdbot`));
    assert.equal(new Set(names).size, 4);
    for (const name of names) assert.match(name, /^\\\\\.\\pipe\\moltbot-c-users-[a-z0-9-]+$/);
  });

  it('is the same however the path is written', () => {
    assert.equal(pipeName('C:\\Users\\Molly\\.clawdbot'), pipeName('c:\\users\\molly\\.clawdbot'));
  });
});

describe('the names of variables', () => {
  it('are the same in any case on Windows, and nowhere else', () => {
    const vars = { Path: 'C:\\Windows', clawdbot_profile: 'work' };
    const windows = createEnv(namedAlike(vars, 'win32'));
    assert.equal(windows.foreign('PATH'), 'C:\\Windows');
    assert.equal(windows.get('profile'), 'work');
    assert.equal(createEnv(namedAlike(vars, 'linux')).foreign('PATH'), undefined);
  });
});
