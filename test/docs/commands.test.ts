import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { NOBODY } from '../support/gateway-process.ts';
import { commandsOf, words, type DocCommand } from './commands.ts';
import { EXPECTED, NOT_RUN } from './not-run.ts';
import { pages, read, root } from './pages.ts';

const SHELVES = /^(?:README\.md|CONTRIBUTING\.md|docs\/(?:README\.md|cli\/|guides\/|reference\/|zh-CN\/))/;
/** Examples of the help about the configuration: each in a furnished home of its own, without a gateway that others rely on. */
const ALONE =
  /^moltbot (?:--dev |--profile \w+ )?(?:setup|onboard|doctor --fix|config \w+|channels (?:add|remove))\b/;

const found = pages.filter(({ path }) => SHELVES.test(path)).flatMap(commandsOf);
// A line that stands on several pages is run once, as the guide means it.
const commands = [...new Map(found.map((command) => [command.line, command])).values()];

interface Running {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
}

const homes: string[] = [];

/** A home without any configuration or variable of the machine's user. */
function freshHome(): Running {
  const home = mkdtempSync(join(tmpdir(), 'moltbot-docs-'));
  homes.push(home);
  return {
    home,
    env: { PATH: process.env['PATH'], HOME: home, NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] },
  };
}

/** What the examples about the configuration speak of: two accounts, two backups, a draft and a file with a token. */
function furnishedHome(): Running {
  const running = freshHome();
  const state = join(running.home, '.clawdbot');
  mkdirSync(state, { mode: 0o700 });
  const config = {
    gateway: { mode: 'local', reload: { mode: 'hybrid' } },
    messages: { queue: { cap: 10 } },
    channels: { telegram: { accounts: { default: { botToken: '1:a' }, work: { botToken: '2:b' } } } },
  };
  const text = JSON.stringify(config);
  for (const name of ['moltbot.json', 'moltbot.json.bak', 'moltbot.json.bak.1'])
    writeFileSync(join(state, name), text, { mode: 0o600 });
  writeFileSync(join(running.home, 'draft.json'), text);
  writeFileSync(join(running.home, 'work-bot'), '3:c\n', { mode: 0o600 });
  return { ...running, env: { ...running.env, ...NOBODY, TELEGRAM_BOT_TOKEN: '4:d' } };
}

interface Ended {
  readonly code: number | null;
  readonly text: string;
  readonly stdout: string;
}

/** Runs to the end, or until `until` appears and then asks it to stop as Ctrl-C would. */
async function run(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  until?: { readonly text: RegExp; readonly signal: NodeJS.Signals },
  cwd = root,
): Promise<Ended> {
  const child = spawn(process.execPath, argv, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], signal });
  const ended = once(child, 'close') as Promise<[number | null]>;
  let text = '';
  let stdout = '';
  let asked = false;
  const look = (chunk: Buffer): void => {
    text += String(chunk);
    // Once: a second signal would cut the polite stop short.
    if (asked || until === undefined || !until.text.test(text)) return;
    asked = true;
    child.kill(until.signal);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += String(chunk);
    look(chunk);
  });
  child.stderr.on('data', look);
  const [code] = await ended;
  return { code, text, stdout };
}

/** `gateway`, `gateway run` and `gateway --flags` stay in the foreground; the other words are verbs that ask. */
const startsGateway = (argv: readonly string[]): boolean => {
  const at = argv.indexOf('gateway');
  const next = argv[at + 1];
  return at >= 0 && (next === undefined || next === 'run' || next.startsWith('-'));
};

/** A documented port may be taken on this machine. */
function onFreePort(argv: readonly string[]): string[] {
  const at = argv.indexOf('--port');
  const rest = at < 0 ? argv : [...argv.slice(0, at), ...argv.slice(at + 2)];
  return [...rest, '--port', '0'];
}

/** `moltbot …`, `npm start` and `npm run …` as words for this Node. */
function nodeWords(line: string, argv: readonly string[]): readonly string[] {
  const [program, ...rest] = argv;
  if (program === 'moltbot') return [join(root, 'bin/moltbot.cjs'), ...rest];
  if (program === 'node') return rest;
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const name = rest[0] === 'run' ? rest[1] : rest[0];
  const script = scripts[name ?? ''];
  if (script === undefined) throw new Error(`${line}: no such package script`);
  const extra = rest.slice(rest[0] === 'run' ? 2 : 1).filter((word) => word !== '--');
  return [...script.split(' ').slice(1), ...extra];
}

