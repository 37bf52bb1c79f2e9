import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { CallError } from '../../../src/channels/telegram/bot-api.ts';
import { toSendFailure } from '../../../src/channels/telegram/send-failures.ts';
import {
  createTransport,
  toTransportError,
  TransportError,
} from '../../../src/channels/telegram/transport.ts';
import type { TransportOptions } from '../../../src/channels/telegram/transport.ts';
import { createStore, makeAccount, never, openLink, textPart } from '../../support/telegram/link-stage.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';

const PLAIN: TransportOptions = { proxy: undefined, autoSelectFamily: undefined };

describe('connections to a Bot API server', () => {
  const servers: (Server | TcpServer)[] = [];
  const listen = async (server: Server | TcpServer): Promise<string> => {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const serve = (handler: RequestListener) => listen(createHttpServer(handler));

  afterEach(() => {
    for (const server of servers.splice(0)) {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    }
  });

  const failure = (url: string, options = PLAIN, signal?: AbortSignal): Promise<TransportError> => {
    const transport = createTransport(options);
    return transport.request(url, signal === undefined ? {} : { signal }).then(
      () => assert.fail('it was answered'),
      (error: TransportError) => error,
    );
  };

  it('knows that a refused connection never reached the server', async () => {
    const error = await failure('http://127.0.0.1:9/');
    assert.deepEqual([error.code, error.reached], ['ECONNREFUSED', false]);
  });

  it('knows that a failed TLS handshake never brought the request', async () => {
    const address = await listen(createTcpServer((socket) => socket.end('not TLS at all\r\n')));
    const error = await failure(`https://${address}/`);
    assert.equal(error.reached, false);
  });

  it('takes a reset after the connection stood as possibly received', async () => {
    const address = await listen(
      createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
    );
    const error = await failure(`http://${address}/`);
    assert.deepEqual([error.code, error.reached], ['ECONNRESET', true]);
  });

  it('takes a reset of a connection that was kept as possibly received', async () => {
    let answered = 0;
    const address = await serve((request, response) => {
      answered += 1;
      if (answered === 1) response.end('{"ok":true}');
      else request.socket.resetAndDestroy();
    });
    const transport = createTransport(PLAIN);
    await (await transport.fetch(`http://${address}/`, {})).json();
    await assert.rejects(transport.fetch(`http://${address}/`, {}), { code: 'ECONNRESET', reached: true });
    transport.close();
  });

  it('opens new connections after a renewal', async () => {
    const ports = new Set<number | undefined>();
    const address = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{"ok":true}');
    });
    const transport = createTransport(PLAIN);
    const ask = async () => (await transport.fetch(`http://${address}/`, {})).json();
    await ask();
    await ask();
    assert.equal(ports.size, 1);
    transport.renew();
    await ask();
    assert.equal(ports.size, 2);
    transport.close();
  });

  it('ends at once for a caller that had given up before', async () => {
    const error = await failure('http://127.0.0.1:9/', PLAIN, AbortSignal.abort());
    assert.deepEqual([error.code, error.reached], ['aborted', false]);
  });

  it('refuses an answer that never ends', async () => {
    const address = await serve((_request, response) => {
      const megabyte = Buffer.alloc(1024 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(megabyte));
        response.once('drain', more);
      };
      more();
    });
    const transport = createTransport(PLAIN);
    await assert.rejects(transport.fetch(`http://${address}/`, {}), { code: 'garbage', message: /too long/ });
    transport.close();
  });

  it('finds the code of a race over several addresses', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ENETUNREACH' });
    assert.equal(toTransportError(new AggregateError([refused]), false).code, 'ENETUNREACH');
    assert.equal(toTransportError(new Error('x', { cause: refused }), false).code, 'ENETUNREACH');
    assert.equal(toTransportError(new Error('http://secret'), false).code, 'ERR_NETWORK');
    assert.ok(!toTransportError(new Error('http://secret'), false).message.includes('secret'));
  });

  for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'ETIMEDOUT']) {
    it(`retries a send after ${code} while connecting, and leaves it unknown after it`, () => {
      const kindOf = (reached: boolean) => {
        const transport = new TransportError(code, 'failed', { reached });
        return toSendFailure(new CallError('sendMessage', 'failed', { transport })).kind;
      };
      assert.equal(kindOf(false), 'retry');
      assert.equal(kindOf(true), 'unknown');
    });
  }

  it('asks a proxy for a tunnel to an encrypted server, and knows when it gets none', async () => {
    const asked: (string | undefined)[] = [];
    const server = createHttpServer();
    server.on('connect', (request, socket) => {
      asked.push(request.url);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    const proxy = `http://${await listen(server)}`;
    const error = await failure('https://api.invalid/', { ...PLAIN, proxy });
    assert.deepEqual(asked, ['api.invalid:443']);
    assert.equal(error.reached, false);
  });

  it('goes through a proxy in both directions', async () => {
    const api = await startTelegramServer();
    const bot = api.addBot();
    const passed: string[] = [];
    const proxy = await serve((request, response) => {
      const target = new URL(request.url ?? '');
      passed.push(target.pathname.split('/').at(-1) ?? '');
      const onward = httpRequest(target, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.once('error', () => response.destroy());
      response.once('close', () => onward.destroy());
      request.pipe(onward);
    });
    const account = makeAccount({
      telegram: {
        botToken: bot.token,
        apiRoot: api.url,
        proxy: `http://${proxy}`,
        network: { autoSelectFamily: true },
      },
    });
    const store = createStore();
    const { link, opened } = await openLink(account, store);
    await opened;
    bot.say('through');
    await store.has(1);
    await link.deliver({ chatId: '42' }, textPart(account, 'back'), never);
    assert.equal(bot.sent[0]?.text.trim(), 'back');
    for (const method of ['getMe', 'getUpdates', 'sendMessage']) assert.ok(passed.includes(method), method);
    assert.equal((await account.probe(never)).ok, true);
    await link.close();
    await api.close();
  });
});
