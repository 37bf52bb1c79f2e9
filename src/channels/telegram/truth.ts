import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { LinkVerdict } from '../port.ts';
import type { BotApi } from './bot-api.ts';

export interface TruthOptions {
  /** Over connections of its own: what is wrong with those of the poller must not hide it. */
  readonly bot: BotApi;
  readonly clock: Clock;
  readonly log: Logger;
  readonly probed: () => void;
}

/** Asks Telegram what it still holds for us, and compares it with what was committed. */
export interface Truth {
  /** Something was committed just now. */
  committed(): void;
  verdict(): LinkVerdict;
  stop(): void;
}

/** Two strikes come at most `STUCK_MS` and two rounds after the link went deaf: it must be red within 90 s. */
const EVERY_MS = 20_000;
const DEADLINE_MS = 10_000;
const STUCK_MS = 30_000;
const STRIKES = 2;

export function createTruth({ bot, clock, log, probed }: TruthOptions): Truth {
  const stopping = new AbortController();
  let committedAt = clock.monotonic();
  let strikes = 0;
  let pending = 0;
  let timer: unknown;

  const judge = (count: number): void => {
    pending = count;
    const stuck = count > 0 && clock.monotonic() - committedAt >= STUCK_MS;
    strikes = stuck ? strikes + 1 : 0;
  };

  const probe = async (): Promise<void> => {
    try {
      const info = await bot.call('getWebhookInfo', {}, { deadlineMs: DEADLINE_MS, signal: stopping.signal });
      probed();
      judge(info.pending_update_count);
    } catch (error) {
      // A question that was not answered proves nothing about the link.
      log.debug('Telegram did not say what it holds for the bot', { reason: String(error) });
    }
    arm();
  };

  const arm = (): void => {
    if (!stopping.signal.aborted) timer = clock.setTimeout(() => void probe(), EVERY_MS);
  };
  arm();

  return {
    committed() {
      committedAt = clock.monotonic();
      strikes = 0;
    },
    verdict() {
      if (strikes < STRIKES) return { hears: true };
      const seconds = Math.round((clock.monotonic() - committedAt) / 1000);
      const reason = `Telegram holds ${pending} updates for the bot, and none was taken for ${seconds} s`;
      return { hears: false, code: 'updates-pending', reason };
    },
    stop() {
      stopping.abort();
      clock.clearTimeout(timer);
    },
  };
}
