import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommandContext } from '../../src/agent/commands/outcome.ts';
import { isCommandText } from '../../src/agent/commands/parse.ts';
import { replyTo, setup } from './command-fixture.ts';
import type { Over } from './command-fixture.ts';

const CHAT: Partial<CommandContext> = {
  requester: 'telegram:1001',
  surface: 'telegram',
  channel: 'telegram',
  accountId: 'work',
  senderId: '1001',
};
const inGroup = (over: Over = {}): Over => ({
  ...over,
  context: { ...CHAT, chatKind: 'group', ...over.context },
});
const inDm = (over: Over = {}): Over => ({ ...over, context: { ...CHAT, chatKind: 'dm', ...over.context } });
const notOwner = { context: { owner: false } };

describe('/activation', () => {
  it('is kept with the group', async () => {
    for (const mode of ['mention', 'always']) {
      const { handle, patches } = setup(inGroup());
      assert.deepEqual(await handle(`/activation ${mode.toUpperCase()}`), {
        kind: 'reply',
        text: `⚙️ Group activation set to ${mode}.`,
      });
      assert.deepEqual(patches, [{ groupActivation: mode }]);
    }
  });

  it('says how it is used, and what holds', async () => {
    assert.match(
      await replyTo('/activation', inGroup()),
      /Usage: \/activation mention\|always \(now: as configured\)/u,
    );
    assert.match(
      await replyTo('/activation x', inGroup({ session: { groupActivation: 'always' } })),
      /now: always/u,
    );
  });

  it('only applies to group chats', async () => {
    for (const over of [inDm(), {}]) {
      assert.equal(
        await replyTo('/activation always', over),
        '⚙️ Group activation only applies to group chats.',
      );
    }
  });
});

describe('/send', () => {
  it('sets, lifts and forgets the session’s own policy', async () => {
    for (const [word, sendPolicy] of [
      ['on', 'allow'],
      ['off', 'deny'],
      ['inherit', null],
    ] as const) {
      const { handle, patches } = setup(inDm());
      assert.deepEqual(await handle(`/send ${word}`), {
        kind: 'reply',
        text: `⚙️ Send policy set to ${word}.`,
      });
      assert.deepEqual(patches, [{ sendPolicy }]);
    }
  });

  it('says how it is used, and what holds', async () => {
    assert.match(await replyTo('/send'), /Usage: \/send on\|off\|inherit \(now: inherit\)/u);
    assert.match(await replyTo('/send maybe', { session: { sendPolicy: 'deny' } }), /now: off/u);
  });
});

describe('/restart', () => {
  const allowed: Over = { config: { commands: { restart: true } } };

  it('is off unless the operator allows it', async () => {
    const { handle, restarts } = setup(inDm());
    assert.deepEqual(await handle('/restart'), {
      kind: 'reply',
      text: '⚠️ /restart is disabled. Set commands.restart=true to enable.',
    });
    assert.deepEqual(restarts, []);
  });

  it('asks for a restart in the name of who wrote it', async () => {
    const { handle, restarts } = setup(inDm(allowed));
    const outcome = await handle('/restart');
    assert.match(outcome.kind === 'reply' ? outcome.text : '', /^⚙️ Restarting in-process/u);
    assert.deepEqual(restarts, ['/restart by telegram:1001']);
  });

  it('says where whoever wrote it is to be told that it is back', async () => {
    const origin = { channel: 'telegram', accountId: 'work', to: '-100', threadId: '5' };
    const chat = setup({ ...inDm(allowed), context: { ...inDm(allowed).context, origin } });
    await chat.handle('/restart');
    assert.deepEqual(chat.askers, [
      {
        sessionKey: 'agent:main:main',
        deliveryContext: { channel: 'telegram', to: '-100', accountId: 'work' },
        threadId: '5',
      },
    ]);
    const web = setup(allowed);
    await web.handle('/restart');
    assert.deepEqual(web.askers, [
      { sessionKey: 'agent:main:main', deliveryContext: { channel: 'webchat' } },
    ]);
  });
});

