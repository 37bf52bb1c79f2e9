import type { Network } from './network.ts';
import { openTelegram } from './telegram.ts';
import { openWhatsApp } from './whatsapp.ts';

/** Every network there is a server for, with so many people each. */
export const openNetworks = (people: number): Promise<readonly Network[]> =>
  Promise.all([openTelegram(people), openWhatsApp(people)]);
