import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Update } from 'grammy/types';
import type { Logger } from '../../platform/logger.ts';

export interface WebhookOptions {
  readonly path: () => string;
  readonly secret: () => string | undefined;
  /** Where updates go while a link is open; rejects when they could not be made durable. */
  readonly receiver: () => ((update: Update) => Promise<void>) | undefined;
  readonly log: Logger;
}

const MAX_BODY_BYTES = 1024 * 1024;
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Claims Telegram's calls. They are answered 200 only when the update is durable, so that anything else is sent again. */
export function createWebhook(
  options: WebhookOptions,
): (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean> {
  const { path, secret, receiver, log } = options;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') return refuse(request, response, 405, { allow: 'POST' });
    if (!sameSecret(request.headers[SECRET_HEADER], secret())) {
      log.warn('a webhook call without the right secret was refused');
      return refuse(request, response, 401);
    }
    const body = await readBody(request);
    if (body === undefined) return refuse(request, response, 413);
    const update = parseUpdate(body);
    if (update === undefined) return refuse(request, response, 400);
    const receive = receiver();
    if (receive === undefined) return refuse(request, response, 503, { 'retry-after': '5' });
    try {
      await receive(update);
    } catch (error) {
      log.warn('an update was not committed; Telegram will send it again', { reason: String(error) });
      return refuse(request, response, 503, { 'retry-after': '5' });
    }
    response.writeHead(200).end();
  };

  return (request, response) => {
    if (pathOf(request.url) !== path()) return false;
    return handle(request, response).then(
      () => true,
      (error: unknown) => {
        // The caller went away in the middle; it will call again.
        log.debug('a webhook call broke off', { reason: String(error) });
        response.destroy();
        return true;
      },
    );
  };
}

const pathOf = (url: string | undefined): string => (url ?? '').split('?')[0] ?? '';

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...headers, ...(request.complete ? {} : { connection: 'close' }) }).end();
  request.resume();
}

/** Takes the same time whatever was sent. */
function sameSecret(given: string | string[] | undefined, expected: string | undefined): boolean {
  if (typeof given !== 'string' || expected === undefined) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Undefined beyond the limit. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) resolve(undefined);
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the connection ended')));
  });
}

function parseUpdate(body: string): Update | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // Not JSON; the answer says so.
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('update_id' in value)) return undefined;
  return Number.isSafeInteger(value.update_id) ? (value as Update) : undefined;
}
