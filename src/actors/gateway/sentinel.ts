import { mainSessionKey } from '../../agent/sessions/keys.ts';
import type { Sessions } from '../../agent/sessions/sessions.ts';
import type { ChannelsPort } from '../../api/channel-ports.ts';
import type { EventsPort } from '../../api/ports.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import { hexId } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import { Failure } from '../../protocol/failure.ts';
import type { ReloadReport } from '../../protocol/generated/types.ts';
import { readSentinel, removeSentinel, waitingSentinels, writeSentinel } from './sentinel-file.ts';
import type { DeliveryContext, SentinelKind, SentinelPayload } from './sentinel-file.ts';
import { routeOf, splitThread, type ChatRoute, type RouteQuestion } from './sentinel-route.ts';
import { reloadText, restartText, type BootFacts } from './sentinel-words.ts';

/** Who asked, and over which chat. */
export interface Asker {
  /** As the caller wrote it, or canonical. */
  readonly sessionKey: string;
  /** Where to tell it; `{channel: 'webchat'}`: in the session only. Absent: wherever the session was last used. */
  readonly deliveryContext?: DeliveryContext;
  readonly threadId?: string;
}

export interface RestartNotice extends Asker {
  readonly kind: SentinelKind;
  readonly reason: string;
  readonly note?: string;
  readonly doctorHint?: string;
}

export type Delivered = 'nothing' | 'told' | 'unusable' | 'waits';
const GRAVEST: readonly Delivered[] = ['waits', 'unusable', 'told'];

/** Tells whoever asked for a restart what came of it, over the restart itself. */
export interface Sentinel {
  /** Where the notice waits. */
  readonly path: string;
  /** Before the restart: leaves a notice for the next boot, beside those for others. `undefined`: it could not be written. */
  write(notice: RestartNotice): SentinelPayload | undefined;
  /**
   * Once the gateway runs: tells each that waits, exactly once, and removes it. Never rejects; what cannot be told now waits
   * for the next boot. Of several the gravest outcome.
   */
  deliver(boot: BootFacts): Promise<Delivered>;
  /** At once: what became of a change that needed no restart. Says nothing of one that does. Never rejects. */
  tellReload(asker: Asker, report: ReloadReport, note?: string): Promise<void>;
}

export interface SentinelNeeds {
  /** `<stateDir>/restart-sentinel.json`. */
  readonly path: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly config: () => Config;
  readonly sessions: Pick<Sessions, 'find' | 'inject' | 'patchEntry' | 'canonicalKey'>;
  readonly channels: Pick<ChannelsPort, 'send' | 'canonicalId'>;
  readonly events: Pick<EventsPort, 'broadcast'>;
}

const ID_CHARS = 24;

