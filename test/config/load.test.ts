import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createConfigFolder, issueLines } from '../support/config-files.ts';

const folder = createConfigFolder();
after(() => folder.remove());
const { dir } = folder;

describe('what is shown of a configuration', () => {
  it('holds nothing of a secret that begins with another', async () => {
    const [short, long] = ['canary-42', 'canary-42-and-the-rest-of-it'];
    const { snapshot } = await folder.loadText(
      `// it was ${long}\n{ gateway: { auth: { token: '${short}', password: '${long}' } } }`,
    );
    assert.doesNotMatch(snapshot.raw ?? '', /canary|rest-of-it/);
  });

  it('holds nothing of a secret that is kept in a file of its own', async () => {
    folder.write('elsewhere.txt', 'canary-in-a-file\n');
    const { snapshot, valid } = await folder.loadText(
      '// canary-in-a-file\n{ gateway: { auth: { tokenFile: "~/elsewhere.txt" } } }',
    );
    assert.equal(valid, true);
    assert.doesNotMatch(snapshot.raw ?? '', /canary/);
  });
});

describe('a configuration that is well', () => {
  it('may be missing', async () => {
    const loaded = await folder.load('none.json');
    assert.equal(loaded.valid, true);
    assert.equal(loaded.exists, false);
    assert.equal(loaded.snapshot.raw, null);
    assert.equal(loaded.snapshot.hash, createHash('sha256').update('').digest('hex'));
    assert.equal(loaded.config.agents?.defaults?.maxConcurrent, 4);
  });

  it('may be JSON5 with comments and trailing commas', async () => {
    const text = "// c\n{ gateway: { port: +1234, bind: 'lan', }, /* x */ }\n";
    const loaded = await folder.loadText(text);
    assert.deepEqual(issueLines(loaded, dir), []);
    assert.equal(loaded.config.gateway?.port, 1234);
    assert.equal(loaded.snapshot.raw, text);
    assert.equal(loaded.snapshot.hash, createHash('sha256').update(text).digest('hex'));
  });

  it('may start with a byte order mark, which is mentioned', async () => {
    const loaded = await folder.loadText('\uFEFF{}');
    assert.equal(loaded.valid, true);
    assert.match(loaded.warnings[0]?.message ?? '', /byte order mark/);
  });

  it('is not changed by being read', async () => {
    const text = '{ gateway: { port: 1 } } // tail';
    await folder.loadText(text);
    assert.equal(readFileSync(join(dir, 'moltbot.json'), 'utf8'), text);
  });
});

