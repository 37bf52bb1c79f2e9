import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cliBackend, cliBackendIds } from '../../src/agent/engines/cli-backends.ts';
import { cliCommand } from '../../src/agent/engines/cli-command.ts';
import { parseJsonAnswer, parseJsonLine } from '../../src/agent/engines/cli-output.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { runInput } from '../support/agent-fixtures.ts';

const command = (config: Config, id: string, over = {}) => {
  const backend = cliBackend(config, id);
  assert.ok(backend);
  const input = { ...runInput(), provider: id, model: 'default', ...over };
  return cliCommand(backend, { input, imagePaths: [], newSessionId: 'new-id' });
};

describe('the built-in agent CLIs', () => {
  it('never ship a flag that skips permission prompts', () => {
    for (const id of cliBackendIds({})) {
      for (const over of [{}, { backendSessionId: 'known' }]) {
        const line = command({}, id, over).args.join(' ');
        assert.doesNotMatch(line, /danger|skip-permission|bypass|yolo|full-auto|never-ask/iu, id);
      }
    }
  });

  it('start claude with a session id of ours and the model’s short name', () => {
    const { args, sessionId, output } = command({}, 'claude-cli', { model: 'claude-opus-4-5' });
    assert.deepEqual(args.slice(0, 8), [
      '-p',
      '--output-format',
      'json',
      '--model',
      'opus',
      '--session-id',
      'new-id',
      '--append-system-prompt',
    ]);
    assert.equal(args.at(-1), 'hello');
    assert.deepEqual([sessionId, output], ['new-id', 'json']);
  });

  it('resume claude without a second session id or system prompt', () => {
    const { args } = command({}, 'claude-cli', { backendSessionId: 'old' });
    assert.deepEqual(args, ['-p', '--output-format', 'json', '--resume', 'old', 'hello']);
  });

  it('keep codex in its read-only sandbox, fresh and resumed', () => {
    const fresh = command({}, 'codex-cli');
    assert.deepEqual([fresh.output, fresh.sessionId], ['jsonl', undefined]);
    const resumed = command({}, 'codex-cli', { backendSessionId: 't-1' });
    assert.deepEqual(resumed.args.slice(0, 3), ['exec', 'resume', 't-1']);
    assert.equal(resumed.output, 'text');
    for (const { args } of [fresh, resumed]) assert.ok(args.join(' ').includes('--sandbox read-only'));
  });

  it('can be overridden field by field', () => {
    const config: Config = {
      agents: { defaults: { cliBackends: { 'claude-cli': { command: '/opt/claude', serialize: false } } } },
    };
    const backend = cliBackend(config, 'claude-cli');
    assert.deepEqual([backend?.command, backend?.serialize, backend?.output], ['/opt/claude', false, 'json']);
  });

  it('do not include names inherited from Object', () => {
    for (const id of ['constructor', 'toString', '__proto__']) {
      assert.equal(cliBackend({ agents: { defaults: { cliBackends: {} } } }, id), undefined);
    }
  });
});

describe('CLI output', () => {
  const text = (stdout: string): string => parseJsonAnswer(stdout, ['session_id']).text;

  it('is found wherever CLIs put it', () => {
    assert.equal(text('{"result":"a"}'), 'a');
    assert.equal(
      text('{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}}'),
      'ab',
    );
    assert.equal(text('{"content":["a","b"]}'), 'ab');
    assert.equal(text('[{"type":"system"},{"type":"result","result":"last"}]'), 'last');
    assert.equal(text('not json {'), 'not json {');
    assert.equal(text(''), '');
  });

  it('survives absurd nesting', () => {
    const deep = `${'{"content":'.repeat(5000)}"x"${'}'.repeat(5000)}`;
    assert.equal(text(deep), '');
  });

  it('understands Claude’s stream and Codex’ failures', () => {
    const said = '{"type":"assistant","session_id":"s","message":{"content":[{"type":"text","text":"hi"}]}}';
    assert.deepEqual(parseJsonLine(said, ['session_id']), { text: 'hi', isError: false, sessionId: 's' });
    const failed = '{"type":"turn.failed","error":{"message":"usage limit"}}';
    assert.deepEqual(parseJsonLine(failed, []), { text: 'usage limit', isError: true });
    assert.equal(parseJsonLine('plain words', []), undefined);
  });
});
