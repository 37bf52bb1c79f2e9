import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const SSHD = '/usr/sbin/sshd';

/** Why no ssh server can run here, or false. */
export const noSshd: string | false =
  process.getuid?.() !== 0
    ? 'an ssh server of its own needs root'
    : existsSync(SSHD)
      ? false
      : 'openssh-server is not installed';

export interface Sshd {
  readonly port: number;
  readonly key: string;
  /** A search path on which `ssh` knows nothing of the user's own hosts. */
  readonly searchPath: string;
  close(): Promise<void>;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A real ssh server on loopback that lets one key in. */
export async function startSshd(): Promise<Sshd> {
  const dir = mkdtempSync(path.join(tmpdir(), 'moltbot-sshd-'));
  const file = (name: string): string => path.join(dir, name);
  const keygen = (name: string): void =>
    void execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)]);
  keygen('host');
  keygen('user');
  execFileSync('cp', [file('user.pub'), file('authorized')]);
  const port = await freePort();
  writeFileSync(
    file('config'),
    [
      'ListenAddress 127.0.0.1',
      `Port ${port}`,
      `HostKey ${file('host')}`,
      `AuthorizedKeysFile ${file('authorized')}`,
      `PidFile ${file('pid')}`,
      'UsePAM no',
      'StrictModes no',
      'PermitRootLogin prohibit-password',
      'PasswordAuthentication no',
    ].join('\n'),
  );
  mkdirSync('/run/sshd', { recursive: true });
  const bin = file('bin');
  mkdirSync(bin);
  writeFileSync(
    path.join(bin, 'ssh'),
    `#!/bin/sh\nexec /usr/bin/ssh -o UserKnownHostsFile=${file('hosts')} "$@"\n`,
  );
  chmodSync(path.join(bin, 'ssh'), 0o755);
  const server = spawn(SSHD, ['-D', '-f', file('config'), '-E', file('log')], { stdio: 'ignore' });
  while (!(await answers(port))) {
    if (server.exitCode !== null)
      throw new Error(`sshd ended with ${server.exitCode}:\n${readFileSync(file('log'), 'utf8')}`);
    await pause(20);
  }
  return {
    port,
    key: file('user'),
    searchPath: `${bin}:${process.env['PATH']}`,
    async close() {
      server.kill('SIGTERM');
      await once(server, 'exit');
      rmSync(dir, { recursive: true });
    },
  };
}
