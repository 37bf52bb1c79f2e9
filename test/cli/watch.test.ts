import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutput } from '../../src/cli/output.ts';
import { chainLines, clockTime } from '../../src/cli/transition-lines.ts';
import type { ActorNode, Transition } from '../../src/protocol/generated/types.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';

const node = (id: string, state = 'serving'): ActorNode => ({
  id,
  parent: id.includes('/') ? id.slice(0, id.lastIndexOf('/')) : null,
  machine: 'm',
  state,
  since: 1_700_000_000_000,
  restarts: 0,
  lastError: null,
  next: null,
  nextAt: null,
});

const step = (actor: string, from: string, to: string): Transition => ({
  actor,
  at: 1_700_000_000_000,
  event: 'child.failed',
  from,
  to,
  cause: 'boom',
});

const TREE = [
  node('gateway', 'running.steady'),
  node('gateway/pulse', 'parked'),
  node('gateway/channels'),
  node('gateway/channels/telegram:default', 'backingOff'),
  node('gateway/channels/telegram:work'),
];

const inspect = (params: unknown) => {
  const { actor } = params as { actor?: string };
  const why = [step('gateway/edge', 'serving', 'failed'), step(actor ?? '', 'beating', 'parked')];
  const known = TREE.some(({ id }) => id === actor);
  return { tree: TREE, ...(known ? { transitions: why, why } : { transitions: [], why: [] }) };
};

test('why prints the chain of causes, each step further right, and knows short names', async (context) => {
  const { bench } = await withGateway(context, { gateway: { answer: (_method, params) => inspect(params) } });
  const { code, stdout } = await bench.run('gateway', 'why', 'pulse');
  assert.equal(code, 0);
  const [head, first, second] = stdout.split('\n');
  assert.match(head ?? '', /^gateway\/pulse is parked for /);
  assert.match(first ?? '', /^[\d:.]+ {2}gateway\/edge {2}serving → failed {2}on child\.failed \(boom\)$/);
  assert.match(second ?? '', /^ {2}└ [\d:.]+ {2}gateway\/pulse {2}beating → parked/);
  for (const name of ['telegram:default', 'channels/telegram:default', 'gateway/channels/telegram:default']) {
    const answer = await bench.run('gateway', 'why', name, '--json');
    assert.equal((JSON.parse(answer.stdout) as { actor: string }).actor, 'gateway/channels/telegram:default');
  }
});

test('why of a long chain stops moving right, and folds what repeats itself; --json keeps every step', async (context) => {
  const at = (minute: number, made: Transition): Transition => ({ ...made, at: made.at + minute * 60_000 });
  const falls = step('gateway/pulse', 'alive', 'backingOff');
  const rises = {
    ...step('gateway/pulse', 'backingOff', 'alive'),
    event: 'backoff.over',
    cause: 'gateway/pulse',
  };
  const tries = Array.from({ length: 20 }, (_, round) => [at(round, falls), at(round, rises)]).flat();
  const lone = Array.from({ length: 7 }, (_, number) =>
    at(30 + number, step('gateway/edge', `s${number}`, 'x')),
  );
  const why = [at(-1, step('gateway/edge', 'serving', 'failed')), ...tries, ...lone];
  const answer = () => ({ tree: TREE, transitions: why, why });
  const { bench } = await withGateway(context, { gateway: { answer } });
  const { stdout } = await bench.run('gateway', 'why', 'pulse');
  const lines = stdout.trimEnd().split('\n').slice(1);
  assert.equal(lines.length, 9);
  assert.match(
    lines[1] ?? '',
    /^ {2}└ [\d:.]+ to [\d:.]+ {2}20 times {2}gateway\/pulse {2}alive → backingOff {2}on child\.failed \(boom\), backingOff → alive {2}on backoff\.over$/,
  );
  const [, from, to] = /└ (\S+) to (\S+)/.exec(lines[1] ?? '') ?? [];
  assert.deepEqual([from, to], [clockTime(falls.at), clockTime(falls.at + 19 * 60_000)]);
  assert.deepEqual(
    lines.map((line) => line.search(/\S/)),
    [0, 2, 4, 6, 8, 8, 8, 8, 8],
  );
  const { stdout: json } = await bench.run('gateway', 'why', 'pulse', '--json');
  assert.deepEqual((JSON.parse(json) as { why: unknown }).why, why);
});

