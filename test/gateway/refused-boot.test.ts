import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, it } from 'node:test';
import { VERSION } from '../../src/platform/version.ts';
import { createHome, runCli, startGateway, TOKEN, type Home } from '../support/gateway-process.ts';
import { witness } from './rig.ts';

const boot = async (home: Home, args: readonly string[] = ['--port', '0']) => {
  const { code, stdout, stderr } = await runCli(home, ['gateway', ...args]);
  return { code, text: stdout + stderr };
};

/** Runs `test` with a home of its own. */
const housed =
  (test: (home: Home) => Promise<void>, config: Record<string, unknown> = {}) =>
  async (): Promise<void> => {
    const home = createHome(config);
    try {
      await test(home);
    } finally {
      home.remove();
    }
  };

describe('a gateway that must not start', () => {
  it(
    'says 78 and the place of the mistake in the config',
    housed(async (home) => {
      writeFileSync(home.configPath, '{\n  gateway: {\n    prot: 1\n  }\n}\n');
      const { code, text } = await boot(home);
      assert.equal(code, 78);
      assert.match(text, /moltbot\.json:3:5.*prot/);
      assert.match(text, /port/, 'it names the nearest known key');
    }),
  );

  it(
    'says 78 when it would listen beyond loopback without a secret',
    housed(async (home) => {
      writeFileSync(home.configPath, JSON.stringify({ gateway: { mode: 'local' } }));
      const { code, text } = await boot(home, ['--port', '0', '--bind', 'lan']);
      assert.equal(code, 78);
      assert.match(text, /to lan without auth; set gateway\.auth\.token/);
      assert.ok(text.includes(`Config: ${home.configPath}`), text);
    }),
  );

  it(
    'says 78 and where the link leads when the configuration is a link to nothing, and runs on the copy when there is one',
    housed(async (home) => {
      const target = path.join(home.dir, 'elsewhere.json');
      renameSync(home.configPath, target);
      symlinkSync(target, home.configPath);
      const first = await startGateway(home);
      assert.equal(await first.stop(), 0);
      renameSync(target, `${target}.away`);
      const second = await startGateway(home);
      assert.match(second.output(), /is a link to [^;]*elsewhere\.json, which does not exist/);
      assert.match(second.output(), /running on the copy/);
      assert.equal(await second.stop(), 0);
      rmSync(path.join(home.dir, 'config-last-good.json'));
      const { code, text } = await boot(home);
      assert.equal(code, 78);
      assert.match(text, /is a link to [^;]*elsewhere\.json, which does not exist; bring that file back/);
    }),
  );

  it(
    'says 78 and whose it is when the state directory is taken; the owner does not notice',
    housed(async (home) => {
      const owner = await startGateway(home);
      const who = await witness(owner.url, { token: TOKEN });
      const losers = await Promise.all([boot(home), boot(home)]);
      for (const { code, text } of losers) {
        assert.equal(code, 78);
        assert.match(
          text,
          new RegExp(`already running \\(pid ${owner.pid}, profile default, version ${VERSION}`),
        );
      }
      await who.client.call('health');
      assert.equal(await owner.stop(), 0);
    }),
  );

  it(
    'lets one of two that start at once win',
    housed(async (home) => {
      const [one, two] = await Promise.allSettled([startGateway(home), startGateway(home)]);
      const winners = [one, two].filter((outcome) => outcome.status === 'fulfilled');
      const losers = [one, two].filter((outcome) => outcome.status === 'rejected');
      assert.equal(winners.length, 1);
      assert.match(String(losers[0]?.reason), /ended with 78[^]*already running/);
      assert.equal(await winners[0]?.value.stop(), 0);
    }),
  );

  it(
    'says 78 when another program has the port, and leaves that program alone',
    housed(async (home) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const { code, text } = await boot(home, ['--port', String(port)]);
      assert.equal(code, 78);
      assert.match(
        text,
        new RegExp(
          `already listening on ws://127\\.0\\.0\\.1:${port}; stop it first, or choose another port`,
        ),
      );
      assert.ok(other.listening);
      other.close();
    }),
  );

  it(
    'says 78 at once when the database is damaged, leaves it as it is, and starts beside it when told to',
    housed(async (home) => {
      const file = path.join(home.dir, 'gateway.db');
      const damaged = Buffer.alloc(8192, 'not a database ');
      writeFileSync(file, damaged);
      const { code, text } = await boot(home);
      assert.equal(code, 78);
      assert.match(text, /damaged[^]*--fresh-store/);
      assert.equal(text.match(/is damaged/g)?.length, 1, 'it is not tried again and again');
      assert.deepEqual(readFileSync(file), damaged);
      const gateway = await startGateway(home, ['--fresh-store']);
      const aside = readdirSync(home.dir).filter((name) => name.startsWith('gateway.db.corrupt-'));
      assert.equal(aside.length, 1);
      assert.deepEqual(readFileSync(path.join(home.dir, aside[0] ?? '')), damaged);
      assert.equal(await gateway.stop(), 0);
    }),
  );
});

const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();

function tryMount(): boolean {
  const home = createHome();
  try {
    const dir = path.join(home.dir, 'small');
    mkdirSync(dir);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', dir], { stdio: 'ignore' });
    execFileSync('umount', [dir]);
    return true;
  } catch {
    // Not allowed here, which is what was asked.
    return false;
  } finally {
    home.remove();
  }
}

describe('a full disk', { skip: mayMount ? false : 'needs the right to mount a tmpfs' }, () => {
  it(
    'is a clear refusal for who asks and no end of the process; with room again it works again',
    housed(async (home) => {
      const small = path.join(home.dir, 'small');
      mkdirSync(small);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', small]);
      try {
        home.env['CLAWDBOT_STATE_DIR'] = small;
        const gateway = await startGateway(home);
        const who = await witness(gateway.url, { token: TOKEN });
        const ask = (serial: string): Promise<unknown> =>
          who.client.call('agent', { message: '/status', idempotencyKey: serial, sessionKey: serial });
        await ask('before');
        const filler = path.join(small, 'filler');
        assert.throws(() => writeFileSync(filler, Buffer.alloc(4 * 1024 * 1024)), { code: 'ENOSPC' });
        await assert.rejects(ask('during'), /full/);
        await who.client.call('health');
        writeFileSync(filler, '');
        await ask('after');
        const ended = (await who.client.call('agent.wait', { runId: 'after', timeoutMs: 5000 })) as {
          status: string;
        };
        assert.equal(ended.status, 'ok');
        assert.equal(await gateway.stop(), 0);
      } finally {
        execFileSync('umount', ['-l', small]);
      }
    }),
  );
});
