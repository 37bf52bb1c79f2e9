import type { proto } from '@whiskeysockets/baileys';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { InboundMessage } from '../../message.ts';
import type { Baileys } from '../library.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { NormaliseContext } from './normalise.ts';
import type { TappedMessage } from './tap.ts';
import { bounded } from '../round-trip.ts';
import { normalise } from './normalise.ts';

const COMMIT_MS = 30_000;

export interface DeliveryOptions {
  readonly library: Baileys;
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly context: NormaliseContext;
  readonly received: (messages: readonly InboundMessage[]) => Promise<void>;
  /** The gateway did not take a message: the link must end without acknowledging it. */
  readonly onRefused: (error: unknown) => void;
}

export interface InboundDelivery {
  /** Resolves when the gateway has the message; never when it refused it. */
  deliver(message: TappedMessage): Promise<void>;
  /** Delivers what a crash left in the journal. Resolves true when all of it is with the gateway. */
  replay(): Promise<boolean>;
}

export function createInboundDelivery(options: DeliveryOptions): InboundDelivery {
  const { store, clock, library } = options;

  /** One message of a shape nobody knew must not end every link of the account: it is left out, and said. */
  const legible = async (
    tapped: TappedMessage,
    wire: proto.IMessage,
  ): Promise<InboundMessage | undefined> => {
    try {
      return await normalise(tapped.envelope, wire, options.context);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      const { id, remoteJid: chat } = tapped.envelope;
      options.log.error('a WhatsApp message could not be read and is left out', {
        id,
        chat,
        of: Object.keys(wire),
        error,
      });
      return undefined;
    }
  };

  const hand = async (tapped: TappedMessage): Promise<void> => {
    const wire = library.proto.Message.decode(Buffer.from(tapped.message, 'base64'));
    const message = await legible(tapped, wire);
    if (message === undefined) {
      store.delivered(tapped.key, undefined);
      return;
    }
    await bounded(clock, COMMIT_MS, () => options.received([message]));
    store.delivered(tapped.key, {
      chat: message.chat.id,
      id: message.messageId,
      fromMe: tapped.envelope.fromMe,
      ...(tapped.envelope.participant === undefined ? {} : { author: tapped.envelope.participant }),
      text: message.text,
    });
  };

  return {
    deliver: async (tapped) => {
      try {
        await hand(tapped);
      } catch (error) {
        options.onRefused(error);
        // Whoever waits here would acknowledge the message next.
        await new Promise<never>(() => {});
      }
    },
    replay: async () => {
      try {
        for (const { entry } of store.inbound.open()) {
          await hand(JSON.parse(entry) as TappedMessage);
          options.log.info('delivered a WhatsApp message that was decrypted before the last end');
        }
        return true;
      } catch (error) {
        options.onRefused(error);
        return false;
      }
    },
  };
}
