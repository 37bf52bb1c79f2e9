import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { planBoot } from '../../src/actors/gateway/boot-plan.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { createHome } from '../support/gateway-process.ts';

const TOKENS = {
  env: '1:token-of-the-environment',
  config: '2:token-of-the-config',
  file: '3:token-of-a-file',
};
const SECRET = 'secret-of-the-webhook';

it('knows the secrets of chat networks from its start, wherever they come from', async (context) => {
  const home = createHome({}, { TELEGRAM_BOT_TOKEN: TOKENS.env });
  context.after(() => home.remove());
  const tokenFile = join(home.dir, 'bot-token');
  writeFileSync(tokenFile, `${TOKENS.file}\n`, { mode: 0o600 });
  home.write({
    channels: {
      telegram: {
        accounts: { file: { tokenFile }, config: { botToken: TOKENS.config, webhookSecret: SECRET } },
      },
    },
  });
  const env = createEnv({ ...home.env });
  const { secrets, logging } = await planBoot({
    paths: resolvePaths({ env, profile: 'default', home: home.dir }),
    env,
    flags: {},
    terminal: false,
    again: false,
    console: { out: () => {}, error: () => {} },
  });
  logging.close();
  for (const secret of [...Object.values(TOKENS), SECRET])
    assert.equal(secrets.mask(`<${secret}>`), '<[redacted]>', secret);
});
