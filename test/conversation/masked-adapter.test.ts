import assert from 'node:assert/strict';
import { it } from 'node:test';
import { maskedAdapter } from '../../src/actors/channels/masked-adapter.ts';
import { SendFailure, type AccountOptions, type LinkEvents } from '../../src/channels/port.ts';
import type { LinkFault } from '../../src/protocol/link-faults.ts';
import { createFakeAccount, failing } from '../support/fake-account.ts';

const SECRET = 'the-password-of-the-proxy';
const mask = (text: string): string => text.replaceAll(SECRET, '***');

const events = (closed: LinkEvents['closed']): LinkEvents => ({
  opened: () => {},
  login: () => {},
  closed,
  received: () => Promise.resolve(),
  cursor: () => undefined,
  receipt: () => {},
});

it('what a network quotes is masked where it comes in: the end of a link, the fate of a message, a probe', async () => {
  const fake = createFakeAccount();
  fake.deliver = failing('unknown', { message: `cut off: ${SECRET}`, retryAfterMs: 7 });
  fake.probes = () => Promise.resolve({ ok: false, error: `407 ${SECRET}`, elapsedMs: 1 });
  const account = maskedAdapter(() => fake, mask)({} as AccountOptions);
  const faults: LinkFault[] = [];
  const link = await account.open(events((fault) => void faults.push(fault)));
  assert.deepEqual(await account.probe(new AbortController().signal), {
    ok: false,
    error: '407 ***',
    elapsedMs: 1,
  });
  const part = { kind: 'text', body: { text: 'hi' }, preview: 'hi' } as const;
  await assert.rejects(
    link.deliver({ chatId: '42' }, part, new AbortController().signal),
    (error: unknown) =>
      error instanceof SendFailure &&
      error.kind === 'unknown' &&
      error.retryAfterMs === 7 &&
      error.message === 'cut off: ***',
  );
  fake.links[0]?.closed({ kind: 'transient', message: `lost ${SECRET}`, hint: `try without ${SECRET}` });
  assert.deepEqual(
    faults.map(({ kind, message, hint }) => [kind, message, hint]),
    [['transient', 'lost ***', 'try without ***']],
  );
});

it('so is what keeps a link from being opened', async () => {
  const broken = Object.assign(createFakeAccount(), {
    open: () => Promise.reject(new TypeError(`407 from the proxy: ${SECRET}`)),
  });
  const account = maskedAdapter(() => broken, mask)({} as AccountOptions);
  await assert.rejects(
    account.open(events(() => {})),
    (error: unknown) => error instanceof TypeError && error.message === '407 from the proxy: ***',
  );
});
