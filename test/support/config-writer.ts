/** A process that writes the configuration again and again: `<file> <home> <key>…`. Says `won <key>` or `lost <key>` for each try. */
import { readFileSync } from 'node:fs';
import { hashOf } from '../../src/config/file-state.ts';
import { editConfig } from '../../src/config/write.ts';
import { ConfigWriteRefused } from '../../src/config/write-refused.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createEnv } from '../../src/platform/env.ts';

const [configPath = '', home = '', ...keys] = process.argv.slice(2);
const env = createEnv({ ...process.env });

for (const key of keys) {
  for (let won = false; !won;) {
    const baseHash = hashOf(readFileSync(configPath));
    try {
      await editConfig({
        paths: { configPath, home },
        env,
        clock: systemClock,
        edits: [{ op: 'set', path: ['session', 'identityLinks', key], value: ['telegram:1'] }],
        baseHash,
      });
      won = true;
      console.log(`won ${key}`);
    } catch (error) {
      if (!(error instanceof ConfigWriteRefused) || (error.fault !== 'changed' && error.fault !== 'busy'))
        throw error;
      console.log(`lost ${key}`);
    }
  }
}
