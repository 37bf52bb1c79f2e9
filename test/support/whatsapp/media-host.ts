import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HappeningLog } from './happenings.ts';
import { createLoopbackCertificate } from './tls-certificate.ts';

/** Answers planned for requests to come; a number is an HTTP status, `cut` ends the connection half-way. */
export type MediaAnswer = 'serve' | 'cut' | number;

/** The HTTPS host where encrypted files are put and fetched. */
export interface MediaHost {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** PEM file for NODE_EXTRA_CA_CERTS of the process under test; it must be set before that process starts. */
  readonly caFile: string;
  /** Encrypted files by path. */
  readonly files: Map<string, Buffer>;
  put(bytes: Buffer): { readonly directPath: string; readonly url: string };
  /** Replaces what the requests to come are answered with. */
  onUpload(answer: (number: number) => MediaAnswer): void;
  onDownload(answer: (number: number, path: string) => MediaAnswer): void;
  close(): Promise<void>;
}

export async function startMediaHost(happenings: HappeningLog): Promise<MediaHost> {
  const certificate = createLoopbackCertificate();
  const files = new Map<string, Buffer>();
  let uploads = 0;
  let downloads = 0;
  let onUpload: (number: number) => MediaAnswer = () => 'serve';
  let onDownload: (number: number, path: string) => MediaAnswer = () => 'serve';

  const put = (bytes: Buffer) => {
    const directPath = `/v/${randomBytes(12).toString('hex')}`;
    files.set(directPath, bytes);
    return { directPath, url: `https://${hostOf(server)}${directPath}` };
  };
  const store = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = onUpload(++uploads);
      if (answer !== 'serve') return refuse(response, answer);
      const bytes = Buffer.concat(chunks);
      const { directPath, url } = put(bytes);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ url, direct_path: directPath }));
      happenings.emit('upload', { path: directPath, bytes: bytes.length });
    });
  };
  const fetched = (path: string, response: ServerResponse): void => {
    const answer = onDownload(++downloads, path);
    const bytes = files.get(path);
    const status = answer === 'serve' ? (bytes ? 200 : 404) : answer;
    if (typeof status === 'number' && status !== 200) refuse(response, status);
    else if (status === 'cut') {
      response.writeHead(200, { 'content-length': bytes?.length ?? 1 });
      response.write(bytes?.subarray(0, bytes.length >> 1) ?? '', () => response.destroy());
    } else response.end(bytes);
    happenings.emit('download', { path, status: typeof status === 'number' ? status : 0 });
  };
  const server = createServer(certificate, (request, response) => {
    if (request.method === 'POST') store(request, response);
    else fetched(new URL(request.url ?? '/', 'https://host').pathname, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: hostOf(server),
    caFile: certificate.caFile,
    files,
    put,
    onUpload: (answer) => {
      onUpload = answer;
      uploads = 0;
    },
    onDownload: (answer) => {
      onDownload = answer;
      downloads = 0;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      certificate.remove();
    },
  };
}

const hostOf = (server: Server): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;

function refuse(response: ServerResponse, answer: 'cut' | number): void {
  if (answer === 'cut') response.destroy();
  else response.writeHead(answer).end();
}
