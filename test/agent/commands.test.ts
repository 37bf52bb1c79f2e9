import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { CommandSession } from '../../src/agent/commands/outcome.ts';
import { parseCommand } from '../../src/agent/commands/parse.ts';
import { parseQueueSettings } from '../../src/agent/commands/queue-settings.ts';
import { GREETING_PROMPT } from '../../src/agent/commands/reset.ts';
import { COMMANDS } from '../../src/agent/commands/table.ts';
import { replyTo, setup } from './command-fixture.ts';

describe('parsing', () => {
  const alone = (text: string): string => {
    const parsed = parseCommand(text);
    return parsed.kind === 'alone' ? `${parsed.command.spec.name}(${parsed.command.args})` : parsed.kind;
  };

  it('accepts any case, a colon, a bot suffix and aliases', () => {
    const table: readonly (readonly [string, string])[] = [
      ['/help', 'help()'],
      ['  /HELP  ', 'help()'],
      ['/help@my_bot', 'help()'],
      ['/think: high', 'think(high)'],
      ['/think:high', 'think(high)'],
      ['/t low', 'think(low)'],
      ['/thinking@bot: off', 'think(off)'],
      ['/v full', 'verbose(full)'],
      ['/id', 'whoami()'],
      ['/model', 'model()'],
      ['/model openai/gpt-5.2', 'model(openai/gpt-5.2)'],
      ['/new', 'new()'],
      ['/new tell me\na story', 'new(tell me\na story)'],
      ['/reset@bot hi', 'reset(hi)'],
      ['/stop', 'stop()'],
      ['/queue steer+backlog debounce:2s cap:5 drop:old', 'queue(steer+backlog debounce:2s cap:5 drop:old)'],
      ['/think banana', 'think(banana)'],
    ];
    for (const [text, expected] of table) assert.equal(alone(text), expected, text);
  });

  it('leaves everything else alone', () => {
    const plain = [
      '',
      'hello',
      '/',
      '/unknown',
      '/etc/passwd',
      'a/b',
      'http://x/help',
      '/toString',
      '/__proto__',
      '/helpme',
    ];
    for (const text of plain) assert.equal(parseCommand(text).kind, 'plain', text);
    for (const text of ['what does /model do?', 'ls /v /t', 'see /queue docs']) {
      assert.equal(parseCommand(text).kind, 'plain', text);
    }
  });

  it('takes directives and shortcuts out of a text', () => {
    const parsed = parseCommand('please /think high look at /status and /model openai/gpt-5.2 go');
    assert.equal(parsed.kind, 'mixed');
    if (parsed.kind !== 'mixed') return;
    assert.deepEqual(
      parsed.commands.map(({ spec, args }) => [spec.name, args]),
      [
        ['think', 'high'],
        ['status', ''],
        ['model', 'openai/gpt-5.2'],
      ],
    );
    assert.equal(parsed.rest, 'please look at and go');
  });

  it('never throws and never invents text', () => {
    const word = fc.constantFrom(
      '/think',
      '/model',
      'high',
      '/status',
      'a',
      '\n',
      '/queue',
      'collect',
      ':',
      '@b',
      '/stop',
      'ü',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
        const text = words.join(' ');
        const parsed = parseCommand(text);
        if (parsed.kind !== 'mixed') return;
        for (const piece of parsed.rest.split(/\s+/u)) assert.ok(text.includes(piece));
      }),
      { numRuns: 500 },
    );
  });

  it('is quick on hostile text', () => {
    const parsed = parseCommand(`${'/model '.repeat(20_000)}${' '.repeat(50_000)}x`);
    assert.ok(['mixed', 'plain', 'alone'].includes(parsed.kind));
  });
});

describe('stopping', () => {
  it('aborts on /stop always, on bare words only while a run is active', async () => {
    assert.deepEqual(await setup().handle('/stop'), { kind: 'abort' });
    for (const word of ['stop', 'ESC', ' abort ', 'wait', 'exit', 'Interrupt']) {
      assert.deepEqual(await setup().handle(word), { kind: 'none' });
      assert.deepEqual(await setup({ context: { runActive: true } }).handle(word), { kind: 'abort' });
    }
    assert.deepEqual(await setup({ context: { runActive: true } }).handle('stop it'), { kind: 'none' });
  });
});

