import { enableLinger, enableLingerByHand, lingerOf, refusalOf } from '../service/systemd/linger.ts';
import type { Budget } from './await-gateway.ts';
import type { CliIo } from './io.ts';
import { pause } from './pause.ts';
import type { OwnService } from './supervised.ts';

interface Trouble {
  readonly message: string;
  /** The command that mends it, as typed. */
  readonly fix: string;
}

/** Whether the service outlives the last logout; `null`: no question of logins, for this kind of service. */
export interface Lingering {
  readonly state: 'on' | 'off' | 'unknown' | null;
  readonly trouble?: Trouble;
}

/** What it means that it is off. */
export const lingeringOff = ({ machine: { uid, userName } }: Pick<CliIo, 'machine'>): Trouble => ({
  message: `lingering is off for ${userName}: the service ends with the last logout and does not come up at boot before a login`,
  fix: enableLingerByHand(uid, userName),
});

/** Looks, and changes nothing. */
export async function lingeringOf(io: CliIo, { kind, scope, ask }: OwnService): Promise<Lingering> {
  if (kind !== 'systemd' || scope !== 'user') return { state: null };
  const { userName } = io.machine;
  const linger = await lingerOf(ask, userName);
  if (linger.state === 'on') return linger;
  const off = lingeringOff(io);
  if (linger.state === 'off') return { state: 'off', trouble: off };
  const message = `whether the service outlives the last logout of ${userName} cannot be told: ${linger.why}`;
  return { state: 'unknown', trouble: { message, fix: off.fix } };
}

/** Turns it on as far as this user may; who may not is told what to type. */
export async function turnOnLingering(io: CliIo, service: OwnService): Promise<Lingering> {
  const { ask } = service;
  const ran = await ask(enableLinger(io.machine.userName).argv);
  const now = await lingeringOf(io, service);
  if (now.state !== 'off') return now;
  const { message, fix } = lingeringOff(io);
  const why = ran.exitCode === 0 ? 'it is off all the same' : refusalOf(ran);
  return { state: 'off', trouble: { message: `${message}; it could not be turned on here (${why})`, fix } };
}

/** Brings up the systemd of a user who is not logged in. Whether it is there now: it may be that this user may not do so. */
export async function startByLingering(io: CliIo, service: OwnService, budget: Budget): Promise<boolean> {
  if ((await turnOnLingering(io, service)).state !== 'on') return false;
  while ((await service.unavailable()) !== undefined) {
    if (budget.spent()) return false;
    await pause(io);
  }
  return true;
}
