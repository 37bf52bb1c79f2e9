import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { startDripModel } from '../support/drip-model.ts';
import { createHome, runCli, startGateway, TOKEN } from '../support/gateway-process.ts';
import { connect } from '../support/operator-client.ts';

/** Each is told to the gateway in another way. None may come out of it again. */
const CANARIES = {
  configToken: TOKEN,
  providerKey: 'canary-provider-key-7f3a9b2c',
  providerHeader: 'canary-header-value-51d0e8aa',
  environment: 'canary-environment-2b6f77c1',
  referenced: 'canary-referenced-c0ffee0042',
  hookToken: 'canary-hook-token-99ab12cd34',
  botToken: '110201543:canary-AAHdqTcvCH1vGWJxfSeofSAs0K5',
  wrongToken: 'canary-wrong-token-e0e1e2e3e4',
} as const;

const encodings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
];

const leaksIn = (where: string, text: string): string[] =>
  Object.entries(CANARIES)
    .filter(([, secret]) => encodings(secret).some((form) => text.includes(form)))
    .map(([name]) => `${name} in ${where}`);

it('lets no secret out through its log, its output, its config or its errors', async (context) => {
  // A server that tells the key back is the usual way into a log: providers quote it in their refusals.
  const body = JSON.stringify({
    error: { message: `Incorrect API key provided: ${CANARIES.providerKey}. ${CANARIES.providerHeader}` },
  });
  const model = await startDripModel({ kind: 'status', status: 401, body });
  const home = createHome(
    {
      logging: { level: 'trace' },
      hooks: { token: CANARIES.hookToken },
      channels: { telegram: { enabled: false, botToken: CANARIES.botToken } },
      models: {
        providers: {
          local: {
            baseUrl: model.baseUrl,
            apiKey: CANARIES.providerKey,
            api: 'openai-completions',
            headers: { 'x-api-key': CANARIES.providerHeader },
            models: [{ id: 'm', name: 'm' }],
          },
          other: {
            baseUrl: model.baseUrl,
            apiKey: '${CANARY_KEY}',
            api: 'openai-completions',
            models: [{ id: 'm', name: 'm' }],
          },
        },
      },
      agents: { defaults: { model: { primary: 'local/m', fallbacks: ['other/m'] } } },
    },
    { OPENROUTER_API_KEY: CANARIES.environment, CANARY_KEY: CANARIES.referenced },
  );
  context.after(async () => {
    await model.close();
    home.remove();
  });
  const gateway = await startGateway(home, ['--verbose', '--ws-log', 'full']);
  let said = '';
  const cli = async (...argv: string[]): Promise<void> => {
    const { stdout, stderr } = await runCli(home, argv);
    said += stdout + stderr;
  };
  try {
    await cli('agent', '--message', 'hello', '--stream');
    await cli('agent', '--message', `my key is ${CANARIES.providerKey}x`, '--agent', 'nobody');
    await cli('health', '--url', gateway.url, '--token', CANARIES.wrongToken);
    await cli('health', '--url', `${gateway.url}?token=${CANARIES.wrongToken}`);
    for (const argv of [
      ['status'],
      ['health', '--verbose'],
      ['gateway', 'status', '--deep'],
      ['logs', '--limit', '500'],
    ]) {
      await cli(...argv);
      await cli(...argv, '--json');
    }
    for (const method of [
      'config.get',
      'logs.tail',
      'status',
      'health',
      'models.list',
      'system.inspect',
      'channels.status',
      'device.pair.list',
    ]) {
      await cli('gateway', 'call', method);
    }
    await fetch(`http://127.0.0.1:${gateway.port}/?token=${CANARIES.wrongToken}`)
      .then((answer) => answer.text())
      .then((text) => (said += text));
    const client = await connect({
      url: gateway.url,
      token: TOKEN,
      onEvent: (event, payload) => (said += JSON.stringify([event, payload])),
    });
    said += await client.call('agent.wait', { runId: 'x', timeoutMs: 0 }).then(JSON.stringify);
    said += await client
      .call('chat.send', { sessionKey: 'main', message: 'hello', idempotencyKey: 'e' })
      .then(JSON.stringify);
    said += await client.call('agent.wait', { runId: 'e', timeoutMs: 10_000 }).then(JSON.stringify);
    await client.close();
    assert.ok(model.asked.length > 0, 'the model was really asked');
  } finally {
    await gateway.stop();
  }
  // Without a copy of one that worked the next start refuses a broken config and quotes from it.
  rmSync(path.join(home.dir, 'config-last-good.json'));
  writeFileSync(
    home.configPath,
    `{ gateway: { auth: { token: "${CANARIES.configToken}", tokn: "${CANARIES.hookToken}" } }, models: { providers: { local: { apiKey: ["${CANARIES.providerKey}"] } } } }`,
  );
  const refused = await runCli(home, ['gateway', '--port', '0']);
  assert.equal(refused.code, 78);
  assert.match(refused.stderr, /tokn/);
  said += refused.stdout + refused.stderr;
  await cli('health');

  assert.match(said, /gateway/);
  const files = readdirSync(home.dir).filter((name) => name.startsWith('gateway.log'));
  assert.ok(files.length > 0);
  const log = files.map((name) => readFileSync(path.join(home.dir, name), 'utf8')).join('\n');
  assert.match(log, /redacted/, 'something was there to be masked');
  assert.deepEqual(
    [
      ...leaksIn('the log', log),
      ...leaksIn('the output', said),
      ...leaksIn('the gateway’s console', gateway.output()),
    ],
    [],
  );
});
