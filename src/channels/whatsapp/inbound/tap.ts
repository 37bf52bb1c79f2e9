import { AsyncLocalStorage } from 'node:async_hooks';
import type {
  BinaryNode,
  SignalAuthState,
  SignalDataSet,
  SignalKeyStoreWithTransaction,
  SignalRepositoryWithLIDStore,
  proto,
} from '@whiskeysockets/baileys';
import type { Logger } from '../../../platform/logger.ts';
import type { Evidence } from '../evidence.ts';
import type { Baileys } from '../library.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { Envelope } from './normalise.ts';
import { JOURNAL } from '../session/auth-state.ts';
import { createLanes } from './lanes.ts';
import { carriesWords, isServed } from './normalise.ts';
import { withoutVainTrials } from './trials.ts';

/** A decrypted message on its way to the gateway; JSON, because it waits in the journal. */
export interface TappedMessage {
  readonly key: string;
  readonly envelope: Envelope;
  /** The encoded message, base64. */
  readonly message: string;
}

export interface TapOptions {
  readonly library: Baileys;
  readonly store: SessionStore;
  readonly evidence: Evidence;
  readonly log: Logger;
  readonly self: () => { readonly id: string; readonly lid?: string } | undefined;
  /** Resolves when the journal of the last link has been delivered; until then nothing new is decrypted. */
  readonly ready: Promise<void>;
  /** Resolves when the gateway has the message. Never resolves when it could not take it: the link is ending. */
  readonly deliver: (message: TappedMessage) => Promise<void>;
}

/** Stands in for a message that was decrypted before: padding only, so the library acknowledges it and finds nothing in it. */
const NOTHING = Uint8Array.of(1);

interface Part {
  readonly key: string;
  readonly envelope: Envelope;
  readonly author: string;
  /** The stanza of a message that has to wait its turn; at its last part. */
  readonly waited: object | undefined;
}

export interface Tap {
  /** Every frame that arrives, before the library works on it. */
  onFrame(frame: unknown): void;
  wrap(
    make: Baileys['DEFAULT_CONNECTION_CONFIG']['makeSignalRepository'],
  ): Baileys['DEFAULT_CONNECTION_CONFIG']['makeSignalRepository'];
}

/**
 * Stands between the library and its decryption. The library acknowledges a message right after it is decrypted and
 * before it says so to anybody; so the message goes to the gateway from within the decryption, and the library gets its
 * plaintext, and goes on to acknowledge, only when the gateway has it.
 */
