import { access, constants } from 'node:fs/promises';
import type { Logger } from '../../platform/logger.ts';
import type { ChatAddress, PlannedPart, Receipt } from '../message.ts';
import { SendFailure } from '../port.ts';
import { CallError } from './bot-api.ts';
import type { BotApi } from './bot-api.ts';
import { firstAttempt, nextAttempt } from './fallbacks.ts';
import { bodyOf } from './parts.ts';
import type { Body, FileItem } from './parts.ts';
import { toSendFailure } from './send-failures.ts';
import { createSend } from './sends.ts';
import type { Renderer } from './sends.ts';

export interface DelivererOptions {
  readonly bot: BotApi;
  readonly log: Logger;
  readonly renderer: Renderer;
  readonly deadlineMs: () => number;
}

/** @throws SendFailure */
export type Deliver = (to: ChatAddress, part: PlannedPart, signal: AbortSignal) => Promise<Receipt>;

/** Even a thin line carries this much. */
const UPLOAD_BYTES_PER_SECOND = 128 * 1024;

/** Sends planned parts, leaving out what Telegram refuses where the rest still says the same. */
export function createDeliver({ bot, log, renderer, deadlineMs }: DelivererOptions): Deliver {
  const send = createSend({ bot, renderer, log });

  return async (to, part, signal) => {
    const body = bodyOf(part);
    const files = filesOf(body);
    await Promise.all(files.map(assertReadable));
    const uploadMs = (files.reduce((sum, file) => sum + file.sizeBytes, 0) / UPLOAD_BYTES_PER_SECOND) * 1000;
    const call = { deadlineMs: deadlineMs() + uploadMs, signal };
    let attempt = firstAttempt(to.chatId);
    for (;;) {
      try {
        return await send(body, { to, attempt, call });
      } catch (error) {
        const refusal = error instanceof CallError ? error.refusal : undefined;
        const next = refusal === undefined ? undefined : nextAttempt(attempt, refusal);
        if (next === undefined) throw toSendFailure(error);
        log.debug('Telegram refused a part; sending it in a plainer form', { reason: refusal?.description });
        attempt = next;
      }
    }
  };
}

const filesOf = (body: Body): readonly FileItem[] => {
  if (body.type === 'file') return [body.file];
  return body.type === 'album' ? body.files : [];
};

async function assertReadable({ path, name }: FileItem): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw new SendFailure('refused', `the file ${name} is no longer there`, { cause: error });
  }
}
