import { lastWords } from '../service/last-words.ts';
import type { ServiceState } from '../service/port.ts';
import type { OwnService } from './supervised.ts';

/** How the gateway begins what it tells its supervisor when it goes. */
const GOING = 'stopping: ';

/** It was asked to stop, and did. */
export const endedWell = ({ running, lastEnd }: ServiceState): boolean =>
  running === 'stopped' && (lastEnd === undefined || lastEnd === 'exit code 0');

/**
 * Why the gateway of a service is gone, in its own words: from the log of the supervisor, else what it told the supervisor itself, as
 * where a journal in memory is for administrators alone. Nothing when it ended as it should.
 */
export async function lastWordsOf(service: OwnService, state: ServiceState): Promise<string | undefined> {
  if (endedWell(state)) return undefined;
  const said = lastWords(await service.log());
  if (said !== undefined) return said;
  const { statusText = '' } = state;
  return statusText.startsWith(GOING) ? statusText.slice(GOING.length) : undefined;
}
