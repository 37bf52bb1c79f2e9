/** Documented commands that a test does not run, and why. A command that is neither run nor listed here fails the test. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  'npm ci': 'replaces the very modules this test runs on; CI does it on every run',
  'npm test': 'would run this test again; CI does it',
  'moltbot gateway watch --since 5m': 'runs until it is interrupted; test/cli/watch.test.ts does it',
  'moltbot gateway watch --actor gateway/channels --json':
    'runs until it is interrupted; test/cli/watch.test.ts does it',
  'moltbot gateway restart --reason "new token"':
    'would cut the gateway the other commands ask; test/gateway/phases.test.ts does it',
  'moltbot gateway stop':
    'would stop the gateway the other commands ask; test/gateway/phases.test.ts does it',
  'moltbot gateway install --dry-run': 'needs a supervisor; test/service/systemd.test.ts installs for real',
  'moltbot gateway install': 'needs a supervisor; test/service/systemd.test.ts does it',
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
    'the same script by the name of another package program; test/docs/scripts.test.ts runs it',
  'pnpm protocol:gen':
    'the same script by the name of another package program; `protocol:check` runs what it runs',
  'pnpm protocol:gen:swift':
    'the same script by the name of another package program; `protocol:check` runs what it runs',
};

/** Commands that are documented because they end with something else than 0 here. */
export const EXPECTED_CODE: Readonly<Record<string, number>> = {
  'moltbot message send --target +15550001111 --message "hi"': 1,
  // Nothing is down there.
  'moltbot gateway resume pulse': 1,
  // No account is linked there.
  'moltbot gateway why telegram:default --json': 64,
};
