/** Documented commands that a test does not run, and why. A command that is neither run nor listed here fails the test. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  'moltbot configure': 'asks at a terminal; test/cli/configure.test.ts does it',
  'moltbot configure --section model channels': 'asks at a terminal; test/cli/configure.test.ts does it',
  'npm ci': 'replaces the very modules this test runs on; CI does it on every run',
  'npm test': 'would run this test again; CI does it',
  'moltbot gateway watch --since 5m': 'runs until it is interrupted; test/cli/watch.test.ts does it',
  'moltbot gateway watch --actor gateway/channels --json':
    'runs until it is interrupted; test/cli/watch.test.ts does it',
  'moltbot gateway restart':
    'would cut the gateway the other commands ask; test/gateway/phases.test.ts does it',
  'moltbot gateway stop':
    'would stop the gateway the other commands ask; test/gateway/phases.test.ts does it',
  'moltbot gateway install':
    'needs a supervisor; test/docs/runbook.test.ts and test/service/systemd.test.ts do it',
  'moltbot gateway start': 'needs a supervisor; test/service/systemd.test.ts does it',
  'moltbot --profile main gateway install': 'needs a supervisor; test/docs/runbook.test.ts does it',
  'moltbot --profile rescue gateway uninstall': 'needs a supervisor; test/docs/runbook.test.ts does it',
  'moltbot --profile rescue gateway install': 'needs a supervisor; test/docs/runbook.test.ts does it',
  'moltbot onboard --non-interactive --accept-risk --install-daemon':
    'needs a supervisor; test/docs/runbook.test.ts does it',
  'moltbot onboard --non-interactive --accept-risk --mode remote':
    'needs $TOKEN of the reader; test/cli/onboard.test.ts does it',
  'moltbot agent --message - < question.txt': 'reads standard input; test/cli/agent.test.ts does it',
  'moltbot channels login': 'needs a phone; test/e2e/channels does it with a peer that scans',
  'moltbot config edit': 'needs an editor; test/e2e/config-edit.test.ts does it',
  'moltbot gateway tunnel':
    'needs a machine to log in to; test/e2e/tunnel.test.ts and test/docs/runbook.test.ts do it',
  'moltbot gateway uninstall': 'needs a supervisor; test/service/systemd.test.ts does it',
  'npm run build': 'would take the package away under the tests that use it; CI does it',
  'npm pack ./dist': 'needs a build; test/e2e/release.test.ts does it',
  'npm install -g ./moltbot-0.1.0.tgz': 'needs a build; test/e2e/release.test.ts does it',
  'npm run build:sea': 'makes 134 MB; test/e2e/sea.test.ts does it',
  'npm install --prefix ~/.local/opt/moltbot @whiskeysockets/baileys@7.0.0-rc14':
    'fetches 50 MB; test/e2e/sea.test.ts puts the library there',
  'npm run check': 'would run this test again',
  'npm run gateway:watch': 'runs until it is interrupted; test/docs/scripts.test.ts does it',
  'pnpm gateway:watch':
    'the same script by the name of another package program; test/docs/runbook.test.ts and scripts.test.ts run it',
};

const NOT_CONFIGURED =
  /is not (?:linked|available): channels\.(?:whatsapp|telegram) is not configured; add it with/;
const NO_ENTRY = /no outbox entry 3; "outbox list" shows what there is/;
const NOBODY_WAITS =
  /No pending telegram pairing request has the code ABCDEFGH; "pairing list" shows who waits/;

/** Commands that end with something else than 0 here, because nothing is linked, nobody waits and nothing is down. What they say then. */
export const EXPECTED: Readonly<Record<string, readonly [code: number, words: RegExp]>> = {
  'moltbot message send --target +15550001111 --message "hi"': [1, NOT_CONFIGURED],
  'moltbot message send --target +15555550123 --message "hi"': [1, NOT_CONFIGURED],
  'moltbot message send --target @someone --channel telegram --media ./photo.jpg': [
    64,
    /photo\.jpg does not exist/,
  ],
  'moltbot message send --target 42 --channel telegram --message "hi" --wait accepted --json': [
    69,
    NOT_CONFIGURED,
  ],
  'moltbot message poll --target +15555550123 --poll-question "Lunch?" --poll-option Yes --poll-option No': [
    1,
    NOT_CONFIGURED,
  ],
  'moltbot message react --target 42 --channel telegram --message-id 7 --emoji 👍': [69, NOT_CONFIGURED],
  'moltbot message react --target 42 --channel telegram --message-id 7 --remove': [69, NOT_CONFIGURED],
  'moltbot channels logout --channel whatsapp': [1, NOT_CONFIGURED],
  'moltbot channels start --channel telegram': [69, NOT_CONFIGURED],
  'moltbot channels stop --channel telegram': [69, NOT_CONFIGURED],
  'moltbot outbox retry 3': [1, NO_ENTRY],
  'moltbot outbox drop 3': [1, NO_ENTRY],
  'moltbot pairing approve telegram ABCDEFGH --notify': [1, NOBODY_WAITS],
  'moltbot pairing reject telegram ABCDEFGH': [1, NOBODY_WAITS],
  'moltbot pairing approve ABCDEFGH': [64, /nobody waits with the code ABCDEFGH/],
  'moltbot devices approve 4f7c2a': [1, /unknown requestId/],
  'moltbot devices reject 4f7c2a': [1, /unknown requestId/],
  'moltbot devices rotate --device d1 --role operator': [1, /unknown deviceId\/role/],
  'moltbot devices revoke --device d1 --role node': [1, /unknown deviceId\/role/],
  'moltbot gateway resume pulse': [1, /only a part that is parked or backingOff can be resumed/],
  'moltbot gateway resume channels': [1, /only a part that is parked or backingOff can be resumed/],
  'moltbot gateway why telegram:default': [64, /no actor is called telegram:default/],
  'moltbot gateway why telegram:default --json': [64, /no actor is called telegram:default/],
  'moltbot config confirm': [69, /gateway not reachable/],
};