const alone = (page: string, line: string): boolean =>
  /^docs\/(?:cli\/|guides\/multiple)/.test(page) && ALONE.test(line);

const reasonNotToRun = (line: string): string | undefined =>
  Object.entries(NOT_RUN).find(([start]) => line === start || line.startsWith(`${start} `))?.[1];

describe('the commands on the pages', () => {
  const shared = freshHome();
  const stops: (() => Promise<unknown>)[] = [];

  /** The gateways that the asking commands find: those of three instances, in one home. */
  before(async () => {
    for (const profile of [[], ['--dev'], ['--profile', 'rescue']]) {
      const argv = ['bin/moltbot.cjs', ...profile, 'gateway', '--allow-unconfigured', '--port', '0'];
      const child = spawn(process.execPath, argv, {
        cwd: root,
        env: shared.env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      stops.push(async () => {
        child.kill();
        await ended;
      });
      let shown = '';
      for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
        shown += String(chunk);
        if (shown.includes('talk to it')) break;
      }
      child.stdout.resume();
    }
  });
  after(async () => {
    await Promise.all(stops.map(async (stop) => stop()));
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  });

  it('are many, and every page is looked at', () =>
    assert.ok(commands.length >= 25, `${commands.length} found`));

  it('are excused only when a page has them', () => {
    const lines = commands.map(({ line }) => line);
    const unused = [...Object.keys(NOT_RUN), ...Object.keys(EXPECTED)].filter(
      (start) => !lines.some((line) => line === start || line.startsWith(`${start} `)),
    );
    assert.deepEqual(unused, []);
  });

  for (const { line, page } of commands) {
    const reason = reasonNotToRun(line);
    if (reason !== undefined) continue;
    it(`works: ${line} (${page})`, { timeout: 180_000 }, async ({ signal }) => {
      await tryOut({ line, page }, signal);
    });
  }

  async function tryOut({ line, page }: DocCommand, signal: AbortSignal): Promise<void> {
    const foreground = startsGateway(nodeWords(line, words(line, '').argv));
    const apart = alone(page, line);
    const place = apart ? furnishedHome() : foreground ? freshHome() : shared;
    const { env, argv } = words(line, place.home);
    const all = { ...place.env, ...env };
    const typed = nodeWords(line, argv);
    if (foreground) {
      // A fresh home has no config: what the page says about gateway.mode holds for the reader's own.
      const extra = typed.includes('--allow-unconfigured') ? [] : ['--allow-unconfigured'];
      const ended = await run([...onFreePort(typed), ...extra], all, signal, {
        text: /talk to it: /,
        signal: 'SIGTERM',
      });
      assert.match(ended.text, /listening on ws:\/\/127\.0\.0\.1:\d+/);
      assert.equal(ended.code, 0, ended.text);
      return;
    }
    const follows = typed.includes('--follow') || typed.includes('-f');
    const ended = await run(
      typed,
      all,
      signal,
      follows ? { text: /Log file/, signal: 'SIGINT' } : undefined,
      apart ? place.home : root,
    );
    const [code, said] = EXPECTED[line] ?? [0, /\S/];
    assert.equal(ended.code, code, ended.text);
    assert.match(ended.text, said);
    if (!typed.includes('--json')) return;
    // `logs --json` prints one document per line, everything else one in all.
    for (const text of typed.includes('logs') ? ended.stdout.trim().split('\n') : [ended.stdout])
      JSON.parse(text);
  }
});

describe('the reader of commands', () => {
  it('finds what a reader would paste', () => {
    const text = [
      '```bash',
      'npm ci && npm start     # runs it',
      'A=~/x moltbot agent \\',
      '  --message "a # b"',
      'ssh host',
      '```',
      '```ts',
      'moltbot no',
      '```',
    ].join('\n');
    assert.deepEqual(
      commandsOf({ path: 'x', text }).map(({ line }) => line),
      ['npm ci', 'npm start', 'A=~/x moltbot agent --message "a # b"'],
    );
    assert.deepEqual(words('A=~/x moltbot agent --message "a # b"', '/h'), {
      env: { A: '/h/x' },
      argv: ['moltbot', 'agent', '--message', 'a # b'],
    });
  });
});
