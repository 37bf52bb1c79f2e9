import { systemClock } from '../../src/platform/clock.ts';
import { acquireLock } from '../../src/platform/lock.ts';

// Takes the lock named by its arguments, says how that went in one line, and stays until its input ends.
const [lockPath = '', factsPath = ''] = process.argv.slice(2);
const owner = { pid: process.pid, version: '0.0.0', profile: 'test', startedAt: Date.now(), port: null };
try {
  await acquireLock({ lockPath, factsPath, owner, clock: systemClock, patienceMs: 5000 });
  console.log('held');
} catch (error) {
  console.log(String(error));
}
process.stdin.resume();
