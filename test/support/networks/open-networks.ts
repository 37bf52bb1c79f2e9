import type { Network } from './network.ts';
import { openTelegram } from './telegram.ts';

/** Every network there is a server for, with so many people each. */
export const openNetworks = async (people: number): Promise<readonly Network[]> => [
  await openTelegram(people),
];
