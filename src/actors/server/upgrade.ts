import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { LIMITS } from '../../protocol/limits.ts';
import type { GateRefusal } from './gate.ts';
import { gateAnswer, jsonAnswer, type Answer } from './http.ts';

/** Longer than any deadline of a connection: its actor decides when a socket that does not close is destroyed. */
const NO_CLOSE_TIMER_MS = 2_147_483_647;

export interface Upgrader {
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  close(): void;
}

function rejectUpgrade(socket: Socket, answer: Answer, headers: readonly string[] = []): void {
  const lines = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    'Connection: close',
    `Content-Type: ${answer.type}`,
    `Content-Length: ${Buffer.byteLength(answer.body)}`,
    ...headers,
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${answer.body}`);
}

/** A function of its own: a closure here would keep the whole request alive as long as the socket. */
function destroySocket(this: Socket): void {
  this.destroy();
}

/** From an HTTP upgrade to a WebSocket, if the gate lets it through and connections are being taken. */
export function createUpgrader(options: {
  readonly check: (request: IncomingMessage) => GateRefusal | undefined;
  readonly onRefused: (refusal: GateRefusal, request: IncomingMessage) => void;
  readonly accepting: () => boolean;
  readonly onSocket: (ws: WebSocket, request: IncomingMessage, socket: Socket) => void;
}): Upgrader {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LIMITS.maxPayloadBytes,
    closeTimeout: NO_CLOSE_TIMER_MS,
  } as ConstructorParameters<typeof WebSocketServer>[0]);

  return {
    upgrade(request, socket, head) {
      // Before anything is written: a peer that is gone already must not become an uncaught error.
      socket.on('error', destroySocket);
      const refusal = options.check(request);
      if (refusal !== undefined) {
        options.onRefused(refusal, request);
        return rejectUpgrade(socket, gateAnswer(refusal));
      }
      if (!options.accepting()) {
        const answer = jsonAnswer(503, {
          error: {
            code: 'gateway_stopping',
            message: 'the gateway is stopping or restarting: connect again shortly',
          },
        });
        return rejectUpgrade(socket, answer, ['Retry-After: 2']);
      }
      // The 101 and the challenge leave in one packet.
      socket.cork();
      server.handleUpgrade(request, socket, head, (ws) => options.onSocket(ws, request, socket));
      socket.uncork();
    },
    close() {
      server.close();
    },
  };
}
