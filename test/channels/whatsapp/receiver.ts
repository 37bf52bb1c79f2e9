/** A gateway that hears, to be killed. What it has received it writes to a file, durably, before it says so. */
import { appendFileSync } from 'node:fs';
import { systemClock } from '../../../src/platform/clock.ts';
import { makeAccount, openLink } from './rig.ts';

const [home = '', url = '', file = ''] = process.argv.slice(2);
const account = makeAccount({ home, url, clock: systemClock });
const open = await openLink(account, {
  store: async (messages) => {
    appendFileSync(file, messages.map((message) => `${message.messageId}\n`).join(''), { flush: true });
  },
});
process.send?.({ fault: await open.closed() });
