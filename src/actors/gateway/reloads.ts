import type { PlanFacts, ReloadEnd, ReloadOffer } from '../../machines/gateway-types.ts';
import { saveLastGood } from '../../config/last-good.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { debounceOf, reloadModeOf, type ReloadPlan } from '../../config/reload-plan.ts';
import type { ReloadReport } from '../../protocol/generated/types.ts';
import { decideReload } from '../../protocol/reload.ts';
import type { OfferReload } from '../../protocol/reload-request.ts';
import type { Conclusion } from '../config/part.ts';
import { createBootProof } from './boot-proof.ts';
import { createReloadAnswers, delayOf, type Asked } from './reload-answers.ts';
import { createReloadFacts, hashOfMain, type ReloadFacts } from './reload-facts.ts';
import { createReloadReading, type Candidate, type ConfigReading, type Rejected } from './reload-reading.ts';
import type { Reloadable, ReloadsOptions } from './reloads-options.ts';
import { createUnconfirmedRecord, timeLeft } from './unconfirmed.ts';

/** The way of a changed file into the running gateway: what is read, what is handed over, what is told. */
export interface Reloads {
  readonly facts: ReloadFacts;
  /** This configuration was tried and did not work. */
  reject(loaded: LoadedConfig, reason: string): void;
  rejected(): Rejected | undefined;
  /** What was handed to the root and has not come to its end. */
  attempted(): LoadedConfig | undefined;
  /** The parts of a boot are made. Returns what the root has to know of its configuration. */
  booted(made: Pick<Reloadable, 'boot'>): Pick<PlanFacts, 'restartAllowed' | 'trial' | 'prove' | 'confirmMs'>;
  /** For the watcher: the files behind the configuration that runs. */
  files(): readonly string[];
  read(input: { readonly asked: boolean }): Promise<ConfigReading>;
  plan(candidate: Candidate): ReloadPlan;
  /** Hands a candidate to the root, which answers with `reload.settled`; at once when it cannot take it now. */
  hand(offer: { readonly candidate: Candidate; readonly requests: readonly Asked[] }): void;
  /** Other bytes, same values. */
  adopt(candidate: Candidate): void;
  /** A look has ended: those who asked for it are told. */
  conclude(conclusion: Conclusion<Candidate, Asked>): void;
  debounceMs(): number;
  /** A file was written through the gateway: it is read at once, and the answer waits for what becomes of it. */
  readonly offer: OfferReload;
  /** The root is done with what it was handed. */
  ended(end: ReloadEnd): void;
  /** False when nothing waits for a confirmation, or another file does. */
  confirm(hash?: string): boolean;
  /** Until when the present file must be confirmed (Unix epoch, ms). */
  confirmUntil(): number | undefined;
  /** A file written now can be put on probation: by the root, or by the boot after a restart that is on its way. */
  takesProbation(): boolean;
  apply(offer: ReloadOffer): Promise<void>;
  gate(offer: ReloadOffer, signal: AbortSignal): Promise<string | undefined>;
  restore(offer: ReloadOffer): Promise<void>;
  /** For the boot after a restart for a change: what does not work with it, or nothing. */
  prove(signal: AbortSignal): Promise<string | undefined>;
  /** What runs has proved itself: the next boot may fall back on it. @throws the file system's error */
  commit(): void;
  /** Puts the file back that was there before an unconfirmed change. @throws ConfigWriteRefused */
  withdraw(): Promise<void>;
}

const MAX_REASON = 200;
const BUSY = 'an earlier change is still being taken over or waits for its confirmation';

