import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createHome, runCli, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import { connect } from '../support/operator-client.ts';
import { answers, refuses, startSseModelServer } from '../support/sse-model-server.ts';

const KEY = 'sk-wrong-key-0123456789';
const BOUND_MS = 30_000;

interface Health {
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
}

it(
  'a model that refuses the key is a warning everywhere until it answers',
  { timeout: 120_000 },
  async (context) => {
    const server = await startSseModelServer();
    context.after(() => server.close());
    const home = createHome({
      models: { providers: { lab: { baseUrl: server.url, apiKey: KEY, api: 'openai-completions' } } },
      agents: { defaults: { model: { primary: 'lab/m' } } },
    });
    context.after(() => home.remove());
    const gateway = await startGateway(home);
    let running = true;
    context.after(async () => {
      if (running) await gateway.stop('SIGKILL');
    });

    /** Health as it was pushed last, and whoever waits for it. */
    let pushed = Promise.withResolvers<Health>();
    const client = await connect({
      url: gateway.url,
      token: TOKEN,
      onEvent: (event, payload) => {
        if (event !== 'health') return;
        pushed.resolve(payload as Health);
        pushed = Promise.withResolvers();
      },
    });
    context.after(() => client.close());
    /** Asks, then waits for a push, until it is as wanted. The test's own bound ends it. */
    const healthUntil = async (
      wanted: (said: string | undefined) => boolean,
    ): Promise<string | undefined> => {
      for (;;) {
        const next = pushed.promise;
        const { warnings = [] } = (await client.call('health', {})) as Health;
        const said = warnings.find(({ code }) => code === 'model_trouble')?.message;
        if (wanted(said)) return said;
        await next;
      }
    };
    const turn = async (runId: string): Promise<unknown> => {
      await client.call('agent', { message: 'hello', sessionKey: 'main', idempotencyKey: runId });
      const ended = await client.call('agent.wait', { runId, timeoutMs: BOUND_MS });
      return (ended as { status?: string }).status;
    };

    server.script(refuses(401, { error: { message: `Incorrect API key provided: ${KEY}` } }));
    assert.equal(await turn('first'), 'error');
    assert.equal(await turn('second'), 'error');
    const said = await healthUntil((message) => message?.includes('the last 2 runs') === true);
    assert.match(said ?? '', /^lab\/m failed the last 2 runs: lab answered 401: .+ \(auth\); set its key: /);

    for (const command of [['health'], ['status'], ['gateway', 'status'], ['doctor']]) {
      const { stdout } = await runCli(home, command);
      assert.match(stdout, /model[_-]trouble/, command.join(' '));
      assert.match(stdout, /config set models\.providers\.lab\.apiKey <key>/, command.join(' '));
      assert.ok(!stdout.includes(KEY), `${command.join(' ')} keeps the key to itself`);
    }

    server.script(answers('well'));
    assert.equal(await turn('third'), 'ok');
    await healthUntil((message) => message === undefined);
    const after = await runCli(home, ['health']);
    assert.equal(after.code, 0, after.stderr);
    assert.doesNotMatch(after.stdout, /model_trouble/);

    server.script(refuses(404, { error: { message: 'no such model' } }));
    assert.equal(await turn('fourth'), 'error');
    await healthUntil((message) => message?.includes('(notFound)') === true);
    const changed = await runCli(home, [
      'config',
      'set',
      'models.providers.lab.apiKey',
      'sk-right-0123456789',
    ]);
    assert.equal(changed.code, 0, changed.stderr);
    await healthUntil((message) => message === undefined);

    await client.close();
    assert.equal(await gateway.stop(), 0);
    running = false;
    assert.deepEqual(strayFailures(home), []);
  },
);
