import { waitFor, type ActorRefFrom } from 'xstate';
import type { keeperMachine } from '../../machines/keeper.ts';
import type { Logger } from '../../platform/logger.ts';
import { invalidRequest, unavailable } from '../../protocol/failure.ts';
import type { ActorNode, SystemResumeResult } from '../../protocol/generated/types.ts';
import type { Recorder } from '../inspect/recorder.ts';

type Keeper = ActorRefFrom<typeof keeperMachine>;

/** What ends the wait of a part that is down: a fresh budget for one that gave up, no more waiting for the other. */
const WAKING = { parked: { type: 'resume' }, backingOff: { type: 'restart' } } as const;

const isWaking = (value: unknown): value is keyof typeof WAKING =>
  typeof value === 'string' && Object.hasOwn(WAKING, value);

/**
 * Starts a part that is down, by its id in the tree. Resolves when it runs or is down again.
 * @throws Failure INVALID_REQUEST (no such part, or it is not down), UNAVAILABLE (the gateway stopped meanwhile)
 */
export function createResume(options: { readonly recorder: Recorder; readonly log: Logger }) {
  const { recorder, log } = options;
  const rowOf = (id: string): ActorNode | undefined => recorder.tree(0).find((node) => node.id === id);

  return async (id: string): Promise<SystemResumeResult> => {
    const row = rowOf(id);
    if (row === undefined) {
      throw invalidRequest(`no part is called ${id}; "gateway status --deep" names them, e.g. gateway/pulse`);
    }
    const keeper = recorder.keeperOf(id) as Keeper | undefined;
    const state: unknown = keeper?.getSnapshot().value;
    if (keeper === undefined || !isWaking(state)) {
      throw invalidRequest(`${id} is ${row.state}; only a part that is parked or backingOff can be resumed`);
    }
    log.info('part resumed by the operator', { part: id, was: state });
    keeper.send(WAKING[state]);
    try {
      // Bounded by the start deadline of the part's policy.
      await waitFor(keeper, (snapshot) => snapshot.hasTag('down') || !snapshot.hasTag('waiting'));
    } catch (error) {
      throw unavailable('the gateway stopped before the part was up', { cause: error });
    }
    return { ok: true, node: rowOf(id) ?? row };
  };
}
