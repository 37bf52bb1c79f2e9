import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMdnsExposure } from '../../src/actors/exposure/mdns.ts';
import { createExposurePart } from '../../src/actors/exposure/part.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { Mdns, MdnsQuestion, MdnsRecord } from '../../src/platform/mdns.ts';
import { createStage } from '../support/stage.ts';
import { settle } from '../support/test-clock.ts';
import { createTestClock } from '../support/test-clock.ts';

interface Net {
  readonly said: string[];
  readonly open: () => Promise<Mdns>;
  ask(question: MdnsQuestion): void;
  lose(error: Error): void;
  /** From now on nothing can be sent, or opened. */
  broken: string | undefined;
  /** What is sent from now on is on its way until this resolves. */
  hold: Promise<void> | undefined;
}

/** A network that writes down what it is told. */
function createNet(): Net {
  let asks: (questions: readonly MdnsQuestion[]) => void = () => {};
  let loses: (error: Error) => void = () => {};
  const net: Net = {
    said: [],
    broken: undefined,
    hold: undefined,
    ask: (question) => asks([question]),
    lose: (error) => loses(error),
    open: () => {
      if (net.broken !== undefined) return Promise.reject(new Error(net.broken));
      net.said.push('open');
      return Promise.resolve({
        respond: (answers: readonly MdnsRecord[]) => {
          if (net.broken !== undefined) return Promise.reject(new Error(net.broken));
          const txt = answers.find(({ type }) => type === 'TXT');
          const pin = txt?.type === 'TXT' ? String(txt.data).match(/Sha256=(\w+)/)?.[1] : undefined;
          const ttl = answers.map((one) => ('ttl' in one ? one.ttl : 0));
          net.said.push(
            `${ttl[0] === 0 ? 'goodbye' : 'here'} ${answers.length}${pin === undefined ? '' : ` ${pin}`}`,
          );
          return net.hold ?? Promise.resolve();
        },
        query: () => Promise.resolve(),
        onQuery: (listener: typeof asks) => (asks = listener),
        onResponse: () => {},
        onError: (listener: typeof loses) => (loses = listener),
        close: () => {
          net.said.push('close');
          return Promise.resolve();
        },
      } as Mdns);
    },
  };
  return net;
}

function fixture() {
  const net = createNet();
  const clock = createTestClock();
  let pin = 'aa';
  let stale: () => void = () => {};
  const changes: (string | undefined)[] = [];
  const part = createExposurePart({
    name: 'the announcement',
    exposure: createMdnsExposure({
      open: net.open,
      advert: () => ({
        name: 'box',
        host: 'box',
        port: 1,
        addresses: ['10.0.0.1'],
        text: {
          role: 'gateway',
          transport: 'gateway',
          gatewayPort: '1',
          displayName: 'box',
          lanHost: 'box.local',
          gatewayTlsSha256: pin,
        },
      }),
      onStale: (listener) => {
        stale = listener;
        return () => (stale = () => {});
      },
      clock,
      log: silentLogger,
    }),
    retry: { first: 1_000, greatest: 8_000 },
    untilListening: () => Promise.resolve(),
    changed: () => changes.push(part.trouble()),
    log: silentLogger,
  });
  const stage = createStage(part.logic, { input: part.input });
  return {
    net,
    clock,
    part,
    stage,
    changes,
    take: () => net.said.splice(0),
    renew(next: string) {
      pin = next;
      stale();
    },
  };
}

test('it says that it is there, says it again, and says goodbye', async () => {
  const { clock, stage, take, net } = fixture();
  await settle();
  assert.deepEqual(take(), ['open', 'here 5 aa']);
  await clock.advance(1_000);
  assert.deepEqual(take(), ['here 5 aa']);
  net.ask({ name: '_moltbot-gw._tcp.local', type: 'PTR' });
  net.ask({ name: '_http._tcp.local', type: 'PTR' });
  assert.deepEqual(take(), ['here 1']);
  stage.actor.send({ type: 'shutdown' });
  await settle();
  assert.deepEqual(take(), ['goodbye 5 aa', 'close']);
  assert.equal(clock.pending, 0);
});

test('a renewed certificate is told at once', async () => {
  const { take, renew } = fixture();
  await settle();
  take();
  renew('bb');
  await settle();
  assert.deepEqual(take(), ['close', 'open', 'here 5 bb']);
});

test('a network that is lost is trouble until it is back', async () => {
  const { net, stage, part, changes, take } = fixture();
  await settle();
  take();
  net.broken = 'no network';
  net.lose(new Error('gone'));
  await settle();
  assert.equal(part.trouble(), 'gone');
  await stage.clock.advance(1_000);
  assert.equal(part.trouble(), 'no network');
  net.broken = undefined;
  await stage.clock.advance(2_000);
  assert.equal(part.trouble(), undefined);
  assert.deepEqual(changes, ['gone', 'no network', undefined]);
  assert.deepEqual(take(), ['close', 'open', 'here 5 aa']);
});

test('an answer that cannot be sent is a loss, too', async () => {
  const { net, part } = fixture();
  await settle();
  net.broken = 'unreachable';
  net.ask({ name: '_moltbot-gw._tcp.local', type: 'PTR' });
  await settle();
  assert.equal(part.trouble(), 'unreachable');
});

test('a goodbye that cannot be said does not keep the port', async () => {
  const { clock, stage, net, take } = fixture();
  await settle();
  take();
  net.broken = 'ENETUNREACH';
  stage.actor.send({ type: 'shutdown' });
  await settle();
  assert.deepEqual(take(), ['close']);
  assert.equal(clock.pending, 0);
});

test('who is stopped while it says that it is there does not say it again', async () => {
  const { clock, stage, net, take } = fixture();
  const { promise, resolve } = Promise.withResolvers<void>();
  net.hold = promise;
  await settle();
  assert.deepEqual(take(), ['open', 'here 5 aa']);
  net.hold = undefined;
  stage.actor.send({ type: 'shutdown' });
  await settle();
  resolve();
  await settle();
  assert.deepEqual(take(), ['goodbye 5 aa', 'close']);
  assert.equal(clock.pending, 0);
});

test('what is being put up is ended before it is taken back', async () => {
  const done: string[] = [];
  const { promise: killed, resolve: kill } = Promise.withResolvers<void>();
  const part = createExposurePart({
    name: 'slow',
    exposure: {
      async raise(signal) {
        signal.addEventListener('abort', () => done.push('told to end'));
        await killed;
        done.push('ended');
        throw new Error('was ended');
      },
      withdraw: () => {
        done.push('taken back');
        return Promise.resolve();
      },
    },
    retry: { first: 1_000, greatest: 8_000 },
    untilListening: () => Promise.resolve(),
    changed: () => {},
    log: silentLogger,
  });
  const { actor } = createStage(part.logic, { input: part.input });
  await settle();
  actor.send({ type: 'shutdown' });
  await settle();
  assert.deepEqual(done, ['told to end']);
  kill();
  await settle();
  assert.deepEqual(done, ['told to end', 'ended', 'taken back']);
});
