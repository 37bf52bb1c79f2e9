import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Command } from 'commander';
import { METHOD_HANDLERS } from '../../../src/api/registry.ts';
import { buildProgram } from '../../../src/cli/program.ts';
import { configSchema, resolveNode, type SchemaNode } from '../../../src/config/schema-node.ts';
import type { ConfigSnapshot } from '../../../src/protocol/generated/types.ts';
import { stepInWords } from '../../../src/service/execute.ts';
import { createLaunchd } from '../../../src/service/launchd/launchd.ts';
import { createSystemd } from '../../../src/service/systemd/systemd.ts';
import { createTask } from '../../../src/service/windows/scheduler.ts';
import { createBench } from '../../support/cli-run.ts';
import { specOf } from '../../support/service-world.ts';
import { connectFrame, createTestDevice, openPeer, signDevice, type WsPeer } from '../../support/ws-peer.ts';
import { CANARIES, leaksIn } from './canaries.ts';
import { CHANGES, COMMANDS, ENDLESS, ONLY_GROUPS, type CommandFacts } from './commands.ts';
import { ENDS_CONNECTION, HANDS_OUT, LAST, paramsOf, REFUSED_HERE, type MethodFacts } from './methods.ts';
import { configText, openStage } from './stage.ts';

/** Every key of the schema that is called a secret, with `*` for a name of the operator's choice. */
function secretKeysOf(node: SchemaNode, keys: readonly string[] = [], within = false): readonly string[] {
  const resolved = resolveNode(node);
  const secret = within || node.sensitive === true || resolved.sensitive === true;
  const { properties = {}, additionalProperties: others, items, anyOf = [] } = resolved;
  const below = [
    ...Object.entries(properties).flatMap(([key, child]) => secretKeysOf(child, [...keys, key], secret)),
    ...(typeof others === 'object' ? secretKeysOf(others, [...keys, '*'], secret) : []),
    ...(items === undefined ? [] : secretKeysOf(items, [...keys, '*'], secret)),
    ...anyOf.flatMap((branch) => secretKeysOf(branch, keys, secret)),
  ];
  if (below.length > 0) return [...new Set(below)];
  return secret ? [keys.join('.')] : [];
}

/** The keys of a value that fit one with `*` in it. */
function keysLike(
  value: unknown,
  pattern: readonly string[],
  keys: readonly string[] = [],
): readonly string[] {
  const [head, ...rest] = pattern;
  if (head === undefined) return value === undefined ? [] : [keys.join('.')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => head === '*' || key === head)
    .flatMap(([key, child]) => keysLike(child, rest, [...keys, key]));
}

interface Leaf {
  readonly name: string;
  readonly json: boolean;
}

/** Every command that does something, and every word that only groups others. */
function treeOf(command: Command, words: readonly string[] = []): { leaves: Leaf[]; groups: string[] } {
  const found: { leaves: Leaf[]; groups: string[] } = { leaves: [], groups: [] };
  for (const child of command.commands) {
    const name = [...words, child.name()].join(' ');
    const json = child.options.some(({ long }) => long === '--json');
    if (child.commands.length === 0) found.leaves.push({ name, json });
    else found.groups.push(name);
    const below = treeOf(child, [...words, child.name()]);
    found.leaves.push(...below.leaves);
    found.groups.push(...below.groups);
  }
  return found;
}