describe('answers', () => {
  it('list every command', async () => {
    const text = await replyTo('/commands');
    for (const { name } of COMMANDS) assert.ok(text.includes(`/${name}`), name);
    assert.match(await replyTo('/help'), /\/commands/u);
  });

  it('say who is writing', async () => {
    assert.match(
      await replyTo('/whoami'),
      /You: webchat:me\nVia: webchat\nAgent: main\nSession: agent:main:main/u,
    );
  });

  it('show model, tokens, context, session and queue', async () => {
    const session: CommandSession = {
      updatedAt: 10_000_000 - 300_000,
      inputTokens: 1500,
      outputTokens: 20,
      totalTokens: 50_000,
      thinkingLevel: 'high',
      queueMode: 'interrupt',
      compactionCount: 1,
    };
    assert.deepEqual((await replyTo('/status', { session })).split('\n'), [
      '🦞 moltbot 9.9.9',
      '⏱️ Up 2 h on box',
      '🧠 Model: anthropic/claude-opus-4-5 · fallbacks: openai/gpt-5.2',
      '🧮 Tokens: 1.5k in / 20 out',
      '📚 Context: 50.0k/200.0k (25%) · compactions: 1',
      '🧵 Session: agent:main:main · updated 5 min ago',
      '⚙️ Runtime: model · Think: high · verbose: off',
      '🪢 Queue: interrupt (depth 2)',
    ]);
  });

  it('are given within a text while the rest goes on', async () => {
    const outcome = await setup().handle('hey /whoami how are you');
    assert.equal(outcome.kind, 'rewrite');
    if (outcome.kind !== 'rewrite') return;
    assert.equal(outcome.message, 'hey how are you');
    assert.match(outcome.notice ?? '', /webchat:me/u);
  });

  it('are refused to strangers: their commands stay plain text', async () => {
    const stranger = { context: { authorized: false, runActive: true } };
    for (const text of ['/status', '/stop', 'stop', '/new', 'hi /whoami']) {
      assert.deepEqual(await setup(stranger).handle(text), { kind: 'none' });
    }
  });

  it('are off when text commands are off', async () => {
    assert.deepEqual(await setup({ config: { commands: { text: false } } }).handle('/help'), {
      kind: 'none',
    });
  });
});

describe('/new and /reset', () => {
  it('reset the session and greet', async () => {
    for (const text of ['/new', '/reset']) {
      const { handle, resets } = setup();
      assert.deepEqual(await handle(text), { kind: 'rewrite', message: GREETING_PROMPT, sessionReset: true });
      assert.deepEqual(resets, ['agent:main:main']);
    }
  });

  it('make what follows the first message', async () => {
    const { handle, patches } = setup();
    const outcome = await handle('/new openai is a company, right?');
    assert.deepEqual(outcome, {
      kind: 'rewrite',
      message: 'openai is a company, right?',
      sessionReset: true,
    });
    assert.deepEqual(patches, []);
  });

  it('keep a model named first', async () => {
    const { handle, patches } = setup();
    assert.deepEqual(await handle('/new opus hello'), {
      kind: 'rewrite',
      message: 'hello',
      sessionReset: true,
    });
    assert.deepEqual(patches, [{ providerOverride: 'anthropic', modelOverride: 'claude-opus-4-5' }]);
  });
});

