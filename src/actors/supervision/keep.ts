import type { AnyActorLogic } from 'xstate';
import { keeperMachine } from '../../machines/keeper.ts';
import type { ChildLogic, KeeperInput, KeeperLogic } from '../../machines/keeper.ts';
import { POLICIES } from '../../machines/policies.ts';
import type { KeeperName } from '../../machines/policies.ts';

/** A keeper for anything that speaks the child protocol. Who invokes it gives the input, see `keeperInput`. */
export function keep(logic: AnyActorLogic): KeeperLogic {
  return keeperMachine.provide({ actors: { child: logic as ChildLogic } });
}

/** The input of a keeper that follows the policy of its name. */
export function keeperInput(
  id: KeeperName,
  options: { readonly random: () => number; readonly childInput?: unknown },
): KeeperInput {
  return { id, policy: POLICIES[id], childInput: options.childInput, random: options.random };
}
