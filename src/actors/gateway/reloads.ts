import type { PlanFacts, ReloadEnd, ReloadOffer } from '../../machines/gateway-types.ts';
import { saveLastGood } from '../../config/last-good.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { debounceOf, reloadModeOf } from '../../config/reload-plan.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Env } from '../../platform/env.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paths } from '../../platform/paths.ts';
import type { ReloadReport } from '../../protocol/generated/types.ts';
import { decideReload } from '../../protocol/reload.ts';
import type { OfferReload, ReloadRequest } from '../../protocol/reload-request.ts';
import type { Parts } from './parts.ts';
import { createReloadAnswers } from './reload-answers.ts';
import { createReloadFacts, hashOfMain, type ReloadFacts } from './reload-facts.ts';
import {
  createReloadReading,
  type Candidate,
  type Complaints,
  type ConfigReading,
  type Rejected,
} from './reload-reading.ts';
import { createUnconfirmedRecord } from './unconfirmed.ts';

/** The way of a changed file into the running gateway: what is read, what is handed over, what is told. */
export interface Reloads {
  readonly facts: ReloadFacts;
  /** This configuration was tried and did not work. */
  reject(loaded: LoadedConfig, reason: string): void;
  rejected(): Rejected | undefined;
  /** The parts of a boot are made. Returns what the root has to know of its configuration. */
  booted(parts: Parts): Pick<PlanFacts, 'restartAllowed' | 'trial' | 'confirmMs'>;
  /** For the watcher: the files behind the configuration that runs. */
  files(): readonly string[];
  read(): Promise<ConfigReading>;
  /** Hands a candidate to the root; the answer is there at once when the root cannot take it now. */
  hand(candidate: Candidate): ReloadEnd | undefined;
  debounceMs(): number;
  /** A file was written through the gateway: it is read at once, and the answer waits for what becomes of it. */
  readonly offer: OfferReload;
  /** The root is done with what it was handed. */
  ended(end: ReloadEnd): void;
  /** False when nothing waits for a confirmation, or another file does. */
  confirm(hash?: string): boolean;
  /** Until when the present file must be confirmed (Unix epoch, ms). */
  confirmUntil(): number | undefined;
  apply(offer: ReloadOffer): Promise<void>;
  gate(offer: ReloadOffer, signal: AbortSignal): Promise<string | undefined>;
  restore(offer: ReloadOffer): Promise<void>;
  /** What runs has proved itself: the next boot may fall back on it. @throws the file system's error */
  commit(): void;
  /** Puts the file back that was there before an unconfirmed change. @throws ConfigWriteRefused */
  withdraw(): Promise<void>;
}

export interface ReloadsOptions {
  readonly paths: Paths;
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Logger;
  readonly parts: () => Parts | undefined;
  /** An event for the root. */
  readonly send: (
    event:
      | { readonly type: 'config.offered'; readonly offer: ReloadOffer }
      | { readonly type: 'config.confirmed' },
  ) => void;
  /** The root takes offers now. */
  readonly idle: () => boolean;
  readonly look: () => boolean;
  /** The gateway is in safe mode, where nothing is proved. */
  readonly safe: () => boolean;
  /** Health shows something else. */
  readonly changed: () => void;
  readonly tellRequester: (request: ReloadRequest, report: ReloadReport) => Promise<ReloadReport>;
}

const DEFAULT_RESTART_DELAY_MS = 2_000;
const MAX_REASON = 200;
const BUSY: ReloadEnd = {
  result: 'refused',
  reason: 'an earlier change is still being taken over or waits for its confirmation',
};

