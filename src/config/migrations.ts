import { setOwn } from './include.ts';
import type { Draft } from './migration-draft.ts';
import { isRecord } from './validate.ts';

type Step = (draft: Draft) => void;
type Bag = Record<string, unknown>;

const CHANNELS = ['whatsapp', 'telegram', 'discord', 'slack', 'signal', 'imessage', 'msteams'] as const;
/** Channels whose groups can be told to want a mention. */
const GROUP_CHANNELS = ['whatsapp', 'telegram', 'imessage'] as const;

/** One key that has only another name now. */
const moved =
  (from: string, to: string): Step =>
  (draft) => {
    const value = draft.take(from);
    if (value !== undefined) draft.put(to.split('.'), value, from);
  };

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** `agents.list`, made when it is not there; `undefined` when something else stands there. */
function agentList(draft: Draft): unknown[] | undefined {
  if (draft.get('agents.list') === undefined) draft.root['agents'] ??= {};
  const agents = draft.root['agents'];
  if (!isRecord(agents)) return undefined;
  agents['list'] ??= [];
  return Array.isArray(agents['list']) ? (agents['list'] as unknown[]) : undefined;
}

const agentOf = (list: readonly unknown[], fits: (agent: Bag) => boolean): Bag | undefined =>
  list.filter(isRecord).find(fits);

/** The agent that answers when no binding says otherwise. Where none is listed it is `main`. */
function defaultAgent(list: unknown[]): Bag {
  const known = agentOf(list, (agent) => agent['default'] === true) ?? agentOf(list, () => true);
  if (known !== undefined) return known;
  const main = { id: 'main' };
  list.push(main);
  return main;
}

function routingAllowFrom(draft: Draft): void {
  const senders = draft.take('routing.allowFrom');
  if (senders === undefined) return;
  if (!draft.isSet('channels.whatsapp'))
    return draft.say('routing.allowFrom is removed: WhatsApp is not configured');
  draft.put(['channels', 'whatsapp', 'allowFrom'], senders, 'routing.allowFrom');
}

/** What belongs into a list of an included file is left where it is: in the main file it would be joined to that list. */
function staysOutside(draft: Draft, keys: readonly string[]): boolean {
  const there = keys.filter((key) => draft.get(key) !== undefined);
  if (there.length === 0 || !draft.isListElsewhere('agents.list')) return false;
  const verb = there.length === 1 ? 'stays' : 'stay';
  draft.say(`${there.join(' and ')} ${verb}: agents.list is in an included file, which only you can change`);
  return true;
}

/** The agents were an object by id. */
function routingAgents(draft: Draft): void {
  if (staysOutside(draft, ['routing.agents', 'routing.defaultAgentId'])) return;
  const agents = draft.take('routing.agents');
  const chosen = draft.take('routing.defaultAgentId');
  if (agents === undefined && chosen === undefined) return;
  if (agents !== undefined && !isRecord(agents)) draft.say('routing.agents is removed: it is no object');
  if (!isRecord(agents) && typeof chosen !== 'string') return;
  const list = agentList(draft);
  if (list === undefined) return draft.say('routing.agents is removed: agents.list is no list');
  for (const [id, agent] of Object.entries(isRecord(agents) ? agents : {})) {
    const known = agentOf(list, (one) => one['id'] === id);
    if (known === undefined) list.push({ id, ...(isRecord(agent) ? agent : {}) });
    draft.say(
      known === undefined
        ? `routing.agents.${id} becomes an item of agents.list`
        : `routing.agents.${id} is removed: agents.list has it already`,
    );
  }
  if (typeof chosen !== 'string') return;
  if (agentOf(list, (agent) => agent['default'] === true) !== undefined)
    return draft.say('routing.defaultAgentId is removed: agents.list names a default already');
  let agent = agentOf(list, (one) => one['id'] === chosen);
  if (agent === undefined) list.push((agent = { id: chosen }));
  agent['default'] = true;
  draft.say('routing.defaultAgentId becomes default of that agent in agents.list');
}

function groupChat(draft: Draft): void {
  const wanted = draft.take('routing.groupChat.requireMention');
  if (wanted !== undefined) {
    const channels = GROUP_CHANNELS.filter((id) => draft.isSet(`channels.${id}`));
    for (const id of channels)
      draft.put(
        ['channels', id, 'groups', '*', 'requireMention'],
        wanted,
        'routing.groupChat.requireMention',
      );
    if (channels.length === 0)
      draft.say('routing.groupChat.requireMention is removed: no channel with groups is configured');
  }
  const rest = draft.take('routing.groupChat');
  if (rest !== undefined) draft.put(['messages', 'groupChat'], rest, 'routing.groupChat');
}

function transcribeAudio(draft: Draft): void {
  const old = draft.take('routing.transcribeAudio');
  if (old === undefined) return;
  if (!isRecord(old)) return draft.say('routing.transcribeAudio is removed: it is no object');
  const [command, ...args] = listOf(old['command']);
  const seconds = old['timeoutSeconds'];
  const model = { type: 'cli', command, args, ...(seconds === undefined ? {} : { timeoutSeconds: seconds }) };
  draft.put(['tools', 'media', 'audio', 'models'], [model], 'routing.transcribeAudio');
}

