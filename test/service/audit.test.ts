import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuditIssue } from '../../src/service/audit-issue.ts';
import { auditService, type AuditInput } from '../../src/service/audit.ts';
import { renderPlist } from '../../src/service/launchd/plist.ts';
import type { Definition } from '../../src/service/port.ts';
import { readUnit } from '../../src/service/systemd/read-unit.ts';
import { renderUnit } from '../../src/service/systemd/unit.ts';
import { renderScript, renderTask } from '../../src/service/windows/task.ts';
import { specOf } from '../support/service-world.ts';

const unitOf = (text: string): Definition => {
  const { command, environment } = readUnit(text);
  return { path: '/x.service', text, command, environment };
};
const GOOD = renderUnit(specOf(), { kind: 'user' });
const issuesOf = (
  definition: Definition,
  kind: AuditInput['kind'] = 'systemd',
  more: Partial<AuditInput> = {},
): readonly AuditIssue[] =>
  auditService({
    kind,
    definition,
    version: '1.2.3',
    entry: '/usr/local/bin/moltbot',
    exists: (path) => path !== '/gone/node',
    stopSeconds: 10,
    ...more,
  });
const codesOf = (...of: Parameters<typeof issuesOf>): string[] => issuesOf(...of).map(({ code }) => code);

describe('the audit of a service', () => {
  it('finds nothing against one that was installed now', () => {
    assert.deepEqual(codesOf(unitOf(GOOD)), []);
    const { command, environment } = specOf({ input: { platform: 'darwin' } });
    const text = renderPlist(specOf({ input: { platform: 'darwin' } }));
    assert.deepEqual(codesOf({ path: '/x.plist', text, command, environment }, 'launchd'), []);
  });

  const changes: readonly (readonly [code: string, from: string | RegExp, to: string])[] = [
    ['gateway-command-missing', ' gateway', ' serve'],
    ['gateway-runtime-missing', '/usr/bin/node', '/gone/node'],
    ['gateway-entrypoint-mismatch', '/usr/local/bin/moltbot', '/opt/old/moltbot'],
    ['gateway-runtime-bun', '/usr/bin/node', '/usr/bin/bun'],
    [
      'gateway-runtime-node-version-manager',
      '/usr/bin/node',
      '/home/you/.nvm/versions/node/v24.0.0/bin/node',
    ],
    ['gateway-path-missing', /Environment="PATH=.*"\n/, ''],
    ['gateway-path-missing-dirs', /"PATH=.*"/, '"PATH=/opt/bin"'],
    ['gateway-service-version', 'SERVICE_VERSION=1.2.3', 'SERVICE_VERSION=1.0.0'],
    ['gateway-secret-in-definition', '[Service]', '[Service]\nEnvironment=OPENAI_API_KEY=sk-x'],
    ['systemd-after-network-online', 'After=network-online.target', 'After=basic.target'],
    ['systemd-wants-network-online', 'Wants=network-online.target', ''],
    ['systemd-restart-sec', 'RestartSec=5', 'RestartSec=100ms'],
    ['systemd-restart-sec', 'RestartSec=5', 'RestartSec=1h'],
    ['systemd-restart-sec', 'RestartSec=5', 'RestartSec=soon'],
    ['systemd-restart', 'Restart=always', 'Restart=no'],
    ['systemd-restart', 'Restart=always', 'Restart=on-failure'],
    ['systemd-restart', 'Restart=always', ''],
    ['systemd-restart-prevent', 'RestartPreventExitStatus=64 78', ''],
    ['systemd-restart-prevent', 'RestartPreventExitStatus=64 78', 'RestartPreventExitStatus=64'],
    ['systemd-kill-mode', 'KillMode=mixed', 'KillMode=process'],
    ['systemd-kill-mode', 'KillMode=mixed', 'KillMode=none'],
    ['systemd-type', 'Type=notify', 'Type=simple'],
    ['systemd-type', 'Type=notify', ''],
    ['systemd-notify-access', 'NotifyAccess=main', 'NotifyAccess=none'],
    ['systemd-timeout-stop', /TimeoutStopSec=.*/, 'TimeoutStopSec=9'],
    ['systemd-timeout-stop', /TimeoutStopSec=.*/, 'TimeoutStopSec=9s 900ms'],
  ];
  for (const [code, from, to] of changes) {
    it(`finds ${code}, and only that, with ${JSON.stringify(to)}`, () => {
      assert.deepEqual(codesOf(unitOf(GOOD.replace(from, to))), [code]);
    });
  }

  it('leaves alone what is written otherwise and means the same, or is as well', () => {
    for (const [from, to] of [
      ['RestartSec=5', 'RestartSec=5000ms'],
      [
        'RestartPreventExitStatus=64 78',
        'RestartPreventExitStatus=USAGE\nRestartPreventExitStatus=CONFIG SIGKILL',
      ],
      ['KillMode=mixed', 'KillMode=control-group'],
      ['KillMode=mixed', ''],
      ['Type=notify', 'Type=notify-reload'],
      [/Type=notify|WatchdogSec=.*/g, ''],
      [/TimeoutStopSec=.*/, 'TimeoutStopSec=10'],
      [/TimeoutStopSec=.*/, 'TimeoutStopSec=1min 30s'],
      [/TimeoutStopSec=.*/, 'TimeoutStopSec=0'],
      [/TimeoutStopSec=.*/, 'TimeoutStopSec=infinity'],
    ] as const)
      assert.deepEqual(codesOf(unitOf(GOOD.replace(from, to))), [], `${from} -> ${to}`);
  });

  it('judges by the time the gateway may take to stop', () => {
    assert.deepEqual(codesOf(unitOf(GOOD), 'systemd', { stopSeconds: 60 }), ['systemd-timeout-stop']);
  });

  it('says where the line stands, in the unit or in a file laid over it', () => {
    const dropIn = (name: string, text: string) => ({ path: `/x.service.d/${name}`, text });
    assert.deepEqual(issuesOf(unitOf(GOOD.replace('Restart=always', 'Restart=no'))), [
      {
        code: 'systemd-restart',
        message: 'it is not started again whenever it ends (Restart= is not always)',
        detail: '/x.service: Restart=no',
      },
    ]);
    const [issue, ...others] = issuesOf(unitOf(GOOD), 'systemd', {
      dropIns: [
        dropIn('a.conf', '[Service]\nRestart=no\n'),
        dropIn('b.conf', '[Service]\nRestart=on-abort\n'),
        dropIn('c.conf', '[Service]\nMemoryMax=1G\n'),
      ],
    });
    assert.deepEqual(others, []);
    assert.equal(issue?.detail, '/x.service.d/b.conf: Restart=on-abort');
    assert.match(issue.fix ?? '', /take Restart= out of \/x\.service\.d\/b\.conf, then: systemctl --user/);
    // A line without a value takes away what the unit says.
    const reset = issuesOf(unitOf(GOOD), 'systemd', {
      scope: 'system',
      dropIns: [dropIn('a.conf', '[Service]\nRestartPreventExitStatus=\n')],
    });
    assert.deepEqual(
      reset.map(({ code, detail }) => [code, detail]),
      [['systemd-restart-prevent', '/x.service.d/a.conf: RestartPreventExitStatus=']],
    );
    assert.match(reset[0]?.fix ?? '', /sudo systemctl daemon-reload$/);
    // And one that is right mends what the unit says.
    const bad = unitOf(GOOD.replace('Restart=always', 'Restart=no'));
    const mended = { dropIns: [dropIn('a.conf', '[Service]\nRestart=always\n')] };
    assert.deepEqual(codesOf(bad, 'systemd', mended), []);
  });

  it('says of a service of any kind that it does not come up by itself', () => {
    assert.deepEqual(codesOf(unitOf(GOOD), 'systemd', { enabled: false }), ['gateway-not-enabled']);
    assert.deepEqual(codesOf(unitOf(GOOD), 'systemd', { enabled: true }), []);
  });

  it('knows the same faults of a launch agent', () => {
    const spec = specOf({ input: { platform: 'darwin' } });
    const { command, environment } = spec;
    const good = renderPlist(spec);
    const broken = (from: string | RegExp, to: string): string[] =>
      codesOf({ path: '/x.plist', text: good.replace(from, to), command, environment }, 'launchd');
    const key = (name: string): RegExp => new RegExp(`(<key>${name}</key>\\s*)<[^>]+>([^<]*</integer>)?`);
    assert.deepEqual(broken(key('KeepAlive'), '$1<false/>'), ['launchd-keep-alive']);
    assert.deepEqual(broken(key('KeepAlive'), '$1<dict><key>SuccessfulExit</key><false/></dict>'), [
      'launchd-keep-alive',
    ]);
    assert.deepEqual(broken(key('RunAtLoad'), '$1<false/>'), ['launchd-run-at-load']);
    assert.deepEqual(broken(key('ThrottleInterval'), '$1<integer>3600</integer>'), [
      'launchd-throttle-interval',
    ]);
    assert.deepEqual(broken(key('ThrottleInterval'), '$1<integer>10</integer>'), []);
    assert.deepEqual(broken(key('ExitTimeOut'), '$1<integer>9</integer>'), ['launchd-exit-time-out']);
    assert.deepEqual(broken(key('ExitTimeOut'), '$1<integer>0</integer>'), []);
    assert.deepEqual(broken('<key>Umask</key>', '<key>AbandonProcessGroup</key><true/><key>Umask</key>'), [
      'launchd-abandon-process-group',
    ]);
  });

  it('knows the same faults of a task, as the scheduler has it', () => {
    const spec = specOf({ input: { platform: 'win32' } });
    const { command, environment } = spec;
    const definition = { path: 'gateway.cmd', text: renderScript(spec), command, environment };
    const good = renderTask(spec, 'gateway.cmd');
    const broken = (from: string | RegExp, to: string): string[] =>
      codesOf(definition, 'task scheduler', { registered: good.replace(from, to) });
    assert.deepEqual(broken('', ''), []);
    assert.deepEqual(codesOf(definition, 'task scheduler'), []);
    assert.deepEqual(broken(/<RestartOnFailure>.*<\/RestartOnFailure>/, ''), ['task-restart-on-failure']);
    assert.deepEqual(broken('PT1M', 'PT1H'), ['task-restart-on-failure']);
    assert.deepEqual(broken('PT0S', 'PT72H'), ['task-execution-time-limit']);
    assert.deepEqual(broken(/<ExecutionTimeLimit>.*<\/ExecutionTimeLimit>/, ''), [
      'task-execution-time-limit',
    ]);
  });

  it('takes an executable of its own for the program, with and without arguments', () => {
    const executable = '/opt/moltbot/moltbot';
    for (const [platform, port] of [
      ['linux', 19_001],
      ['darwin', undefined],
    ] as const) {
      const input = { platform, exists: () => true, ...(port === undefined ? {} : { port }) };
      const { command, environment, secretsPath } = specOf({ executable, input });
      assert.deepEqual(
        command,
        platform === 'linux'
          ? [executable, 'gateway', '--port', '19001']
          : [executable, `--env-file-if-exists=${secretsPath}`, 'gateway'],
      );
      assert.match(environment['PATH'] ?? '', /^\/opt\/moltbot:/);
      const audited = (entry: string): string[] =>
        auditService({
          kind: 'systemd',
          definition: { path: '/x.service', text: GOOD, command, environment },
          version: '1.2.3',
          entry,
          exists: () => true,
          stopSeconds: 10,
        }).map(({ code }) => code);
      assert.deepEqual(audited(executable), []);
      assert.deepEqual(audited('/opt/other/moltbot'), ['gateway-entrypoint-mismatch']);
    }
  });

  it('knows the program in a unit that starts it without naming Node', () => {
    const byHand = (program: string) =>
      auditService({
        kind: 'systemd',
        definition: unitOf(`[Service]\nExecStart=${program} gateway --port 18789\n`),
        version: '1.2.3',
        entry: '/usr/local/bin/moltbot',
        exists: () => true,
        stopSeconds: 10,
      }).find(({ code }) => code === 'gateway-entrypoint-mismatch')?.detail;
    assert.equal(byHand('/usr/local/bin/moltbot'), undefined);
    assert.equal(byHand('/opt/old/moltbot --profile rescue'), '/opt/old/moltbot -> /usr/local/bin/moltbot');
    assert.equal(byHand('/usr/bin/node --no-warnings /usr/local/bin/moltbot'), undefined);
  });

  it('reads the definition of another hand without falling over', () => {
    assert.ok(codesOf(unitOf('')).includes('gateway-command-missing'));
    assert.ok(
      codesOf({ path: '/x.plist', text: 'no plist', command: [], environment: {} }, 'launchd').includes(
        'launchd-keep-alive',
      ),
    );
  });
});