export function createSentinel(needs: SentinelNeeds): Sentinel {
  const { path, clock, random, log, config, sessions, channels, events } = needs;

  /** Over the chat's own outbox, whose key lets it through once. False: not over this chat. */
  const tellChat = async (
    route: ChatRoute,
    sessionKey: string,
    text: string,
    id: string,
  ): Promise<boolean> => {
    const { channel, to, accountId, threadId } = route;
    if (channels.canonicalId(channel) === undefined) return false;
    try {
      await channels.send({
        channel,
        to,
        message: text,
        sessionKey,
        wait: 'accepted',
        idempotencyKey: `restart-${id}`,
        ...(accountId === undefined ? {} : { accountId }),
        ...(threadId === undefined ? {} : { threadId }),
      });
      return true;
    } catch (error) {
      // The words differ by the seconds it took: the message of before a crash went out, and this is its repetition.
      if (isRepeated(error)) return true;
      if (!(error instanceof Failure) || (error.code === 'UNAVAILABLE' && error.options.retryable !== false))
        throw error;
      log.warn('what came of the restart cannot be told in the chat; its session is told', {
        channel,
        to,
        error,
      });
      return false;
    }
  };

  /** Into the transcript, so that whoever opens the session sees it. */
  const tellSession = async (asker: Asker, text: string, id: string): Promise<void> => {
    const own = sessions.canonicalKey(asker.sessionKey);
    const keys = [own, sessions.canonicalKey(splitThread(own).base)];
    const key = keys.find((known) => sessions.find(known) !== undefined) ?? mainSessionKey(config());
    if (sessions.find(key) === undefined) await sessions.patchEntry(key, {});
    await sessions.inject(key, text, undefined, id);
    events.broadcast('chat', {
      runId: `inject-${id}`,
      sessionKey: key === own ? asker.sessionKey : key,
      seq: 0,
      state: 'final',
      message: { role: 'assistant', content: [{ type: 'text', text }], timestamp: clock.now() },
    });
  };

  const tell = async (asker: Asker, text: string, id: string): Promise<void> => {
    const sessionKey = sessions.canonicalKey(asker.sessionKey);
    const question: RouteQuestion = { ...asker, sessionKey };
    const route = routeOf(question, (key) => sessions.find(key)?.entry);
    if (route === undefined || !(await tellChat(route, sessionKey, text, id)))
      await tellSession(asker, text, id);
  };

  const remove = (file: string): void => {
    try {
      removeSentinel(file);
    } catch (error) {
      log.warn('the notice of a restart could not be removed; it is not told twice', { file, error });
    }
  };

  const waiting = (): readonly string[] => {
    try {
      return waitingSentinels(path);
    } catch (error) {
      log.warn('notices of restarts cannot be looked for', { file: path, error });
      return [path];
    }
  };

  const deliverOne = async (file: string, boot: BootFacts): Promise<Delivered> => {
    const found = readSentinel(file);
    if (found.kind === 'missing') return 'nothing';
    if (found.kind === 'unusable') {
      log.warn('the notice of a restart cannot be used and was removed', { file, why: found.why });
      remove(file);
      return 'unusable';
    }
    const { payload, key } = found;
    const { deliveryContext, threadId } = payload;
    const asker: Asker = {
      sessionKey: payload.sessionKey ?? mainSessionKey(config()),
      ...(deliveryContext === undefined ? {} : { deliveryContext }),
      ...(threadId === undefined ? {} : { threadId }),
    };
    try {
      await tell(asker, restartText(payload, boot), key);
    } catch (error) {
      log.warn('what came of the restart could not be told; the next boot tries again', { error });
      return 'waits';
    }
    // Only now: until the message is on record, a crash must find the notice again.
    remove(file);
    log.info('told what came of the restart', { session: asker.sessionKey });
    return 'told';
  };

  return {
    path,
    write({ kind, reason, note, doctorHint, sessionKey, deliveryContext, threadId }) {
      const payload: SentinelPayload = {
        kind,
        status: 'ok',
        ts: clock.now(),
        sessionKey,
        ...(deliveryContext === undefined ? {} : { deliveryContext }),
        ...(threadId === undefined ? {} : { threadId }),
        message: note ?? null,
        doctorHint: doctorHint ?? null,
        stats: { reason },
      };
      try {
        writeSentinel(path, payload);
        return payload;
      } catch (error) {
        log.warn('nobody will be told what came of the restart: the notice could not be written', {
          file: path,
          error,
        });
        return undefined;
      }
    },
    async deliver(boot) {
      const all: Delivered[] = [];
      for (const file of waiting()) all.push(await deliverOne(file, boot));
      return GRAVEST.find((one) => all.includes(one)) ?? 'nothing';
    },
    async tellReload(asker, report, note) {
      const text = reloadText(report, note);
      if (text === undefined) return;
      try {
        await tell(asker, text, hexId(random, ID_CHARS));
      } catch (error) {
        log.warn('what came of the new configuration could not be told', {
          session: asker.sessionKey,
          error,
        });
      }
    },
  };
}

const isRepeated = (error: unknown): boolean =>
  error instanceof Failure &&
  (error.options.details as { readonly reason?: unknown } | undefined)?.reason === 'idempotency_conflict';
