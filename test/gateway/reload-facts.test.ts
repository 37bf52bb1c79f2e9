import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createReloadFacts } from '../../src/actors/gateway/reload-facts.ts';
import { createConfigFolder } from '../support/config-files.ts';
import { createTestClock } from '../support/test-clock.ts';

describe('what the operator is told of the configuration', () => {
  const folder = createConfigFolder();
  after(() => folder.remove());

  it('keeps apart since when it runs and since when it stands so to the file', async () => {
    const loaded = await folder.loadText('{ gateway: { mode: "local" } }');
    const clock = createTestClock();
    const facts = createReloadFacts({ clock, changed: () => {} });
    const begun = clock.now();
    facts.runs(loaded, 'current', null);

    clock.advanceSync(60_000);
    facts.stands('invalid', 'line 1');
    assert.equal(facts.config().since, begun + 60_000, 'broken since it was broken');
    assert.equal(facts.running().since, begun, 'what runs is as old as before');

    clock.advanceSync(1_000);
    facts.stands('invalid', 'line 2');
    assert.equal(facts.config().since, begun + 60_000, 'still broken, if for another reason');

    clock.advanceSync(1_000);
    facts.stands('current', null);
    assert.equal(facts.config().since, begun + 62_000);
    assert.equal(facts.running().since, begun);
  });
});
