import { editPathText, type EditPath } from '../config/edit.ts';
import { usageError } from './cli-error.ts';

const STEP = /^(?:\.?([^.[\]"]+)|\.?"((?:[^"\\]|\\.)*)"|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\])/;

/**
 * `agents.list[0].name`, `models.providers."my host".apiKey` as steps.
 * @throws CliError usage
 */
export function parseConfigPath(text: string): EditPath {
  const steps: (string | number)[] = [];
  let rest = text.trim();
  if (rest === '') throw usageError('the path is empty; name a key, e.g. gateway.port');
  while (rest !== '') {
    const found = STEP.exec(rest);
    const [whole, plain, quoted, index, bracketed] = found ?? [];
    if (whole === undefined || (steps.length === 0 && whole.startsWith('.')))
      throw usageError(`${text} is no path: check it at ${rest}, e.g. agents.list[0].name`);
    const key = quoted ?? bracketed;
    if (index !== undefined) steps.push(Number(index));
    else steps.push(key === undefined ? (plain ?? '') : key.replaceAll(/\\(.)/g, '$1'));
    rest = rest.slice(whole.length);
  }
  if (typeof steps[0] !== 'string') throw usageError(`${text} is no path: it begins with a key`);
  return steps as readonly (string | number)[] as EditPath;
}

/** The text {@link parseConfigPath} reads as these steps. */
export const configPathText = (path: readonly (string | number)[]): string =>
  editPathText(
    path.map((step) => (typeof step === 'string' && /[.[\]"]/.test(step) ? JSON.stringify(step) : step)),
  );
