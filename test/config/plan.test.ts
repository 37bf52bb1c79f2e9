import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Config } from '../../src/config/generated/types.ts';
import {
  planGateway,
  type GatewayFlags,
  type GatewayPlan,
  type PlanInput,
  type PlanOutcome,
} from '../../src/config/plan.ts';
import { REFUSALS, type RefusalReason } from '../../src/config/refusal.ts';
import { createEnv, type EnvVars } from '../../src/platform/env.ts';
import { EXIT } from '../../src/platform/exit.ts';
import { resolvePaths } from '../../src/platform/paths.ts';

interface Given extends Partial<Omit<PlanInput, 'env' | 'config'>> {
  readonly config?: Config;
  readonly vars?: EnvVars;
  readonly profile?: string;
}

const local: Config = { gateway: { mode: 'local' } };
const withGateway = (gateway: NonNullable<Config['gateway']>): Config => ({
  gateway: { mode: 'local', ...gateway },
});

function plan(given: Given = {}): PlanOutcome {
  const { vars = {}, profile = 'default', config = local, ...rest } = given;
  const env = createEnv(vars);
  return planGateway({
    config,
    configExists: true,
    env,
    flags: {},
    paths: resolvePaths({ env, profile, home: '/home/op', exists: () => false }),
    secretFiles: {},
    addresses: ['192.168.1.5', '100.101.102.103'],
    terminal: false,
    generatedToken: () => 'generated-token-0123456789',
    checkCertificate: () => undefined,
    ...rest,
  });
}

const planned = (given?: Given): GatewayPlan => {
  const outcome = plan(given);
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.refusals.map((refusal) => refusal.message).join('\n'));
  return outcome.plan;
};

const refused = (reason: RefusalReason, message: RegExp | string, given: Given): void => {
  const outcome = plan(given);
  assert.equal(outcome.ok, false);
  const refusal = outcome.ok ? undefined : outcome.refusals.find((candidate) => candidate.reason === reason);
  assert.ok(refusal, JSON.stringify(outcome));
  assert.equal(refusal.exitCode, REFUSALS[reason]);
  assert.ok(refusal.fix.length > 0);
  if (typeof message === 'string') assert.equal(refusal.message, message);
  else assert.match(refusal.message, message);
};

describe('the port', () => {
  const config = withGateway({ port: 3333 });
  const vars = { CLAWDBOT_GATEWAY_PORT: '2222' };
  const flags: GatewayFlags = { port: '1111' };
  const rows: readonly [string, Given, number, string][] = [
    ['flag over all', { flags, vars, config, profile: 'dev' }, 1111, 'flag'],
    ['environment over configuration', { vars, config, profile: 'dev' }, 2222, 'env'],
    ['configuration over profile', { config, profile: 'dev' }, 3333, 'config'],
    ['profile dev', { profile: 'dev' }, 19_001, 'profile'],
    ['other profiles have no port of their own', { profile: 'rescue' }, 18_789, 'default'],
    ['nothing at all', {}, 18_789, 'default'],
    ['any free port', { flags: { port: '0' } }, 0, 'flag'],
    ['an empty variable', { vars: { CLAWDBOT_GATEWAY_PORT: '' }, config }, 3333, 'config'],
    ['an unreadable variable', { vars: { CLAWDBOT_GATEWAY_PORT: 'x' }, config }, 3333, 'config'],
    ['a variable out of range', { vars: { CLAWDBOT_GATEWAY_PORT: '65536' } }, 18_789, 'default'],
    ['an older prefix', { vars: { MOLTBOT_GATEWAY_PORT: '4444' } }, 4444, 'env'],
  ];
  for (const [title, given, port, source] of rows) {
    it(`comes from the right place: ${title}`, () => {
      const result = planned(given);
      assert.deepEqual([result.port, result.portSource], [port, source]);
    });
  }

  it('variable that is ignored is mentioned', () => {
    const outcome = plan({ vars: { CLAWDBOT_GATEWAY_PORT: 'x' } });
    assert.deepEqual(outcome.warnings, ['CLAWDBOT_GATEWAY_PORT is ignored: it is no port number']);
  });

  for (const port of ['', 'x', '-1', '1.5', '65536', '0x10', '99999999']) {
    it(`flag ${JSON.stringify(port)} is refused as usage`, () => {
      refused('invalidPort', 'Invalid port', { flags: { port } });
      assert.equal(REFUSALS.invalidPort, EXIT.usage);
    });
  }

  it('implies the ports of side services', () => {
    assert.deepEqual(planned().ports, {
      browserControl: 18_791,
      canvas: 18_793,
      cdp: { from: 18_800, to: 18_899 },
    });
    const dev = { browserControl: 19_003, canvas: 19_005, cdp: { from: 19_012, to: 19_111 } };
    assert.deepEqual(planned({ profile: 'dev' }).ports, dev);
    assert.equal(planned({ flags: { port: '65534' } }).ports.canvas, 18_793);
    const canvas: Config = { ...local, canvasHost: { port: 5 } };
    assert.equal(planned({ config: canvas }).ports.canvas, 5);
    assert.equal(planned({ config: canvas, vars: { CLAWDBOT_CANVAS_HOST_PORT: '6' } }).ports.canvas, 6);
    assert.equal(planned({ config: canvas, vars: { CLAWDBOT_CANVAS_HOST_PORT: 'x' } }).ports.canvas, 18_793);
  });
});

