import { basename } from 'node:path';
import type { Clock } from '../../platform/clock.ts';
import type { InboundMedia } from '../message.ts';
import { MediaFailure } from '../port.ts';
import { CallError } from './bot-api.ts';
import type { BotApi } from './bot-api.ts';
import type { MediaRef } from './content.ts';
import { toTransportError } from './transport.ts';
import type { Transport } from './transport.ts';

export interface DownloaderOptions {
  readonly bot: BotApi;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly token: string;
  readonly apiRoot: string;
  readonly deadlineMs: () => number;
}

export interface Limits {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface Downloaded {
  readonly bytes: Uint8Array;
  readonly mime?: string;
  readonly fileName?: string;
}

export type Download = (media: InboundMedia, limits: Limits) => Promise<Downloaded>;

const megabytes = (bytes: number): string => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;

const tooLarge = (maxBytes: number): MediaFailure =>
  new MediaFailure('tooLarge', `the file is larger than ${megabytes(maxBytes)}`);

/**
 * Asks where the file lies and fetches it, never more than `maxBytes`.
 * @throws MediaFailure
 */
export function createDownload(options: DownloaderOptions): Download {
  const { bot, transport, clock, token, apiRoot, deadlineMs } = options;

  return async (media, { maxBytes, signal }) => {
    if ((media.sizeBytes ?? 0) > maxBytes) throw tooLarge(maxBytes);
    const { fileId } = media.ref as unknown as MediaRef;
    const path = await locate(bot, fileId, { maxBytes, deadlineMs: deadlineMs(), signal });
    const url = `${apiRoot}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`;
    const quiet = createQuietLimit(clock, deadlineMs(), signal);
    try {
      const bytes = await fetchBytes(transport, url, maxBytes, quiet);
      return {
        bytes,
        ...(media.mime === undefined ? {} : { mime: media.mime }),
        fileName: media.fileName ?? basename(path),
      };
    } catch (error) {
      if (error instanceof MediaFailure) throw error;
      const failure = toTransportError(error, true);
      throw new MediaFailure('network', `the file did not arrive: ${failure.message}`, failure);
    } finally {
      quiet.end();
    }
  };
}

interface LocateOptions extends Limits {
  readonly deadlineMs: number;
}

async function locate(bot: BotApi, fileId: string, options: LocateOptions): Promise<string> {
  const { maxBytes, ...call } = options;
  try {
    const file = await bot.call('getFile', { file_id: fileId }, call);
    if ((file.file_size ?? 0) > maxBytes) throw tooLarge(maxBytes);
    if (file.file_path === undefined) throw new MediaFailure('gone', 'Telegram no longer has the file');
    if (file.file_path.startsWith('/')) {
      const reason =
        'the Bot API server runs with --local and gives out paths of its own disk; start it without';
      throw new MediaFailure('gone', reason);
    }
    return file.file_path;
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { refusal } = error;
    if (refusal !== undefined && /file is too big/i.test(refusal.description))
      throw new MediaFailure('tooLarge', 'the file is larger than the 20 MB a bot may fetch', error);
    const final = refusal !== undefined && refusal.code >= 400 && refusal.code < 429;
    throw new MediaFailure(final ? 'gone' : 'network', error.message, error);
  }
}

async function fetchBytes(
  transport: Transport,
  url: string,
  maxBytes: number,
  quiet: QuietLimit,
): Promise<Uint8Array> {
  const response = await transport.request(url, { signal: quiet.signal });
  const status = response.statusCode ?? 0;
  const announced = Number(response.headers['content-length'] ?? 0);
  if (status !== 200 || announced > maxBytes) response.destroy();
  if (status === 404 || status === 410) throw new MediaFailure('gone', 'Telegram no longer has the file');
  if (status !== 200) throw new MediaFailure('network', `the file was refused with HTTP ${status}`);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    quiet.restart();
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

interface QuietLimit {
  readonly signal: AbortSignal;
  restart(): void;
  end(): void;
}

/** Aborts after `ms` without a sign of life: a large file may take long, a dead line may not. */
function createQuietLimit(clock: Clock, ms: number, outer: AbortSignal): QuietLimit {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let timer = clock.setTimeout(abort, ms);
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    restart() {
      clock.clearTimeout(timer);
      timer = clock.setTimeout(abort, ms);
    },
    end() {
      clock.clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    },
  };
}
