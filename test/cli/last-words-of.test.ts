import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastWordsOf } from '../../src/cli/last-words-of.ts';
import type { OwnService } from '../../src/cli/supervised.ts';
import type { ServiceState } from '../../src/service/port.ts';
import { serviceNames } from '../../src/service/names.ts';
import { createSystemd, type Ask } from '../../src/service/systemd/systemd.ts';

const FAILED: ServiceState = {
  loaded: true,
  enabled: true,
  running: 'failed',
  lastEnd: 'it exited with a failure (exit code 78)',
  statusText: 'stopping: Invalid config at /x/moltbot.json.',
};

/** A systemd whose journal has this, and what it was asked for. */
const withJournal = (journal: string, run = '0123abcd') => {
  const asked: string[] = [];
  const ask: Ask = (argv) => {
    asked.push(argv.join(' '));
    return Promise.resolve({
      exitCode: 0,
      stdout: argv[0] === 'journalctl' ? journal : `${run}\n`,
      stderr: '',
    });
  };
  const open = (scope: 'user' | 'system'): OwnService => ({
    ...createSystemd({
      names: serviceNames('rescue'),
      scope: scope === 'user' ? { kind: 'user' } : { kind: 'system', user: 'molly' },
      unitDir: '/nowhere',
      secretsPath: '/nowhere/service.env',
      ask,
      explain: () => ({ reason: 'none', fix: 'none' }),
    }),
    ask,
  });
  return { asked, open };
};

describe('the last words of a service', () => {
  it('are looked for in the journal of its last run, in all of it for a user and for the system', async () => {
    const { asked, open } = withJournal('one\nan error came\n');
    for (const scope of ['user', 'system'] as const)
      assert.equal(await lastWordsOf(open(scope), FAILED), 'an error came');
    assert.deepEqual(asked, [
      'systemctl --user show moltbot-gateway-rescue.service --property=InvocationID --value',
      'journalctl --user-unit moltbot-gateway-rescue.service _SYSTEMD_INVOCATION_ID=0123abcd -n 60 -o cat --quiet --no-pager',
      'systemctl show moltbot-gateway-rescue.service --property=InvocationID --value',
      'journalctl -u moltbot-gateway-rescue.service _SYSTEMD_INVOCATION_ID=0123abcd -n 60 -o cat --quiet --no-pager',
    ]);
  });

  it('are looked for in all there is when systemd remembers no run', async () => {
    const { asked, open } = withJournal('an error came\n', '');
    assert.equal(await lastWordsOf(open('user'), FAILED), 'an error came');
    assert.equal(
      asked[1],
      'journalctl --user-unit moltbot-gateway-rescue.service -n 60 -o cat --quiet --no-pager',
    );
  });

  it('are what it told its supervisor where the journal says nothing, if that was why it went', async () => {
    const service = withJournal('').open('user');
    assert.equal(await lastWordsOf(service, FAILED), 'Invalid config at /x/moltbot.json.');
    const { statusText: _none, ...silent } = FAILED;
    for (const state of [silent, { ...FAILED, statusText: 'running, no links' }])
      assert.equal(await lastWordsOf(service, state), undefined);
  });

  it('are none when it ended as it should: there is nothing to explain', async () => {
    const { asked, open } = withJournal('an error came\n');
    const stopped: ServiceState = { loaded: true, enabled: true, running: 'stopped' };
    for (const state of [stopped, { ...stopped, lastEnd: 'exit code 0' }])
      assert.equal(await lastWordsOf(open('user'), state), undefined);
    assert.deepEqual(asked, []);
    assert.equal(await lastWordsOf(open('user'), { ...stopped, lastEnd: 'exit code 1' }), 'an error came');
  });
});
