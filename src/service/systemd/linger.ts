import type { Step } from '../spec.ts';
import type { Ask, Ran } from './systemd.ts';

/** Whether what a user has running outlives the last logout and comes up at boot; `why` it cannot be told. */
export type Linger =
  | { readonly state: 'on' }
  | { readonly state: 'off' }
  | { readonly state: 'unknown'; readonly why: string };

/** logind knows those alone who are logged in or linger, and fails for all others. */
const NOT_THERE = /not logged in or lingering/i;

export async function lingerOf(ask: Ask, userName: string): Promise<Linger> {
  const ran = await ask(['loginctl', 'show-user', userName, '--property=Linger', '--value']);
  const said = ran.stdout.trim();
  if (ran.exitCode === 0 && (said === 'yes' || said === 'no'))
    return said === 'yes' ? { state: 'on' } : { state: 'off' };
  if (NOT_THERE.test(ran.stderr)) return { state: 'off' };
  return { state: 'unknown', why: refusalOf(ran) };
}

/** Asks for no password: a program that waits for one at a terminal would wait for ever elsewhere. */
export const enableLinger = (userName: string): Extract<Step, { do: 'run' }> => ({
  do: 'run',
  argv: ['loginctl', '--no-ask-password', 'enable-linger', userName],
  mayFail: true,
});

/** What a person types for it. Root needs no sudo, which may not be there. */
export const enableLingerByHand = (uid: number, userName: string): string =>
  `${uid === 0 ? '' : 'sudo '}loginctl enable-linger ${userName}`;

/** Why a program of systemd did not do it. */
export function refusalOf({ exitCode, stderr, stdout }: Ran): string {
  if (exitCode === undefined) return 'loginctl is not installed';
  return stderr.trim() || stdout.trim() || `loginctl ended with ${exitCode ?? 'a signal'}`;
}
