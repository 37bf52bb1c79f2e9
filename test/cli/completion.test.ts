import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { createBench } from '../support/cli-run.ts';

const bin = mkdtempSync(join(tmpdir(), 'moltbot-complete-'));
after(() => rmSync(bin, { recursive: true }));
writeFileSync(
  join(bin, 'moltbot'),
  `#!/bin/sh\nexec "${process.execPath}" "${resolve('bin/moltbot.cjs')}" "$@"\n`,
);
chmodSync(join(bin, 'moltbot'), 0o755);

const has = (shell: string): string | false =>
  spawnSync(shell, ['--version']).error === undefined ? false : `${shell} is not installed`;

describe('completion', () => {
  const cases: readonly (readonly [words: readonly string[], found: readonly string[]])[] = [
    [['gatew'], ['gateway']],
    [
      ['gateway', 'st'],
      ['status', 'start', 'stop'],
    ],
    [['gateway', 'install', '--f'], ['--force']],
    [
      ['gateway', '--bind', ''],
      ['loopback', 'lan', 'tailnet', 'auto', 'custom'],
    ],
    [['--profile', 'rescue', 'gateway', 'resu'], ['resume']],
    [['channels', 'add', '--channel', 't'], ['telegram']],
    [['--pro'], ['--profile']],
    [['nothing', 'of', 'ours', '--zzz'], []],
  ];
  for (const [words, found] of cases) {
    it(`after "${words.join(' ')}" offers ${found.join(', ') || 'nothing'}`, async (context) => {
      const { code, stdout } = await createBench(context).run('complete', '--', ...words);
      assert.equal(code, 0);
      assert.deepEqual(
        new Set(
          stdout
            .split('\n')
            .filter(Boolean)
            .map((line) => line.split('\t')[0]),
        ),
        new Set(found),
      );
    });
  }

  it('does not offer what is hidden', async (context) => {
    const { stdout } = await createBench(context).run('complete', '--', '');
    assert.doesNotMatch(stdout, /^complete\t/m);
    assert.match(stdout, /^completion\t/m);
  });

  it('works in bash', { skip: has('bash') }, () => {
    const script = `source <(moltbot completion bash); COMP_WORDS=(moltbot gateway st); COMP_CWORD=2; _moltbot; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` },
    });
    assert.deepEqual(stdout.trim().split('\n').toSorted(), ['start', 'status', 'stop'], stderr);
  });

  for (const shell of ['zsh', 'fish'] as const) {
    it(`is a script ${shell} understands`, { skip: has(shell) }, async (context) => {
      const { stdout } = await createBench(context).run('completion', shell);
      const file = join(bin, `script.${shell}`);
      writeFileSync(file, stdout);
      const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    });
  }

  it('refuses a shell it does not know', async (context) => {
    const { code, stderr } = await createBench(context).run('completion', 'tcsh');
    assert.equal(code, 64);
    assert.match(stderr, /Allowed choices are bash, zsh, fish/);
  });
});
