import { invalidRequest } from '../../protocol/failure.ts';
import { method } from '../method.ts';

const send = method('send', (params, { ports }) => {
  const message = params.message.trim();
  const hasMedia = Boolean(params.mediaUrl) || (params.mediaUrls ?? []).length > 0;
  if (message === '' && !hasMedia) throw invalidRequest('invalid send params: message or media required');
  return ports.channels.send({ ...params, to: params.to.trim(), message });
});

const poll = method('poll', (params, { ports }) => {
  const question = params.question.trim();
  const options = params.options.map((option) => option.trim());
  if (question === '') throw invalidRequest('invalid poll params: the question is blank');
  if (options.includes('')) throw invalidRequest('invalid poll params: no option may be blank');
  if (new Set(options).size < options.length) {
    throw invalidRequest('invalid poll params: every option must differ from the others');
  }
  if ((params.maxSelections ?? 1) > options.length) {
    throw invalidRequest('invalid poll params: maxSelections is more than there are options');
  }
  const asked = params.channel?.trim() ?? '';
  if (asked !== '' && ports.channels.canonicalId(asked) === undefined) {
    throw invalidRequest(`unsupported poll channel: ${asked}`);
  }
  return ports.channels.poll({ ...params, to: params.to.trim(), question, options });
});

const react = method('react', ({ remove, ...params }, { ports }) => {
  const emoji = remove === true ? '' : params.emoji.trim();
  return ports.channels.react({ ...params, to: params.to.trim(), emoji });
});

export const messageMethods = [send, poll, react];
