import type { InboundMessage } from '../../channels/message.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { LiveAccount } from './live-account.ts';

/** A run that goes on longer than this stops saying so, in milliseconds. */
const LONGEST_MS = 120_000;
const DEFAULT_EVERY_SECONDS = 6;

type Mode = 'never' | 'instant' | 'thinking' | 'message';

export interface TypingSpan {
  /** The agent has begun to write. */
  spoken(): void;
  end(): void;
}

export interface Typing {
  /** `mentioned`: the message addresses the agent; in a group nobody else waits for it. */
  begin(live: LiveAccount, message: InboundMessage, mentioned: boolean): TypingSpan;
}

/** "typing…" while a run is at work. Comfort: nothing depends on it and nothing waits for it. */
export function createTyping(options: { readonly config: () => Config; readonly clock: Clock }): Typing {
  const { config, clock } = options;

  const modeFor = (message: InboundMessage, mentioned: boolean): Mode => {
    const set = config().session?.typingMode ?? config().agents?.defaults?.typingMode;
    if (set !== undefined) return set;
    return message.chat.kind === 'dm' || mentioned ? 'instant' : 'message';
  };

  return {
    begin(live, message, mentioned) {
      const mode = modeFor(message, mentioned);
      const { chat } = message;
      const address = {
        chatId: chat.id,
        ...(chat.threadId === undefined ? {} : { threadId: chat.threadId }),
      };
      const seconds = config().session?.typingIntervalSeconds ?? DEFAULT_EVERY_SECONDS;
      const until = clock.monotonic() + LONGEST_MS;
      let timer: unknown;
      let going = false;
      let over = false;
      const show = (state: 'typing' | 'idle'): void => void live.link?.typing(address, state);
      const again = (): void => {
        if (over || clock.monotonic() >= until) return;
        show('typing');
        timer = clock.setTimeout(again, seconds * 1000);
      };
      const start = (): void => {
        if (going || over) return;
        going = true;
        again();
      };
      if (mode === 'instant' || mode === 'thinking') start();
      return {
        spoken() {
          if (mode === 'message') start();
        },
        end() {
          if (over) return;
          over = true;
          clock.clearTimeout(timer);
          if (going) show('idle');
        },
      };
    },
  };
}