describe('the bind mode', () => {
  const auth = { token: 'long-enough-token' };
  const rows: readonly [string, NonNullable<Config['gateway']>, readonly string[], boolean][] = [
    ['unset', {}, ['127.0.0.1', '::1'], true],
    ['loopback', { bind: 'loopback' }, ['127.0.0.1', '::1'], true],
    ['auto', { bind: 'auto', auth }, ['127.0.0.1', '::1'], true],
    ['lan', { bind: 'lan', auth }, ['0.0.0.0'], false],
    ['tailnet', { bind: 'tailnet', auth }, ['100.101.102.103'], false],
    ['custom', { bind: 'custom', customBindHost: '192.168.1.5', auth }, ['192.168.1.5'], false],
    ['custom, every address', { bind: 'custom', customBindHost: '0.0.0.0', auth }, ['0.0.0.0'], false],
    ['custom on loopback', { bind: 'custom', customBindHost: '127.0.0.2', auth }, ['127.0.0.2'], true],
  ];
  for (const [title, gateway, hosts, loopbackOnly] of rows) {
    it(`${title} listens where it says`, () => {
      const result = planned({ config: withGateway(gateway) });
      assert.deepEqual(
        result.hosts.map((entry) => entry.host),
        hosts,
      );
      assert.equal(result.loopbackOnly, loopbackOnly);
    });
  }

  it('flag wins over the configuration', () => {
    assert.equal(
      planned({ config: withGateway({ bind: 'lan' }), flags: { bind: 'loopback' } }).bind,
      'loopback',
    );
  });

  it('tailnet without a Tailscale address stays on loopback and says so', () => {
    const given = { config: withGateway({ bind: 'tailnet', auth }), addresses: ['192.168.1.5', '100.1.1.1'] };
    assert.deepEqual(
      planned(given).hosts.map((entry) => entry.host),
      ['127.0.0.1', '::1'],
    );
    assert.match(plan(given).warnings.join(), /no Tailscale address/);
  });

  it('custom is refused on an address that is not of this machine, and may be tried again', () => {
    const config = withGateway({ bind: 'custom', customBindHost: '10.1.2.3', auth });
    refused('customHostElsewhere', 'gateway.customBindHost 10.1.2.3 is no address of this machine', {
      config,
    });
    assert.equal(REFUSALS.customHostElsewhere, 75);
    const outcome = plan({ config });
    assert.match(outcome.ok ? '' : outcome.refusals[0].fix, /it has 192\.168\.1\.5, 100\.101\.102\.103/);
  });

  it('custom never widens', () => {
    for (const customBindHost of [undefined, 'localhost', '300.1.1.1', '::', '']) {
      const config = withGateway({
        bind: 'custom',
        auth,
        ...(customBindHost === undefined ? {} : { customBindHost }),
      });
      refused('customHostMissing', /needs an IPv4 address/, { config });
    }
  });

  it('that is unknown is refused as usage', () => {
    refused('invalidBind', 'Invalid --bind (use "loopback", "lan", "tailnet", "auto", or "custom")', {
      flags: { bind: 'any' },
    });
  });

  for (const bind of ['lan', 'tailnet', 'auto', 'custom'] as const) {
    it(`${bind} without a secret is refused`, () => {
      const config = withGateway({ bind, customBindHost: '10.0.0.1' });
      refused('bindWithoutAuth', `Refusing to bind gateway to ${bind} without auth.`, { config });
    });
  }

  it('beyond this machine needs a secret of eight characters, loopback does not', () => {
    refused('weakSecret', /shorter than 8 characters, too weak for bind lan/, {
      config: withGateway({ bind: 'lan', auth: { token: 'short-1' } }),
    });
    assert.equal(
      planned({ config: withGateway({ auth: { token: 'short-1' } }) }).auth.token?.value,
      'short-1',
    );
  });
});

