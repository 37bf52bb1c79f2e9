import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { auditService } from '../../src/service/audit.ts';
import { renderPlist } from '../../src/service/launchd/plist.ts';
import type { Definition } from '../../src/service/port.ts';
import { readUnit } from '../../src/service/systemd/read-unit.ts';
import { renderUnit } from '../../src/service/systemd/unit.ts';
import { specOf } from '../support/service-world.ts';

const unitOf = (text: string): Definition => {
  const { command, environment } = readUnit(text);
  return { path: '/x.service', text, command, environment };
};
const GOOD = renderUnit(specOf(), { kind: 'user' });
const codesOf = (
  definition: Definition,
  kind: 'systemd' | 'launchd' = 'systemd',
  version = '1.2.3',
): string[] =>
  auditService({
    kind,
    definition,
    version,
    entry: '/usr/local/bin/moltbot',
    exists: (path) => path !== '/gone/node',
  }).map(({ code }) => code);

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
  ];
  for (const [code, from, to] of changes) {
    it(`finds ${code}, and only that`, () => {
      assert.deepEqual(codesOf(unitOf(GOOD.replace(from, to))), [code]);
    });
  }

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
