import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { ConfigSnapshot } from '../../src/protocol/generated/types.ts';
import { createHome, runCli, startGateway, TOKEN, type Home } from '../support/gateway-process.ts';
import { connect } from '../support/operator-client.ts';

const TEXT = '{\n  // mine\n  "gateway": { "mode": "local", "auth": { "token": "TOKEN" } },\n}\n'.replace(
  'TOKEN',
  TOKEN,
);

/** A program that edits as told, in place of a person at a terminal. */
function withEditor(home: Home, script: string): Home {
  const editor = path.join(home.dir, 'editor.sh');
  writeFileSync(editor, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  // A draft that is kept goes with the home.
  return { ...home, env: { ...home.env, EDITOR: editor, TMPDIR: home.dir } };
}

const housed = (test: (home: Home) => Promise<void>) => async (): Promise<void> => {
  const home = createHome();
  writeFileSync(home.configPath, TEXT);
  try {
    await test(home);
  } finally {
    home.remove();
  }
};

describe('moltbot config edit', { skip: process.platform === 'win32' ? 'needs sh' : false }, () => {
  it(
    'saves what the editor left, byte by byte',
    housed(async (home) => {
      const edited = withEditor(home, `sed -i 's/mine/yours/' "$1"`);
      const { code, stdout, stderr } = await runCli(edited, ['config', 'edit']);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^Saved .*\nNo gateway runs here/);
      assert.equal(readFileSync(home.configPath, 'utf8'), TEXT.replace('mine', 'yours'));
    }),
  );

  it(
    'writes nothing when nothing was changed, and nothing when the editor fails',
    housed(async (home) => {
      const quiet = await runCli(withEditor(home, 'true'), ['config', 'edit']);
      assert.deepEqual([quiet.code, quiet.stdout], [0, 'Nothing was changed.\n']);
      const failed = await runCli(withEditor(home, 'exit 3'), ['config', 'edit']);
      assert.equal(failed.code, 78);
      assert.match(failed.stderr, /ended with 3; nothing was changed/);
      assert.equal(readFileSync(home.configPath, 'utf8'), TEXT);
    }),
  );

  it(
    'keeps a draft that is not valid, says where it is wrong, and leaves the file alone',
    housed(async (home) => {
      const { code, stderr } = await runCli(withEditor(home, `sed -i 's/local/nowhere/' "$1"`), [
        'config',
        'edit',
      ]);
      assert.equal(code, 78);
      assert.match(stderr, /moltbot\.json:3:\d+: gateway\.mode/);
      const draft = /mend (\S+),/.exec(stderr)?.[1] ?? '';
      assert.match(readFileSync(draft, 'utf8'), /nowhere/);
      assert.equal(readFileSync(home.configPath, 'utf8'), TEXT);
    }),
  );

  it(
    'keeps the draft when the file was changed by somebody else meanwhile',
    housed(async (home) => {
      const theirs = TEXT.replace('mine', 'theirs');
      const other = path.join(home.dir, 'theirs.json');
      writeFileSync(other, theirs);
      const both = withEditor(home, `sed -i 's/mine/yours/' "$1"; cp "${other}" "${home.configPath}"`);
      const { code, stderr } = await runCli(both, ['config', 'edit']);
      assert.equal(code, 75);
      assert.match(stderr, /your draft is kept: /);
      assert.equal(readFileSync(home.configPath, 'utf8'), theirs);
    }),
  );
});

describe('a change with a time limit', () => {
  const text = (home: Home): string => readFileSync(home.configPath, 'utf8');

  for (const [what, key, value] of [
    ['that is taken over while running', 'messages.responsePrefix', 'hi'],
    ['that needs a restart', 'gateway.port', '20001'],
  ] as const) {
    it(
      `${what} stays when it is confirmed and is taken back when it is not`,
      housed(async (home) => {
        const gateway = await startGateway(home);
        try {
          const set = await runCli(home, ['config', 'set', key, value, '--confirm-within', '60s']);
          assert.equal(set.code, 0, set.stderr);
          assert.match(set.stdout, /unless you keep it: config confirm/);
          const kept = text(home);
          assert.notEqual(kept, TEXT);
          const other = await runCli(home, ['config', 'set', 'messages.responsePrefix', 'other']);
          // A gateway that is restarting for it says that instead.
          assert.ok([1, 69, 75].includes(other.code ?? 0), other.stdout + other.stderr);
          if (key.startsWith('messages')) assert.equal(other.code, 75);
          if (other.code === 75)
            assert.match(other.stderr, /waits for its confirmation until .*config confirm/s);
          assert.equal(text(home), kept, 'nothing else is written meanwhile');
          // Over a restart the socket of the process goes on, and it is asked until the boot stands.
          for (;;) {
            const confirmed = await runCli(home, ['config', 'confirm']);
            if (confirmed.code === 0) break;
            assert.match(confirmed.stderr, /UNAVAILABLE|starting|restart|not serving|loading/i);
          }
          assert.equal(text(home), kept);
          const again = await runCli(home, ['config', 'rollback', '--confirm-within', '1s']);
          assert.equal(again.code, 0, again.stderr);
          assert.equal(text(home), TEXT);
          /** The boot that is asked may end in the middle of it: then there is no answer. */
          const ask = async (): Promise<ConfigSnapshot | undefined> => {
            try {
              const peer = await connect({ url: `ws+unix:${path.join(home.dir, 'gateway.sock')}:/` });
              const answer = (await peer.call('config.get')) as ConfigSnapshot;
              await peer.close();
              return answer;
            } catch {
              // Asked again until it stands.
              return undefined;
            }
          };
          for (;;) {
            const seen = await ask();
            if (text(home) === kept && seen?.running?.state === 'current') break;
          }
        } finally {
          assert.equal(await gateway.stop(), 0);
        }
      }),
    );
  }

  it(
    'is refused where no gateway could take it back',
    housed(async (home) => {
      const { code, stderr } = await runCli(home, [
        'config',
        'set',
        'gateway.port',
        '1',
        '--confirm-within',
        '5m',
      ]);
      assert.equal(code, 69);
      assert.match(stderr, /start the gateway first/);
      assert.equal(text(home), TEXT);
    }),
  );
});
