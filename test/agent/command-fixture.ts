import assert from 'node:assert/strict';
import type { AskedFrom } from '../../src/agent/asked-from.ts';
import { createCommands } from '../../src/agent/commands/commands.ts';
import type {
  AllowlistTarget,
  CommandContext,
  CommandPatch,
  CommandPorts,
  CommandSession,
} from '../../src/agent/commands/outcome.ts';
import { createResolver } from '../../src/agent/resolve.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { invalidRequest } from '../../src/protocol/failure.ts';
import { createTestClock } from '../support/test-clock.ts';

const CONFIG: Config = {
  agents: {
    defaults: {
      model: { primary: 'anthropic/claude-opus-4-5', fallbacks: ['openai/gpt-5.2'] },
      models: {
        'anthropic/claude-opus-4-5': { alias: 'opus' },
        'openai/gpt-5.2': {},
        'anthropic/claude-haiku-4-5': {},
      },
    },
  },
};

export interface Over {
  readonly context?: Partial<CommandContext>;
  readonly session?: CommandSession;
  readonly config?: Config;
  readonly compacted?: { readonly compacted: boolean; readonly kept?: number };
}

export function setup(over: Over = {}) {
  const patches: CommandPatch[] = [];
  const resets: string[] = [];
  const restarts: string[] = [];
  const askers: AskedFrom[] = [];
  const listed: { verb: string; target: AllowlistTarget; by: string }[] = [];
  const config = () => over.config ?? CONFIG;
  const ports: CommandPorts = {
    clock: createTestClock(10_000_000),
    config,
    self: { version: '9.9.9', startedAtMs: 10_000_000 - 7_200_000, host: 'box' },
    session: () => over.session,
    patchSession: async (_key, patch) => void patches.push(patch),
    resetSession: async (key) => void resets.push(key),
    compactSession: async () => over.compacted ?? { compacted: false },
    restart: (reason, from) => void (restarts.push(reason), askers.push(from)),
    allowlist: {
      list: () => [
        { channel: 'telegram', accountId: 'default', dmPolicy: 'pairing', configured: ['7'], stored: ['8'] },
      ],
      async add(target, by) {
        if (target.senderId === '!') throw invalidRequest('"!" names nobody on telegram');
        listed.push({ verb: 'add', target, by });
        return true;
      },
      async remove(target, by) {
        listed.push({ verb: 'remove', target, by });
        return target.senderId !== '7';
      },
    },
    queueDepth: () => 2,
    resolve: createResolver({ config, env: {}, ollama: { models: async () => [] } }),
    models: async () => ({
      models: [
        { id: 'claude-haiku-4-5', name: 'Haiku', provider: 'anthropic' },
        { id: 'claude-opus-4-5', name: 'Opus', provider: 'anthropic' },
        { id: 'gpt-5.2', name: 'GPT', provider: 'openai' },
      ],
    }),
  };
  const context: CommandContext = {
    sessionKey: 'agent:main:main',
    agentId: 'main',
    runActive: false,
    requester: 'webchat:me',
    surface: 'webchat',
    authorized: true,
    owner: true,
    chatKind: 'none',
    ...over.context,
  };
  const commands = createCommands(ports);
  return {
    patches,
    resets,
    restarts,
    askers,
    listed,
    handle: (text: string) => commands.handle(text, context),
  };
}

export async function replyTo(text: string, over: Parameters<typeof setup>[0] = {}): Promise<string> {
  const outcome = await setup(over).handle(text);
  assert.equal(outcome.kind, 'reply', `${text} → ${JSON.stringify(outcome)}`);
  return outcome.kind === 'reply' ? outcome.text : '';
}
