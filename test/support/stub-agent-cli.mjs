#!/usr/bin/env node
// An agent CLI for tests: its first argument says how it behaves, the rest is what a real one would get.
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';

const [mode, ...rest] = process.argv.slice(2);
const stdin = () =>
  new Promise((resolve) => {
    let text = '';
    process.stdin.on('data', (chunk) => (text += chunk));
    process.stdin.on('end', () => resolve(text));
  });
const line = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const after = (flag) => rest[rest.indexOf(flag) + 1];
const forever = () => setInterval(() => undefined, 1 << 30);

const modes = {
  async json() {
    const prompt = rest.at(-1) ?? '';
    const usage = { input_tokens: 11, output_tokens: 5, cache_read_input_tokens: 2 };
    line({ type: 'result', is_error: false, result: `json: ${prompt}`, session_id: 'sess-json', usage });
  },
  async echo() {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('STUB_')));
    line({ result: JSON.stringify({ args: rest, stdin: await stdin(), env, cwd: process.cwd() }) });
  },
  async images() {
    const paths = rest.filter((arg) => arg.endsWith('.png'));
    line({ result: JSON.stringify(paths.map((path) => [path, existsSync(path)])) });
  },
  async jsonl() {
    line({ type: 'thread.started', thread_id: 'thread-1' });
    line({ type: 'item.completed', item: { type: 'reasoning', text: 'hidden' } });
    line({ type: 'item.completed', item: { type: 'agent_message', text: 'first' } });
    line({ type: 'item.completed', item: { type: 'agent_message', text: 'second' } });
    line({ type: 'turn.completed', usage: { input_tokens: 4, output_tokens: 6 } });
  },
  async instance() {
    const own = Object.entries(process.env).filter(([name]) => /^(CLAWDBOT|MOLTBOT|OPENCLAW)_/.test(name));
    process.stdout.write(JSON.stringify(Object.fromEntries(own)));
  },
  async text() {
    process.stdout.write(`text: ${rest.at(-1)}\n`);
  },
  async isError() {
    line({ type: 'result', is_error: true, result: 'Invalid API key · Please run /login' });
  },
  async nonzero() {
    process.stderr.write('HTTP 429: too many requests\n');
    process.exitCode = 3;
  },
  // Knows no session but those it begins itself.
  async forgetful() {
    if (!rest.includes('--resume')) return modes.echo();
    process.stderr.write('No conversation found with session ID: known-1\n');
    process.exitCode = 1;
  },
  async forgetfulJson() {
    if (!rest.includes('--resume')) return modes.echo();
    line({ type: 'result', is_error: true, result: 'No conversation found' });
  },
  // Leaves a trace of having been started, and fails.
  async mark() {
    appendFileSync(rest[0], 'x');
    process.exitCode = 1;
  },
  async silentFailure() {
    process.exitCode = 1;
  },
  async midstream() {
    line({ type: 'item.completed', item: { type: 'agent_message', text: 'half an ans' } });
    process.stderr.write('segmentation fault\n');
    process.exitCode = 139;
  },
  async spam() {
    const block = 'x'.repeat(1 << 20);
    for (let sent = 0; sent < 100; sent += 1) {
      if (!process.stdout.write(block)) await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  },
  async hang() {
    process.on('SIGTERM', () => undefined);
    const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM",()=>{});setInterval(()=>{},1<<30)'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    writeFileSync(after('--pids'), JSON.stringify([process.pid, child.pid]));
    line({ type: 'item.completed', item: { type: 'agent_message', text: 'working' } });
    forever();
  },
};

await modes[mode]();