function identity(draft: Draft): void {
  if (staysOutside(draft, ['identity'])) return;
  const value = draft.take('identity');
  if (value === undefined) return;
  const list = agentList(draft);
  if (list === undefined) return draft.say('identity is removed: agents.list is no list');
  const agent = defaultAgent(list);
  draft.say(
    agent['identity'] === undefined
      ? 'identity becomes identity of the default agent in agents.list'
      : 'identity is removed: the default agent has one already',
  );
  agent['identity'] ??= value;
}

/** A model by its name alone, with its fallbacks and aliases in keys of their own. */
function agentModels(draft: Draft): void {
  const models: Bag = {};
  const allowed = draft.take('agent.allowedModels');
  if (allowed !== undefined && !Array.isArray(allowed))
    draft.say('agent.allowedModels is removed: it is no list');
  for (const id of listOf(allowed)) if (typeof id === 'string') setOwn(models, id, {});
  const aliases = draft.take('agent.modelAliases');
  if (aliases !== undefined && !isRecord(aliases))
    draft.say('agent.modelAliases is removed: it is no object');
  for (const [alias, id] of Object.entries(isRecord(aliases) ? aliases : {}))
    if (typeof id === 'string') setOwn(models, id, { alias });
  if (Object.keys(models).length > 0)
    draft.put(['agents', 'defaults', 'models'], models, 'agent.allowedModels and agent.modelAliases');
  for (const [name, fallbacksName] of [
    ['model', 'modelFallbacks'],
    ['imageModel', 'imageModelFallbacks'],
  ] as const) {
    const value = draft.take(`agent.${name}`);
    const fallbacks = draft.take(`agent.${fallbacksName}`);
    if (value !== undefined && typeof value !== 'string' && !isRecord(value))
      draft.say(`agent.${name} is removed: it names no model`);
    const model: Bag = typeof value === 'string' ? { primary: value } : isRecord(value) ? value : {};
    if (fallbacks !== undefined) model['fallbacks'] ??= fallbacks;
    if (Object.keys(model).length > 0)
      draft.put(['agents', 'defaults', name], model, `agent.${value === undefined ? fallbacksName : name}`);
  }
}

/** Without these an answer would still go by the names of older releases. */
function ttsEnabled(draft: Draft): void {
  const enabled = draft.take('messages.tts.enabled');
  if (enabled !== undefined)
    draft.put(['messages', 'tts', 'auto'], enabled === true ? 'always' : 'off', 'messages.tts.enabled');
}

function gatewayToken(draft: Draft): void {
  const token = draft.take('gateway.token');
  if (token === undefined) return;
  const chosen = draft.isSet('gateway.auth.mode') || draft.isSet('gateway.auth.password');
  draft.put(['gateway', 'auth', 'token'], token, 'gateway.token');
  if (!chosen) draft.put(['gateway', 'auth', 'mode'], 'token', 'gateway.token');
}

/** Nothing took its place. */
function bridge(draft: Draft): void {
  if (draft.take('bridge') !== undefined) draft.say('bridge is removed: the TCP control port is retired');
}

function renamed(draft: Draft, at: string, matches: readonly unknown[], from: string, to: string): void {
  for (const match of matches.filter(isRecord)) {
    if (match[from] === undefined) continue;
    match[to] ??= match[from];
    delete match[from];
    draft.say(`${at}.${from} becomes ${at}.${to}`);
  }
}

function bindingMatches(draft: Draft): void {
  const bindings = listOf(draft.root['bindings'])
    .filter(isRecord)
    .map(({ match }) => match);
  renamed(draft, 'bindings[].match', bindings, 'provider', 'channel');
  renamed(draft, 'bindings[].match', bindings, 'accountID', 'accountId');
  const rules = listOf(draft.get('session.sendPolicy.rules'))
    .filter(isRecord)
    .map(({ match }) => match);
  renamed(draft, 'session.sendPolicy.rules[].match', rules, 'provider', 'channel');
}

/** In this order: what a later step looks at has its new place by then. */
export const MIGRATIONS: readonly Step[] = [
  ...CHANNELS.map((id) => moved(id, `channels.${id}`)),
  moved('channels.telegram.requireMention', 'channels.telegram.groups.*.requireMention'),
  routingAllowFrom,
  moved('routing.bindings', 'bindings'),
  routingAgents,
  moved('routing.agentToAgent', 'tools.agentToAgent'),
  groupChat,
  moved('routing.queue', 'messages.queue'),
  transcribeAudio,
  identity,
  agentModels,
  moved('agent.tools', 'tools'),
  moved('agent.elevated', 'tools.elevated'),
  moved('agent.bash', 'tools.exec'),
  moved('agent.sandbox.tools', 'tools.sandbox.tools'),
  moved('agent.subagents.tools', 'tools.subagents.tools'),
  moved('agent', 'agents.defaults'),
  moved('tools.bash', 'tools.exec'),
  ttsEnabled,
  moved('messages.queue.byProvider', 'messages.queue.byChannel'),
  gatewayToken,
  bridge,
  bindingMatches,
];
