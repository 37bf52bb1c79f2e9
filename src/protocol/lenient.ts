import type { Validate } from './format-errors.ts';

/**
 * Wraps the validator of a loose method: instead of refusing, it removes the top-level members that do not fit, so
 * that what remains is what the types promise. Anything but an object is still refused.
 */
export function lenient(validate: Validate): Validate {
  const check: Validate = (data) => {
    check.errors = null;
    if (validate(data)) return true;
    const errors = validate.errors ?? [];
    if (typeof data !== 'object' || data === null || errors.some(({ instancePath }) => instancePath === '')) {
      check.errors = errors;
      return false;
    }
    const members = data as Record<string, unknown>;
    for (const { instancePath } of errors) delete members[topMember(instancePath)];
    // The validator stops after a bounded number of problems: what it did not reach is looked at once more.
    return check(data);
  };
  return check;
}

/** `/roles/3` names the member `roles`; JSON Pointer escapes are undone. */
function topMember(instancePath: string): string {
  const end = instancePath.indexOf('/', 1);
  const token = instancePath.slice(1, end < 0 ? undefined : end);
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
