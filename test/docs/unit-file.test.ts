import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

const analyze = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' });
const skip = analyze.status === 0 ? false : 'systemd-analyze is not installed';

/** The unit of the guide, with programs that exist on this machine. */
const unitOf = (text: string): string =>
  (/```ini\n([^]*?)```/.exec(text)?.[1] ?? '').replace(
    /^ExecStart=.*$/m,
    `ExecStart=${process.execPath} ${path.resolve('bin/moltbot.cjs')} gateway`,
  );

/** systemd complains of what it does not know, and still ends with 0. */
function complaints(unit: string): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'unit-'));
  try {
    const file = path.join(directory, 'moltbot-gateway.service');
    writeFileSync(file, unit);
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--user', '--man=no', file], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: directory, XDG_RUNTIME_DIR: directory },
    });
    // Other units of this machine are loaded along and are not ours to mend.
    const ours = stderr.split('\n').filter((line) => line.includes('moltbot-gateway'));
    return ours.length === 0 && status !== 0 ? stderr : ours.join('\n');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

describe('the unit of the supervisor guide', { skip }, () => {
  const unit = unitOf(readFileSync('docs/guides/supervisor.md', 'utf8'));

  it('is understood by systemd, every line of it', () => {
    assert.match(unit, /^Type=notify$/m);
    assert.match(unit, /^ExecStart=\//m);
    assert.equal(complaints(unit), '');
  });

  it('would not be if a line were wrong', () => {
    assert.match(complaints(unit.replace('WatchdogSec=', 'WatchdogSeconds=')), /WatchdogSeconds/);
  });
});
