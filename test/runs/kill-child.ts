/** Answers one message slowly, with a tool step first, and reports each stage on stdout until it is killed. */
import type { EngineEvent } from '../../src/agent/engine.ts';
import { nextTurn } from '../../src/platform/schedule.ts';
import { openRealParts } from './real-parts.ts';

async function* slowly(): AsyncGenerator<EngineEvent> {
  yield { type: 'text', delta: 'let me look' };
  yield { type: 'toolStart', id: 't1', name: 'look', args: {} };
  yield { type: 'toolResult', id: 't1', name: 'look', result: 'blue', isError: false };
  for (;;) {
    yield { type: 'text', delta: ' and' };
    await nextTurn();
  }
}

const [dir = '', runId = ''] = process.argv.slice(2);
const parts = openRealParts({
  dir,
  engines: {
    resolve: () => Promise.resolve([{ provider: 'slow', model: 'slow', engine: 'offline' }]),
    run: slowly,
    overdue: () => {},
  },
  onChat: (payload) => process.stdout.write(`${payload.state}\n`),
});
await parts.part.port.submit({
  runId,
  source: 'chat',
  sessionKey: 'main',
  message: 'what colour is the sky?',
  timeoutMs: 60_000,
  requester: 'test',
});
process.stdout.write('accepted\n');
