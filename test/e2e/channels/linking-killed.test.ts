import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { strayFailures } from '../../support/gateway-process.ts';
import { STEPS } from '../../support/whatsapp/plan.ts';
import { cutLogin, openUnlinked } from './cut-login.ts';
import { identitiesOnDisk, linkByQr } from './whatsapp-scene.ts';
import type { WhatsAppScene } from './whatsapp-scene.ts';

const NOWHERE = { to: '+15552223333', message: 'hi' };

describe('a login during which the gateway is killed', { timeout: 180_000 }, () => {
  let stage: WhatsAppScene;

  before(async () => {
    stage = await openUnlinked();
  });
  after(async () => {
    await stage.close();
    assert.deepEqual(strayFailures(stage.scene.home), []);
  });

  for (const step of STEPS) {
    it(`at "${step}" is unlinked at the next start, with nothing half-linked on disk`, async () => {
      const { scene } = stage;
      await cutLogin(stage, step, () => scene.gateway.child.kill('SIGKILL'));
      await scene.restart('SIGKILL');
      assert.equal((await scene.operator.status('whatsapp')).linked, false);
      await assert.rejects(scene.operator.call('send', { ...NOWHERE, idempotencyKey: step }), {
        code: 'NOT_LINKED',
      });
      const { active, linked, halfLinked } = identitiesOnDisk(scene.home);
      assert.deepEqual({ active, linked, halfLinked }, { active: 0, linked: 0, halfLinked: 0 });
    });
  }

  it('can be done again, and is linked for good', async () => {
    const { scene, me } = stage;
    await linkByQr(scene, me);
    await scene.restart('SIGKILL');
    const account = await scene.operator.until('whatsapp', ({ connected }) => connected === true);
    assert.equal(account.linked, true);
  });
});
