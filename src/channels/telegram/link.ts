import type { Update, UserFromGetMe } from 'grammy/types';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { LinkFault } from '../../protocol/link-faults.ts';
import type { ChatAddress, InboundMessage } from '../message.ts';
import { SendFailure } from '../port.ts';
import type { AccountOptions, Link, LinkEvents, LinkVerdict, SelfIdentity } from '../port.ts';
import { createDeliver } from './deliver.ts';
import type { Evidence } from './evidence.ts';
import { faultOf } from './faults.ts';
import { createDownload } from './media-download.ts';
import { setMenu } from './menu.ts';
import { nameOf } from './people.ts';
import { createPoller } from './poller.ts';
import { ALLOWED_UPDATES, readUpdate } from './read-update.ts';
import type { Reader } from './read-message.ts';
import type { ReadUpdate } from './read-update.ts';
import type { Renderer } from './sends.ts';
import { apiRootOf, modeOf, requestDeadlineMs } from './settings.ts';
import type { TelegramSettings } from './settings.ts';
import { createTruth } from './truth.ts';
import type { Wire } from './wire.ts';

export interface LinkOptions {
  readonly accountId: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: TelegramSettings;
  readonly token: string;
  readonly events: LinkEvents;
  readonly evidence: Evidence;
  readonly menu: AccountOptions['menu'];
  readonly renderer: Renderer;
  /** Polls, sends and the question for the truth each have their own, so that none can hold up another. */
  readonly wires: { readonly poll: Wire; readonly send: Wire; readonly truth: Wire };
  /** Takes updates from the webhook while the link is open; undefined ends that. */
  readonly receiveBy: (receiver: ((update: Update) => Promise<void>) | undefined) => void;
}

const STARTUP_MS = 10_000;
const POLL_STALE_MS = 75_000;
/** What is being sent when the link is closed may still be confirmed. */
const FAREWELL_MS = 3000;
const TYPING_MS = 5000;

const CLOSED: LinkFault = {
  kind: 'transient',
  code: 'closed',
  message: 'the link was closed from this side',
};

