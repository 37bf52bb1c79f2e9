import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastWords } from '../../src/service/last-words.ts';
import { stateOf } from '../../src/service/systemd/state.ts';
import { whyUnavailable, type SystemdSigns } from '../../src/service/systemd/unavailable.ts';

const shown = (facts: Record<string, string>): string =>
  Object.entries(facts)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');

describe('what systemd says of a unit', () => {
  it('is told apart in every state', () => {
    assert.deepEqual(
      stateOf(
        shown({
          LoadState: 'loaded',
          UnitFileState: 'enabled',
          ActiveState: 'active',
          SubState: 'running',
          MainPID: '42',
          NRestarts: '3',
          Result: 'success',
          StatusText: 'running, 2 of 3 links online',
          NeedDaemonReload: 'yes',
        }),
      ),
      {
        loaded: true,
        enabled: true,
        running: 'running',
        pid: 42,
        restarts: 3,
        statusText: 'running, 2 of 3 links online',
        stale: true,
      },
    );
    // A unit that does not exist is shown with exit code 0.
    assert.deepEqual(stateOf(shown({ LoadState: 'not-found', ActiveState: 'inactive', SubState: 'dead' })), {
      loaded: false,
      enabled: false,
      running: 'stopped',
    });
    const failed = {
      LoadState: 'loaded',
      UnitFileState: 'disabled',
      ActiveState: 'failed',
      SubState: 'failed',
    };
    assert.equal(
      stateOf(shown({ ...failed, Result: 'exit-code', ExecMainCode: '1', ExecMainStatus: '78' })).lastEnd,
      'it exited with a failure (exit code 78)',
    );
    assert.equal(
      stateOf(shown({ ...failed, Result: 'watchdog', ExecMainCode: '3', ExecMainStatus: '6' })).lastEnd,
      'it hung: the watchdog heard nothing of it (signal 6)',
    );
    const between = { ...failed, ActiveState: 'activating', SubState: 'auto-restart', Result: 'signal' };
    assert.equal(stateOf(shown(between)).running, 'restarting');
  });
});

const SIGNS: SystemdSigns = {
  scope: 'user',
  missing: false,
  said: 'Failed to connect to bus: No medium found',
  booted: true,
  wsl: false,
  container: false,
  runtimeDir: '/run/user/1000',
  uid: 1000,
  userName: 'molly',
  command: 'moltbot',
};

describe('why there can be no service', () => {
  const cases: readonly (readonly [
    title: string,
    signs: Partial<SystemdSigns>,
    reason: RegExp,
    fix: RegExp,
  ])[] = [
    [
      'a container without systemd',
      { missing: true, container: true, booted: false },
      /container without systemd/,
      /run the gateway itself: moltbot gateway/,
    ],
    [
      'a container with systemctl',
      { container: true, booted: false },
      /container was not started with systemd/,
      /moltbot gateway/,
    ],
    [
      'WSL without systemd',
      { wsl: true, booted: false },
      /WSL/,
      /systemd=true.*\/etc\/wsl\.conf|\/etc\/wsl\.conf.*wsl --shutdown/s,
    ],
    ['no systemctl', { missing: true }, /systemctl is not installed/, /install systemd/],
    ['another init', { booted: false }, /not booted with systemd/, /foreground/],
    [
      'no login session',
      { runtimeDir: undefined },
      /XDG_RUNTIME_DIR is not set/,
      /sudo loginctl enable-linger molly/,
    ],
    ['su', { said: 'Failed to connect to bus: Permission denied' }, /refuses this process/, /not su or sudo/],
    ['no bus', {}, /No medium found/, /sudo systemctl start user@1000\.service/],
    ['the system', { scope: 'system', said: 'Connection refused' }, /Connection refused/, /systemctl status/],
  ];
  for (const [title, signs, reason, fix] of cases) {
    it(`is said for ${title}, with the command that mends it`, () => {
      const told = whyUnavailable({ ...SIGNS, ...signs });
      assert.match(told.reason, reason);
      assert.match(told.fix, fix);
    });
  }

  it('is a login that is missing, which the user may need no other for', () => {
    const { noLogin, fix } = whyUnavailable({ ...SIGNS, runtimeDir: undefined, uid: 0, userName: 'root' });
    assert.equal(noLogin, true);
    assert.match(fix, /: loginctl enable-linger root; then try again$/);
    assert.equal(whyUnavailable(SIGNS).noLogin, undefined);
  });

  it('is another message each time', () => {
    const reasons = cases.map(([, signs]) => whyUnavailable({ ...SIGNS, ...signs }).reason);
    assert.equal(new Set(reasons).size, reasons.length);
  });
});

describe('the last words of a gateway', () => {
  it('are the line that says why, with what belongs to it, and not the chatter around it', () => {
    const log = [
      'Started Moltbot Gateway.',
      'listening on ws://127.0.0.1:18789',
      'Gateway failed to start: Invalid config at /home/you/.clawdbot/moltbot.json.',
      '  /home/you/.clawdbot/moltbot.json:3:5: gateway.prot: unknown key',
      'moltbot-gateway.service: Main process exited, code=exited, status=78/CONFIG',
      'Failed to start Moltbot Gateway.',
    ].join('\n');
    assert.equal(
      lastWords(log),
      'Gateway failed to start: Invalid config at /home/you/.clawdbot/moltbot.json. /home/you/.clawdbot/moltbot.json:3:5: gateway.prot: unknown key',
    );
    assert.equal(lastWords('one\nan error came\ntwo'), 'an error came');
    assert.equal(lastWords('Started Moltbot Gateway.\nhello'), 'hello');
    assert.equal(lastWords(''), undefined);
  });
});
