import { readFileSync } from 'node:fs';
import { errnoOf, writeFileAtomic } from '../../../platform/files.ts';
import { SessionFileError } from './session-file.ts';

const STEP = 500;

/**
 * Remembers beside the session how far it had got, so that an older copy put in its place is noticed: its ratchets would
 * repeat keys that were used already, and every contact's next message would be unreadable.
 */
export interface GenerationMark {
  /** @throws SessionFileError when the session is older than the mark */
  verify(generation: number): void;
  /** Notes the generation, now and then. */
  pass(generation: number): void;
  /** Notes the generation at once. */
  set(generation: number): void;
}

export function createGenerationMark(path: string, sessionPath: string): GenerationMark {
  let noted = 0;
  const set = (generation: number): void => {
    writeFileAtomic(path, `${generation}\n`);
    noted = generation;
  };
  return {
    verify: (generation) => {
      const known = readMark(path);
      if (generation >= known) return;
      throw new SessionFileError(
        'damaged',
        `the WhatsApp session ${sessionPath} is an older copy (generation ${generation}, ${known} was in use); its keys were used already`,
        'link again, which sets the old copy aside: moltbot channels login --channel whatsapp',
      );
    },
    pass: (generation) => {
      if (generation - noted >= STEP) set(generation);
    },
    set,
  };
}

function readMark(path: string): number {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || 0;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 0;
    throw error;
  }
}