export function createTap(options: TapOptions): Tap {
  const { library, store, evidence, log } = options;
  const parts = new WeakMap<Uint8Array, Part>();
  let waiting: readonly object[] = [];

  /**
   * The library takes what waited on the server one after the other, and what comes meanwhile at once: the last message of
   * a chat would overtake those before it. So it is told that this one waited too.
   */
  const lineUp = (frame: BinaryNode): boolean => {
    if (frame.attrs.offline === undefined && waiting.length === 0) return false;
    frame.attrs.offline ??= '1';
    waiting = [...waiting, frame];
    return true;
  };
  /** What stands before it has been taken, or passed over. */
  const stepForward = (frame: object): void => {
    waiting = waiting.slice(waiting.indexOf(frame) + 1);
  };

  const onFrame = (frame: unknown): void => {
    evidence.frame();
    if (!isNode(frame) || frame.tag !== 'message' || !Array.isArray(frame.content)) return;
    const self = options.self();
    if (self === undefined) return;
    const sealed = [...frame.content.entries()].filter(([, child]) => child.tag === 'enc');
    const last = sealed.at(-1)?.[0];
    const waits = last !== undefined && lineUp(frame);
    for (const [index, child] of sealed) {
      if (!(child.content instanceof Uint8Array)) continue;
      const part = partOf(frame, index, self);
      const waited = waits && index === last ? frame : undefined;
      if (part !== undefined) parts.set(child.content, { ...part, waited });
    }
  };

  const partOf = (
    node: BinaryNode,
    index: number,
    self: { readonly id: string; readonly lid?: string },
  ): Omit<Part, 'waited'> | undefined => {
    try {
      const { fullMessage, author } = library.decodeMessageNode(node, self.id, self.lid ?? '');
      const { attrs } = node;
      const key = [attrs.from, attrs.participant ?? '', attrs.id, index].join('|');
      return { key, author, envelope: envelopeOf(fullMessage) };
    } catch (error) {
      // The library meets the same stanza next and refuses it with a reason of its own.
      log.debug('a message stanza without a usable envelope', { error });
      return undefined;
    }
  };

  const wrap: Tap['wrap'] = (make) => (auth, logger, lidLookup) => {
    const inner = make(auth, logger, lidLookup);
    const keys = transactional(auth);
    // The library encrypts within a transaction that stays open until the message is sent; a decryption meanwhile would
    // be overwritten by it. Out here each step of a ratchet is a transaction of its own, committed before its frame goes.
    const outside = AsyncLocalStorage.snapshot();
    const lanes = createLanes();
    const lane = <Result>(name: string, work: () => Promise<Result>): Promise<Result> =>
      outside(() => lanes(name, work));
    const address = (jid: string): string => inner.jidToSignalProtocolAddress(jid);
    /**
     * One session has two names, and the library keeps it under the LID once it knows that. By the number alone, sending
     * and receiving would overwrite each other's step of the ratchet.
     */
    const laneOf = async (jid: string): Promise<string> => {
      const lid = jid.endsWith('@s.whatsapp.net')
        ? await outside(() => inner.lidMapping.getLIDForPN(jid))
        : undefined;
      return address(lid ?? jid);
    };
    const inLaneOf = async <Result>(jid: string, work: () => Promise<Result>): Promise<Result> =>
      lane(await laneOf(jid), work);

    const decrypt = async (
      where: {
        readonly content: Uint8Array;
        readonly lane: string;
        readonly mutex: string;
        /** The library will try it on every session with this address. */
        readonly trial?: string | undefined;
      },
      run: () => Promise<Uint8Array>,
    ): Promise<Uint8Array> => {
      const part = parts.get(where.content);
      await options.ready;
      const done = await lane(where.lane, async () => {
        if (part?.waited !== undefined) stepForward(part.waited);
        if (part !== undefined && store.inbound.has(part.key)) return { plain: NOTHING, tapped: undefined };
        return keys.transaction(async () => {
          const plain = await (where.trial === undefined ? run() : tryOut(keys, where.trial, run));
          return { plain, tapped: part === undefined ? undefined : await absorb(inner, keys, part, plain) };
        }, where.mutex);
      }).catch((error: unknown) => {
        evidence.undecryptable(part?.envelope.id ?? 'unknown');
        throw error;
      });
      if (done.plain !== NOTHING) evidence.decrypted();
      if (done.tapped !== undefined) await options.deliver(done.tapped);
      return done.plain;
    };

    const wrapped: SignalRepositoryWithLIDStore = {
      ...inner,
      decryptMessage: (opts) =>
        decrypt(
          {
            content: opts.ciphertext,
            lane: address(opts.jid),
            mutex: opts.jid,
            trial: opts.type === 'msg' ? address(opts.jid) : undefined,
          },
          () => inner.decryptMessage(opts),
        ),
      decryptGroupMessage: (opts) =>
        decrypt({ content: opts.msg, lane: opts.group, mutex: opts.group }, () =>
          inner.decryptGroupMessage(opts),
        ),
      // Done already, in the transaction of the ratchet that brought it.
      processSenderKeyDistributionMessage: () => Promise.resolve(),
      encryptMessage: (opts) => inLaneOf(opts.jid, () => inner.encryptMessage(opts)),
      encryptGroupMessage: (opts) => lane(opts.group, () => inner.encryptGroupMessage(opts)),
      getSenderKeyDistributionMessage: (opts) =>
        lane(opts.group, () => inner.getSenderKeyDistributionMessage(opts)),
      injectE2ESession: (opts) => inLaneOf(opts.jid, () => inner.injectE2ESession(opts)),
      validateSession: (jid) => outside(() => inner.validateSession(jid)),
      getSessionInfo: (jid) => outside(() => inner.getSessionInfo(jid)),
      hasSenderKey: (opts) => outside(() => inner.hasSenderKey(opts)),
      // Always from the number to the LID, so that two of them cannot wait for each other.
      migrateSession: (from, to) =>
        lane(address(from), () => lane(address(to), () => inner.migrateSession(from, to))),
      deleteSession: (jids) => outside(() => inner.deleteSession(jids)),
    };
    return wrapped;
  };

  /** In the transaction of the ratchet: takes over a sender key, journals what the message holds. */
  const absorb = async (
    inner: SignalRepositoryWithLIDStore,
    keys: SignalKeyStoreWithTransaction,
    part: Part,
    plain: Uint8Array,
  ): Promise<TappedMessage | undefined> => {
    const message = decode(plain);
    const item = message?.senderKeyDistributionMessage;
    if (item?.groupId)
      await inner
        .processSenderKeyDistributionMessage({ authorJid: part.author, item })
        .catch((error: unknown) => {
          // As without it: the group's messages stay unreadable until the sender hands out the key again.
          log.debug('a sender key could not be taken over', { error });
        });
    const tapped =
      message !== undefined && isServed(part.envelope.remoteJid) && carriesWords(message)
        ? {
            key: part.key,
            envelope: part.envelope,
            message: Buffer.from(library.proto.Message.encode(message).finish()).toString('base64'),
          }
        : undefined;
    const entry = tapped === undefined ? null : JSON.stringify(tapped);
    await keys.set({ [JOURNAL]: { [part.key]: { entry } } } as unknown as SignalDataSet);
    return tapped;
  };

  const decode = (plain: Uint8Array): proto.Message | undefined => {
    try {
      return library.proto.Message.decode(library.unpadRandomMax16(plain));
    } catch (error) {
      // Decrypted but no message: nothing can be delivered, and trying the ratchet again would not change that.
      log.debug('a decrypted message could not be read', { error });
      return undefined;
    }
  };

  return { onFrame, wrap };
}

