import { agents, bindings, broadcast } from './agents.ts';
import { channels, web } from './channels.ts';
import { hooks, messages, session } from './conversation.ts';
import { browser, canvasHost, discovery, gateway } from './gateway.ts';
import { auth, commands, cron, models, tools } from './models.ts';
import { section, text } from './parts.ts';
import {
  approvals,
  audio,
  diagnostics,
  env,
  logging,
  media,
  meta,
  nodeHost,
  plugins,
  skills,
  talk,
  ui,
  update,
  wizard,
} from './process.ts';

/** The whole configuration file, after includes and variables are resolved. Every key is optional. */
export const ConfigSchema = section(
  {
    $schema: text({ description: 'Address of this schema, for editors.' }),
    meta,
    env,
    wizard,
    diagnostics,
    logging,
    update,
    gateway,
    canvasHost,
    browser,
    discovery,
    channels,
    web,
    agents,
    bindings,
    broadcast,
    session,
    messages,
    commands,
    models,
    auth,
    tools,
    hooks,
    cron,
    talk,
    audio,
    media,
    skills,
    plugins,
    approvals,
    nodeHost,
    ui,
  },
  'The moltbot configuration.',
);
