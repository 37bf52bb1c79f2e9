import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { GatewayStatusReport } from '../../src/protocol/generated/types.ts';
import { SECRET, type Ran } from '../support/service-findings.ts';
import { noBoot, underBoots, type Booted } from '../support/system-boot.ts';
import { OPERATOR, PROFILE, USER, type Person, type SystemFindings } from '../support/system-findings.ts';
import { assertShape } from '../support/wire-shape.ts';

const skip = noBoot() ?? false;
const SCRIPT = fileURLToPath(new URL('../support/system-life.ts', import.meta.url));
/** Usually half a minute; a machine that is busy with other tests may take several times as long. */
const LIMIT_MS = 200_000;
const HOME_OF_ROOT = '/root';
const PEOPLE: readonly Person[] = [OPERATOR, USER, 'root'];
const UNIT = `moltbot-gateway-${PROFILE}.service`;
const LINGERING_OFF = `lingering is off for ${USER}: the service ends with the last logout and does not come up at boot before a login`;

describe('services on a system that boots, and boots again', { skip, timeout: LIMIT_MS }, () => {
  let booted: Booted;
  let found: SystemFindings;
  before(async () => {
    booted = await underBoots(SCRIPT, 2, LIMIT_MS - 5_000);
    found = JSON.parse(booted.findings) as SystemFindings;
  });
  const ran = (name: string, code = 0): Ran => {
    const one = found.ran[name];
    assert.ok(one, name);
    assert.equal(one.code, code, `${name}: ${one.out}${one.err}`);
    return one;
  };
  const json = (name: string, code = 0): Record<string, unknown> =>
    JSON.parse(ran(name, code).out) as Record<string, unknown>;
  const service = (name: string) =>
    json(name)['service'] as { readonly running: string; readonly enabled: boolean; readonly scope: string };
  const status = (name: string, code = 0): GatewayStatusReport => {
    const report = json(name, code);
    assertShape('GatewayStatusReport', report);
    return report as unknown as GatewayStatusReport;
  };
  const facts = ({ supervisor, port, handshake, rpc }: GatewayStatusReport) => [
    supervisor.ok,
    port.ok,
    handshake.ok,
    rpc.ok,
  ];

  describe('that of the system', () => {
    it('is installed by root alone, for a user there is, in whose home it lives', () => {
      assert.equal(
        ran('system without root', 69).err,
        `${UNIT} belongs to the system: only root may install it\n  Fix: sudo HOME=/home/${OPERATOR} node bin/moltbot.cjs --profile ${PROFILE} gateway install --system --user ${OPERATOR}\n`,
      );
      assert.match(ran('system for nobody', 64).err, /there is no user nobody-of-this-name on this machine/);
      const { running, enabled, scope } = service('system install');
      assert.deepEqual([running, enabled, scope], ['running', true, 'system']);
      assert.equal(found.verify, '', 'systemd-analyze has nothing to say');
    });

    it('answers its operator, who is told of the supervisor what root is told', () => {
      const report = status('system status');
      assert.deepEqual(facts(report), [true, true, true, true]);
      const { supervisor, port, rpc } = report;
      assert.deepEqual(
        [supervisor.service?.name, supervisor.service?.scope, supervisor.linger],
        [UNIT, 'system', undefined],
      );
      assert.deepEqual(
        [port.port, port.owner?.pid, port.owner?.profile],
        [found.ports[OPERATOR], supervisor.service?.pid, PROFILE],
      );
      assert.deepEqual(
        [rpc.summary?.gateway?.pid, rpc.summary?.gateway?.authMode],
        [supervisor.service?.pid, 'token'],
      );
    });

    it('keeps its secret to itself: one file of its own, no command line, nothing that systemctl shows', () => {
      assert.deepEqual(found.secretFiles, [
        `/home/${OPERATOR}/.clawdbot-${PROFILE}/service.env 600 ${found.uids[OPERATOR]}`,
      ]);
      assert.deepEqual(found.leaks, []);
      for (const [name, { out, err }] of Object.entries(found.ran))
        assert.ok(!(out + err).includes(SECRET), name);
    });

    it('comes back after kill -9', () => {
      assert.ok(found.killed.after > 0);
      assert.notEqual(found.killed.after, found.killed.before);
      assert.equal(found.killed.restarts, '1');
    });

    it('is stopped, started and restarted by root for its operator, and each time it is so', () => {
      assert.equal(
        ran('system stop without root', 69).err,
        `${UNIT} belongs to the system: only root may stop it\n  Fix: sudo HOME=/home/${OPERATOR} node bin/moltbot.cjs --profile ${PROFILE} gateway stop\n`,
      );
      assert.equal(service('system stop').running, 'stopped');
      assert.deepEqual(facts(status('system status after stop', 69)).slice(0, 3), [false, false, false]);
      assert.equal(status('system status after stop', 69).supervisor.lastError, undefined, 'it ended well');
      assert.equal(json('system start')['result'], 'started');
      const { result, oldInstanceId, newInstanceId, oldPid, newPid } = json('system restart');
      assert.equal(result, 'restarted');
      assert.equal(oldInstanceId, json('system start')['newInstanceId']);
      assert.notEqual(oldInstanceId, newInstanceId);
      assert.notEqual(oldPid, newPid);
      assert.deepEqual(found.foreign, [], 'what root did in their home is theirs');
    });

    it('is left alone by root in another home, who is told the command that means it', () => {
      for (const deed of ['stop', 'restart', 'uninstall --system'])
        assert.equal(
          ran(`${deed} from another home`, 69).err,
          `${UNIT} runs the gateway in /home/${OPERATOR}/.clawdbot-${PROFILE}, and this command means the one in ${HOME_OF_ROOT}/.clawdbot-${PROFILE}\n  Definition: /etc/systemd/system/${UNIT}\n  Fix: sudo HOME=/home/${OPERATOR} node bin/moltbot.cjs --profile ${PROFILE} gateway ${deed}\n`,
        );
    });

    it('takes a change of its configuration over while it runs', () => {
      assert.match(ran('system change').out, /The running gateway has applied it/);
    });

    it('says why it does not start, to root and to its operator, from the journal', () => {
      assert.match(
        ran('system restart broken', 69).err,
        /exit code 78\)\n +Last words: Gateway failed to start: Invalid config at .*JSON5 parse failed/,
      );
      const { supervisor } = status('system status broken', 69);
      assert.match(supervisor.lastError ?? '', /^Gateway failed to start: Invalid config at .*:1:12: /);
      assert.equal(json('system start mended')['result'], 'started');
      for (const reader of ['root', OPERATOR])
        assert.match(found.journal[reader] ?? '', /^.* listening on ws:\/\/127\.0\.0\.1:18801 /m, reader);
    });
  });

  describe('that of a user', () => {
    it('is not installed without a login by whom may not turn lingering on, who is told the command', () => {
      assert.equal(
        ran('user without login', 69).err,
        `no service can be installed here: XDG_RUNTIME_DIR is not set and /run/user/${found.uids[USER]} does not exist: there is no login session of ${USER}\n  Fix: let the user's services run without one: sudo loginctl enable-linger ${USER}; then try again\n`,
      );
    });

    it('is installed in a login, which is told that it will end with it', () => {
      assert.match(
        ran('user dry run').out,
        new RegExp(`\nloginctl --no-ask-password enable-linger ${USER}\n$`),
      );
      const { installWarnings } = json('user onboard') as { readonly installWarnings: readonly string[] };
      assert.equal(installWarnings.length, 1);
      assert.match(
        installWarnings[0] ?? '',
        new RegExp(
          `^${LINGERING_OFF}; it could not be turned on here \\(.+\\); run: sudo loginctl enable-linger ${USER}$`,
        ),
      );
      const again = ran('user install').out;
      assert.match(again, /is installed already; nothing was changed/);
      assert.ok(
        again.endsWith(`Warning ${LINGERING_OFF}; run: sudo loginctl enable-linger ${USER}\n`),
        again,
      );
      assert.ok(
        ran('user status').out.endsWith(
          `Warning ${LINGERING_OFF}; run: sudo loginctl enable-linger ${USER}\n`,
        ),
      );
      assert.equal(status('user status in json').supervisor.linger, 'off');
    });

    it('is what doctor finds, and cannot mend without leave', () => {
      const { findings } = json('user doctor') as { readonly findings: readonly Record<string, unknown>[] };
      assert.deepEqual(findings, [
        {
          code: 'service-linger',
          severity: 'warning',
          message: LINGERING_OFF,
          fix: `sudo loginctl enable-linger ${USER}`,
          repairable: true,
        },
      ]);
      assert.match(
        ran('user doctor fix', 1).out,
        /^Failed loginctl .* run: sudo loginctl enable-linger lena\n/,
      );
    });

    it('ends with the login as was said, and outlives it once lingering is on', () => {
      assert.deepEqual(found.afterLogout, { off: 'inactive, 0 processes', on: 'active, active' });
      const report = status('user status after logout');
      assert.deepEqual([facts(report), report.supervisor.linger], [[true, true, true, true], 'on']);
      assert.match(found.journal[USER] ?? '', /^.* listening on ws:\/\/127\.0\.0\.1:18802 /m);
    });

    it('turns lingering on by itself where polkit lets everybody do so for themselves', (context) => {
      if (!found.polkit) {
        context.skip('polkit is not installed (package polkitd)');
        return;
      }
      const { result, linger, warnings } = json('user install again');
      assert.deepEqual([result, linger, warnings], ['installed', 'on', []]);
    });
  });

  describe('that of root as a user', () => {
    it('is installed without a login: turns lingering on, and says so', () => {
      assert.match(
        ran('root onboard').out,
        /^Turned on lingering for root: the service outlives the last logout and comes up at boot\.$/m,
      );
      assert.doesNotMatch(ran('root onboard').out, /Warning/);
    });

    it('has its last words in the journal too, in which root has no part of its own', () => {
      assert.match(
        ran('root restart broken', 69).err,
        /\n +Last words: Gateway failed to start: Invalid config at /,
      );
      assert.match(
        status('root status broken', 69).supervisor.lastError ?? '',
        /^Gateway failed to start: Invalid config at \/root\/\.clawdbot\/moltbot\.json\. /,
      );
      assert.equal(json('root start mended')['result'], 'started');
      const { service: killed, lastError } = status('root status killed', 69).supervisor;
      assert.deepEqual(
        [killed?.running, killed?.lastEnd],
        ['restarting', 'it was killed by a signal (signal 9)'],
      );
      assert.doesNotMatch(lastError ?? '', /failed to start/, 'that was the run before');
    });
  });

  describe('after the second boot', () => {
    it('say why they do not start where the journal is not for their user', () => {
      assert.equal(found.second.readable, '', 'nothing of it');
      assert.match(
        ran('user restart broken', 69).err,
        /exit code 78\)\n +Last words: Invalid config at .*moltbot\.json:1:12: /,
      );
      assert.match(
        status('user status broken', 69).supervisor.lastError ?? '',
        /^Invalid config at .*moltbot\.json:1:12: /,
      );
    });

    it('come up by themselves, all three, and nobody has logged in', () => {
      assert.equal(found.second.sessions, '');
      for (const person of PEOPLE) {
        const report = found.second.status[person];
        assertShape('GatewayStatusReport', report);
        assert.deepEqual(facts(report), [true, true, true, true], person);
        assert.equal(report.supervisor.service?.enabled, true, person);
        assert.equal(report.port.port, found.ports[person]);
        assert.equal(report.port.owner?.pid, report.supervisor.service?.pid, person);
      }
      assert.match(found.second.journal, /^.* listening on ws:\/\/127\.0\.0\.1:18801 /m);
    });

    it('are uninstalled without a trace', () => {
      assert.match(
        ran('uninstall without root', 69).err,
        new RegExp(
          `only root may uninstall it\n +Fix: sudo HOME=/home/${OPERATOR} .* gateway uninstall --system\n`,
        ),
      );
      for (const name of ['uninstall system', 'uninstall user', 'uninstall root'])
        assert.equal(json(name)['result'], 'uninstalled', name);
      assert.equal(json('uninstall system again')['result'], 'not-installed');
      assert.deepEqual(found.second.left, []);
    });

    it('leave nothing on this machine either', () => {
      assert.deepEqual(booted.traces, []);
    });
  });
});
