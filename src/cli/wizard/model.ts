import type { ConfigEdit } from '../../config/edit.ts';
import { PROVIDER_KEY_ENV } from '../../platform/env.ts';
import { foundLines } from '../detect.ts';
import { set, type Section, type Wizard } from './wizard.ts';

const PRIMARY = 'agents.defaults.model.primary';
const KEEP = 'keep';
const OFFLINE = 'offline/offline';
const KEY = 'key';
const SERVER = 'server';
const PROVIDER_ID = /^[a-z0-9][a-z0-9-]*$/;

const needed = (what: string) => (answer: string) => (answer.trim() === '' ? `give ${what}` : undefined);

/** What can answer here, as choices whose values are model references. */
function choices({ config, found }: Wizard) {
  const present = config.agents?.defaults?.model?.primary;
  return [
    ...(present === undefined
      ? [{ value: KEEP, label: 'Choose at each start', hint: 'the first of the below that is there' }]
      : [{ value: KEEP, label: `As it is: ${present}` }]),
    ...found.keys.map(({ provider, variable }) => ({
      value: provider,
      label: provider,
      hint: `${variable} is set`,
    })),
    ...(found.ollama ? [{ value: 'ollama', label: 'Ollama', hint: 'on 127.0.0.1:11434' }] : []),
    ...found.programs.map(({ backend, path }) => ({
      value: `${backend}/default`,
      label: backend,
      hint: path,
    })),
    { value: KEY, label: 'A provider I have a key of' },
    { value: SERVER, label: 'A server of my own', hint: 'that speaks the protocol of OpenAI' },
    { value: OFFLINE, label: 'The built-in offline engine', hint: 'answers about the gateway itself only' },
  ];
}

async function withKey({ asker }: Wizard): Promise<readonly ConfigEdit[]> {
  const providers = Object.keys(PROVIDER_KEY_ENV);
  const provider = await asker.select({
    message: 'Which provider?',
    initial: providers[0] ?? '',
    options: providers.map((value) => ({ value, label: value })),
  });
  const key = await asker.secret({ message: `Key of ${provider}`, check: needed('the key') });
  const model = await asker.text({ message: 'Model (empty: its usual one)', initial: '' });
  return [
    set(`models.providers.${provider}.apiKey`, key.trim()),
    set(PRIMARY, model.trim() === '' ? provider : `${provider}/${model.trim()}`),
  ];
}

async function ownServer({ asker, config }: Wizard): Promise<readonly ConfigEdit[]> {
  const id = await asker.text({
    message: 'A name for it',
    initial: 'local',
    check: (answer) => (PROVIDER_ID.test(answer) ? undefined : 'use lower-case letters, digits and -'),
  });
  const known = config.models?.providers?.[id];
  const baseUrl = await asker.text({
    message: 'Its address',
    initial: known?.baseUrl ?? 'http://127.0.0.1:8000',
    check: (answer) =>
      URL.canParse(answer) && /^https?:/.test(answer)
        ? undefined
        : 'an address begins with http:// or https://',
  });
  const model = await asker.text({ message: 'The id of its model', check: needed('the id') });
  const key = await asker.secret({ message: 'Its key (empty: none)' });
  const listed = known?.models ?? [];
  return [
    set(`models.providers.${id}.baseUrl`, baseUrl),
    set(`models.providers.${id}.api`, known?.api ?? 'openai-completions'),
    ...(listed.some((one) => one.id === model.trim())
      ? []
      : [set(`models.providers.${id}.models`, [...listed, { id: model.trim() }])]),
    ...(key.trim() === '' ? [] : [set(`models.providers.${id}.apiKey`, key.trim())]),
    set(PRIMARY, `${id}/${model.trim()}`),
  ];
}

/** What answers. */
export const askModel: Section = async (wizard) => {
  const { asker, found } = wizard;
  for (const line of foundLines(found)) asker.note(line);
  const choice = await asker.select({ message: 'What answers?', initial: KEEP, options: choices(wizard) });
  if (choice === KEEP) return [];
  if (choice === KEY) return withKey(wizard);
  return choice === SERVER ? ownServer(wizard) : [set(PRIMARY, choice)];
};
