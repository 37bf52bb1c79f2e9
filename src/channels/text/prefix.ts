/** What a prefix may name; what is not known is left out. */
export interface PrefixVars {
  /** Short, e.g. `claude-sonnet`. */
  readonly model?: string;
  /** With its provider. */
  readonly modelFull?: string;
  readonly provider?: string;
  readonly thinkingLevel?: string;
  readonly identityName?: string;
}

const NAMES: Readonly<Record<string, keyof PrefixVars>> = {
  model: 'model',
  modelfull: 'modelFull',
  provider: 'provider',
  thinkinglevel: 'thinkingLevel',
  think: 'thinkingLevel',
  'identity.name': 'identityName',
  identityname: 'identityName',
};

/**
 * Puts the configured prefix before an answer, unless it stands there already. `auto` is the agent's name in brackets.
 * Variables such as `{model}` or `{identity.name}` that are unknown or have no value stay as they are.
 */
export function applyResponsePrefix(text: string, template: string | undefined, vars: PrefixVars): string {
  const prefix = prefixFrom(template?.trim() ?? '', vars);
  if (prefix === '' || text.trim() === '' || text.startsWith(prefix)) return text;
  return `${prefix} ${text}`;
}

function prefixFrom(template: string, vars: PrefixVars): string {
  if (template === 'auto') return vars.identityName === undefined ? '' : `[${vars.identityName}]`;
  return template.replaceAll(/\{([a-z.]+)\}/giu, (whole, name: string) => {
    const key = name.toLowerCase();
    const known = Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
    return (known === undefined ? undefined : vars[known]) ?? whole;
  });
}