/** Within a transaction. */
async function tryOut(
  keys: SignalKeyStoreWithTransaction,
  session: string,
  run: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const before = (await keys.get('session', [session]))[session];
  const plain = await run();
  const mended = withoutVainTrials(before, (await keys.get('session', [session]))[session]);
  if (mended !== undefined) await keys.set({ session: { [session]: mended as Uint8Array } });
  return plain;
}

function transactional(auth: SignalAuthState): SignalKeyStoreWithTransaction {
  if ('transaction' in auth.keys) return auth.keys;
  throw new Error('this version of the WhatsApp library hands out keys without transactions');
}

const isNode = (frame: unknown): frame is BinaryNode =>
  typeof frame === 'object' && frame !== null && 'tag' in frame && 'attrs' in frame;

export function envelopeOf(message: proto.IWebMessageInfo): Envelope {
  const key = (message.key ?? {}) as proto.IMessageKey & {
    readonly remoteJidAlt?: string;
    readonly participantAlt?: string;
  };
  return {
    remoteJid: key.remoteJid ?? '',
    ...(key.remoteJidAlt ? { remoteJidAlt: key.remoteJidAlt } : {}),
    fromMe: Boolean(key.fromMe),
    id: key.id ?? '',
    ...(key.participant ? { participant: key.participant } : {}),
    ...(key.participantAlt ? { participantAlt: key.participantAlt } : {}),
    t: Number(message.messageTimestamp?.toString() ?? 0),
    ...(message.pushName ? { pushName: message.pushName } : {}),
  };
}
