import { candidateRef, type Candidate } from '../candidate.ts';
import { isKnownRef, mayChoose, toCandidate } from '../resolve.ts';
import type { Directive, DirectiveEffect } from './command.ts';
import type { CommandContext, CommandPorts } from './outcome.ts';

const MAX_LISTED = 40;

/** `/model` and `/model list` show, `/model status` explains, a reference, alias or number chooses, `default` clears. */
export const model: Directive = async (args, context, ports) => {
  const word = args.trim();
  if (word === '' || word.toLowerCase() === 'list') return listing(context, ports);
  if (word.toLowerCase() === 'status') return details(context, ports);
  if (word.toLowerCase() === 'default' || word.toLowerCase() === 'reset') {
    const [fallback] = await ports.resolve(undefined, context.agentId);
    return {
      text: `Model reset to the default${fallback ? ` (${candidateRef(fallback)})` : ''}.`,
      patch: { providerOverride: null, modelOverride: null },
      ...(fallback ? { turn: overrides(fallback) } : {}),
    };
  }
  return choose(word, ports);
};

async function choose(word: string, ports: CommandPorts): Promise<DirectiveEffect> {
  const refs = await listedRefs(ports);
  const picked = /^#?\d+$/u.test(word) ? refs[Number(word.replace('#', '')) - 1] : word;
  if (picked === undefined)
    return { text: `There is no model number ${word}; /model list shows 1 to ${refs.length}.` };
  const config = ports.config();
  const candidate = toCandidate(config, picked);
  if (!isKnownRef(config, picked))
    return { text: `Unknown model "${word}". /model list shows what can be used; write provider/model.` };
  if (!mayChoose(config, candidate))
    return { text: `Model ${candidateRef(candidate)} is not in agents.defaults.models.` };
  return {
    text: `Model set to ${candidateRef(candidate)} for this session.`,
    patch: overrides(candidate),
    turn: overrides(candidate),
  };
}

async function listing(context: CommandContext, ports: CommandPorts): Promise<DirectiveEffect> {
  const [current] = await ports.resolve(ports.session(context.sessionKey), context.agentId);
  const refs = await listedRefs(ports);
  const lines = refs.slice(0, MAX_LISTED).map((ref, index) => {
    const mark = current && ref === candidateRef(current) ? ' ← current' : '';
    return `${index + 1}. ${ref}${mark}`;
  });
  const more = refs.length > MAX_LISTED ? [`… and ${refs.length - MAX_LISTED} more`] : [];
  return {
    text: ['Models', ...lines, ...more, 'Choose with /model <number> or /model <provider/model>.'].join('\n'),
  };
}

async function details(context: CommandContext, ports: CommandPorts): Promise<DirectiveEffect> {
  const session = ports.session(context.sessionKey);
  const [current, ...fallbacks] = await ports.resolve(session, context.agentId);
  const source = session?.modelOverride ? 'chosen for this session' : 'default';
  return {
    text: [
      `Model: ${current ? candidateRef(current) : 'offline/offline'} (${source})`,
      `Engine: ${current?.engine ?? 'offline'}`,
      `Fallbacks: ${fallbacks.length > 0 ? fallbacks.map(candidateRef).join(', ') : 'none'}`,
    ].join('\n'),
  };
}

async function listedRefs(ports: CommandPorts): Promise<readonly string[]> {
  const { models } = await ports.models();
  return models.map(({ provider, id }) => candidateRef({ provider, model: id }));
}

const overrides = ({ provider, model: name }: Candidate) => ({
  providerOverride: provider,
  modelOverride: name,
});
