import type { ResolvedRoute } from '../../agent/sessions/route.ts';
import { parseCommand } from '../../agent/commands/parse.ts';
import type { InboundMessage } from '../../channels/message.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Allowed } from './judge.ts';
import { lineKey } from './lines.ts';
import type { Lines } from './lines.ts';
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
  /** Resolves when the message has been handed on, or waits for more of its kind. Called within the chat's line. */
  add(arrival: Arrival): Promise<void>;
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

const isPlain = ({ message }: Arrival): boolean =>
  message.media.length === 0 && message.quoted === undefined && parseCommand(message.text).kind === 'plain';

/** Several texts somebody sends in one breath become one question. Only plain text waits. */
export function createBundles(options: {
  readonly config: () => Config;
  readonly clock: Clock;
  readonly lines: Lines;
  readonly ask: (arrivals: readonly Arrival[]) => Promise<void>;
}): Bundles {
  const { config, clock, lines, ask } = options;
  const waiting = new Map<string, Waiting>();

  const take = (key: string): readonly Arrival[] => {
    const group = waiting.get(key);
    if (group === undefined) return [];
    waiting.delete(key);
    clock.clearTimeout(group.timer);
    return group.arrivals;
  };

  const wait = (key: string, arrival: Arrival, quietMs: number): void => {
    const group = waiting.get(key) ?? { arrivals: [], timer: undefined };
    group.arrivals.push(arrival);
    clock.clearTimeout(group.timer);
    const line = lineKey(arrival.live.key, arrival.message.chat.id);
    group.timer = clock.setTimeout(() => lines.append(line, () => handOn(key)), quietMs);
    waiting.set(key, group);
  };

  const handOn = async (key: string): Promise<void> => {
    const arrivals = take(key);
    if (arrivals.length > 0) await ask(arrivals);
  };

  return {
    async add(arrival) {
      const { live, message } = arrival;
      const { chat, sender } = message;
      const key = [live.key, chat.id, chat.threadId ?? '', sender.id].join('\n');
      const quietMs = debounceMs(config(), live);
      if (quietMs > 0 && isPlain(arrival)) return wait(key, arrival, quietMs);
      await handOn(key);
      await ask([arrival]);
    },
    drop() {
      for (const { timer } of waiting.values()) clock.clearTimeout(timer);
      waiting.clear();
    },
  };
}
