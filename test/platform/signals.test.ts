import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';

const module = new URL('../../src/platform/signals.ts', import.meta.url).href;

const run = (code: string) => {
  const script = `import { onSignal, restoreDefaultSignals } from ${JSON.stringify(module)};\n${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(String(chunk)));
  return { child, next: async () => (await lines.next()).value as string, errors };
};

describe('signals', { skip: process.platform === 'win32' && 'no signals' }, () => {
  it('that come before anybody listens are delivered in order once somebody does', async () => {
    // The second handler runs after the module's own, so by then the signal has been kept.
    const { child, next, errors } = run(`
      const waited = ['SIGUSR1', 'SIGUSR2', 'SIGHUP'];
      const step = () => {
        const signal = waited.shift();
        if (signal === undefined) return onSignal((kept) => console.log(kept));
        process.once(signal, step);
        process.kill(process.pid, signal);
      };
      step();
      process.stdin.resume();`);
    assert.deepEqual([await next(), await next(), await next()], ['SIGUSR1', 'SIGUSR2', 'SIGHUP']);
    child.kill('SIGTERM');
    assert.equal(await next(), 'SIGTERM');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.doesNotMatch(errors.join(''), /Debugger/);
  });

  it('an unsubscribed listener hears nothing more', async () => {
    const { child, next } = run(`
      const off = onSignal((signal) => console.log('first ' + signal)); off();
      onSignal((signal) => console.log('second ' + signal)); console.log('ready'); process.stdin.resume();`);
    assert.equal(await next(), 'ready');
    child.kill('SIGTERM');
    assert.equal(await next(), 'second SIGTERM');
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('a short command can be interrupted as usual, but SIGUSR1 neither kills it nor opens the inspector', async () => {
    const { child, next, errors } = run(`
      restoreDefaultSignals(); console.log('ready'); process.stdin.on('data', (d) => console.log('alive'));`);
    assert.equal(await next(), 'ready');
    child.kill('SIGUSR1');
    child.stdin.write('?\n');
    assert.equal(await next(), 'alive');
    child.kill('SIGINT');
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    assert.equal(signal, 'SIGINT');
    assert.doesNotMatch(errors.join(''), /Debugger/);
  });
});