export function startLink(options: LinkOptions): Link {
  const { accountId, clock, log, settings, events, evidence, wires, receiveBy } = options;
  const stopping = new AbortController();
  const sending = new Set<Promise<unknown>>();
  const deadlineMs = (): number => requestDeadlineMs(settings);
  const deliver = createDeliver({ bot: wires.send.bot, log, renderer: options.renderer, deadlineMs });
  const download = createDownload({
    ...wires.send,
    clock,
    token: options.token,
    apiRoot: apiRootOf(settings),
    deadlineMs,
  });
  let polledAt: number | undefined;
  const truth = createTruth({
    bot: wires.truth.bot,
    clock,
    log,
    probed: () => evidence.note('lastProbeAt'),
  });

  const comfort = (what: string, act: Promise<unknown>): Promise<void> =>
    act.then(
      () => undefined,
      // Nobody waits for it and nothing depends on it.
      (error: unknown) => log.debug('a comfort was refused by Telegram', { what, reason: String(error) }),
    );

  /** One update of a shape nobody knew must not keep all that come after it: it is left out, and said. */
  const legible = (update: Update, reader: Reader): ReadUpdate => {
    try {
      return readUpdate(update, reader);
    } catch (error) {
      const { update_id: updateId, ...parts } = update;
      log.error('an update could not be read and is left out', { updateId, of: Object.keys(parts), error });
      return { updateId };
    }
  };

  const read = (update: Update, me: UserFromGetMe): ReadUpdate => {
    const reader = { accountId, self: me, receivedAt: clock.now() };
    const found = legible(update, reader);
    const { callbackId } = found;
    if (callbackId !== undefined) {
      const call = { deadlineMs: TYPING_MS };
      const answer = wires.send.bot.call('answerCallbackQuery', { callback_query_id: callbackId }, call);
      void comfort('answering a button', answer);
    }
    return found;
  };

  const commit = async (messages: readonly InboundMessage[], position?: number, bot?: number) => {
    if (messages.length > 0) evidence.note('lastUpdateAt');
    const cursor =
      position === undefined ? undefined : { name: `telegram:${accountId}:${bot}`, value: position };
    try {
      await events.received(messages, cursor);
    } catch (error) {
      throw new Error(`the messages could not be stored: ${String(error)}`, { cause: error });
    }
    truth.committed();
  };

  const pollUntilEnd = async (me: UserFromGetMe): Promise<LinkFault> => {
    const startup = { deadlineMs: STARTUP_MS, signal: stopping.signal };
    const { bot, transport } = wires.poll;
    const info = await bot.call('getWebhookInfo', {}, startup);
    if (info.url !== undefined && info.url !== '') {
      log.warn('a webhook was set for this bot; removing it to poll');
      await bot.call('deleteWebhook', { drop_pending_updates: false }, startup);
    }
    const poller = createPoller({
      bot,
      clock,
      log,
      committed: events.cursor(`telegram:${accountId}:${me.id}`),
      read: (update) => read(update, me),
      commit: (messages, position) => commit(messages, position, me.id),
      renew: () => transport.renew(),
      polled: () => {
        polledAt = clock.monotonic();
        evidence.note('lastPollAt');
      },
    });
    stopping.signal.addEventListener('abort', () => poller.stop());
    polledAt = clock.monotonic();
    events.opened(identityOf(me));
    return (await poller.run()) ?? CLOSED;
  };

  const receiveUntilEnd = async (me: UserFromGetMe): Promise<LinkFault> => {
    const { promise, resolve } = Promise.withResolvers<LinkFault>();
    const startup = { deadlineMs: STARTUP_MS, signal: stopping.signal };
    const { webhookUrl: url = '', webhookSecret: secret = '' } = settings;
    const hook = { url, secret_token: secret, allowed_updates: [...ALLOWED_UPDATES] };
    await wires.poll.bot.call('setWebhook', hook, startup);
    stopping.signal.addEventListener('abort', () => resolve(CLOSED));
    receiveBy(async (update) => {
      const { message } = read(update, me);
      try {
        // No position: calls come in parallel, and one that failed comes again after later ones.
        await commit(message === undefined ? [] : [message]);
      } catch (error) {
        resolve(faultOf(error));
        throw error;
      }
    });
    events.opened(identityOf(me));
    return promise;
  };

  const live = async (): Promise<LinkFault> => {
    try {
      const startup = { deadlineMs: STARTUP_MS, signal: stopping.signal };
      const me = await wires.poll.bot.call('getMe', {}, startup);
      const commands = options.menu?.();
      void setMenu({ bot: wires.send.bot, log, settings, commands, signal: stopping.signal });
      return await (modeOf(settings) === 'webhook' ? receiveUntilEnd(me) : pollUntilEnd(me));
    } catch (error) {
      return stopping.signal.aborted ? CLOSED : faultOf(error);
    }
  };

  const conclude = async (): Promise<void> => {
    const fault = await live();
    receiveBy(undefined);
    truth.stop();
    wires.poll.transport.close();
    wires.truth.transport.close();
    const settled = Promise.allSettled(sending);
    if (fault === CLOSED) await within(clock, FAREWELL_MS, settled);
    void settled.then(() => wires.send.transport.close());
    stopping.abort();
    events.closed(fault);
  };
  const concluded = conclude();

  const tracked = <T>(act: () => Promise<T>): Promise<T> => {
    const promise = act().finally(() => sending.delete(promise));
    sending.add(promise);
    return promise;
  };

  return {
    deliver(to, part, signal) {
      if (stopping.signal.aborted) return Promise.reject(new SendFailure('retry', 'the link is closed'));
      return tracked(async () => {
        const receipt = await deliver(to, part, signal);
        evidence.note('lastSendAt');
        return receipt;
      });
    },
    typing(chat, state) {
      if (state === 'idle') return Promise.resolve();
      const action = state === 'recording' ? ('record_voice' as const) : ('typing' as const);
      const payload = { chat_id: chat.chatId, action, ...threadOf(chat) };
      return comfort('typing', wires.send.bot.call('sendChatAction', payload, { deadlineMs: TYPING_MS }));
    },
    // Bots have no read marks.
    markRead: () => Promise.resolve(),
    fetchMedia: (_message, media, limits) => tracked(() => download(media, limits)),
    verdict(): LinkVerdict {
      const age = polledAt === undefined ? 0 : clock.monotonic() - polledAt;
      if (age <= POLL_STALE_MS) return truth.verdict();
      const reason = `no poll was answered for ${Math.round(age / 1000)} s`;
      return { hears: false, code: 'poll-stale', reason };
    },
    close() {
      stopping.abort();
      return concluded;
    },
  };
}

const identityOf = (me: UserFromGetMe): SelfIdentity => ({
  id: String(me.id),
  name: nameOf(me),
  username: me.username,
});

/** Unlike messages, typing names the general topic too. */
const threadOf = ({ threadId }: ChatAddress): object =>
  threadId === undefined ? {} : { message_thread_id: Number(threadId) };

function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.setTimeout(resolve, ms);
  const end = (): void => {
    clock.clearTimeout(timer);
    resolve();
  };
  work.then(end, end);
  return promise;
}
