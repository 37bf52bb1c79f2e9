import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { createAuthority } from './authority.ts';
import { serveConnection } from './connection.ts';
import type { Attempt, SentMessage } from './facts.ts';
import { createHappeningLog, type HappeningLog } from './happenings.ts';
import { offerRefs } from './linking.ts';
import { startMediaHost, type MediaHost } from './media-host.ts';
import { personWith } from './people.ts';
import { createPersonHandle, type PersonHandle } from './person.ts';
import { createPlan, type Entry, type Newcomer, type Opening, type Step } from './plan.ts';
import { hushSignalLibrary } from './quiet.ts';
import type { Group, Person, World } from './world.ts';

export interface WhatsAppServerOptions {
  /** QR references given at once; the client shows one after the other. 6 when absent. */
  readonly refs?: number;
  /** Starts the HTTPS media host too. Off when absent: it costs a certificate. */
  readonly media?: boolean;
}

/** A WhatsApp server on loopback that speaks the real protocol. */
export interface WhatsAppServer extends Pick<HappeningLog, 'on' | 'next' | 'count' | 'reached'> {
  /** What to give as `waWebSocketUrl`. */
  readonly url: string;
  readonly port: number;
  /** 64 hex digits for WA_TEST_ROOT. */
  readonly rootHex: string;
  readonly media: MediaHost | undefined;
  /** The person with this number; the same one every time. */
  person(phone: string, name?: string): PersonHandle;
  /** Makes a group; the first member is its owner. Resolves the JID. */
  group(subject: string, members: readonly PersonHandle[], options?: GroupOptions): string;

  /** Every TCP connection so far. */
  readonly attempts: readonly Attempt[];
  /** Every message of every device, in order of arrival, repeats included. */
  readonly sent: readonly SentMessage[];
  /** Those of one chat, each id once, in order of first arrival. */
  sentIn(chat: string): readonly SentMessage[];
  /** Messages that came again without anybody having asked for it. */
  repeats(): readonly SentMessage[];
  /** Resolves once `total` messages have come, repeats included. */
  sentCount(total: number): Promise<void>;

  /** What happens to connections to come, by their number from now on. */
  onConnect(opening: (number: number) => Opening): void;
  /** What happens to clients after their handshake; counted per device from now on. */
  onEntry(entry: (newcomer: Newcomer) => Entry): void;
  /** Cuts the next `times` connections that come to this step. */
  cutAt(step: Step, times?: number): void;
  /** QR references given out so far are worth nothing any more. */
  expireRefs(): void;
  /** Gives waiting clients fresh ones. */
  refreshRefs(): void;
  /** Stops listening: new connections are refused by the system; live ones stay. */
  refuseConnections(): void;
  acceptConnections(): Promise<void>;
  /** Ends every TCP connection without a word. */
  dropAll(): void;
  close(): Promise<void>;
}

export interface GroupOptions {
  readonly id?: string;
  readonly addressing?: 'pn' | 'lid';
}

const PATH = '/ws/chat';

export async function startWhatsAppServer(options: WhatsAppServerOptions = {}): Promise<WhatsAppServer> {
  const happenings = createHappeningLog();
  const world: World = {
    authority: createAuthority(),
    happenings,
    people: new Map(),
    groups: new Map(),
    wires: new Set(),
    attempts: [],
    sent: [],
    sentTimes: new Map(),
    spoken: new Map(),
    asked: new Set(),
    plan: createPlan(),
    newcomers: new Map(),
    refsPerLogin: options.refs ?? 6,
    files: new Map(),
    media: options.media ? await startMediaHost(happenings) : undefined,
  };
  const unhush = hushSignalLibrary();
  const handles = new Map<string, PersonHandle>();
  const { listener, port } = await listen(world);

  const resolve = ({ phone }: PersonHandle): Person => personWith(world, phone);
  return {
    url: `ws://127.0.0.1:${port}${PATH}`,
    port,
    rootHex: world.authority.rootHex,
    media: world.media,
    on: happenings.on,
    next: happenings.next,
    count: happenings.count,
    reached: happenings.reached,
    person(phone, name) {
      const person = personWith(world, phone, name);
      const known = handles.get(phone);
      if (known) return known;
      const handle = createPersonHandle(world, person, resolve);
      handles.set(phone, handle);
      return handle;
    },
    group(subject, members, { id, addressing = 'pn' } = {}) {
      const number = id ?? `12036300000000${String(world.groups.size + 1).padStart(4, '0')}`;
      const group: Group = {
        id: number,
        jid: `${number}@g.us`,
        subject,
        members: members.map(resolve),
        addressing,
        created: Date.now(),
        introduced: new Map(),
      };
      world.groups.set(group.jid, group);
      return group.jid;
    },
    attempts: world.attempts,
    sent: world.sent,
    sentIn: (chat) => world.sent.filter((sent) => sent.chat === chat && sent.repeat === 0),
    repeats: () => world.sent.filter(({ repeat, asked }) => repeat > 0 && !asked),
    sentCount: (total) => happenings.reached('sent', total),
    onConnect(opening) {
      const before = world.attempts.length;
      world.plan.opening = (number) => opening(number - before);
    },
    onEntry(entry) {
      world.newcomers.clear();
      world.plan.entry = entry;
    },
    cutAt: (step, times = 1) => void world.plan.cuts.set(step, times),
    expireRefs() {
      for (const { linking } of world.wires) linking.refs = [];
    },
    refreshRefs() {
      for (const wire of world.wires) if (wire.payload?.devicePairingData) offerRefs(world, wire);
    },
    refuseConnections: () => listener.close(),
    async acceptConnections() {
      listener.listen(port, '127.0.0.1');
      await once(listener, 'listening');
    },
    dropAll() {
      for (const wire of world.wires) wire.terminate();
    },
    async close() {
      const ended = [...world.wires].map(({ attempt }) => happenings.next('closed', (of) => of === attempt));
      for (const wire of world.wires) wire.terminate();
      await Promise.all(ended);
      listener.close();
      listener.closeAllConnections();
      await world.media?.close();
      unhush();
    },
  };
}

async function listen(world: World) {
  const arrivals = new Map<Socket, { readonly attempt: Attempt; readonly opening: Opening }>();
  const listener = createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ noServer: true });
  listener.on('connection', (socket: Socket) => {
    const attempt: Attempt = { number: world.attempts.length + 1, at: Date.now(), notes: [] };
    world.attempts.push(attempt);
    const opening = world.plan.opening(attempt.number);
    attempt.notes.push(typeof opening === 'string' ? opening : `status ${opening.status}`);
    arrivals.set(socket, { attempt, opening });
    socket.once('close', () => {
      attempt.endedAt ??= Date.now();
      arrivals.delete(socket);
    });
    world.happenings.emit('attempt', attempt);
    if (opening === 'reset') socket.resetAndDestroy();
  });
  listener.on('upgrade', (request, socket, head) => {
    const arrival = arrivals.get(request.socket);
    if (!arrival) {
      socket.destroy();
      return;
    }
    const { attempt, opening } = arrival;
    if (typeof opening === 'string')
      sockets.handleUpgrade(request, socket, head, (webSocket) =>
        serveConnection(world, webSocket, attempt, opening),
      );
    else socket.end(refusal(opening.status));
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return { listener, port: (listener.address() as AddressInfo).port };
}

const refusal = (status: number): string =>
  `HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;
