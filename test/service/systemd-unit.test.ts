import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { assignment, execWord, fileAssignment, unitWords } from '../../src/service/systemd/quote.ts';
import { readUnit } from '../../src/service/systemd/read-unit.ts';
import { renderSecrets, renderUnit } from '../../src/service/systemd/unit.ts';
import { specOf } from '../support/service-world.ts';

const analyze =
  spawnSync('systemd-analyze', ['--version']).error === undefined
    ? false
    : 'systemd-analyze is not installed';
const USER = { kind: 'user' } as const;

/** What `systemd-analyze verify` has to say against a unit. */
function verify(text: string, scope: 'user' | 'system'): string {
  const dir = mkdtempSync(join(tmpdir(), 'moltbot-unit-'));
  const file = join(dir, 'moltbot-gateway.service');
  writeFileSync(file, text);
  const flags = scope === 'user' ? ['--user'] : [];
  const { stderr } = spawnSync('systemd-analyze', ['verify', ...flags, '--man=no', file], {
    encoding: 'utf8',
    env: { ...process.env, XDG_RUNTIME_DIR: dir },
  });
  rmSync(dir, { recursive: true });
  return stderr;
}

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((one) => !/[\n\r\0]/.test(one));

describe('the unit', () => {
  it('says everything a gateway needs to start with nothing but itself', () => {
    const spec = specOf({
      profile: 'rescue',
      vars: {
        CLAWDBOT_STATE_DIR: '/srv/rescue state',
        CLAWDBOT_GATEWAY_TOKEN: 'a-secret-token',
        OPENAI_API_KEY: 'sk-secret',
        MY_NAME: 'Molly',
        UNRELATED: 'x',
      },
      input: { port: 19_001, referenced: ['MY_NAME', 'NOT_SET'] },
    });
    assert.deepEqual(renderUnit(spec, USER).split('\n'), [
      '[Unit]',
      'Description=Moltbot Gateway (profile: rescue, v1.2.3)',
      'After=network-online.target',
      'Wants=network-online.target',
      'StartLimitIntervalSec=0',
      '',
      '[Service]',
      'Type=notify',
      'NotifyAccess=main',
      'WatchdogSec=30',
      'ExecStart=/usr/bin/node /usr/local/bin/moltbot gateway --port 19001',
      'WorkingDirectory=/home/you',
      'Restart=always',
      'RestartSec=5',
      'RestartPreventExitStatus=64 78',
      'KillMode=mixed',
      'TimeoutStartSec=60',
      'TimeoutStopSec=15',
      'UMask=0077',
      'NoNewPrivileges=yes',
      'LockPersonality=yes',
      'RestrictRealtime=yes',
      'RestrictSUIDSGID=yes',
      'Environment="HOME=/home/you"',
      'Environment="PATH=/usr/bin:/home/you/.local/bin:/usr/local/bin:/bin"',
      'Environment="CLAWDBOT_PROFILE=rescue"',
      'Environment="CLAWDBOT_STATE_DIR=/srv/rescue state"',
      'Environment="CLAWDBOT_SYSTEMD_UNIT=moltbot-gateway-rescue.service"',
      'Environment="CLAWDBOT_SERVICE_MARKER=moltbot"',
      'Environment="CLAWDBOT_SERVICE_KIND=gateway"',
      'Environment="CLAWDBOT_SERVICE_VERSION=1.2.3"',
      'EnvironmentFile=-/srv/rescue state/service.env',
      '',
      '[Install]',
      'WantedBy=default.target',
      '',
    ]);
    assert.deepEqual(spec.secrets, {
      CLAWDBOT_GATEWAY_TOKEN: 'a-secret-token',
      OPENAI_API_KEY: 'sk-secret',
      MY_NAME: 'Molly',
    });
    assert.doesNotMatch(renderUnit(spec, USER), /secret-token|sk-secret/);
    assert.match(renderSecrets(spec.secrets), /^OPENAI_API_KEY="sk-secret"$/m);
  });

  it('of the system names its user and is wanted by the machine', () => {
    const unit = readUnit(renderUnit(specOf(), { kind: 'system', user: 'molly' }));
    assert.equal(unit.last('Service', 'User'), 'molly');
    assert.equal(unit.last('Install', 'WantedBy'), 'multi-user.target');
  });

  it('does without readiness where the gateway cannot tell', () => {
    const unit = readUnit(renderUnit(specOf({ input: { notifies: false } }), USER));
    assert.equal(unit.last('Service', 'Type'), 'exec');
    assert.equal(unit.last('Service', 'WatchdogSec'), undefined);
  });

  it('means what was meant, whatever the words', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), text, (words, value) => {
        const read = readUnit(
          `[Service]\nExecStart=/bin/x ${words.map(execWord).join(' ')}\nEnvironment=${assignment('NAME', value)}\n`,
        );
        assert.deepEqual(read.command, ['/bin/x', ...words]);
        assert.deepEqual(read.environment, { NAME: value });
      }),
    );
  });

  it('names its program as systemd does, and its secrets by no pattern', () => {
    const command = ['/opt/$my node%/node', '/opt/$x'] as const;
    const text = renderUnit({ ...specOf({ vars: { CLAWDBOT_STATE_DIR: '/srv/a[b]*?\\c' } }), command }, USER);
    assert.ok(text.includes('\nExecStart="/opt/$my node%%/node" "/opt/$$x"\n'), text);
    assert.deepEqual(readUnit(text).command, command);
    assert.ok(text.includes(String.raw`EnvironmentFile=-/srv/a\[b\]\*\?\\c/service.env`), text);
    assert.throws(
      () => renderUnit({ ...specOf(), command: ["/opt/it's/node"] }, USER),
      /the path of the program .* holds a quote/,
    );
    assert.throws(
      () => renderUnit(specOf({ home: '/home/you\\' }), USER),
      /the working directory .*backslash/,
    );
  });

  it('refuses what a unit cannot hold', () => {
    for (const make of [
      () => execWord('a\nb'),
      () => assignment('NAME', 'a\nb'),
      () => fileAssignment('NAME', 'a\0b'),
    ])
      assert.throws(make, /line break/);
    assert.throws(() => assignment('a b', 'x'), /no name of a variable/);
  });

  it('is beyond reproach to systemd itself, also with the oddest names', { skip: analyze }, () => {
    const odd = specOf({
      home: '/home/you',
      vars: { CLAWDBOT_STATE_DIR: '/srv/a %h "b" $HOME \\x ;#' },
      input: { node: process.execPath, entry: '/opt/it\'s 100% "ours"/$moltbot' },
    });
    assert.equal(verify(renderUnit(odd, USER), 'user'), '');
    assert.equal(
      verify(
        renderUnit(specOf({ input: { node: process.execPath } }), { kind: 'system', user: 'root' }),
        'system',
      ),
      '',
    );
  });

  it('is read as others write it too', () => {
    const unit = readUnit(
      [
        '# a comment',
        '[Service]',
        'ExecStart=/old',
        'ExecStart=',
        "ExecStart=/usr/bin/node '/opt/my bot/index.js' \\",
        '  gateway --port=18789',
        'Environment=A=1 "B=two words" \'C=$x\'',
        'Environment=D=4',
        '; another',
      ].join('\n'),
    );
    assert.deepEqual(unit.command, ['/usr/bin/node', '/opt/my bot/index.js', 'gateway', '--port=18789']);
    assert.deepEqual(unit.environment, { A: '1', B: 'two words', C: '$x', D: '4' });
    assert.deepEqual(unitWords(''), []);
  });
});
