import type { AccountSnapshot } from '../../protocol/generated/types.ts';

const isWell = ({ connected, verdict }: AccountSnapshot): boolean =>
  connected === true && verdict?.ok !== false;

/** The state of its link, or the one thing that is missing before there can be one. */
const stateOf = ({ linked, state, running }: AccountSnapshot): string => {
  if (linked === false) return 'not linked';
  return state ?? (running === true ? 'running' : 'not running');
};

/** How the accounts of one chat network are, in a few words for `status`. What is well never hides what is not. */
export function channelLine(label: string, accounts: readonly AccountSnapshot[]): string {
  const wanted = accounts.filter(({ enabled }) => enabled !== false);
  if (wanted.length === 0) return `${label}: disabled`;
  const unwell = wanted.filter((account) => !isWell(account));
  const [first] = unwell;
  if (first === undefined) return `${label}: connected`;
  if (wanted.length === 1) {
    const state = stateOf(first);
    if (first.state !== state) return `${label}: ${state}`;
    return `${label}: ${first.connected === true ? `connected, ${state}` : `not connected (${state})`}`;
  }
  const states = unwell.map((account) => `${account.accountId} ${stateOf(account)}`);
  return `${label}: ${wanted.length - unwell.length} of ${wanted.length} connected (${states.join(', ')})`;
}
