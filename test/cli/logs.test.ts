import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { unavailable } from '../../src/protocol/failure.ts';
import type { LogsTailResult } from '../../src/protocol/generated/types.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';

const line = (msg: string, extra: object = {}): string =>
  JSON.stringify({ time: '2026-01-31T09:00:00.000Z', level: 'info', subsystem: 'gateway/ws', msg, ...extra });

const page = (over: Partial<LogsTailResult>): LogsTailResult => ({
  file: '/log/moltbot-2026-01-31.log',
  cursor: 10,
  size: 10,
  lines: [],
  truncated: false,
  reset: false,
  ...over,
});

test('logs prints the file and its lines, unparsable ones as they are', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    gateway: {
      answer: () =>
        page({
          lines: [
            line('up'),
            line('bad', {
              level: 50,
              reason: 'a\u001bb c',
              error: { name: 'TypeError', message: 'x', stack: 'at y' },
            }),
            'half \u001b[1m a line',
          ],
        }),
    },
  });
  const { code, stdout } = await bench.run('logs', '--limit', '3', '--max-bytes', '99');
  assert.equal(code, 0);
  assert.equal(
    stdout,
    'Log file: /log/moltbot-2026-01-31.log\n' +
      '2026-01-31T09:00:00.000Z info gateway/ws up\n' +
      '2026-01-31T09:00:00.000Z error gateway/ws bad reason="a\\\\u001bb c" error="TypeError: x"\n' +
      'half \\u001b[1m a line\n',
  );
  assert.deepEqual(gateway.requests, [['logs.tail', { limit: 3, maxBytes: 99 }]]);
});

test('logs --json prints one object per line', async (context) => {
  const { bench } = await withGateway(context, {
    gateway: { answer: () => page({ lines: [line('up'), 'x'] }) },
  });
  const { stdout } = await bench.run('logs', '--json');
  assert.deepEqual(
    stdout
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as unknown),
    [
      { type: 'meta', file: '/log/moltbot-2026-01-31.log', cursor: 10, size: 10 },
      {
        type: 'log',
        time: '2026-01-31T09:00:00.000Z',
        level: 'info',
        subsystem: 'gateway/ws',
        message: 'up',
        raw: line('up'),
      },
      { type: 'raw', raw: 'x' },
    ],
  );
});

test('logs finds what is asked for in all that one look brings, and prints the last of it', async (context) => {
  const lines = [
    line('opened', { level: 20 }),
    line('slow', { level: 'warn', subsystem: 'channels/telegram' }),
    line('refused', { level: 'error', subsystem: 'channels/telegram', account: 'Work' }),
    line('gone', { level: 60, subsystem: 'channelsish' }),
    'half a line of WORK',
  ];
  const { bench, gateway } = await withGateway(context, { gateway: { answer: () => page({ lines }) } });
  const found = async (...flags: readonly string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await bench.run('logs', '--plain', ...flags);
    assert.equal(code, 0, stderr);
    return stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((text) => text.split(' ').slice(1).join(' '));
  };
  assert.deepEqual(await found('--level', 'error'), [
    'error channels/telegram refused account=Work',
    'fatal channelsish gone',
  ]);
  assert.deepEqual(await found('--subsystem', 'channels/', '--limit', '1'), [
    'error channels/telegram refused account=Work',
  ]);
  assert.deepEqual(await found('--grep', 'work'), [
    'error channels/telegram refused account=Work',
    'a line of WORK',
  ]);
  assert.deepEqual(await found('--grep', 'work', '--level', 'trace'), [
    'error channels/telegram refused account=Work',
  ]);
  assert.deepEqual(gateway.requests[0], ['logs.tail', { limit: 5_000, maxBytes: 1_000_000 }]);
  assert.match((await bench.run('logs', '--level', 'loud')).stderr, /Allowed choices are trace, debug/);
});

