import type * as BaileysModule from '@whiskeysockets/baileys';
import { singleFile } from '../../platform/single-file.ts';

export type Baileys = typeof BaileysModule;

const PACKAGE = '@whiskeysockets/baileys@7.0.0-rc14';

/** The command that brings the library: to this installation, or beside the executable, which must not have GPL-3.0 code in it. */
export function installCommand(alone = singleFile()): string {
  return alone === undefined
    ? `npm install ${PACKAGE}`
    : `npm install --prefix ${JSON.stringify(alone.directory)} ${PACKAGE}`;
}

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
