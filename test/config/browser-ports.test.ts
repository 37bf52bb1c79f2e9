import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { keepBrowserPorts, planBrowserPorts, readBrowserPorts } from '../../src/config/browser-ports.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { createEnv } from '../../src/platform/env.ts';

type Profiles = NonNullable<NonNullable<Config['browser']>['profiles']>;
const plan = (profiles: Profiles, before: Record<string, number> = {}, base = 18_789) =>
  planBrowserPorts({ config: { browser: { profiles } }, env: createEnv({}), base, before });
const color = '#00AA00';

describe('debugging ports of browsers', () => {
  it('are counted from the port of the gateway, the own browser first', () => {
    assert.deepEqual(plan({}), { ports: { clawd: 18_800 }, without: [] });
    assert.deepEqual(plan({ work: { color } }, {}, 19_001).ports, { clawd: 19_012, work: 19_013 });
  });

  it('are numbers whatever a browser is called', () => {
    assert.deepEqual(plan({ constructor: { color }, valueof: { color } }).ports, {
      clawd: 18_800,
      constructor: 18_801,
      valueof: 18_802,
    });
  });

  it('go round what is configured, and leave alone what is elsewhere', () => {
    const profiles: Profiles = {
      fixed: { color, cdpPort: 18_800 },
      here: { color, cdpUrl: 'http://127.0.0.1:18801' },
      far: { color, cdpUrl: 'http://10.0.0.9:18802' },
      free: { color },
    };
    assert.deepEqual(plan(profiles).ports, { fixed: 18_800, clawd: 18_802, free: 18_803 });
  });

  it('stay with their browser, whatever comes and goes', () => {
    const first = plan({ a: { color }, b: { color } }).ports;
    assert.deepEqual(first, { clawd: 18_800, a: 18_801, b: 18_802 });
    const second = plan({ b: { color }, c: { color } }, first).ports;
    assert.deepEqual(second, { clawd: 18_800, b: 18_802, c: 18_801 });
    assert.deepEqual(plan({ b: { color, cdpPort: 18_800 } }, second).ports, { b: 18_800, clawd: 18_801 });
    assert.deepEqual(
      plan({ b: { color } }, second, 19_001).ports,
      { clawd: 19_012, b: 19_013 },
      'another base',
    );
  });

  it('run out after a hundred', () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`p${index}`, { color }]));
    const { ports, without } = plan(many);
    assert.equal(Object.keys(ports).length, 100);
    assert.equal(Math.max(...Object.values(ports)), 18_899);
    assert.deepEqual(without, ['p99', 'p100']);
  });

  it('are remembered in a file that is written only when it changes', () => {
    const dir = mkdtempSync(join(tmpdir(), 'moltbot-ports-'));
    try {
      const path = join(dir, 'browser-ports.json');
      assert.deepEqual(readBrowserPorts(dir), {});
      keepBrowserPorts(dir, { clawd: 18_800 });
      const { ino } = statSync(path);
      keepBrowserPorts(dir, { clawd: 18_800 });
      assert.equal(statSync(path).ino, ino);
      keepBrowserPorts(dir, { clawd: 18_800, a: 18_801 });
      assert.deepEqual(readBrowserPorts(dir), { clawd: 18_800, a: 18_801 });
      assert.notEqual(statSync(path).ino, ino);
      for (const damaged of ['{', 'null', '{"clawd": "x"}']) {
        writeFileSync(path, damaged);
        assert.deepEqual(readBrowserPorts(dir), {});
      }
      assert.equal(readFileSync(path, 'utf8'), '{"clawd": "x"}', 'reading changes nothing');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