test('logs --follow goes on from the cursor, over a new file, until Ctrl-C', async (context) => {
  const pages = [
    page({ lines: [line('one')] }),
    page({ cursor: 20, lines: [line('two')] }),
    // Midnight: the cursor of the old file is past the start of the new one.
    page({ file: '/log/moltbot-2026-02-01.log', cursor: 30, lines: [line('lost')] }),
    page({ file: '/log/moltbot-2026-02-01.log', cursor: 30, lines: [line('three'), line('four')] }),
  ];
  const { bench, gateway } = await withGateway(context, {
    gateway: { answer: () => pages.shift() ?? page({ file: '/log/moltbot-2026-02-01.log', cursor: 30 }) },
  });
  const running = bench.run('logs', '--follow', '--interval', '1');
  await bench.shows('four');
  bench.interrupt();
  const { code, stdout } = await running;
  assert.equal(code, 0);
  assert.deepEqual(
    stdout
      .trimEnd()
      .split('\n')
      .map((text) => text.split(' ').at(-1)),
    ['/log/moltbot-2026-01-31.log', 'one', 'two', '/log/moltbot-2026-02-01.log', 'three', 'four'],
  );
  assert.deepEqual(
    gateway.requests.slice(0, 4).map(([, params]) => (params as { cursor?: number }).cursor),
    [undefined, 10, 20, 0],
  );
});

test('logs --follow goes on from a position where the gateway tells one, and asks at once while more waits', async (context) => {
  const file = '/log/moltbot-2026-02-01.log';
  const pages = [
    page({ lines: [line('one')], position: '7-7:10' }),
    page({ file, lines: [line('two')], position: '7-7:20', more: true }),
    page({ file, lines: [line('three')], position: '8-8:5' }),
  ];
  const { bench, gateway } = await withGateway(context, {
    gateway: { answer: () => pages.shift() ?? page({ file, position: '8-8:5' }) },
  });
  const running = bench.run('logs', '--follow', '--interval', '1', '--plain');
  await bench.shows('three');
  bench.interrupt();
  const { stdout, stderr } = await running;
  assert.deepEqual(stdout.match(/one|two|three/g), ['one', 'two', 'three']);
  assert.equal(stderr, '');
  assert.deepEqual(
    gateway.requests.slice(0, 3).map(([, params]) => params),
    [
      { limit: 200, maxBytes: 250_000 },
      { limit: 200, maxBytes: 250_000, after: '7-7:10' },
      { limit: 200, maxBytes: 250_000, after: '7-7:20' },
    ],
  );
});

test('logs --follow outlives a lost connection', async (context) => {
  let asked = 0;
  const { bench, gateway } = await withGateway(context, {
    gateway: {
      answer: () => {
        asked += 1;
        if (asked === 2) gateway.cut();
        return page({ cursor: asked, lines: [line(`line-${asked}`)] });
      },
    },
  });
  const running = bench.run('logs', '--follow', '--interval', '1');
  await bench.shows('line-3');
  bench.interrupt();
  const { code, stderr } = await running;
  assert.equal(code, 0);
  assert.match(stderr, /gateway closed \(1006.*trying again until Ctrl-C\nConnected again\.\n/);
});

test('logs --follow outlives a gateway that is on its way up and has no log to show yet', async (context) => {
  let asked = 0;
  const { bench } = await withGateway(context, {
    gateway: {
      answer: () => {
        asked += 1;
        if (asked === 2) throw unavailable('the gateway is booting.starting');
        return page({ cursor: asked, lines: [line(`line-${asked}`)] });
      },
    },
  });
  const running = bench.run('logs', '--follow', '--interval', '1');
  await Promise.race([bench.shows('line-3'), running]);
  bench.interrupt();
  const { code, stderr } = await running;
  assert.equal(code, 0);
  assert.match(stderr, /the gateway is booting\.starting; trying again until Ctrl-C\nConnected again\.\n/);
});

test('logs of a gateway that is down exit 69', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const none = await bench.run('logs');
  assert.equal(none.code, 69);
  assert.doesNotMatch(none.stderr, /Its log/, 'there is none');
  mkdirSync(join(bench.dir, 'logs'));
  assert.match(
    (await bench.run('logs')).stderr,
    new RegExp(`Its log can be read all the same: ${join(bench.dir, 'logs')}\n`),
  );
});