export function createReloads(options: ReloadsOptions): Reloads {
  const { paths, clock, log } = options;
  const facts = createReloadFacts({ clock, changed: options.changed });
  const answers = createReloadAnswers({ ...options, facts });
  const { configPath, unconfirmedPath } = paths;
  const record = createUnconfirmedRecord({ path: unconfirmedPath, configPath, clock });
  const proof = createBootProof();
  let rejected: Rejected | undefined;
  /** What the last look was for: an included file that is missing may come. */
  let looked: readonly string[] = [];
  /** What ran before the change being taken over. */
  let previous: LoadedConfig | undefined;
  /** What the root has been handed, and who asked for it. */
  let handed: { readonly candidate: Candidate; readonly asked: readonly Asked[] } | undefined;

  const parts = (): Reloadable => {
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
    running,
    replan: (loaded) => parts().boot.choice.replan(loaded),
    rejected: () => rejected,
    looked: (files) => {
      looked = files;
    },
  });

  const wordsOf = ({ plan }: Candidate): string[] => plan.changes.map(({ path }) => path);

  const tell = (
    { candidate, asked }: NonNullable<typeof handed>,
    report: Pick<ReloadReport, 'result' | 'reason'>,
  ): void => {
    const { loaded } = candidate;
    const delayMs =
      report.result === 'restarting' || report.result === 'deferred' ? { delayMs: delayOf(asked) } : {};
    answers.give(asked, {
      ...report,
      ...delayMs,
      changes: wordsOf(candidate),
      hash: hashOfMain(loaded),
      ...until(),
    });
  };

  const noteEnd = (candidate: Candidate, { result, reason }: ReloadEnd): void => {
    const changes = wordsOf(candidate).join(', ');
    if (result === 'applied' || result === 'nothing') return log.info('config reload applied', { changes });
    facts.stands(result, reason);
    if (result === 'refused') return log.warn(`config change refused: ${reason}`, { changes });
    rejected = { fingerprint: candidate.loaded.fingerprint, reason };
    log.error(`config change put back: ${reason}`, { changes });
  };

  const announceRestart = (change: NonNullable<typeof handed>): void => {
    const busy = parts().ports.runs.active().length > 0;
    const reason = busy
      ? 'runs are in flight; the restart waits for them, a minute at most'
      : 'it needs a restart';
    facts.stands('pending', reason);
    proof.remember(parts().hot.online());
    log.warn('config change needs a restart', { changes: wordsOf(change.candidate).join(', ') });
    tell(change, { result: busy ? 'deferred' : 'restarting', reason });
  };

  return {
    facts,
    reject({ fingerprint }, reason) {
      rejected = { fingerprint, reason };
    },
    rejected: () => rejected,
    attempted: () => handed?.candidate.loaded,
    booted({ boot }) {
      const { loaded, source, reason, trial, plan } = boot.choice;
      handed = undefined;
      const change = record.read();
      const waits = change !== undefined && source === 'file' && change.hash === hashOfMain(loaded);
      if (change !== undefined && !waits) record.drop(source === 'file', log);
      if (source !== 'file') facts.runs(loaded, source, reason);
      else facts.runs(loaded, waits ? 'pending' : 'current', waits ? 'it waits for its confirmation' : null);
      const prove = proof.begins(trial);
      if (prove && !waits) facts.stands('pending', 'what was online before has to come back with it');
      return {
        restartAllowed: plan.allowExternalRestart,
        trial,
        prove,
        ...(waits ? { confirmMs: timeLeft(change, clock.now()) } : {}),
      };
    },
    files: () => [...running().files, ...looked],
    read,
    plan: ({ plan }) => plan,
    hand({ candidate, requests: asked }) {
      const { loaded, plan } = candidate;
      const mode = reloadModeOf(loaded.config);
      const decision = decideReload(plan.needs, mode);
      const request = asked.at(-1)?.request;
      const confirmMs = decision === 'refuse' ? undefined : request?.confirmWithinMs;
      const begin = (): string | undefined =>
        request === undefined || confirmMs === undefined ? undefined : record.begin(request);
      const wrong = options.idle() ? begin() : BUSY;
      if (wrong !== undefined) {
        noteEnd(candidate, { result: 'refused', reason: wrong });
        return options.settle({ result: 'refused', reason: wrong });
      }
      handed = { candidate, asked };
      if (decision === 'restart') announceRestart(handed);
      const reason = `config changed: ${wordsOf(candidate).join(', ')}`.slice(0, MAX_REASON);
      const offer = { candidate, needs: plan.needs, mode, reason, delayMs: delayOf(asked) };
      const confirm = confirmMs === undefined ? {} : { confirmMs };
      options.send({ type: 'config.offered', offer: { ...offer, ...confirm } });
    },
    adopt({ loaded }) {
      if (loaded.fingerprint !== running().fingerprint) parts().boot.live.swap(loaded);
      // A newer file with the same values: what waits for a confirmation, or for its proof, goes on waiting.
      if (record.read() !== undefined || proof.due())
        return facts.runs(loaded, 'pending', facts.config().reason);
      facts.runs(loaded, 'current', null);
      keep();
    },
    conclude({ outcome, requests: asked, candidate }) {
      if (asked.length === 0 && outcome.result === 'nothing') return;
      if (candidate !== undefined) return tell({ candidate, asked }, outcome);
      const hash = asked.at(-1)?.request.hash ?? facts.running().hash;
      answers.give(asked, { ...outcome, changes: [], hash });
    },
    debounceMs: () => debounceOf(running().config),
    offer(request) {
      // It is taken along by a restart that is on its way: the boot goes by the record.
      const wrong = options.restartAhead() ? record.begin(request) : undefined;
      if (wrong !== undefined) log.error(`config: ${wrong}`);
      return answers.offer(request);
    },
    ended(end) {
      const change = handed;
      handed = undefined;
      previous = undefined;
      if (end.result === 'refused' || end.result === 'restored') record.clear();
      if (change !== undefined) noteEnd(change.candidate, end);
      else if (end.reason !== '') {
        log.warn(`config: ${end.reason}`);
        if (end.result === 'refused') facts.stands('refused', end.reason);
      }
    },
    confirm(hash) {
      const change = record.read();
      if (change === undefined || (hash !== undefined && change.hash !== hash)) return false;
      // Before it is in force nobody can know whether it works, and the root would not hear of it.
      if (!options.confirming()) return false;
      // Before the answer goes out: a crash from now on takes nothing back, and the next change need not wait.
      record.clear();
      options.send({ type: 'config.confirmed' });
      return true;
    },
    confirmUntil: () => record.read()?.until,
    takesProbation: () => options.idle() || options.restartAhead(),
    async apply({ candidate }) {
      previous = running();
      facts.stands('pending', 'it is being taken over');
      const { plan, loaded } = candidate as Candidate;
      await parts().hot.apply(plan.effects, loaded);
    },
    async gate({ candidate, confirmMs }, signal) {
      const { plan, loaded } = candidate as Candidate;
      const wrong = await parts().hot.healthy(plan.effects, signal);
      if (wrong !== undefined || confirmMs === undefined || handed === undefined) return wrong;
      // Broken off, it found nothing out: the change is on its way back.
      if (signal.aborted) return undefined;
      facts.runs(loaded, 'pending', 'it waits for its confirmation');
      tell(handed, { result: 'applied', reason: 'it must be confirmed' });
      return undefined;
    },
    async restore({ candidate }) {
      if (previous !== undefined) await parts().hot.restore((candidate as Candidate).plan.effects, previous);
    },
    prove: (signal) => proof.prove(parts().hot, signal),
    commit() {
      record.clear();
      if (handed !== undefined) facts.runs(handed.candidate.loaded, 'current', null);
      else if (facts.config().state === 'pending') facts.stands('current', null);
      if (facts.config().state === 'current') rejected = undefined;
      // Whatever the file says by now: this is what runs, and it has proved itself.
      keep();
    },
    async withdraw() {
      facts.stands('pending', 'it was not confirmed; the file before comes back');
      await record.withdraw();
    },
  };
}
