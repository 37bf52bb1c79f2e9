import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { waitFor, type AnyActorRef, type InspectionEvent } from 'xstate';
import { openRig, until, watched, within, type Rig } from './rig.ts';

const FOLDER = path.join(import.meta.dirname, '..', 'golden');
/** `GOLDEN=write node --test test/gateway/stories.test.ts` writes them anew. */
const WRITE = process.env['GOLDEN'] === 'write';

/** What the root tells its parts; everything else is the parts' own business. */
const ORDERS = new Set(['start', 'shutdown', 'park']);

function orderIn(event: InspectionEvent): string | undefined {
  if (event.type !== '@xstate.event' || event.sourceRef === undefined) return undefined;
  if ((event.sourceRef as AnyActorRef).id !== 'gateway' || !ORDERS.has(event.event.type)) return undefined;
  return `  ${event.event.type} ${(event.actorRef as AnyActorRef).id}`;
}

/** Plays one story on a gateway that stands still, and compares what was told with what is written down. */
const story = (
  title: string,
  file: string,
  play: (rig: Rig, ended: () => Promise<unknown>) => Promise<void>,
  config: Record<string, unknown> = {},
): void =>
  void it(title, async () => {
    let lines: string[] = [];
    const note = (line: string | undefined): void => {
      if (line !== undefined) lines.push(line);
    };
    const rig = await openRig({ config, inspect: (event) => note(orderIn(event)) });
    await watched(rig);
    lines = [];
    const off = rig.gateway.recorder.subscribe(({ actor, from, to }) => {
      if (actor === 'gateway') note(`gateway: ${from} → ${to}`);
    });
    const steady = (): Promise<unknown> =>
      waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'steady' }), within());
    await play(rig, steady);
    off();
    const told = lines.length === 0 ? '(nothing moves)\n' : `${lines.join('\n')}\n`;
    if (rig.gateway.root.getSnapshot().status === 'active') await rig.close();
    else rig.home.remove();
    const golden = path.join(FOLDER, `${file}.txt`);
    if (WRITE) writeFileSync(golden, told);
    assert.ok(existsSync(golden), `${golden} is missing; write it with GOLDEN=write`);
    assert.equal(told, readFileSync(golden, 'utf8'));
    const page = readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'lifecycle.md'), 'utf8');
    assert.ok(page.includes(told), `docs/lifecycle.md tells ${file} otherwise`);
  });

const left = (rig: Rig): Promise<unknown> =>
  waitFor(rig.gateway.root, (snapshot) => !snapshot.matches({ running: 'steady' }), within());

const ALLOWED = { commands: { restart: true } };

describe('the stories, as golden transcripts', () => {
  story(
    'a restart signal',
    'restart',
    async (rig, steady) => {
      rig.signal('SIGUSR1');
      await steady();
    },
    ALLOWED,
  );

  story('a restart signal nobody authorised', 'restart-refused', async (rig) => {
    rig.signal('SIGUSR1');
    rig.gateway.parts()?.boot.logging.flush();
    await until(() => rig.home.log().includes('restart signal ignored'), 'it is said');
  });

  story('a change that is taken over while running', 'reload-hot', async (rig, steady) => {
    const moved = left(rig);
    rig.home.write({ messages: { queue: { cap: 7 } } });
    await moved;
    await steady();
  });

  story('a change that needs a restart', 'reload-restart', async (rig, steady) => {
    const moved = left(rig);
    rig.home.write({ gateway: { port: 20_001 } });
    await moved;
    await steady();
  });

  story('a change that the mode does not allow', 'reload-refused', async (rig) => {
    rig.home.write({ gateway: { port: 20_001, reload: { mode: 'hot' } } });
    await until(() => {
      rig.gateway.parts()?.boot.logging.flush();
      return rig.home.log().includes('config change refused');
    }, 'it is said');
  });

  story('a change that does not work and is put back', 'reload-put-back', async (rig, steady) => {
    const moved = left(rig);
    rig.home.write({ logging: { file: path.join(rig.home.configPath, 'below-a-file.log') } });
    await moved;
    await steady();
  });

  story('a shutdown', 'shutdown', async (rig) => {
    rig.signal('SIGTERM');
    assert.equal(await rig.ended, 0);
  });
});
