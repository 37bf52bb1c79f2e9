import { waitFor } from 'xstate';
import { createSeededRandom } from '../../src/platform/random.ts';
import { BLOWS, type Blow, type Part } from '../gateway/blows.ts';
import {
  breakableParts,
  holdings,
  hurried,
  isUp,
  openRig,
  poisoned,
  until,
  warmUp,
  witness,
  type Rig,
  type Witness,
} from '../gateway/rig.ts';
import { TOKEN } from '../support/gateway-process.ts';
import { scaled, type Proof } from './proof.ts';

/** Time runs this much faster, so that the budgets of a minute come back within the proof. */
const HURRY = 50;
const PATIENCE = { timeout: 30_000 };

/** Blows at single members of the two pools. */
const LONE_BLOWS = ['a connection', 'a run'] as const;

const budgetLeft = (rig: Rig, part: Part): boolean => {
  const keeper = rig.keeper(part);
  const { context } = keeper.getSnapshot() as { context: { spent: number; policy: { intensity: number } } };
  return isUp(keeper.getSnapshot() as never) && context.spent < context.policy.intensity;
};

/** Random crashes in random nodes; clients on both transports watch, and everything is counted before and after. */
export const proof: Proof = {
  name: 'crash-tree',
  promise:
    'Any node of the tree may crash at any time: it heals, nobody else notices, nothing is left behind',
  async run(context) {
    const count = scaled(context, 1000, 30);
    const random = createSeededRandom(context.seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random.fraction() * from.length)] as T;
    const faults: string[] = [];
    await warmUp();
    const empty = holdings();
    const rig = await openRig({ clock: hurried(HURRY), amend: breakableParts });
    const doors = [rig.url(), rig.unixUrl(), rig.url(), rig.unixUrl()];
    const enter = (): Promise<Witness[]> =>
      Promise.all(doors.map((url) => witness(url, url.startsWith('ws+unix') ? {} : { token: TOKEN })));
    let clients = await enter();
    let serial = 0;
    let answers = 0;

    const answered = async (who: Witness): Promise<void> => {
      const runId = `c-${(serial += 1)}`;
      await who.client.call('agent', {
        message: '/status',
        idempotencyKey: runId,
        sessionKey: `s-${serial % 20}`,
      });
      const ended = (await who.client.call('agent.wait', { runId, timeoutMs: 60_000 })) as { status: string };
      if (ended.status !== 'ok') faults.push(`${runId} ended ${ended.status}`);
      answers += 1;
    };
    const calm = async (): Promise<void> => {
      await until(() => rig.of('agentRun').length === 0, 'runs are over');
      await until(
        () => rig.of('connection').length === doors.length,
        'only the watching clients are connected',
      );
    };
    await Promise.all(clients.map(answered));
    await calm();
    const actors = rig.live.size;
    const { descriptors } = holdings();

    const strike = async (blow: Blow): Promise<void> => {
      const keeper = rig.keeper(blow.part);
      const before = rig.child(blow.part).sessionId;
      blow.strike(rig);
      await waitFor(
        keeper,
        (snapshot) => isUp(snapshot as never) && rig.child(blow.part).sessionId !== before,
        PATIENCE,
      );
      if (blow.cutsClients !== true) return;
      await Promise.all(clients.map(({ closed }) => closed));
      clients = await enter();
    };
    const strikeOne = async (what: (typeof LONE_BLOWS)[number]): Promise<void> => {
      const doomed = await witness(rig.url(), { token: TOKEN });
      if (what === 'a connection') {
        rig.of('connection').at(-1)?.send(poisoned('consumer.slow', 'close'));
        await doomed.closed;
        return;
      }
      const runId = `doomed-${(serial += 1)}`;
      await doomed.client.call('agent', { message: 'hello', idempotencyKey: runId, sessionKey: runId });
      rig
        .of('agentRun')
        .find(({ id }) => id === runId)
        ?.send(poisoned('engine.failed', 'message'));
      const ended = (await doomed.client.call('agent.wait', { runId, timeoutMs: 60_000 })) as {
        status: string;
      };
      if (ended.status === 'timeout') faults.push(`${runId} has no end`);
      await doomed.client.close();
    };

    try {
      for (let blow = 0; blow < count; blow += 1) {
        const within = BLOWS.filter(({ part }) => budgetLeft(rig, part));
        const chosen = pick([...within, ...LONE_BLOWS]);
        const title = typeof chosen === 'string' ? `${chosen} throws` : chosen.title;
        try {
          if (typeof chosen === 'string') await strikeOne(chosen);
          else await strike(chosen);
          if (clients.some((who) => !who.open()))
            throw new Error('a client that had nothing to do with it was cut off');
          await Promise.all([answered(pick(clients)), answered(pick(clients))]);
          await calm();
          await until(() => rig.live.size === actors, `${actors} actors, not ${rig.live.size}`);
          await until(
            () => holdings().descriptors === descriptors,
            `${descriptors} descriptors, not ${holdings().descriptors}`,
          );
        } catch (error) {
          throw new Error(
            `blow ${blow}, ${title}: ${error instanceof Error ? error.message : String(error)}`,
            { cause: error },
          );
        }
      }
      await rig.close();
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
      rig.signal('SIGTERM');
      await rig.ended;
      rig.home.remove();
    }
    if (rig.live.size > 0) faults.push(`${rig.live.size} orphan actors at the end`);
    const timers = (): number => (holdings().active['Timeout'] ?? 0) - (empty.active['Timeout'] ?? 0);
    await until(
      () => timers() <= 0 && holdings().descriptors <= empty.descriptors,
      'timers and descriptors',
    ).catch(() =>
      faults.push(
        `left behind: ${timers()} timers, ${holdings().descriptors - empty.descriptors} descriptors`,
      ),
    );
    for (const fault of faults) context.log(fault);
    return {
      pass: faults.length === 0,
      figure: `${faults.length} faults in ${count} crashes of ${BLOWS.length + LONE_BLOWS.length} kinds; ${answers} runs answered between them; 0 actors, timers and descriptors left`,
    };
  },
};