describe('includes', () => {
  it('merge from left to right, keys beside them last, lists are joined', async () => {
    folder.write('a.json', '{ gateway: { port: 1, bind: "lan" }, agents: { list: [{ id: "a" }] } }');
    folder.write('sub/b.json', '{ $include: "./c.json", gateway: { port: 2 } }');
    folder.write('sub/c.json', '{ agents: { list: [{ id: "c" }] }, gateway: { mode: "local" } }');
    const loaded = await folder.loadText(
      '{ $include: ["a.json", "./sub/b.json"], agents: { list: [{ id: "d" }] } }',
    );
    assert.deepEqual(issueLines(loaded, dir), []);
    assert.deepEqual(loaded.config.gateway, { port: 2, bind: 'lan', mode: 'local' });
    assert.deepEqual(
      loaded.config.agents?.list?.map((agent) => agent.id),
      ['a', 'c', 'd'],
    );
    assert.deepEqual(
      loaded.files.map((file) => file.slice(dir.length + 1)),
      ['moltbot.json', 'a.json', 'sub/b.json', 'sub/c.json'],
    );
  });

  it('may stand deep inside and hold something else than an object', async () => {
    folder.write('list.json', '["10.0.0.1"]');
    folder.write('auth.json', '{ token: "${TOK}" }');
    const loaded = await folder.loadText(
      '{ gateway: { auth: { $include: "auth.json" }, trustedProxies: { $include: "~/list.json" } } }',
      { TOK: 'from-the-env' },
    );
    assert.deepEqual(issueLines(loaded, dir), []);
    assert.deepEqual(loaded.config.gateway, {
      auth: { token: 'from-the-env' },
      trustedProxies: ['10.0.0.1'],
    });
  });

  it('point at the place in the very file where something is wrong', async () => {
    folder.write('bad.json', '{\n  list: [\n    { id: "x" },\n    { id: "y", nmae: 1 },\n  ],\n}');
    const loaded = await folder.loadText('{\n agents: { $include: "bad.json", list: [{ id: 7 }] } }');
    assert.deepEqual(issueLines(loaded, dir), [
      'bad.json:4:16: agents.list.1.nmae: unknown key; did you mean "name"?',
      'moltbot.json:2:47: agents.list.2.id: expected a text in quotes, got the number 7',
    ]);
  });

  const failures: readonly [string, Readonly<Record<string, string>>, string][] = [
    [
      'a missing file',
      {},
      'moltbot.json:1:13: $include: included file DIR/x.json does not exist; correct the name or create the file',
    ],
    [
      'a broken file',
      { 'x.json': '{\n a: }' },
      "moltbot.json:1:13: $include: included file DIR/x.json:2:5: JSON5 parse failed: invalid character '}'; correct the name or create the file",
    ],
    [
      'a circle',
      { 'x.json': '{ $include: "moltbot.json" }' },
      'x.json:1:13: $include: includes form a circle: DIR/moltbot.json -> DIR/x.json -> DIR/moltbot.json; remove one of them',
    ],
    [
      'itself',
      { 'x.json': '{ $include: "x.json" }' },
      'x.json:1:13: $include: includes form a circle: DIR/moltbot.json -> DIR/x.json -> DIR/x.json; remove one of them',
    ],
  ];
  for (const [title, files, expected] of failures) {
    it(`of ${title} are refused with the place`, async () => {
      const own = createConfigFolder();
      try {
        for (const [name, text] of Object.entries(files)) own.write(name, text);
        const loaded = await own.loadText('{ $include: "x.json" }');
        assert.deepEqual(
          issueLines(loaded, 'nowhere').map((line) =>
            line.replace(`${own.dir}/`, '').replaceAll(own.dir, 'DIR'),
          ),
          [expected],
        );
      } finally {
        own.remove();
      }
    });
  }

  it('may be ten deep and no deeper', async () => {
    for (let depth = 0; depth < 12; depth++)
      folder.write(`deep-${depth}.json`, `{ $include: "deep-${depth + 1}.json" }`);
    folder.write('deep-10.json', '{ gateway: { port: 10 } }');
    assert.equal((await folder.load('deep-0.json')).config.gateway?.port, 10);
    folder.write('deep-10.json', '{ $include: "deep-11.json" }');
    assert.match(issueLines(await folder.load('deep-0.json'), dir).join(), /nested deeper than 10/);
  });

  for (const value of ['5', '[]', '[1]', '""', '{}', 'null']) {
    it(`written as ${value} are refused`, async () => {
      assert.match(
        issueLines(await folder.loadText(`{ $include: ${value} }`), dir).join(),
        /must be a file name/,
      );
    });
  }

  it('cannot smuggle a prototype in', async () => {
    folder.write('proto.json', '{ "__proto__": { polluted: 1 }, gateway: { "__proto__": { port: 5 } } }');
    const loaded = await folder.loadText('{ $include: "proto.json", "__proto__": { more: 2 } }');
    assert.equal(loaded.valid, false);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.match(issueLines(loaded, dir).join('\n'), /__proto__: unknown key/);
  });
});

describe('variables', () => {
  it('are replaced in every text, escaped with a second dollar, and left alone otherwise', async () => {
    const text = '{ ui: { assistant: { name: "${A}-$${A}-$A-${a}-${}" } } }';
    const loaded = await folder.loadText(text, { A: 'x' });
    assert.equal(loaded.config.ui?.assistant?.name, 'x-${A}-$A-${a}-${}');
  });

  it('that are missing or empty are said with name, key and place', async () => {
    const loaded = await folder.loadText(
      '{\n  gateway: { auth: { token: "${NOT_SET}", password: "${BLANK}" } } }',
      { BLANK: '' },
    );
    assert.deepEqual(issueLines(loaded, dir), [
      'moltbot.json:2:29: gateway.auth.token: Missing env var "NOT_SET" referenced at config path: gateway.auth.token; set NOT_SET, or write $${NOT_SET} for the text itself',
      'moltbot.json:2:53: gateway.auth.password: Missing env var "BLANK" referenced at config path: gateway.auth.password; set BLANK, or write $${BLANK} for the text itself',
    ]);
  });

  it('may be set by the configuration itself, never over ones that are set', async () => {
    const text =
      '{ env: { INLINE: "i-${BASE}", vars: { VARS: "v", TAKEN: "config", EMPTY: "filled" } }, messages: { responsePrefix: "${INLINE} ${VARS} ${TAKEN} ${EMPTY}" } }';
    const loaded = await folder.loadText(text, { BASE: 'b', TAKEN: 'process', EMPTY: '' });
    assert.deepEqual(issueLines(loaded, dir), []);
    assert.equal(loaded.config.messages?.responsePrefix, 'i-b v process filled');
    assert.equal(loaded.env.foreign('VARS'), 'v');
  });

  it('replaced by a text that looks like a variable are not replaced again', async () => {
    const loaded = await folder.loadText('{ messages: { responsePrefix: "${A}" } }', { A: '${B}', B: 'no' });
    assert.equal(loaded.config.messages?.responsePrefix, '${B}');
  });
});

