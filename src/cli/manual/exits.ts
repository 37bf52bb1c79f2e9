import { EXIT } from '../../platform/exit.ts';
import type { Entry } from './manual.ts';

/** Ended by Ctrl-C, as shells count it. */
const INTERRUPTED = 130;

/** What the exit code of every command means, unless its own help says otherwise. */
export const USUAL_EXITS: readonly Entry[] = [
  [String(EXIT.ok), 'done'],
  [String(EXIT.crash), 'the gateway answered with an error, or refused the connection'],
  [String(EXIT.usage), 'the command line is wrong'],
  [
    String(EXIT.unavailable),
    'the gateway is not reachable, did not answer in time, went away or answered UNAVAILABLE; or the supervisor of the operating system cannot do it',
  ],
  [String(EXIT.internal), 'a defect in the program'],
  [
    String(EXIT.retry),
    'something outside is missing for the moment: the output could not be written, or somebody else changed the configuration meanwhile',
  ],
  [String(EXIT.config), 'the configuration forbids it, or another gateway holds the lock'],
  [String(INTERRUPTED), 'agent: the run was aborted'],
];
