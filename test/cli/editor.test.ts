import assert from 'node:assert/strict';
import { it } from 'node:test';
import { editorCommand } from '../../src/cli/verbs/config-edit.ts';

const DRAFT = 'C:\\Temp\\a b\\moltbot.json';

it('the editor of config edit is what the shell makes of the variable', () => {
  const { name, command } = editorCommand([undefined, 'code --wait'], '/tmp/x.json', 'linux');
  assert.equal(name, 'code --wait');
  assert.deepEqual(command, ['sh', '-c', 'code --wait "$1"', 'sh', '/tmp/x.json']);
  assert.equal(editorCommand([' ', undefined], '/tmp/x.json', 'darwin').name, 'vi');
});

it('Windows has no such shell: the words are told apart here, and the usual editor is another', () => {
  assert.deepEqual(editorCommand([undefined, undefined], DRAFT, 'win32').command, ['notepad', DRAFT]);
  assert.deepEqual(editorCommand(['code --wait'], DRAFT, 'win32').command, ['code', '--wait', DRAFT]);
  assert.deepEqual(editorCommand(['"C:\\Program Files\\Vim\\vim.exe" -n'], DRAFT, 'win32').command, [
    'C:\\Program Files\\Vim\\vim.exe',
    '-n',
    DRAFT,
  ]);
});
