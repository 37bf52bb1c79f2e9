import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { execute } from '../../src/service/execute.ts';
import { createLaunchd } from '../../src/service/launchd/launchd.ts';
import { serviceNames } from '../../src/service/names.ts';
import { createLaunchctl } from '../support/launchctl.ts';
import type { Outcome } from '../support/runbook-scene.ts';
import { specOf } from '../support/service-world.ts';
import { noSshd } from '../support/sshd.ts';
import { noSystemd } from '../support/systemd-user.ts';
import { ABSENT, LAUNCHD, LINES, type Typed } from './runbook-lines.ts';
import { commandLines } from './runbook-reader.ts';
import { read, root } from './pages.ts';

const PAGE = 'docs/zh-CN/README.md';
const page = read(PAGE);
const lines = commandLines(page);

/** What operators have always typed. The page may say more, but none of these may get lost or change. */
const ALWAYS = String.raw`
moltbot gateway
moltbot gateway --port 18789
moltbot gateway --port 18789 --verbose
moltbot gateway --force
pnpm gateway:watch
ssh -N -L 18789:127.0.0.1:18789 user@host
moltbot --dev setup
moltbot --dev gateway --allow-unconfigured
moltbot --dev status
moltbot --dev health
moltbot --profile main gateway install
moltbot --profile rescue gateway install
CLAWDBOT_CONFIG_PATH=~/.clawdbot/a.json CLAWDBOT_STATE_DIR=~/.clawdbot-a moltbot gateway --port 19001
CLAWDBOT_CONFIG_PATH=~/.clawdbot/b.json CLAWDBOT_STATE_DIR=~/.clawdbot-b moltbot gateway --port 19002
moltbot health --json
pnpm protocol:gen
pnpm protocol:gen:swift
moltbot gateway install
moltbot doctor
moltbot gateway status
moltbot gateway stop
moltbot gateway restart
moltbot logs --follow
gateway status
gateway status --deep
gateway status --no-probe
gateway status --json
logs
moltbot gateway uninstall
gateway install
moltbot gateway install --force
launchctl bootout gui/$UID/bot.molt.gateway
launchctl kickstart -k gui/$UID/bot.molt.gateway
sudo loginctl enable-linger youruser
systemctl --user enable --now moltbot-gateway[-<profile>].service
sudo systemctl daemon-reload
sudo systemctl enable --now moltbot-gateway[-<profile>].service
moltbot gateway health|status
moltbot message send --target <num> --message "hi" [--media ...]
moltbot agent --message "hi" --to <num>
moltbot gateway call <method> --params '{"k":"v"}'
moltbot gateway stop|restart`
  .trim()
  .split('\n');

const SCENE = join(root, 'test/support/runbook-scene.ts');
const SYSTEMD = join(root, 'test/support/systemd-user.sh');
/** A network in which every port of the page is free, and which leads nowhere. */
const OWN_NETWORK = ['--net', 'bash', '-c', 'ip link set lo up && exec "$@"', '-'];

function noNetwork(): string | undefined {
  const { status, stderr } = spawnSync('unshare', [...OWN_NETWORK, 'true'], { encoding: 'utf8' });
  return status === 0
    ? undefined
    : `no network of its own here: ${stderr?.trim() || 'unshare or ip is missing'}`;
}

async function play(): Promise<readonly Outcome[]> {
  const words = [...OWN_NETWORK, SYSTEMD, process.execPath, SCENE, join(root, PAGE)];
  const { stdout } = await promisify(execFile)('unshare', words, {
    cwd: root,
    timeout: 600_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Outcome[];
}

const typedIn = (table: Readonly<Record<string, unknown>>): readonly (readonly [string, Typed])[] =>
  Object.entries(table).flatMap(([line, one]) =>
    'stage' in (one as object) ? [[line, one as Typed] as const] : [],
  );

describe('the runbook', () => {
  it('has every line that operators have always typed', () =>
    assert.deepEqual(
      ALWAYS.filter((line) => !lines.includes(line)),
      [],
    ));

  it('has no line without an expectation, and no expectation is without its line', () => {
    const expected = [...Object.keys(LINES), ...LAUNCHD];
    assert.deepEqual(
      lines.filter((line) => !expected.includes(line)),
      [],
    );
    assert.deepEqual(
      expected.filter((line) => !lines.includes(line)),
      [],
    );
  });

  it('says what is not there yet, by name', (context) => {
    const [, last = ''] = page.split('\n## 本版本尚未包含\n');
    assert.deepEqual(
      Object.keys(ABSENT).filter((name) => !last.includes(name)),
      [],
    );
    for (const [line, one] of Object.entries(LINES))
      if ('reason' in one) context.diagnostic(`not typed: ${line}: ${one.reason}`);
  });

  it('would be caught with a line nobody thought of', () => {
    const text = '`moltbot gateway dance`\n```bash\ncurl x # why\n  echo "a # b"\n```\n`moltbot`, `gateway`';
    assert.deepEqual(commandLines(text), ['moltbot gateway dance', 'curl x', 'echo "a # b"']);
  });
});

const skip = noSystemd() ?? noNetwork() ?? noSshd;

describe('each line of the runbook, typed', { skip, timeout: 600_000 }, () => {
  let outcomes: readonly Outcome[] = [];
  before(
    async () => {
      outcomes = await play();
    },
    { timeout: 600_000 },
  );

  const check = (line: string, typed: string, { code = 0, says }: Typed): void => {
    const outcome = outcomes.find((one) => one.line === line && one.typed === typed);
    assert.ok(outcome, 'was not typed');
    assert.equal(outcome.stage, undefined, `the stage could not be set: ${outcome.stage}`);
    assert.equal(outcome.code, code, outcome.text);
    if (says !== undefined) assert.match(outcome.text, says);
    assert.equal(outcome.proof, undefined, `${outcome.proof}\n${outcome.text}`);
  };

  for (const [line, one] of typedIn(LINES))
    for (const typed of one.typed ?? [line]) it(`does what it says: ${typed}`, () => check(line, typed, one));

  for (const [name, one] of typedIn(ABSENT))
    for (const typed of one.typed ?? [name])
      it(`is not there yet, as the page says: ${name}`, () => check(name, typed, one));
});

describe('the lines for launchd', () => {
  const home = mkdtempSync(join(tmpdir(), 'moltbot-runbook-'));
  after(() => rmSync(home, { recursive: true, force: true }));
  const UID = 501;

  it('are taken by a strict stand-in once the agent is installed, and refused before', async () => {
    const { ask } = createLaunchctl(UID);
    const spec = specOf({ home, profile: 'default', vars: {}, input: { platform: 'darwin' } });
    const { secretsPath, logDir } = spec;
    const agentsDir = join(home, 'Library', 'LaunchAgents');
    const agent = createLaunchd({
      names: serviceNames('default'),
      uid: UID,
      agentsDir,
      secretsPath,
      logDir,
      ask,
    });
    const type = async (line: string): Promise<number | null | undefined> => {
      const [program = '', ...words] = line.replace('$UID', String(UID)).split(' ');
      return (await ask([program, ...words])).exitCode;
    };
    for (const line of LAUNCHD) assert.notEqual(await type(line), 0, `${line} before the installation`);
    await execute(agent.install(spec), { ask });
    for (const line of LAUNCHD) {
      assert.ok(lines.includes(line));
      assert.equal(await type(line), 0, line);
    }
    for (const line of LAUNCHD) assert.notEqual(await type(line), 0, `${line} after it was booted out`);
  });
});