describe('/allowlist', () => {
  it('lists what the config says beside what is stored', async () => {
    for (const text of ['/allowlist', '/allowlist list']) {
      assert.equal(
        await replyTo(text, inDm()),
        ['⚙️ Allowlist', 'telegram/default (dmPolicy pairing)', '  config: 7', '  approved: 8'].join('\n'),
      );
    }
  });

  it('adds and removes over the chat’s own account, or the one named', async () => {
    const { handle, listed } = setup(inDm());
    await handle('/allowlist add 5');
    await handle('/allowlist REMOVE @Bo');
    await handle('/allowlist add WhatsApp +1');
    await handle('/allowlist add whatsapp/home +1');
    const by = 'telegram:1001';
    assert.deepEqual(listed, [
      { verb: 'add', by, target: { channel: 'telegram', accountId: 'work', senderId: '5' } },
      { verb: 'remove', by, target: { channel: 'telegram', accountId: 'work', senderId: '@Bo' } },
      { verb: 'add', by, target: { channel: 'whatsapp', accountId: 'default', senderId: '+1' } },
      { verb: 'add', by, target: { channel: 'whatsapp', accountId: 'home', senderId: '+1' } },
    ]);
  });

  it('needs a channel where there is no chat', async () => {
    const { handle, listed } = setup();
    for (const text of [
      '/allowlist add 5',
      '/allowlist add',
      '/allowlist add a b c',
      '/allowlist drop telegram 5',
    ]) {
      const outcome = await handle(text);
      assert.match(outcome.kind === 'reply' ? outcome.text : '', /Usage: \/allowlist/u, text);
    }
    assert.deepEqual(listed, []);
  });

  it('says that entries of the config are removed there', async () => {
    assert.match(await replyTo('/allowlist remove 7', inDm()), /channels\.telegram\.allowFrom/u);
  });

  it('passes on what is wrong with the words', async () => {
    assert.equal(await replyTo('/allowlist add !', inDm()), '⚠️ "!" names nobody on telegram');
  });
});

describe('/compact and /usage', () => {
  it('compacts when nothing is at work', async () => {
    assert.match(
      await replyTo('/compact', { compacted: { compacted: true, kept: 40 } }),
      /newest 40 messages stay/u,
    );
    assert.match(await replyTo('/compact'), /Nothing to compact/u);
    assert.match(await replyTo('/compact', { context: { runActive: true } }), /A run is active/u);
  });

  it('keeps the level with the session', async () => {
    const { handle, patches } = setup();
    await handle('/usage tokens');
    await handle('/usage off');
    assert.deepEqual(patches, [{ responseUsage: 'tokens' }, { responseUsage: null }]);
    assert.match(await replyTo('/usage', { session: { responseUsage: 'full' } }), /now: full/u);
  });
});

describe('commands of owners', () => {
  it('tell others how to become one and do nothing', async () => {
    const config = { commands: { restart: true } };
    for (const text of ['/activation always', '/send off', '/allowlist add 5', '/restart']) {
      const { handle, patches, restarts, listed } = setup(inGroup({ ...notOwner, config }));
      const outcome = await handle(text);
      assert.match(
        outcome.kind === 'reply' ? outcome.text : '',
        /for owners.*add 1001 to channels\.telegram\.allowFrom/u,
        text,
      );
      assert.deepEqual([patches, restarts, listed], [[], [], []]);
    }
  });

  it('are text within a text', async () => {
    for (const text of ['please /restart it', 'what does /send off do?']) {
      assert.deepEqual(await setup(inDm()).handle(text), { kind: 'none' });
    }
  });
});

describe('/whoami in a chat', () => {
  it('shows the id that allowlists use', async () => {
    const text = await replyTo('/id', inGroup(notOwner));
    assert.match(text, /^Id: 1001$/mu);
    assert.match(text, /^Via: telegram \(account work\)$/mu);
    assert.match(text, /^Owner: no$/mu);
  });
});

describe('a text that is only commands', () => {
  it('is told from one that says something', () => {
    for (const text of ['/status', ' /NEW hello', '/think high', '/think high /verbose on', '/restart@bot']) {
      assert.equal(isCommandText(text), true, text);
    }
    for (const text of ['hello', 'stop', '/unknown', 'see /status please', '/think high and answer', '']) {
      assert.equal(isCommandText(text), false, text);
    }
  });
});
