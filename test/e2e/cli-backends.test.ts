import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createHome, runCli, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import type { GatewayProcess, Home } from '../support/gateway-process.ts';
import { assertGone, isRunning } from '../support/processes.ts';
import { connectPeer } from '../support/ws-peer.ts';

const STUB = path.join(import.meta.dirname, '../support/stub-agent-cli.mjs');

interface Answer {
  readonly status: string;
  readonly result: { readonly payloads: readonly { readonly text: string }[] };
}

const skip = process.platform === 'linux' ? false : 'processes are looked up in /proc';

describe('a message answered by an installed agent CLI', { skip }, () => {
  let home: Home;
  let gateway: GatewayProcess;
  let pidFile: string;

  before(async () => {
    home = createHome({}, { CLAWDBOT_GATEWAY_PORT: '1', MOLTBOT_LAUNCHD_LABEL: 'of.somebody' });
    pidFile = path.join(home.dir, 'pids.json');
    home.write({
      agents: {
        defaults: {
          cliBackends: {
            plain: { command: process.execPath, args: [STUB, 'text'] },
            instance: { command: process.execPath, args: [STUB, 'instance'] },
            rememberer: {
              command: process.execPath,
              args: [STUB, 'json'],
              resumeArgs: [STUB, 'echo', '--resume', '{sessionId}'],
              output: 'json',
              sessionMode: 'existing',
            },
            stuck: { command: process.execPath, args: [STUB, 'hang', '--pids', pidFile], output: 'jsonl' },
          },
        },
        list: [
          { id: 'main', default: true, model: 'plain/any' },
          { id: 'rememberer', model: 'rememberer/any' },
          { id: 'instance', model: 'instance/any' },
          { id: 'stuck', model: 'stuck/any' },
        ],
      },
    });
    gateway = await startGateway(home);
  });

  after(async () => {
    await gateway.stop();
    assert.deepEqual(strayFailures(home), []);
    home.remove();
  });

  const ask = async (...words: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCli(home, ['agent', ...words, '--json']);
    assert.equal(code, 0, stderr + stdout);
    return (JSON.parse(stdout) as Answer).result.payloads[0]?.text ?? '';
  };

  it('is given the way to this gateway, and nothing that leads elsewhere', async () => {
    assert.deepEqual(JSON.parse(await ask('--agent', 'instance', '--message', 'where am I')), {
      CLAWDBOT_PROFILE: 'default',
      CLAWDBOT_STATE_DIR: home.dir,
      CLAWDBOT_CONFIG_PATH: home.configPath,
    });
  });

  it('passes the text of a plain one through', async () => {
    const { code, stdout, stderr } = await runCli(home, ['agent', '--message', 'knock knock', '--stream']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^text: .*knock knock\n$/);
  });

  it('resumes the session whose id it told in its JSON', async () => {
    assert.match(await ask('--agent', 'rememberer', '--message', 'first'), /^json: .*first$/);
    const second = JSON.parse(await ask('--agent', 'rememberer', '--message', 'second')) as {
      args: string[];
      cwd: string;
    };
    assert.deepEqual(second.args.slice(0, 2), ['--resume', 'sess-json']);
    assert.match(second.args.at(-1) ?? '', /second$/);
  });

  it('ends one that hangs, ignores SIGTERM and forked a child at the deadline, both processes gone', async () => {
    const begun = performance.now();
    const peer = await connectPeer(gateway.url, { token: TOKEN });
    peer.send({
      type: 'req',
      id: 'a',
      method: 'agent',
      params: { message: 'hi', agentId: 'stuck', idempotencyKey: 'stuck-1', timeout: 2 },
    });
    const final = await peer.frame((frame) => frame['id'] === 'a' && frame['ok'] === false);
    const took = performance.now() - begun;
    assert.equal((final['error'] as { code: string }).code, 'AGENT_TIMEOUT');
    assert.equal((final['payload'] as { status: string }).status, 'error');
    assert.ok(took >= 2000, `ended after ${took} ms, before its deadline`);
    const pids = JSON.parse(readFileSync(pidFile, 'utf8')) as number[];
    assert.equal(pids.length, 2);
    await assertGone(pids);
    const chat = await peer.frame(
      (frame) => frame['event'] === 'chat' && (frame['payload'] as { state: string }).state === 'error',
    );
    assert.match((chat['payload'] as { errorMessage: string }).errorMessage, /deadline|timed out|2 ?s/i);
    peer.ws.close();
    await peer.closed;
  });

  it('says with exit code 1 and AGENT_TIMEOUT on the command line how that ended', async () => {
    const { code, stdout } = await runCli(home, [
      'agent',
      '--agent',
      'stuck',
      '--message',
      'again',
      '--timeout',
      '1',
      '--json',
    ]);
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { error: { code: string } }).error.code, 'AGENT_TIMEOUT');
    const pids = JSON.parse(readFileSync(pidFile, 'utf8')) as number[];
    await assertGone(pids);
  });

  it('leaves no process behind when the gateway stops in the middle of such a run', async () => {
    const peer = await connectPeer(gateway.url, { token: TOKEN });
    peer.send({
      type: 'req',
      id: 'a',
      method: 'agent',
      params: { message: 'third', agentId: 'stuck', idempotencyKey: 'stuck-3', timeout: 600 },
    });
    // What the stub says comes after it has written down its processes.
    await peer.frame(
      (frame) =>
        frame['event'] === 'agent' && (frame['payload'] as { stream: string }).stream === 'assistant',
    );
    const pids = JSON.parse(readFileSync(pidFile, 'utf8')) as number[];
    for (const pid of pids) assert.equal(isRunning(pid), true);
    const status = await gateway.stop();
    assert.equal(status, 0);
    await assertGone(pids);
  });
});
