import type * as BaileysModule from '@whiskeysockets/baileys';

export type Baileys = typeof BaileysModule;

export const INSTALL = 'npm install @whiskeysockets/baileys@7.0.0-rc14';

/** The library is an optional package: a gateway without WhatsApp does not need it. */
export function isLibraryInstalled(): boolean {
  try {
    import.meta.resolve('@whiskeysockets/baileys');
    return true;
  } catch {
    // Not resolvable is the answer, not a failure.
    return false;
  }
}

/** Takes 0.2 s and 57 MB, which is why nothing but a link loads it. */
export const loadLibrary = (): Promise<Baileys> => import('@whiskeysockets/baileys');