export function createReloads(options: ReloadsOptions): Reloads {
  const { paths, clock, log } = options;
  const facts = createReloadFacts({ clock, changed: options.changed });
  const answers = createReloadAnswers({ ...options, facts });
  const { configPath, unconfirmedPath } = paths;
  const record = createUnconfirmedRecord({ path: unconfirmedPath, configPath, clock });
  const complaints: Complaints = { last: undefined };
  let rejected: Rejected | undefined;
  /** What ran before the change being taken over. */
  let previous: LoadedConfig | undefined;
  let handed: Candidate | undefined;

  const parts = (): Parts => {
    const current = options.parts();
    if (current === undefined) throw new Error('a reload began before the first boot');
    return current;
  };
  const running = (): LoadedConfig => parts().boot.live.loaded();
  const until = () => {
    const change = record.read();
    return change === undefined ? {} : { confirmUntil: change.until };
  };
  const keep = (): void => {
    if (!options.safe()) saveLastGood(paths.lastGoodPath, running(), clock.now());
  };

  const read = createReloadReading({
    ...options,
    facts,
    answers,
    complaints,
    live: () => parts().boot.live,
    replan: (loaded) => parts().boot.choice.replan(loaded),
    rejected: () => rejected,
    unconfirmed: () => record.read() !== undefined,
    adopted: () => {
      if (record.read() === undefined) keep();
    },
  });

  const wordsOf = ({ plan }: Candidate): string[] => plan.changes.map(({ path }) => path);

  const end = (candidate: Candidate, { result, reason }: ReloadEnd): void => {
    const { loaded } = candidate;
    const changes = wordsOf(candidate);
    const listed = { changes: changes.join(', ') };
    if (result === 'refused' || result === 'restored') {
      facts.stands(result, reason);
      const refused = result === 'refused';
      if (!refused) rejected = { fingerprint: loaded.fingerprint, reason };
      const line = `config change ${refused ? 'refused' : 'put back'}: ${reason}`;
      if (complaints.last !== loaded.fingerprint) log[refused ? 'warn' : 'error'](line, listed);
      complaints.last = loaded.fingerprint;
    } else log.info('config reload applied', listed);
    const said = result === 'nothing' ? 'applied' : result;
    answers.give({ result: said, reason, changes, hash: hashOfMain(loaded), ...until() });
  };

  const promise = (candidate: Candidate): void => {
    const busy = parts().ports.runs.active().length > 0;
    const changes = wordsOf(candidate);
    const reason = busy
      ? 'runs are in flight; the restart waits for them, a minute at most'
      : 'it needs a restart';
    facts.stands('pending', reason);
    log.warn('config change needs a restart', { changes: changes.join(', ') });
    answers.give({
      result: busy ? 'deferred' : 'restarting',
      reason,
      changes,
      hash: hashOfMain(candidate.loaded),
      delayMs: delayOf(answers.asked()),
      ...until(),
    });
  };

  return {
    facts,
    reject({ fingerprint }, reason) {
      rejected = { fingerprint, reason };
    },
    rejected: () => rejected,
    booted({ boot }) {
      const { loaded, source, reason, trial, plan } = boot.choice;
      handed = undefined;
      complaints.last = undefined;
      const change = record.read();
      const waits = change !== undefined && source === 'file' && change.hash === hashOfMain(loaded);
      if (change !== undefined && !waits) record.clear();
      if (source !== 'file') facts.runs(loaded, source, reason);
      else facts.runs(loaded, waits ? 'pending' : 'current', waits ? 'it waits for its confirmation' : null);
      return {
        restartAllowed: plan.allowExternalRestart,
        trial,
        ...(waits ? { confirmMs: Math.max(0, change.until - clock.now()) } : {}),
      };
    },
    files: () => running().files,
    read,
    hand(candidate) {
      if (!options.idle()) {
        end(candidate, BUSY);
        return BUSY;
      }
      const { loaded, plan } = candidate;
      const asked = answers.asked();
      const mode = reloadModeOf(loaded.config);
      const decision = decideReload(plan.needs, mode);
      const confirmMs = decision === 'refuse' ? undefined : asked?.confirmWithinMs;
      if (asked !== undefined && confirmMs !== undefined) {
        record.write({ hash: asked.hash, until: clock.now() + confirmMs, previous: asked.previous });
      }
      handed = candidate;
      const delayMs = delayOf(asked);
      if (decision === 'restart') promise(candidate);
      const reason = `config changed: ${wordsOf(candidate).join(', ')}`.slice(0, MAX_REASON);
      const confirm = confirmMs === undefined ? {} : { confirmMs };
      const offer: ReloadOffer = { candidate, needs: plan.needs, mode, reason, delayMs, ...confirm };
      options.send({ type: 'config.offered', offer });
      return undefined;
    },
    debounceMs: () => debounceOf(running().config),
    offer: answers.offer,
    ended(how) {
      const candidate = handed;
      handed = undefined;
      previous = undefined;
      if (how.result === 'refused' || how.result === 'restored') record.clear();
      if (candidate !== undefined) end(candidate, how);
      else if (how.reason !== '') log.warn(`config: ${how.reason}`);
    },
    confirm(hash) {
      const change = record.read();
      if (change === undefined || (hash !== undefined && change.hash !== hash)) return false;
      options.send({ type: 'config.confirmed' });
      return true;
    },
    confirmUntil: () => record.read()?.until,
    async apply({ candidate }) {
      previous = running();
      facts.stands('pending', 'it is being taken over');
      const { plan, loaded } = candidate as Candidate;
      await parts().hot.apply(plan.effects, loaded);
    },
    async gate({ candidate, confirmMs }, signal) {
      const taken = candidate as Candidate;
      const wrong = await parts().hot.healthy(taken.plan.effects, signal);
      if (wrong !== undefined || confirmMs === undefined) return wrong;
      facts.runs(taken.loaded, 'pending', 'it waits for its confirmation');
      const reason = 'it must be confirmed';
      answers.give({
        result: 'applied',
        reason,
        changes: wordsOf(taken),
        hash: hashOfMain(taken.loaded),
        ...until(),
      });
      return undefined;
    },
    async restore({ candidate }) {
      if (previous !== undefined) await parts().hot.restore((candidate as Candidate).plan.effects, previous);
    },
    commit() {
      record.clear();
      if (handed !== undefined) facts.runs(handed.loaded, 'current', null);
      else if (facts.config().state === 'pending') facts.stands('current', null);
      if (facts.config().state !== 'current') return;
      rejected = undefined;
      keep();
    },
    async withdraw() {
      facts.stands('pending', 'it was not confirmed; the file before comes back');
      await record.withdraw();
    },
  };
}

/** Who asked through a method gets the answer before the restart; who edited the file has nothing to wait for. */
const delayOf = (asked: ReloadRequest | undefined): number =>
  asked === undefined ? 0 : (asked.restartDelayMs ?? DEFAULT_RESTART_DELAY_MS);
