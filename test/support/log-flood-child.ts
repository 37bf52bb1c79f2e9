import { setTimeout as pause } from 'node:timers/promises';
import { createLogging } from '../../src/platform/logging.ts';
import { createSecretRegistry } from '../../src/platform/secrets.ts';
import { createPatternMask } from '../../src/platform/secret-patterns.ts';

/** What the child is to say, on its command line as JSON. */
export interface Flood {
  readonly file: string;
  readonly maxBytes: number;
  readonly files: number;
  /** Lines of one and the same text, and lines of which no two are alike. */
  readonly identical: number;
  readonly distinct: number;
  /** The flood takes this long at least; 0: as fast as it can. Milliseconds. */
  readonly lastsMs: number;
  /** Each line goes to the console as well, as JSON. */
  readonly console: boolean;
}

/** What it says of itself at the end, on the last line of its standard error. */
export interface FloodEnd {
  /** Time spent in the logger, and the processor time of the whole process. Milliseconds. */
  readonly busyMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly lost: number;
}

export const SAME = 'the database cannot be reached';
export const DIFFERENT = 'request failed, number';
export const LAST = 'the flood is over';

const BATCH = 5000;

async function flood(told: Flood): Promise<FloodEnd> {
  const secrets = createSecretRegistry(createPatternMask());
  secrets.register('a-secret-that-every-line-is-searched-for', 'test');
  const logging = createLogging(
    {
      file: told.file,
      level: 'info',
      consoleLevel: told.console ? 'info' : 'silent',
      style: 'json',
      colours: false,
      rotate: { maxBytes: told.maxBytes, files: told.files },
    },
    secrets,
  );
  const log = logging.logger.child('flood');
  const total = told.identical + told.distinct;
  const begun = performance.now();
  let busyMs = 0;
  let distinct = 0;
  for (let said = 0; said < total;) {
    const from = performance.now();
    for (const end = Math.min(total, said + BATCH); said < end; said += 1) {
      // As evenly mixed as the two numbers allow.
      if (Math.floor(((said + 1) * told.distinct) / total) > distinct) {
        log.error(`${DIFFERENT} ${distinct}`, { n: distinct, path: '/v1/chat/completions', status: 503 });
        distinct += 1;
      } else log.error(SAME, { attempt: said, code: 'ECONNREFUSED' });
    }
    busyMs += performance.now() - from;
    const ahead = (told.lastsMs * said) / total - (performance.now() - begun);
    await pause(Math.max(0, ahead));
  }
  const from = performance.now();
  log.error(LAST);
  const { dropped } = logging.status();
  logging.close();
  busyMs += performance.now() - from;
  const { user, system } = process.cpuUsage();
  return {
    busyMs,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    lost: dropped,
  };
}

if (process.argv[1] === import.meta.filename) {
  const end = await flood(JSON.parse(process.argv[2] ?? '') as Flood);
  process.stderr.write(`${JSON.stringify(end)}\n`);
}
