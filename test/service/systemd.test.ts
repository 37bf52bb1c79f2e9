import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PROFILES, SECRET, type Ran, type ServiceFindings } from '../support/service-findings.ts';
import { noSystemd, underSystemd } from '../support/systemd-user.ts';

const skip = noSystemd() ?? false;
const SCRIPT = fileURLToPath(new URL('../support/service-life.ts', import.meta.url));

describe('the service under a real systemd of the user', { skip }, () => {
  let found: ServiceFindings;
  before(async () => {
    found = await underSystemd<ServiceFindings>(SCRIPT, []);
  });
  const ran = (name: string): Ran => {
    const one = found.ran[name];
    assert.ok(one, name);
    return one;
  };
  const json = (name: string): Record<string, unknown> =>
    JSON.parse(ran(name).out) as Record<string, unknown>;
  const service = (name: string) =>
    json(name)['service'] as { readonly running: string; readonly pid: number; readonly enabled: boolean };

  it('is not started before it is installed, and the fix is said', () => {
    assert.equal(ran('start before install').code, 69);
    assert.match(
      ran('start before install').err,
      /no service is installed for profile default\n +Fix: install one: .*gateway install/,
    );
  });

  it('is installed for three profiles, each serving, enabled and by the rules of systemd', () => {
    for (const profile of PROFILES) {
      assert.equal(ran(`install ${profile}`).code, 0, ran(`install ${profile}`).err);
      const { running, enabled } = service(`install ${profile}`);
      assert.deepEqual([running, enabled], ['running', true]);
    }
    assert.equal(found.verify, '');
  });

  it('is what status reports, each profile its own', () => {
    for (const profile of PROFILES) {
      const { supervisor, port, handshake, rpc } = json(`status ${profile}`) as {
        readonly supervisor: { readonly ok: boolean; readonly service: { readonly pid: number } };
        readonly port: {
          readonly ok: boolean;
          readonly port: number;
          readonly owner: { readonly pid: number; readonly profile: string };
        };
        readonly handshake: { readonly ok: boolean };
        readonly rpc: { readonly ok: boolean };
      };
      assert.equal(ran(`status ${profile}`).code, 0);
      assert.deepEqual([supervisor.ok, port.ok, handshake.ok, rpc.ok], [true, true, true, true]);
      assert.equal(port.port, found.ports[profile]);
      assert.deepEqual([port.owner.pid, port.owner.profile], [supervisor.service.pid, profile]);
    }
  });

  it('keeps its secret to itself', () => {
    assert.deepEqual(found.leaks, []);
    for (const [name, { out, err }] of Object.entries(found.ran))
      assert.ok(!(out + err).includes(SECRET), name);
  });

  it('is installed already the second time, and takes a change over while it runs', () => {
    assert.equal(ran('install again').code, 0);
    assert.match(ran('install again').out, /is installed already; nothing was changed/);
    assert.match(ran('change').out, /The running gateway has applied it/);
  });

  it('comes back after kill -9, and status says how it ended', () => {
    assert.notEqual(found.killed.after, found.killed.before);
    assert.match(ran('status after kill').out, /Supervisor: +managed \(.*started again once/);
  });

  it('is found by the doctor to be edited by hand only when it was, with the file that says so', () => {
    const of = (name: string) =>
      (
        json(name)['findings'] as readonly {
          readonly code: string;
          readonly severity: string;
          readonly evidence?: string;
        }[]
      ).filter(({ code }) => /^systemd-|^gateway-not-enabled/.test(code));
    assert.deepEqual(of('doctor before edit'), []);
    const unitDir = `${found.home}/.config/systemd/user`;
    assert.deepEqual(
      of('doctor after edit').map(({ code, severity, evidence }) => [code, severity, evidence]),
      [
        ['gateway-not-enabled', 'warning', `${unitDir}/moltbot-gateway-rescue.service`],
        [
          'systemd-restart',
          'warning',
          `${unitDir}/moltbot-gateway-rescue.service.d/override.conf: Restart=no`,
        ],
      ],
    );
  });

  it('is restarted as a new process, stopped, and started again; each waits until it is so', () => {
    const { oldPid, newPid, result } = json('restart');
    assert.notEqual(oldPid, newPid);
    assert.equal(result, 'restarted');
    assert.equal(service('stop').running, 'stopped');
    const down = json('status after stop') as {
      readonly supervisor: { readonly ok: boolean };
      readonly port: { readonly ok: boolean };
    };
    assert.deepEqual([down.supervisor.ok, down.port.ok, ran('status after stop').code], [false, false, 69]);
    assert.equal(json('start')['result'], 'started');
    assert.match(ran('start again').out, /^Already running: /);
  });

  it('starts with nothing but HOME and the usual path', () => {
    assert.equal(found.bare, 'up');
  });

  it('fails at once on a configuration that is broken, and is not started for ever', () => {
    assert.equal(ran('restart broken').code, 69);
    assert.match(ran('restart broken').err, /did not start: it exited with a failure \(exit code 78\)/);
    const { supervisor } = json('status broken') as {
      readonly supervisor: { readonly service: { readonly running: string; readonly lastEnd: string } };
    };
    assert.deepEqual(
      [supervisor.service.running, supervisor.service.lastEnd],
      ['failed', 'it exited with a failure (exit code 78)'],
    );
  });

  it('has its last words in the journal, in which root has no part of its own', (context) => {
    if (!found.journal) {
      context.skip('systemd-journald does not run here');
      return;
    }
    const { supervisor } = json('status broken') as { readonly supervisor: { readonly lastError?: string } };
    assert.match(
      supervisor.lastError ?? '',
      /^Gateway failed to start: Invalid config at .*JSON5 parse failed/,
    );
    assert.match(ran('restart broken').err, /\n +Last words: Gateway failed to start: Invalid config at /);
  });

  it('says that nobody here can tell whether it outlives a logout', () => {
    const { linger, warnings } = json('install default') as {
      readonly linger: string;
      readonly warnings: readonly string[];
    };
    assert.equal(linger, 'unknown');
    assert.match(
      warnings.at(-1) ?? '',
      /^whether the service outlives the last logout of root cannot be told: .+; run: loginctl enable-linger root$/,
    );
  });

  it('touches only its own, whatever instance the variables of the shell mean', () => {
    assert.equal(found.hostile, false);
    for (const profile of ['rescue', 'work'])
      assert.match(
        ran(`install ${profile}`).err,
        new RegExp(`--profile ${profile} wins: ignoring .*CLAWDBOT_STATE_DIR`),
      );
  });

  it('leaves nothing behind when it is uninstalled', () => {
    for (const profile of PROFILES)
      assert.equal(ran(`uninstall ${profile}`).code, 0, ran(`uninstall ${profile}`).err);
    assert.match(ran('uninstall again').out, /is not installed/);
    assert.deepEqual(found.left, []);
  });
});
