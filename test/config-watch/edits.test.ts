import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { describe, test } from 'node:test';
import { openScene } from './stage.ts';

const FILE = 'c/m.json';
const plain = (at: (name: string) => string): void => writeFileSync(at(FILE), 'one');

describe('the watch survives', { concurrency: true }, () => {
  test('writers that rename over the file, again and again, and one that writes in place after them', async (t) => {
    const { at, sees } = await openScene(t, { prepare: plain });
    for (const content of ['two', 'three', 'four']) {
      writeFileSync(at('c/new'), content);
      renameSync(at('c/new'), at(FILE));
      await sees(content);
    }
    appendFileSync(at(FILE), '!');
    await sees('four!');
  });

  test(
    'a real vim in both of its ways to save',
    { skip: existsSync('/usr/bin/vim') ? false : 'vim is not installed' },
    async (t) => {
      const { at, sees } = await openScene(t, { prepare: plain });
      const vim = (way: string, edit: string): unknown =>
        execFileSync('/usr/bin/vim', ['-u', 'NONE', '-es', '-c', way, '-c', edit, '-c', 'wq', at(FILE)], {
          stdio: 'ignore',
        });
      vim('set writebackup backupcopy=no', 's/one/two/');
      await sees('two\n');
      vim('set writebackup backupcopy=yes', 's/two/three/');
      await sees('three\n');
      vim('set nowritebackup', 's/three/four/');
      await sees('four\n');
    },
  );

  test('a file of the same size and time put in its place', async (t) => {
    const { at, sees } = await openScene(t, { prepare: plain });
    const { atime, mtime } = statSync(at(FILE));
    writeFileSync(at('c/new'), 'two');
    utimesSync(at('c/new'), atime, mtime);
    renameSync(at('c/new'), at(FILE));
    await sees('two');
  });

  test('the file deleted and made again', async (t) => {
    const { at, sees } = await openScene(t, { prepare: plain });
    for (const content of ['two', 'three']) {
      rmSync(at(FILE));
      await sees('ENOENT');
      writeFileSync(at(FILE), content);
      await sees(content);
    }
  });

  test('its directory deleted and made again', async (t) => {
    const { at, sees } = await openScene(t, { prepare: plain });
    rmSync(at('c'), { recursive: true });
    await sees('ENOENT');
    mkdirSync(at('c'));
    writeFileSync(at(FILE), 'two');
    await sees('two');
    writeFileSync(at(FILE), 'three');
    await sees('three');
  });

  test('its directory swapped for another', async (t) => {
    const { at, sees } = await openScene(t, { prepare: plain });
    mkdirSync(at('next'));
    writeFileSync(at('next/m.json'), 'two');
    renameSync(at('c'), at('old'));
    renameSync(at('next'), at('c'));
    await sees('two');
    writeFileSync(at(FILE), 'three');
    await sees('three');
  });

  test('a file and a directory that were not there at first', async (t) => {
    const { at, sees } = await openScene(t, { prepare: (at) => rmdirSync(at('c')) });
    mkdirSync(at('c'));
    writeFileSync(at(FILE), 'one');
    await sees('one');
  });

  test('a directory or a circle of links in place of the file, and the file back', async (t) => {
    const { at, sees } = await openScene(t, { prepare: plain });
    rmSync(at(FILE));
    mkdirSync(at(FILE));
    await sees('EISDIR');
    rmdirSync(at(FILE));
    writeFileSync(at(FILE), 'two');
    await sees('two');
    rmSync(at(FILE));
    symlinkSync('m.json', at(FILE));
    await sees('ELOOP');
    rmSync(at(FILE));
    writeFileSync(at(FILE), 'three');
    await sees('three');
  });

  test('a link: its target written, renamed over, and the link turned to another', async (t) => {
    const { at, sees } = await openScene(t, {
      prepare: (at) => {
        mkdirSync(at('real'));
        writeFileSync(at('real/a'), 'one');
        writeFileSync(at('real/b'), 'other');
        symlinkSync('../real/a', at(FILE));
      },
    });
    writeFileSync(at('real/a'), 'two');
    await sees('two');
    writeFileSync(at('real/new'), 'three');
    renameSync(at('real/new'), at('real/a'));
    await sees('three');
    symlinkSync('../real/b', at('c/link'));
    renameSync(at('c/link'), at(FILE));
    await sees('other');
    writeFileSync(at('real/b'), 'four');
    await sees('four');
  });

  test('a dangling link whose target appears', async (t) => {
    const { at, sees } = await openScene(t, { prepare: (at) => symlinkSync('later', at(FILE)) });
    writeFileSync(at('c/later'), 'two');
    await sees('two');
  });

  test('a directory link that is turned, as deployments do', async (t) => {
    const { at, sees } = await openScene(t, {
      prepare: (at) => {
        for (const release of ['v1', 'v2']) {
          mkdirSync(at(release));
          writeFileSync(at(`${release}/m.json`), release);
        }
        symlinkSync('v1', at('current'));
      },
      files: () => ['current/m.json'],
    });
    symlinkSync('v2', at('link'));
    renameSync(at('link'), at('current'));
    await sees('v2');
    writeFileSync(at('v2/m.json'), 'v2 edited');
    await sees('v2 edited');
  });

  test('a mounted config map, whose ..data is swapped and whose old directory goes', async (t) => {
    const put = (at: (name: string) => string, version: number): void => {
      mkdirSync(at(`c/..v${version}`));
      writeFileSync(at(`c/..v${version}/m.json`), `v${version}`);
      symlinkSync(`..v${version}`, at('c/..data_tmp'));
      renameSync(at('c/..data_tmp'), at('c/..data'));
    };
    const { at, sees } = await openScene(t, {
      prepare: (at) => {
        put(at, 0);
        symlinkSync('..data/m.json', at(FILE));
      },
    });
    for (const version of [1, 2, 3]) {
      put(at, version);
      rmSync(at(`c/..v${version - 1}`), { recursive: true });
      await sees(`v${version}`);
    }
  });

  test('included files, also ones that join later', async (t) => {
    let files = [FILE];
    const { at, sees } = await openScene(t, { prepare: plain, files: () => files });
    writeFileSync(at('part'), 'a');
    files = [FILE, 'part'];
    writeFileSync(at(FILE), 'two');
    await sees('two + a');
    writeFileSync(at('part'), 'b');
    await sees('two + b');
    files = [FILE];
    writeFileSync(at(FILE), 'three');
    await sees('three');
  });
});
