import { connect } from '../../test/support/operator-client.ts';
import { newEntry } from '../../src/agent/sessions/entry.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openStore } from '../../src/store/open.ts';
import { writeSession } from '../../src/store/session-rows.ts';
import { createHome, startGateway, TOKEN, type Home } from '../gateway.ts';
import { median, noise } from '../process.ts';
import { fixed } from '../report.ts';
import { pause, type Rig, type Running } from '../rig.ts';

const TURNS = 9;
const SESSIONS = 10_000;
const quiet = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => quiet,
} as const;

async function time(begin: () => Promise<Running>): Promise<number> {
  const begun = performance.now();
  const { subject, url } = await begin();
  const client = await connect({ url, token: TOKEN });
  const ms = performance.now() - begun;
  await client.close();
  await subject.stop();
  return ms;
}

async function fill(home: Home): Promise<void> {
  const store = openStore({ path: `${home.dir}/gateway.db`, clock: systemClock, log: quiet as never });
  const now = Date.now();
  await store.write((tx) => {
    for (let i = 0; i < SESSIONS; i++) {
      writeSession(tx, {
        key: `agent:main:whatsapp:group:${i}@g.us`,
        agentId: 'main',
        kind: 'group',
        entry: {
          ...newEntry(`session-${i}`, now - i * 1000),
          displayName: `Group ${i}`,
          channel: 'whatsapp',
        },
      });
    }
  });
  store.close();
}

export async function startup({ report, startLimit }: Rig): Promise<void> {
  const empty = createHome();
  const full = createHome();
  await time(() => startGateway(full));
  await fill(full);
  const ours: number[] = [];
  const loaded: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(await time(() => startGateway(empty)));
    theirs.push(await time(startLimit));
    loaded.push(await time(() => startGateway(full)));
  }
  empty.remove();
  full.remove();
  const ratio = median(ours) / median(theirs);
  report.add({
    figure: 'process start → first hello-ok',
    ours: `${fixed(median(ours), 0)} ms (±${fixed(noise(ours), 0)} %)`,
    limit: `${fixed(median(theirs), 0)} ms`,
    ratio,
    budget: '≤ 3',
    met: ratio <= 3,
  });
  const grown = median(loaded) / median(ours);
  report.add({
    figure: `warm start with ${SESSIONS.toLocaleString('en')} sessions on disk`,
    ours: `${fixed(median(loaded), 0)} ms (±${fixed(noise(loaded), 0)} %)`,
    limit: `empty: ${fixed(median(ours), 0)} ms`,
    ratio: grown,
    budget: '≤ 1.2 × empty',
    met: grown <= 1.2,
  });
}

export async function restart({ report }: Rig): Promise<void> {
  const home = createHome({ commands: { restart: true } });
  const { subject } = await startGateway(home);
  const took: number[] = [];
  for (let turn = 0; turn < 7; turn++) {
    const ready = subject.next(/listening on ws:/);
    const begun = performance.now();
    subject.child.kill('SIGUSR1');
    await ready;
    took.push(performance.now() - begun);
    // What it still prints about this start must not be taken for the next one.
    await pause(300);
  }
  await subject.stop();
  home.remove();
  const ms = median(took);
  report.add({
    figure: 'SIGUSR1 → ready',
    ours: `${fixed(ms, 0)} ms (±${fixed(noise(took), 0)} %)`,
    budget: '≤ 100 ms',
    met: ms <= 100,
  });
}