describe('the secret', () => {
  const config = withGateway({ auth: { token: 'config-token' } });
  const files = { token: 'file-token' };
  const vars = { CLAWDBOT_GATEWAY_TOKEN: 'env-token-1' };
  const rows: readonly [string, Given, string, string][] = [
    ['flag', { flags: { token: 'flag-token' }, config, secretFiles: files, vars }, 'flag-token', 'flag'],
    ['configuration', { config, secretFiles: files, vars }, 'config-token', 'config'],
    ['file', { secretFiles: files, vars }, 'file-token', 'file'],
    ['environment', { vars }, 'env-token-1', 'env'],
    ['generated', {}, 'generated-token-0123456789', 'generated'],
    [
      'generated for an empty variable',
      { vars: { CLAWDBOT_GATEWAY_TOKEN: '' } },
      'generated-token-0123456789',
      'generated',
    ],
  ];
  for (const [title, given, value, source] of rows) {
    it(`comes from the right place: ${title}`, () => {
      assert.deepEqual(planned(given).auth, { mode: 'token', token: { value, source } });
    });
  }

  it('is a password when one is set and nothing else is said', () => {
    assert.equal(
      planned({ config: withGateway({ auth: { password: 'pass-word-1' } }) }).auth.mode,
      'password',
    );
    const both = withGateway({ auth: { password: 'pass-word-1', token: 'config-token', mode: 'token' } });
    assert.equal(planned({ config: both }).auth.mode, 'token');
    assert.equal(planned({ config: both, flags: { auth: 'password' } }).auth.mode, 'password');
  });

  it('given by flag leaves the other settings alone', () => {
    const both = withGateway({ auth: { password: 'pass-word-1', mode: 'password' } });
    const { auth } = planned({ config: both, flags: { token: 'flag-token' } });
    assert.equal(auth.mode, 'password');
    assert.equal(auth.password?.value, 'pass-word-1');
  });

  it('missing in mode password is refused', () => {
    refused('passwordMissing', 'gateway auth mode is password, but no password was configured', {
      flags: { auth: 'password' },
    });
  });

  it('of an unknown mode is refused as usage', () => {
    refused('invalidAuth', 'Invalid --auth (use "token" or "password")', { flags: { auth: 'none' } });
  });

  const placeholders = [
    ' ',
    'undefined',
    'null',
    'changeme',
    'CHANGEME',
    '[redacted]',
    '${TOKEN}',
    '\t',
    'your-token-here',
  ];
  for (const value of placeholders) {
    for (const name of ['token', 'password'] as const) {
      const where: readonly Given[] = [
        { config: withGateway({ auth: { [name]: value } }) },
        { vars: { [`CLAWDBOT_GATEWAY_${name.toUpperCase()}`]: value } },
        { flags: { [name]: value } },
        { secretFiles: { [name]: value } },
      ];
      it(`${JSON.stringify(value)} is refused as a ${name}, wherever it comes from`, () => {
        for (const given of where) refused('placeholderSecret', /is (empty|a placeholder)$/, given);
        assert.equal(REFUSALS.placeholderSecret, EXIT.config);
      });
    }
  }

  it('that is empty in flag or configuration is refused', () => {
    refused('placeholderSecret', /is empty/, { flags: { token: '' } });
    refused('placeholderSecret', /is empty/, { config: withGateway({ auth: { token: '' } }) });
  });

  it('is not generated when the start is refused anyway', () => {
    const never = (): string => assert.fail('asked for a secret');
    assert.equal(plan({ config: {}, generatedToken: never }).ok, false);
    assert.equal(plan({ config: withGateway({ bind: 'lan' }), generatedToken: never }).ok, false);
  });

  it('in the environment that differs from the one in use is mentioned', () => {
    assert.match(
      plan({ config, vars }).warnings.join(),
      /CLAWDBOT_GATEWAY_TOKEN differs from the gateway token in use \(from config\)/,
    );
    assert.deepEqual(plan({ config, vars: { CLAWDBOT_GATEWAY_TOKEN: 'config-token' } }).warnings, []);
  });

  it('must not serve webhooks too', () => {
    refused('sharedHookToken', /hooks.token equals the gateway secret/, {
      config: { ...config, hooks: { enabled: true, token: 'config-token' } },
    });
    refused('sharedHookToken', /hooks.token equals the gateway secret/, {
      config: { hooks: { enabled: true, token: 'a-password' } },
      flags: { password: 'a-password' },
    });
  });
});

