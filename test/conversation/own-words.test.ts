import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOwnWords, withOwnWords } from '../../src/actors/channels/own-words.ts';
import { DISCONNECTS } from '../../src/channels/whatsapp/disconnects.ts';
import type { LinkEvents } from '../../src/channels/port.ts';
import type { LinkFault } from '../../src/protocol/link-faults.ts';
import { createFakeAccount } from '../support/fake-account.ts';

const LOGIN = 'moltbot channels login --channel whatsapp';

test('A command in a hint names what reaches this gateway, and the account where it is not the default one.', () => {
  assert.equal(inOwnWords(`link again: ${LOGIN}`, 'moltbot', 'default'), `link again: ${LOGIN}`);
  assert.equal(
    inOwnWords(`link again: ${LOGIN}`, 'moltbot --dev', 'work'),
    'link again: moltbot --dev channels login --channel whatsapp --account work',
  );
  assert.equal(
    inOwnWords('moltbot channels add --channel telegram --token <token>', 'moltbot --profile $1', 'b'),
    'moltbot --profile $1 channels add --channel telegram --account b --token <token>',
  );
  assert.equal(inOwnWords('update moltbot', 'moltbot --dev', 'work'), 'update moltbot');
});

test('What an account says of its readiness and of the end of its link is in those words.', async () => {
  const inner = createFakeAccount({ channel: 'whatsapp', accountId: 'work' });
  inner.readyAs = { state: 'unconfigured', reason: 'not linked', fix: LOGIN };
  const account = withOwnWords(inner, 'moltbot --dev');
  const said = 'moltbot --dev channels login --channel whatsapp --account work';
  assert.deepEqual(account.readiness(), { state: 'unconfigured', reason: 'not linked', fix: said });
  const faults: LinkFault[] = [];
  const events = { closed: (fault: LinkFault) => faults.push(fault) } as unknown as LinkEvents;
  inner.opens = 'byHand';
  await account.open(events);
  inner.links[0]?.closed({ kind: 'loggedOut', hint: LOGIN });
  assert.equal(faults[0]?.hint, said);
});

test('Every command in the hints of WhatsApp is one that gets its account.', () => {
  for (const { hint = '' } of Object.values(DISCONNECTS))
    assert.equal(/moltbot channels/.test(inOwnWords(hint, 'mine', 'work')), false, hint);
});
