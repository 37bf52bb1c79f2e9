import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { WebLoginWaitResult } from '../../../src/protocol/generated/types.ts';
import { strayFailures } from '../../support/gateway-process.ts';
import { STEPS } from '../../support/whatsapp/plan.ts';
import { VOUCHED, atRest, cutLogin, openUnlinked } from './cut-login.ts';
import { identitiesOnDisk } from './whatsapp-scene.ts';
import type { WhatsAppScene } from './whatsapp-scene.ts';

const NOWHERE = { to: '+15552223333', message: 'hi' };

describe('a login whose connection is cut', { timeout: 180_000 }, () => {
  let stage: WhatsAppScene;

  before(async () => {
    stage = await openUnlinked();
  });
  after(async () => {
    await stage.close();
    assert.deepEqual(strayFailures(stage.scene.home), []);
  });

  for (const step of STEPS.filter((one) => !VOUCHED.has(one))) {
    it(`at "${step}" leaves the account unlinked`, async () => {
      const { operator } = stage.scene;
      await cutLogin(stage, step, () => {});
      const account = await operator.until('whatsapp', atRest);
      assert.equal(account.linked, false);
      const { active, linked } = identitiesOnDisk(stage.scene.home);
      assert.deepEqual({ active, linked }, { active: 0, linked: 0 });
      await assert.rejects(operator.call('send', { ...NOWHERE, idempotencyKey: step }), {
        code: 'NOT_LINKED',
      });
      assert.equal(operator.logins().at(-1)?.step, 'ended');
      const { connected } = await operator.call<WebLoginWaitResult>('web.login.wait');
      assert.equal(connected, false);
    });
  }

  for (const step of STEPS.filter((one) => VOUCHED.has(one))) {
    it(`at "${step}", after the phone has confirmed, is unlinked until it has come up by itself`, async () => {
      const { operator } = stage.scene;
      let linkedAtCut: Promise<boolean | undefined> | undefined;
      await cutLogin(stage, step, () => {
        linkedAtCut = operator.status('whatsapp').then(({ linked }) => linked);
      });
      assert.equal(await linkedAtCut, false);
      await operator.until('whatsapp', ({ connected }) => connected === true);
      assert.equal((await operator.status('whatsapp')).linked, true);
      await operator.call('channels.logout', { channel: 'whatsapp' });
      await operator.until('whatsapp', atRest);
    });
  }
});
