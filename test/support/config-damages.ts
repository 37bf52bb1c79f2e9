import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';

/** A way in which a configuration file comes to be of no use. */
export interface Damage {
  readonly title: string;
  /** Puts it in the place of the file; `good` is what stood there. */
  readonly inflict: (path: string, good: string) => void;
  /** The bytes cannot be compared afterwards: it is no plain file. */
  readonly odd?: true;
  /** There is no line and column to it: it is about the whole file, or about what is not in it. */
  readonly placeless?: true;
}

const bytes = (title: string, made: (good: string) => string | Uint8Array): Damage => ({
  title,
  inflict: (path, good) => {
    rmSync(path, { recursive: true, force: true });
    writeFileSync(path, made(good));
  },
});

const whole = (title: string, made: (good: string) => string | Uint8Array): Damage => ({
  ...bytes(title, made),
  placeless: true,
});

const place = (title: string, make: (path: string) => void): Damage => ({
  title,
  odd: true,
  placeless: true,
  inflict: (path) => {
    rmSync(path, { recursive: true, force: true });
    make(path);
  },
});

/** Adds members to the outermost object. */
const plus = (title: string, members: string): Damage =>
  bytes(title, (good) => good.replace(/\}\s*$/, `, ${members} }`));

/** Leaves a socket behind that nobody listens at. */
const BIND = 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])';

/** Root reads everything, unless it is started without the right to. */
export const WITHOUT_READING_ALL: readonly string[] =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];

/** More than sixty of them. `good` must be one JSON object on one line. */
export const DAMAGES: readonly Damage[] = [
  ...Array.from({ length: 19 }, (_, index) =>
    bytes(`cut at ${(index + 1) * 5} %`, (good) =>
      good.slice(0, Math.floor((good.length * (index + 1)) / 20)),
    ),
  ),
  whole('empty', () => ''),
  whole('blanks', () => ' \n\t\n'),
  bytes('a comment only', () => '// nothing\n'),
  bytes('NUL bytes', () => '\0'.repeat(512)),
  bytes('a NUL byte inside', (good) => good.replace('"', '"\0')),
  whole('a byte order mark alone', () => '\uFEFF'),
  whole('UTF-16', (good) => Buffer.from(`\uFEFF${good}`, 'utf16le')),
  bytes('Latin-1', () => Buffer.from('{ "ui": { "assistant": { "name": "Z\u00fcrich" } } }', 'latin1')),
  bytes('broken UTF-8', (good) => Buffer.concat([Buffer.from(good), Buffer.from([0xc3, 0x28])])),
  bytes('random bytes', () => Buffer.from(Array.from({ length: 256 }, (_, index) => (index * 37) & 0xff))),
  bytes('a byte order mark before rubbish', () => '\uFEFF{ nonsense'),
  bytes('YAML', () => 'gateway:\n  port: 1\n'),
  bytes('XML', () => '<?xml version="1.0"?><plist/>'),
  bytes('a merge conflict', (good) => `<<<<<<< HEAD\n${good}\n=======\n${good}\n>>>>>>> other\n`),
  bytes('two documents', (good) => `${good}\n${good}`),
  whole('a list', () => '[]'),
  whole('a number', () => '7'),
  whole('null', () => 'null'),
  bytes('a missing comma', (good) => good.replace(',', ' ')),
  whole('nested too deep', () => '{"a":'.repeat(150) + '1' + '}'.repeat(150)),
  whole('larger than it may be', () => Buffer.alloc(6 * 1024 * 1024, 0x20)),
  plus('a key written twice', '"logging": {}'),
  plus('an unknown key', '"gatway": {}'),
  plus('an unknown key inside', '"messages": { "quue": {} }'),
  plus('a text for a number', '"session": { "idleMinutes": "four" }'),
  plus('a number for a section', '"session": 5'),
  plus('a list for a section', '"channels": []'),
  plus('a word that is not among the choices', '"session": { "scope": "everybody" }'),
  plus('a number out of range', '"session": { "idleMinutes": -1 }'),
  plus('a key of an older release', '"identity": { "name": "x" }'),
  plus(
    'an open door without everybody',
    '"channels": { "telegram": { "dmPolicy": "open", "allowFrom": [] } }',
  ),
  plus('a variable that is not set', '"ui": { "assistant": { "name": "${NOBODY_SET_THIS}" } }'),
  plus('an included file that is not there', '"$include": "./nowhere.json"'),
  plus('a file that includes itself', '"$include": "./moltbot.json"'),
  whole('a mode the gateway does not run in', (good) => good.replace('"local"', '"remote"')),
  bytes(
    'an address beyond loopback without a secret',
    () => '{ "gateway": { "mode": "local", "bind": "custom" } }',
  ),
  whole(
    'TLS, which this release cannot serve',
    () => '{ "gateway": { "mode": "local", "tls": { "enabled": true } } }',
  ),
  place('a directory', (path) => mkdirSync(path)),
  place('a circle of links', (path) => symlinkSync(path, path)),
  place('a link to a directory', (path) => symlinkSync('/', path)),
  place('a named pipe', (path) => void execFileSync('mkfifo', [path])),
  place('a link to a device', (path) => symlinkSync('/dev/zero', path)),
  place('a link to nothing', (path) => symlinkSync(`${path}.nowhere`, path)),
  place('a socket', (path) => void execFileSync('python3', ['-c', BIND, path])),
  {
    title: 'no permission',
    odd: true,
    placeless: true,
    inflict: (path, good) => {
      rmSync(path, { recursive: true, force: true });
      writeFileSync(path, good);
      chmodSync(path, 0o000);
    },
  },
];