describe('secrets in the configuration', () => {
  const text = `{
    // the old one was hunter2-old-token
    gateway: { auth: { token: "gateway-token-1", password: "\${PW}" } },
    models: { providers: { x: { apiKey: "sk-model-key-1", headers: { Authorization: "Bearer abc-header-1", Accept: "text/plain" } } } },
    channels: { telegram: { botToken: "123456:bot-token-1", accounts: { b: { botToken: "123456:bot-token-2" } } }, matrix: { accessToken: "matrix-token-1" } },
    hooks: { token: 'hook-token-1', gmail: { pushToken: "push-token-1" } },
    env: { vars: { SOME_API_KEY: "env-key-1", PLAIN: "plain-value" } },
    skills: { entries: { s: { apiKey: "skill-key-1", env: { S_TOKEN: "skill-env-1" } } } },
  }`;
  const values = [
    'gateway-token-1',
    'pw-from-env',
    'sk-model-key-1',
    'Bearer abc-header-1',
    '123456:bot-token-1',
    '123456:bot-token-2',
    'matrix-token-1',
    'hook-token-1',
    'push-token-1',
    'env-key-1',
    'skill-key-1',
    'skill-env-1',
  ];

  it('are all reported for masking, with their key', async () => {
    const loaded = await folder.loadText(text, {
      PW: 'pw-from-env',
      OPENAI_API_KEY: 'sk-process-1',
      HOME: '/root',
    });
    assert.deepEqual(issueLines(loaded, dir), []);
    const reported = loaded.secrets.map((secret) => secret.value);
    for (const value of [...values, 'sk-process-1']) assert.ok(reported.includes(value), value);
    for (const value of ['text/plain', 'plain-value', '/root', dir])
      assert.ok(!reported.includes(value), value);
    assert.ok(
      loaded.secrets.some(
        (secret) => secret.provenance === 'gateway.auth.password' && secret.value === 'pw-from-env',
      ),
    );
  });

  it('are in no part of the snapshot, whether it is valid or not', async () => {
    for (const source of [text, text.replace('gateway: {', 'gateway: { prot: 1,'), text.slice(0, -9)]) {
      const loaded = await folder.loadText(source, { PW: 'pw-from-env' });
      const shown = JSON.stringify([loaded.snapshot, loaded.issues, loaded.warnings]);
      for (const value of values) assert.ok(!shown.includes(value), `${value} in ${shown}`);
    }
  });

  it('named by a variable keep showing the variable', async () => {
    const loaded = await folder.loadText(text, { PW: 'pw-from-env' });
    assert.ok(loaded.snapshot.raw?.includes('${PW}'));
    assert.equal(
      (loaded.snapshot.parsed as { gateway: { auth: { password: string } } }).gateway.auth.password,
      '${PW}',
    );
    assert.match(JSON.stringify(loaded.snapshot.config), /"password":"\[redacted\]"/);
  });

  it('kept in files are read, and a file others can read is refused', async () => {
    const path = folder.write('token.txt', 'file-token-1\n');
    const loaded = await folder.loadText('{ gateway: { auth: { tokenFile: "~/token.txt" } } }');
    assert.deepEqual(loaded.secretFiles, { token: 'file-token-1' });
    assert.ok(loaded.secrets.some((secret) => secret.value === 'file-token-1'));
    chmodSync(path, 0o644);
    assert.match(
      issueLines(await folder.load(), dir).join(),
      /gateway.auth.tokenFile: .*can be read by other users; chmod 600/,
    );
    assert.match(
      issueLines(await folder.loadText('{ gateway: { auth: { passwordFile: "./nope" } } }'), dir).join(),
      /gateway.auth.passwordFile: .*nope does not exist/,
    );
  });
});

describe('keys', () => {
  it('whose feature is still to come are accepted with one warning each', async () => {
    const loaded = await folder.loadText(
      '{ cron: { enabled: true, maxConcurrentRuns: 2 }, tools: { deny: ["x"] }, channels: { whatsapp: { configWrites: true, allowFrom: ["+1"] } } }',
    );
    assert.equal(loaded.valid, true);
    assert.deepEqual(loaded.warnings.map((warning) => warning.path).toSorted(), [
      'channels.whatsapp.configWrites',
      'cron',
    ]);
  });

  it('of older releases are refused with their new place, and nothing else is said of them', async () => {
    const loaded = await folder.loadText(
      '{\n telegram: { botToken: "x" },\n routing: { queue: {}, agents: {} },\n gateway: { token: "y" } }',
    );
    assert.deepEqual(issueLines(loaded, dir), [
      'moltbot.json:2:2: telegram: key of an older release; move it to channels.telegram',
      'moltbot.json:3:24: routing.agents: key of an older release; move it to agents.list',
      'moltbot.json:3:13: routing.queue: key of an older release; move it to messages.queue',
      'moltbot.json:4:13: gateway.token: key of an older release; move it to gateway.auth.token',
    ]);
    assert.equal(loaded.snapshot.legacyIssues.length, 4);
  });

  it('written twice are refused', async () => {
    const loaded = await folder.loadText('{ gateway: { port: 1,\n port: 2 }, "gateway": { } }');
    assert.deepEqual(issueLines(loaded, dir), [
      'moltbot.json:2:2: gateway.port: key is written twice in one object, first at line 1; keep one of them',
      'moltbot.json:2:13: gateway: key is written twice in one object, first at line 1; keep one of them',
    ]);
    assert.equal(loaded.config.gateway, undefined);
  });
});
