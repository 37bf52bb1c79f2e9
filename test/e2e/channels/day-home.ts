import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { modelConfig } from '../../support/drip-model.ts';
import type { Home } from '../../support/gateway-process.ts';
import type { ScriptedModel } from '../../support/scripted-model.ts';
import { PNG, VOICE } from './sample-files.ts';

/** The part of the config that says who answers: the scripted model, in short blocks where it streams. */
export function agentConfig({ url }: ScriptedModel): Record<string, unknown> {
  const config = modelConfig(url) as { readonly agents: { readonly defaults: object } };
  const blockStreamingChunk = { minChars: 40, maxChars: 200 };
  return { ...config, agents: { defaults: { ...config.agents.defaults, blockStreamingChunk } } };
}

/** Puts into the agent's workspace what it will want to send. */
export function furnish(home: Home): void {
  const workspace = path.join(home.dir, 'workspace');
  mkdirSync(workspace);
  writeFileSync(path.join(workspace, 'chart.png'), PNG);
  writeFileSync(path.join(workspace, 'note.ogg'), VOICE);
}