describe('/model', () => {
  it('lists models numbered, marking the current one', async () => {
    assert.match(await replyTo('/model'), /2\. anthropic\/claude-opus-4-5 ← current\n3\. openai\/gpt-5\.2/u);
    assert.match(await replyTo('/model status'), /\(default\)\nEngine: model\nFallbacks: openai\/gpt-5\.2/u);
  });

  it('persists a reference, an alias or a number when alone', async () => {
    for (const [text, provider, model] of [
      ['/model openai/gpt-5.2', 'openai', 'gpt-5.2'],
      ['/model opus', 'anthropic', 'claude-opus-4-5'],
      ['/model 3', 'openai', 'gpt-5.2'],
    ] as const) {
      const { handle, patches } = setup();
      await handle(text);
      assert.deepEqual(patches, [{ providerOverride: provider, modelOverride: model }], text);
    }
  });

  it('applies to this message only within a text', async () => {
    const { handle, patches } = setup();
    assert.deepEqual(await handle('/model opus tell me a joke'), {
      kind: 'rewrite',
      message: 'tell me a joke',
      turn: { providerOverride: 'anthropic', modelOverride: 'claude-opus-4-5' },
    });
    assert.deepEqual(patches, []);
  });

  it('clears the choice with default', async () => {
    const { handle, patches } = setup();
    await handle('/model default');
    assert.deepEqual(patches, [{ providerOverride: null, modelOverride: null }]);
  });

  it('refuses what is unknown, not allowed or out of range, changing nothing', async () => {
    for (const [text, expected] of [
      ['/model nowhere/x', /Unknown model/u],
      ['/model openai/other', /not in agents\.defaults\.models/u],
      ['/model 99', /1 to 3/u],
    ] as const) {
      const { handle, patches } = setup();
      const outcome = await handle(text);
      assert.match(outcome.kind === 'reply' ? outcome.text : '', expected);
      assert.deepEqual(patches, []);
    }
  });
});

describe('/queue, /think and /verbose', () => {
  it('persist alone and acknowledge', async () => {
    const { handle, patches } = setup();
    await handle('/queue collect debounce:2s cap:25 drop:summarize');
    await handle('/think max');
    await handle('/verbose full');
    assert.deepEqual(patches, [
      { queueMode: 'collect', queueDebounceMs: 2000, queueCap: 25, queueDrop: 'summarize' },
      { thinkingLevel: 'xhigh' },
      { verboseLevel: 'full' },
    ]);
  });

  it('apply to one message within a text', async () => {
    assert.deepEqual(await setup().handle('/think low /queue interrupt do it'), {
      kind: 'rewrite',
      message: 'do it',
      turn: { thinkingLevel: 'low', queue: { queueMode: 'interrupt' } },
    });
  });

  it('persist together when nothing else is said', async () => {
    const { handle, patches } = setup();
    assert.equal((await handle('/think low /verbose on')).kind, 'reply');
    assert.deepEqual(patches, [{ thinkingLevel: 'low' }, { verboseLevel: 'on' }]);
  });

  it('show the current value or the options otherwise', async () => {
    assert.match(await replyTo('/queue', { session: { queueMode: 'steer' } }), /mode steer/u);
    assert.match(await replyTo('/queue sideways'), /unknown mode "sideways"/u);
    assert.match(await replyTo('/think banana'), /Options: off/u);
    assert.match(await replyTo('/verbose'), /Options: on/u);
  });

  it('understand every option of /queue', () => {
    const table: readonly (readonly [string, unknown])[] = [
      ['queue', { ok: true, reset: false, settings: { queueMode: 'steer' } }],
      ['default', { ok: true, reset: true, settings: {} }],
      ['debounce:500', { ok: true, reset: false, settings: { queueDebounceMs: 500 } }],
      ['debounce:1.5s', { ok: true, reset: false, settings: { queueDebounceMs: 1500 } }],
      ['cap:0', { ok: false, problem: 'cap must be a number from 1 to 1000' }],
      ['drop:maybe', { ok: false, problem: 'drop must be one of summarize, old, new' }],
      ['debounce:99h', { ok: false, problem: 'debounce must look like 500ms or 2s, up to 1h' }],
      ['size:3', { ok: false, problem: 'unknown option "size" (use debounce, cap or drop)' }],
    ];
    for (const [args, expected] of table) assert.deepEqual(parseQueueSettings(args), expected, args);
  });

  it('clear with default', async () => {
    const { handle, patches } = setup();
    await handle('/queue reset');
    assert.deepEqual(patches, [{ queueMode: null, queueDebounceMs: null, queueCap: null, queueDrop: null }]);
  });
});
