import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { systemClock } from '../../../src/platform/clock.ts';
import { createBotState } from './bot-state.ts';
import type { BotState, Sent } from './bot-state.ts';
import { readCall } from './call-body.ts';
import { createChats } from './chats.ts';
import type { Chats } from './chats.ts';
import { handle } from './methods.ts';
import { createWaiting } from './waiting.ts';
import { createWebhookDelivery } from './webhook-delivery.ts';
import { ApiError } from './wire-types.ts';
import type { Mishap, RecordedCall, ServerOptions } from './wire-types.ts';

/** A bot as tests see it. */
export interface TestBot extends Chats {
  readonly id: number;
  readonly token: string;
  readonly username: string;
  readonly state: BotState;
  /** What reached chats, in order. */
  readonly sent: readonly Sent[];
  /** Updates not yet confirmed. */
  readonly pending: number;
  /** Polls that began while another was waiting. */
  readonly overlaps: number;
  readonly polls: number;
  /** Resolves when every update so far is confirmed. */
  drained(): Promise<void>;
  /** Resolves when a poll waits. */
  polling(): Promise<void>;
}

export interface TelegramServer {
  /** What goes into `apiRoot`. */
  readonly url: string;
  readonly calls: readonly RecordedCall[];
  addBot(options?: { readonly id?: number; readonly username?: string; readonly token?: string }): TestBot;
  /** The next calls of `method` (`*` for any, `file` for downloads) meet this instead of a proper answer. */
  misbehave(method: string, mishap: Mishap, times?: number): void;
  /** Back to good manners. */
  behave(): void;
  /** The first call of `method` not yet taken, now or later. */
  next(method: string): Promise<RecordedCall>;
  /** Resolves at the next download. */
  fileAsked(): Promise<void>;
  /** All calls of `method` once there are `count`; `send` stands for everything that reaches a chat. */
  atLeast(count: number, method?: string): Promise<readonly RecordedCall[]>;
  /** Cuts everything and refuses connections until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

const SENDS = /^send(?!ChatAction)/;

export async function startTelegramServer(options: ServerOptions = {}): Promise<TelegramServer> {
  const { clock = systemClock, webhookRetryMs = 50 } = options;
  const bots = new Map<string, BotState>();
  const calls = createWaiting<RecordedCall>();
  const mishaps: { readonly method: string; readonly mishap: Mishap; left: number }[] = [];
  const sockets = new Set<Socket>();
  const downloads: (() => void)[] = [];
  let server: Server | undefined;
  let port = options.port ?? 0;

  const mishapFor = (method: string): Mishap | undefined => {
    const at = mishaps.findIndex((one) => one.method === method || one.method === '*');
    const found = mishaps[at];
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) mishaps.splice(at, 1);
    return found.mishap;
  };

  const resultOf = async (bot: BotState | undefined, call: RecordedCall, gone: Promise<void>) => {
    if (bot === undefined || !bot.valid) throw new ApiError(401, 'Unauthorized');
    if (call.method.toLowerCase() !== 'getupdates') {
      const result = handle(bot, call);
      deliveries.wake(bot);
      return result;
    }
    if (bot.webhook !== undefined) {
      const reason =
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
      throw new ApiError(409, `Conflict: ${reason}`);
    }
    return bot.queue.poll(call.payload, gone);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://local');
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
    if (file !== null) return sendFile(response, file[1] ?? '', decodeURIComponent(file[2] ?? ''));
    const [, token = '', method = ''] = /^\/bot([^/]+)\/(?:test\/)?(\w+)$/.exec(url.pathname) ?? [];
    if (method === '') return json(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
    const gone = new Promise<void>((resolve) => response.once('close', () => resolve()));
    const { payload, files } = await readCall(request, url.searchParams);
    const call = { seq: calls.all.length + 1, token, method, payload, files, at: clock.now() };
    const mishap = mishapFor(method);
    calls.add(call);
    if (mishap?.kind === 'slow') await mishap.until;
    const handled = mishap === undefined || mishap.kind === 'slow' || ('handled' in mishap && mishap.handled);
    const outcome = handled ? await outcomeOf(() => resultOf(bots.get(token), call, gone)) : undefined;
    if (mishap !== undefined && mishap.kind !== 'slow') return misanswer(response, mishap);
    if (outcome !== undefined) json(response, outcome.status, outcome.body);
  };

  const sendFile = (response: ServerResponse, token: string, path: string): void => {
    for (const tell of downloads.splice(0)) tell();
    const mishap = mishapFor('file');
    if (mishap !== undefined && mishap.kind !== 'slow') return misanswer(response, mishap);
    const bot = bots.get(token);
    const file = [...(bot?.files.values() ?? [])].find((one) => one.path === path);
    if (file === undefined)
      return json(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    response.end(file.bytes);
  };

  const listen = async (): Promise<void> => {
    const fresh = createServer((request, response) => {
      answer(request, response).catch(() => response.destroy());
    });
    fresh.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    fresh.listen(port, '127.0.0.1');
    await once(fresh, 'listening');
    ({ port } = fresh.address() as AddressInfo);
    server = fresh;
  };

  const down = async (): Promise<void> => {
    const old = server;
    server = undefined;
    for (const socket of sockets) socket.destroy();
    if (old === undefined) return;
    old.close();
    await once(old, 'close');
  };

  const deliveries = createWebhookDelivery(clock, webhookRetryMs);
  await listen();

  return {
    url: `http://127.0.0.1:${port}`,
    calls: calls.all,
    addBot({ id = 1000 + bots.size, username = `bot${id}_bot`, token = `${id}:AAtest-token_${id}` } = {}) {
      const state = createBotState({ id, username, token, clock });
      bots.set(token, state);
      state.queue.onPush = () => deliveries.wake(state);
      return toTestBot(state);
    },
    misbehave(method, mishap, times = 1) {
      mishaps.push({ method, mishap, left: times });
    },
    behave() {
      mishaps.length = 0;
    },
    next: (method) => calls.take((call) => call.method === method),
    atLeast: (count, method = 'send') =>
      calls.atLeast(count, (call) => (method === 'send' ? SENDS.test(call.method) : call.method === method)),
    fileAsked: () => new Promise((resolve) => downloads.push(resolve)),
    down,
    up: listen,
    async close() {
      deliveries.stop();
      await down();
    },
  };
}

async function outcomeOf(act: () => Promise<unknown>): Promise<{ status: number; body: object }> {
  try {
    return { status: 200, body: { ok: true, result: await act() } };
  } catch (error) {
    const { code, message, parameters } =
      error instanceof ApiError ? error : new ApiError(500, `Internal Server Error: ${String(error)}`);
    const extra = parameters === undefined ? {} : { parameters };
    return { status: code, body: { ok: false, error_code: code, description: message, ...extra } };
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

function misanswer(response: ServerResponse, mishap: Exclude<Mishap, { readonly kind: 'slow' }>): void {
  switch (mishap.kind) {
    case 'refusal': {
      const { code, description, parameters } = mishap;
      const extra = parameters === undefined ? {} : { parameters };
      return json(response, code, { ok: false, error_code: code, description, ...extra });
    }
    case 'garbage':
      response.writeHead(mishap.status ?? 200, { 'content-type': 'text/html' });
      return void response.end(mishap.body ?? '<html>Bad gateway</html>');
    case 'cut':
      return void response.socket?.resetAndDestroy();
    case 'halfAnswer':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      return void response.write('{"ok":true,"resu', () => response.socket?.destroy());
    case 'blackHole':
      return undefined;
  }
}

function toTestBot(state: BotState): TestBot {
  const { queue } = state;
  return {
    ...createChats(state),
    id: state.id,
    token: state.token,
    username: state.username,
    state,
    sent: state.sent,
    get pending() {
      return queue.pending;
    },
    get overlaps() {
      return queue.overlaps;
    },
    get polls() {
      return queue.polls;
    },
    drained: () => queue.until(() => queue.pending === 0),
    polling: () => queue.until(() => queue.waiting),
  };
}