describe('a start', () => {
  it('without configuration says what to run', () => {
    const message = 'Missing config: set gateway.mode=local or pass --allow-unconfigured.';
    refused('missingConfig', message, { config: {}, configExists: false });
  });

  it('without mode local is blocked in the words others look for', () => {
    const message = (current: string) =>
      `Gateway start blocked: set gateway.mode=local (current: ${current}) or pass --allow-unconfigured.`;
    refused('notLocal', message('unset'), { config: {} });
    refused('notLocal', message('remote'), { config: { gateway: { mode: 'remote' } } });
  });

  it('is allowed without either when asked for', () => {
    assert.equal(
      planned({ config: {}, configExists: false, flags: { allowUnconfigured: true } }).port,
      18_789,
    );
  });

  it('names every reason at once', () => {
    const outcome = plan({ config: {}, flags: { port: 'x', bind: 'y', auth: 'z' } });
    assert.deepEqual(outcome.ok ? [] : outcome.refusals.map((refusal) => refusal.reason), [
      'invalidPort',
      'invalidBind',
      'notLocal',
      'invalidAuth',
    ]);
  });

  it('with Tailscale keeps its rules', () => {
    refused('funnelNeedsPassword', /requires gateway auth mode=password/, {
      config: withGateway({ tailscale: { mode: 'funnel' } }),
    });
    refused('tailscaleNeedsLoopback', /requires gateway bind=loopback/, {
      config: withGateway({
        bind: 'lan',
        auth: { token: 'long-enough-token' },
        tailscale: { mode: 'serve' },
      }),
    });
    refused('invalidTailscale', /Invalid --tailscale/, { flags: { tailscale: 'x' } });
  });

  it('never serves plain text to somebody who asked for TLS', () => {
    const problem = (kind: 'missing' | 'broken') => () => ({ kind, message: 'x is broken', fix: 'mend x' });
    const tls = { enabled: true };
    refused('tlsUnusable', 'gateway.tls is enabled, but x is broken', {
      config: withGateway({ tls }),
      checkCertificate: problem('broken'),
    });
    refused('tlsUnusable', /x is broken/, {
      config: withGateway({ tls: { ...tls, autoGenerate: false } }),
      checkCertificate: problem('missing'),
    });
    const { tls: plan } = planned({ config: withGateway({ tls }), checkCertificate: problem('missing') });
    assert.deepEqual(plan, {
      certPath: '/home/op/.clawdbot/gateway/tls/gateway-cert.pem',
      keyPath: '/home/op/.clawdbot/gateway/tls/gateway-key.pem',
      autoGenerate: true,
    });
    const own = { certPath: '~/c.pem', keyPath: '/k.pem', caPath: '/ca.pem', autoGenerate: false };
    assert.deepEqual(planned({ config: withGateway({ tls: { ...tls, ...own } }) }).tls, {
      ...own,
      certPath: '/home/op/c.pem',
    });
    assert.equal(planned({ config: withGateway({ tls: { enabled: false } }) }).tls, undefined);
  });
});

