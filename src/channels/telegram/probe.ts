import type { Clock } from '../../platform/clock.ts';
import type { ProbeResult } from '../port.ts';
import { CallError } from './bot-api.ts';
import type { BotApi } from './bot-api.ts';

const DEADLINE_MS = 2500;

/** Asks who the bot is, and as far as it goes how updates reach it. Never rejects. */
export async function probeBot(bot: BotApi, clock: Clock, signal: AbortSignal): Promise<ProbeResult> {
  const startedAt = clock.monotonic();
  const left = (): number => Math.max(1, DEADLINE_MS - (clock.monotonic() - startedAt));
  const elapsed = (): number => Math.round(clock.monotonic() - startedAt);
  try {
    const me = await bot.call('getMe', {}, { deadlineMs: left(), signal });
    const facts = {
      ok: true,
      status: 200,
      error: null,
      bot: {
        id: me.id,
        username: me.username,
        canJoinGroups: me.can_join_groups,
        canReadAllGroupMessages: me.can_read_all_group_messages,
        supportsInlineQueries: me.supports_inline_queries,
      },
    };
    const webhook = await webhookFacts(bot, { deadlineMs: left(), signal });
    return { ...facts, ...webhook, elapsedMs: elapsed() };
  } catch (error) {
    const status = error instanceof CallError ? (error.refusal?.code ?? error.transport?.status) : undefined;
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, status: status ?? null, error: message, elapsedMs: elapsed() };
  }
}

async function webhookFacts(bot: BotApi, call: { deadlineMs: number; signal: AbortSignal }): Promise<object> {
  try {
    const info = await bot.call('getWebhookInfo', {}, call);
    return {
      webhook: { url: info.url ?? '', hasCustomCert: info.has_custom_certificate },
      pendingUpdates: info.pending_update_count,
    };
  } catch {
    // The bot answered; this is only an addition.
    return {};
  }
}
