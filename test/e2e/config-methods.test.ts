import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { createHome, runCli, startGateway } from '../support/gateway-process.ts';
import type { GatewayProcess, Home } from '../support/gateway-process.ts';
import { assertShape } from '../support/wire-shape.ts';

let home: Home;
let gateway: GatewayProcess;

before(async () => {
  home = createHome();
  gateway = await startGateway(home);
});

after(async () => {
  await gateway.stop();
  home.remove();
});

const file = (): string => home.configPath;
const text = (): string => readFileSync(file(), 'utf8');

const call = async (method: string, params: unknown = {}): Promise<Record<string, unknown>> => {
  const argv = ['gateway', 'call', method, '--params', JSON.stringify(params), '--json'];
  const { stdout, stderr } = await runCli(home, argv);
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
};
const refusal = async (method: string, params: unknown): Promise<string> => {
  const answer = (await call(method, params)) as { ok: boolean; error: { message: string } };
  assert.equal(answer.ok, false);
  return answer.error.message;
};
const hash = async (): Promise<string> => (await call('config.get'))['hash'] as string;

test('a patch changes one key in place, is taken over, and leaves a backup and a record', async () => {
  const before = text();
  const raw = '{ messages: { responsePrefix: "hi" } }';
  assert.equal(
    await refusal('config.patch', { raw }),
    'config base hash required; re-run config.get and retry',
  );
  assert.equal(
    await refusal('config.patch', { raw, baseHash: 'f00' }),
    'config changed since last load; re-run config.get and retry',
  );
  assert.equal(text(), before);
  const answer = await call('config.patch', { raw, baseHash: await hash() });
  assertShape('ConfigPatchResult', answer);
  assert.equal(answer['changed'], true);
  assert.equal((answer['report'] as { hash: string }).hash, answer['hash']);
  assert.match(text(), /"?responsePrefix"?: "hi"/);
  assert.equal(readFileSync(`${file()}.bak`, 'utf8'), before);
  assert.equal(existsSync(`${file()}.bak.1`), false);
  const history = await call('config.history');
  assertShape('ConfigHistoryResult', history);
  const [deed] = history['deeds'] as { action: string; detail: { keys: string[] } }[];
  assert.equal(deed?.action, 'config.patch');
  assert.deepEqual(deed?.detail.keys, ['messages.responsePrefix']);
  const { stdout: listed } = await runCli(home, ['config', 'history']);
  assert.match(listed, /^1 {2}replaced .*\n {3}config\.patch by .+: messages\.responsePrefix\n$/);
  const snapshot = await call('config.get');
  assertShape('ConfigSnapshot', snapshot);
  assert.equal((snapshot['running'] as { hash: string }).hash, answer['hash']);
  const back = await call('config.rollback', { to: 1, baseHash: await hash() });
  assert.equal(back['changed'], true);
  assert.equal(text(), before);
});

test('what config.get shows instead of a secret is refused as a value, and nothing is written', async () => {
  const snapshot = await call('config.get');
  const before = text();
  assert.match(
    await refusal('config.set', { raw: snapshot['raw'], baseHash: snapshot['hash'] }),
    /^gateway\.auth\.token: \[redacted\] stands for a secret that was not shown/,
  );
  assert.equal(
    await refusal('config.apply', { raw: '{ nonsense: 1 }', baseHash: snapshot['hash'] }),
    'invalid config',
  );
  assert.match(
    await refusal('config.apply', { raw: '{', baseHash: snapshot['hash'] }),
    /^JSON5 parse failed/,
  );
  assert.equal(
    await refusal('config.patch', { raw: '[1]', baseHash: snapshot['hash'] }),
    'config.patch raw must be an object',
  );
  assert.match(await refusal('config.confirm', {}), /^no change of the configuration waits/);
  assert.equal(text(), before);
});

test('the schema has no references and marks secrets', async () => {
  const answer = (await call('config.schema')) as { uiHints: Record<string, { sensitive?: boolean }> };
  assertShape('ConfigSchemaResult', answer);
  assert.doesNotMatch(JSON.stringify(answer), /"\$ref"/);
  assert.equal(answer.uiHints['gateway.auth.token']?.sensitive, true);
  assert.equal(answer.uiHints['channels.telegram.accounts.*.botToken']?.sensitive, true);
});