describe('the rest of the plan', () => {
  it('has documented defaults', () => {
    const result = planned();
    assert.equal(result.tickIntervalMs, 30_000);
    assert.deepEqual(result.controlUi, {
      enabled: true,
      basePath: '',
      allowInsecureAuth: false,
      dangerouslyDisableDeviceAuth: false,
      allowedOrigins: [],
    });
    assert.deepEqual(result.agents, {
      defaultId: 'main',
      list: [{ id: 'main', workspace: '/home/op/clawd' }],
      maxConcurrent: 4,
      timeoutMs: 600_000,
    });
    assert.equal(result.logging.file, '/home/op/.clawdbot/logs/moltbot-YYYY-MM-DD.log');
    assert.deepEqual(
      [result.logging.level, result.logging.consoleLevel, result.logging.style],
      ['info', 'info', 'compact'],
    );
    assert.equal(planned({ terminal: true }).logging.style, 'pretty');
  });

  it('takes what the configuration says', () => {
    const config: Config = {
      gateway: { mode: 'local', trustedProxies: [' 10.0.0.1 ', 'FE80::1'], controlUi: { basePath: '/ui/' } },
      logging: {
        file: '~/x.log',
        level: 'warn',
        consoleLevel: 'error',
        consoleStyle: 'json',
        redactSensitive: 'off',
      },
      agents: {
        defaults: { timeoutSeconds: 5, maxConcurrent: 2, workspace: '~/w' },
        list: [{ id: 'A b!' }, { id: 'second', default: true }],
      },
      commands: { restart: true },
    };
    const result = planned({ config, flags: { verbose: true } });
    assert.deepEqual(result.trustedProxies, ['10.0.0.1', 'fe80::1']);
    assert.equal(result.controlUi.basePath, '/ui');
    assert.deepEqual(result.agents, {
      defaultId: 'second',
      list: [
        { id: 'a-b', workspace: '/home/op/.clawdbot/workspace-a-b' },
        { id: 'second', workspace: '/home/op/w' },
      ],
      maxConcurrent: 2,
      timeoutMs: 5000,
    });
    assert.deepEqual(
      [result.logging.level, result.logging.consoleLevel, result.logging.redact.patterns],
      ['debug', 'debug', 'off'],
    );
    assert.equal(result.allowExternalRestart, true);
  });
});

describe('the origins a page may come from', () => {
  it('are normalised, so that they equal what a browser sends', () => {
    const config = withGateway({
      controlUi: { allowedOrigins: ['https://Ops.Example.net/', 'http://10.0.0.5:8080'] },
    });
    assert.deepEqual(planned({ config }).controlUi.allowedOrigins, [
      'https://ops.example.net',
      'http://10.0.0.5:8080',
    ]);
  });
});