test('why leaves two rounds of a cycle, and rounds with another cause, as they are', (context) => {
  const out = createOutput(createBench(context).io);
  const round = [step('a', 'one', 'two'), step('a', 'two', 'one')];
  assert.equal(chainLines([...round, ...round], out).length, 4);
  assert.equal(chainLines([...round, ...round, ...round], out).length, 1);
  const other = round.map((made) => ({ ...made, cause: 'another' }));
  assert.equal(chainLines([...round, ...other, ...round], out).length, 6);
});

test('why of an actor that does not exist is exit code 64 with the nearest name', async (context) => {
  const { bench } = await withGateway(context, { gateway: { answer: (_method, params) => inspect(params) } });
  const near = await bench.run('gateway', 'why', 'telegram:defualt');
  assert.equal(near.code, 64);
  assert.match(near.stderr, /did you mean gateway\/channels\/telegram:default\?/);
  const far = await bench.run('gateway', 'why', 'lighthouse');
  assert.equal(far.code, 64);
  assert.match(far.stderr, /the parts are pulse, channels/);
});

test('watch goes on where it was after its connection was cut, and tells when another process took over', async (context) => {
  const asked: unknown[] = [];
  const pages = [
    { epoch: 'a', next: 4, transitions: [], dropped: false },
    { epoch: 'a', next: 5, transitions: [{ seq: 5, ...step('gateway', 'one', 'two') }], dropped: false },
    'cut',
    { epoch: 'a', next: 6, transitions: [{ seq: 6, ...step('gateway', 'two', 'three') }], dropped: false },
    { epoch: 'b', next: 1, transitions: [{ seq: 1, ...step('gateway', 'four', 'five') }], dropped: true },
  ];
  const { bench, gateway } = await withGateway(context, {
    gateway: {
      answer: (_method, params) => {
        asked.push(params);
        const page = pages.shift();
        if (page !== 'cut') return page;
        gateway.cut();
        return undefined;
      },
    },
  });
  const done = bench.run('gateway', 'watch', '--actor', 'channels', '--json');
  await bench.shows('"seq":1');
  bench.interrupt();
  const { code, stdout } = await done;
  assert.equal(code, 0);
  const actor = 'gateway/channels';
  assert.deepEqual(asked.slice(0, 5), [
    { waitMs: 0, actor },
    { waitMs: 30_000, after: 4, epoch: 'a', actor },
    { waitMs: 30_000, after: 5, epoch: 'a', actor },
    { waitMs: 30_000, after: 5, epoch: 'a', actor },
    { waitMs: 30_000, after: 6, epoch: 'a', actor },
  ]);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; seq?: number });
  assert.deepEqual(
    lines.map(({ type, seq }) => seq ?? type),
    [5, 6, 'notice', 1],
  );
});

test('watch with --since begins with what is kept of that time, and refuses a time it cannot read', async (context) => {
  const old = { seq: 1, ...step('gateway', 'one', 'two'), at: Date.now() - 600_000 };
  const recent = { seq: 2, ...step('gateway', 'two', 'three'), at: Date.now() };
  const pages = [{ epoch: 'a', next: 2, transitions: [old, recent], dropped: true }];
  const { bench, gateway } = await withGateway(context, { gateway: { answer: () => pages.shift() } });
  const done = bench.run('gateway', 'watch', '--since', '5m');
  await bench.shows('two → three');
  bench.interrupt();
  const { code, stdout } = await done;
  assert.equal(code, 0);
  assert.doesNotMatch(stdout, /one → two/);
  assert.deepEqual(gateway.requests[0], ['system.transitions', { waitMs: 30_000, after: 0 }]);
  assert.equal((await bench.run('gateway', 'watch', '--since', 'yesterday')).code, 64);
});
