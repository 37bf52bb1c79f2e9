import type { ResolvedRoute } from '../../agent/sessions/route.ts';
import { parseCommand } from '../../agent/commands/parse.ts';
import type { InboundMessage } from '../../channels/message.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Allowed } from './judge.ts';
import type { LiveAccount } from './live-account.ts';

/** A message that goes to the agent. */
export interface Arrival {
  readonly live: LiveAccount;
  readonly rowId: number;
  readonly message: InboundMessage;
  readonly access: Allowed;
  readonly route: ResolvedRoute;
}

export interface Bundles {
  add(arrival: Arrival): void;
  /** Forgets what waits; its rows stay in the inbox. */
  drop(): void;
}

interface Waiting {
  readonly arrivals: Arrival[];
  timer: unknown;
}

/** Quiet time that ends a burst, in milliseconds; 0: every message by itself. */
export function debounceMs(config: Config, live: LiveAccount): number {
  const { inbound } = config.messages ?? {};
  const own = live.channel === 'whatsapp' ? whatsappDebounce(config, live.accountId) : undefined;
  return inbound?.byChannel?.[live.channel] ?? own ?? inbound?.debounceMs ?? 0;
}

function whatsappDebounce(config: Config, accountId: string): number | undefined {
  const section = config.channels?.whatsapp;
  return section?.accounts?.[accountId]?.debounceMs ?? section?.debounceMs;
}

/** Several texts somebody sends in one breath become one question. Only plain text waits. */
export function createBundles(options: {
  readonly config: () => Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ask: (arrivals: readonly Arrival[]) => Promise<void>;
}): Bundles {
  const { config, clock, log, ask } = options;
  const waiting = new Map<string, Waiting>();

  const hand = (arrivals: readonly Arrival[]): void => {
    ask(arrivals).catch((error: unknown) => {
      log.error('a message could not be handed to the agent; it stays in the inbox', {
        inbox: arrivals.map(({ rowId }) => rowId),
        error,
      });
    });
  };

  const flush = (key: string): void => {
    const group = waiting.get(key);
    if (group === undefined) return;
    waiting.delete(key);
    clock.clearTimeout(group.timer);
    hand(group.arrivals);
  };

  return {
    add(arrival) {
      const { live, message } = arrival;
      const { chat, sender } = message;
      const key = [live.key, chat.id, chat.threadId ?? '', sender.id].join('\n');
      const quiet = debounceMs(config(), live);
      const plain = message.media.length === 0 && message.quoted === undefined;
      if (quiet <= 0 || !plain || parseCommand(message.text).kind !== 'plain') {
        flush(key);
        return hand([arrival]);
      }
      const group = waiting.get(key) ?? { arrivals: [], timer: undefined };
      group.arrivals.push(arrival);
      clock.clearTimeout(group.timer);
      group.timer = clock.setTimeout(() => flush(key), quiet);
      waiting.set(key, group);
    },
    drop() {
      for (const { timer } of waiting.values()) clock.clearTimeout(timer);
      waiting.clear();
    },
  };
}