/** A command to its end; one without an end to its first output and Ctrl-C. */
async function type(env: NodeJS.ProcessEnv, words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, ['bin/moltbot.cjs', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endless = ENDLESS.some((start) => start.every((word, at) => words[at] === word));
  let text = '';
  const look = (chunk: Buffer): void => {
    text += String(chunk);
    if (endless && text.includes('\n')) child.kill('SIGINT');
  };
  child.stdout.on('data', look);
  child.stderr.on('data', look);
  const bound = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await once(child, 'close');
  clearTimeout(bound);
  return text;
}

/** A few at a time: most of a command's time is that of its start. */
async function inTurns(runs: readonly (() => Promise<unknown>)[]): Promise<void> {
  const left = [...runs];
  const next = async (): Promise<void> => {
    for (let run = left.shift(); run !== undefined; run = left.shift()) await run();
  };
  await Promise.all(Array.from({ length: 3 }, next));
}

/** What stands under a name, however deep. */
function memberOf(value: unknown, name: string): string {
  const found = new RegExp(`"${name}":"([^"]+)"`).exec(JSON.stringify(value))?.[1];
  assert.ok(found !== undefined, `no ${name} in ${JSON.stringify(value)}`);
  return found;
}

describe('forty and more secrets', { timeout: 300_000 }, () => {
  let stage: Awaited<ReturnType<typeof openStage>>;
  const leaks: string[] = [];
  const note = (where: string, text: string): void => void leaks.push(...leaksIn(where, text));
  /** Leaks since the last look. */
  const noLeaks = (): void => assert.deepEqual(leaks.splice(0), []);
  const say = async (words: readonly string[]): Promise<string> => {
    const text = await type(stage.home.env, words);
    note(`$ ${words.join(' ')}`, text);
    return text;
  };
  const secretKeys = (): string[] =>
    secretKeysOf(configSchema).flatMap((pattern) => keysLike(stage.config, pattern.split('.')).slice(0, 1));

  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  it('are as many, and no two begin alike', () => {
    const values = Object.values(CANARIES);
    assert.ok(values.length >= 40, `${values.length}`);
    assert.equal(
      new Set(values.map((value) => value.replace(/^(\d+:|sk-)/, '').slice(0, 5))).size,
      values.length,
    );
  });

  it('stand at every key that the schema calls a secret', () => {
    const patterns = secretKeysOf(configSchema);
    assert.ok(patterns.length >= 13, patterns.join());
    assert.deepEqual(
      patterns.filter((pattern) => keysLike(stage.config, pattern.split('.')).length === 0),
      [],
      'plant one there, in stage.ts',
    );
  });

  it('come out of no command', { timeout: 240_000 }, async (context) => {
    const { leaves, groups } = treeOf(buildProgram(createBench(context).io));
    const json = new Set(leaves.filter((leaf) => leaf.json).map(({ name }) => name));
    assert.deepEqual(
      new Set(Object.keys(COMMANDS)),
      new Set([...leaves.map(({ name }) => name), 'gateway']),
      'every command is in commands.ts, and nothing else',
    );
    assert.deepEqual(new Set(groups), new Set([...ONLY_GROUPS, 'gateway']));
    const gateway = await stage.start();
    stage.bot.say('hello', { from: 42 });
    const candidate = path.join(stage.home.dir, 'candidate.json');
    const text = configText(stage.config).replace(CANARIES.talkKey, CANARIES.candidateToken);
    writeFileSync(candidate, text);
    const facts: CommandFacts = {
      url: gateway.url,
      candidate,
      echo: stage.echo,
      secretKeys: secretKeys(),
    };
    const silent: string[] = [];
    const said = new Map<string, string>();
    for (const [name, lines] of Object.entries(COMMANDS)) {
      const typed = lines(facts).map((line) => [...name.split(' '), ...line]);
      const runs = typed.flatMap((words) => [
        async () => {
          const text = await say(words);
          said.set(words.join(' '), text);
          if (text.trim() === '') silent.push(words.join(' '));
        },
        ...(json.has(name) ? [async () => void (await say([...words, '--json']))] : []),
      ]);
      const help = (): Promise<string> => say([...name.split(' '), '--help']);
      if (CHANGES.has(name)) {
        for (const run of runs) await run();
        await help();
      } else await inTurns([...runs, help]);
    }
    assert.deepEqual(silent, []);
    // Secrets were really on the way to each of these, and met the mask.
    for (const line of [
      'agent --message hello --stream',
      'gateway call config.get',
      'config get',
      'config get channels.telegram.botToken',
      'channels status',
      'logs --limit 5000 --max-bytes 1000000',
    ])
      assert.match(said.get(line) ?? '', /redacted/, line);
    note('what the gateway wrote', stage.written());
    noLeaks();
  });

  it(
    'come out of no command that meets a broken configuration and no gateway',
    { timeout: 120_000 },
    async () => {
      const quoting = configText(stage.config)
        .replace(
          '"hooks": {',
          `"hooks": { "tokn": "${CANARIES.candidateToken}", "path": ["${CANARIES.brokenKey}"],`,
        )
        .replace(`"apiKey": "${CANARIES.talkKey}"`, `"apiKey": ["${CANARIES.talkKey}"]`);
      const cut = configText(stage.config).replace(
        /"pushToken": "[^"]*"[^]*$/,
        `"pushToken": "${CANARIES.pushToken}`,
      );
      const facts = {
        url: 'ws://127.0.0.1:9',
        candidate: stage.home.configPath,
        echo: stage.echo,
        secretKeys: [],
      };
      for (const text of [quoting, cut]) {
        for (const [name, lines] of Object.entries(COMMANDS)) {
          writeFileSync(stage.home.configPath, text);
          // With it the gateway would run.
          rmSync(path.join(stage.home.dir, 'config-last-good.json'), { force: true });
          const [first = []] = lines(facts);
          await say([...name.split(' '), ...first]);
        }
      }
      noLeaks();
    },
  );

  it(
    'come out of nothing when those of the gateway lie in files of their own',
    { timeout: 180_000 },
    async () => {
      const { gateway: own, ...rest } = stage.config;
      const files = Object.fromEntries(
        ['token', 'password'].map((name) => [`${name}File`, path.join(stage.home.dir, `auth-${name}.txt`)]),
      );
      const config = { ...rest, gateway: { ...(own as object), auth: { mode: 'token', ...files } } };
      const gateway = await stage.start(config);
      const wrong = ['--url', gateway.url, '--token'];
      await inTurns(
        [
          ['health', ...wrong, CANARIES.authTokenFile],
          ['health', ...wrong, `${CANARIES.authTokenFile}x`],
          ['config', 'get'],
          ['config', 'get', 'gateway.auth'],
          ['gateway', 'call', 'config.get'],
          ['gateway', 'status', '--deep', '--json'],
          ['status', '--json'],
          ['doctor'],
          ['gateway', '--port', '0'],
          ['gateway', 'install', '--dry-run'],
        ].map((words) => () => say(words)),
      );
      assert.equal(await gateway.stop(), 0);
      note('what the gateway wrote', stage.written());
      noLeaks();
    },
  );

  it('come out of no page, whoever asks for it and how', { timeout: 180_000 }, async () => {
    const gateway = await stage.start();
    const base = `http://127.0.0.1:${gateway.port}`;
    const asked: readonly (readonly [string, RequestInit?])[] = [
      [`/?token=${CANARIES.queryToken}`],
      [`/healthz?token=${CANARIES.queryToken}`],
      ['/', { headers: { authorization: `Bearer ${CANARIES.bearer}` } }],
      ['/metrics', { headers: { authorization: `Bearer ${CANARIES.bearer}` } }],
      ['/healthz'],
      ['/readyz'],
      ['/metrics'],
      [
        '/v1/chat/completions',
        { method: 'POST', headers: { authorization: `Bearer ${CANARIES.bearer}` }, body: '{}' },
      ],
      ['/hooks/agent', { method: 'POST', headers: { 'x-openclaw-token': CANARIES.bearer }, body: '{}' }],
      [
        '/telegram-webhook',
        {
          method: 'POST',
          headers: { 'x-telegram-bot-api-secret-token': CANARIES.wrongToken },
          body: JSON.stringify({ text: CANARIES.bearer }),
        },
      ],
      [`/__moltbot__/canvas/?token=${CANARIES.queryToken}`],
    ];
    for (const [where, init] of asked) {
      const answer = await fetch(base + where, { ...init, signal: AbortSignal.timeout(5_000) });
      note(`GET ${where.replace(/=.*/, '=…')}`, JSON.stringify([...answer.headers]) + (await answer.text()));
    }
    const peer = openPeer(`${gateway.url}?token=${CANARIES.queryToken}`);
    await peer.closed;
    for (const fields of [{ token: CANARIES.wrongToken }, { password: CANARIES.wrongPassword }]) {
      const wrong = openPeer(gateway.url);
      await wrong.nonce();
      wrong.send(connectFrame(fields));
      const { reason } = await wrong.closed;
      note('a refused hello', `${reason} ${JSON.stringify(wrong.received)}`);
    }
    assert.equal(await gateway.stop(), 0);
    note('what the gateway wrote', stage.written());
    noLeaks();
  });

  it('stand in no definition of a service, only in the file its owner alone may read', () => {
    const vars = { ...stage.home.env, CLAWDBOT_GATEWAY_TOKEN: CANARIES.serviceToken };
    const input = { token: CANARIES.installToken, referenced: ['CANARY_KEY'] };
    const refuse = () => Promise.reject(new Error('nothing is asked when a plan is made'));
    const plans = (['linux', 'darwin', 'win32'] as const).map((platform) => {
      const spec = specOf({ vars, input: { ...input, platform } });
      const { names, secretsPath, logDir } = spec;
      const common = { names, secretsPath, logDir, ask: refuse };
      const port =
        platform === 'linux'
          ? createSystemd({
              ...common,
              scope: { kind: 'user' },
              unitDir: '/home/you/units',
              explain: () => assert.fail(),
            })
          : platform === 'darwin'
            ? createLaunchd({ ...common, uid: 501, agentsDir: '/home/you/agents' })
            : createTask({ ...common, stateDir: '/home/you/state' });
      return { platform, spec, steps: port.install(spec) };
    });
    for (const { platform, spec, steps } of plans) {
      const open = steps.filter((step) => step.do !== 'write' || step.path !== spec.secretsPath);
      assert.ok(
        open.some((step) => step.do === 'write'),
        platform,
      );
      note(`the definition for ${platform}`, JSON.stringify(open) + steps.map(stepInWords).join('\n'));
      const own = steps.find((step) => step.do === 'write' && step.path === spec.secretsPath);
      assert.equal(own?.do === 'write' && own.mode, 0o600, platform);
      const kept = own?.do === 'write' ? own.content : '';
      assert.ok(kept.includes(CANARIES.installToken), platform);
      assert.ok(kept.includes(CANARIES.referenced), platform);
    }
    noLeaks();
  });

  it('come out of no method, whatever it is asked', { timeout: 120_000 }, async () => {
    const gateway = await stage.start();
    const fields = { token: CANARIES.gatewayToken, role: 'operator', scopes: ['operator.admin'] };
    const handedOut: string[] = [];
    const given = (answer: unknown, method: string): void => {
      const at = HANDS_OUT[method]?.at;
      if (at !== undefined) handedOut.push(memberOf(answer, at));
    };
    const told: (readonly [string, string])[] = [];
    const device = createTestDevice();
    const other = createTestDevice();
    const attempt = async (who = device): Promise<WsPeer> => {
      const peer = openPeer(gateway.url);
      const nonce = await peer.nonce();
      const proof = signDevice(who, { ...fields, nonce, signedAt: Date.now() });
      peer.send(connectFrame({ ...fields, device: proof }));
      const hello = await peer.response('1');
      assert.equal(hello['ok'], true, JSON.stringify(hello));
      note('hello', JSON.stringify(hello));
      given(hello, 'connect');
      return peer;
    };
    /** As a client does while the gateway restarts; it prints that it listens again. */
    const open = async (): Promise<WsPeer> => {
      for (;;) {
        const printed = gateway.printed();
        try {
          return await attempt();
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
          await printed;
        }
      }
    };
    (await attempt(other)).ws.close();
    let peer = await open();
    const text = readFileSync(stage.home.configPath, 'utf8');
    const facts = async (): Promise<MethodFacts> => ({
      device: device.id,
      otherDevice: other.id,
      file: ((await peer.call('config.get'))['payload'] ?? {}) as ConfigSnapshot,
      text,
      echo: stage.echo,
    });
    const methods = [...METHOD_HANDLERS.keys()].toSorted((a, b) => LAST.indexOf(a) - LAST.indexOf(b));
    for (const method of methods) {
      // The caller is told back what it said, but nothing that is known to be secret.
      const odd = await peer.call(method, { [CANARIES.talkKey]: CANARIES.providerKey });
      note(`${method} with odd params`, JSON.stringify(odd));
    }
    const refused: Record<string, string> = {};
    for (const method of methods) {
      const all = paramsOf(method, await facts());
      assert.ok(all.length > 0, `${method}: say in methods.ts what it is asked`);
      let worked = false;
      for (const params of all) {
        const answer = await peer.call(method, params);
        note(`${method} ${JSON.stringify(params).slice(0, 80)}`, JSON.stringify(answer));
        told.push([method, JSON.stringify(answer)]);
        worked ||= answer['ok'] === true;
        if (answer['ok'] === true) given(answer, method);
        if (answer['ok'] !== true) refused[method] = (answer['error'] as { message: string }).message;
      }
      if (worked) delete refused[method];
      if (worked && ENDS_CONNECTION.has(method)) {
        await peer.closed;
        note(`events until ${method}`, JSON.stringify(peer.received));
        if (method !== 'system.stop') peer = await open();
      }
    }
    assert.deepEqual(
      Object.keys(refused).toSorted(),
      Object.keys(REFUSED_HERE).toSorted(),
      `only what has a reason does not get through to its answer: ${JSON.stringify(refused, undefined, 2)}`,
    );
    assert.deepEqual(
      Object.keys(HANDS_OUT).filter((method) => !METHOD_HANDLERS.has(method)),
      [],
    );
    const written = stage.written();
    note('what the gateway wrote', written);
    assert.ok(handedOut.length >= 3);
    for (const token of handedOut) {
      assert.ok(!written.includes(token), 'a token of a device stands in the log');
      const elsewhere = told.filter(
        ([method, text]) => HANDS_OUT[method]?.at === undefined && text.includes(token),
      );
      assert.deepEqual(elsewhere, [], 'a token of a device is handed out by another method');
    }
    noLeaks();
  });
});
