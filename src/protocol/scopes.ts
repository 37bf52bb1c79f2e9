import { METHODS, RESERVED } from './generated/tables.ts';
import type { Role, Scope } from './generated/types.ts';

const ADMIN: Scope = 'operator.admin';

/** What a connection may do when it asks for nothing in particular. */
export function defaultScopes(role: Role, requested: readonly string[] | undefined): readonly string[] {
  if (requested !== undefined && requested.length > 0) return requested;
  return role === 'operator' ? [ADMIN] : [];
}

/** Reading is implied by writing; everything is implied by admin. */
export function holdsScope(scopes: readonly string[], needed: Scope): boolean {
  if (scopes.includes(ADMIN) || scopes.includes(needed)) return true;
  return needed === 'operator.read' && scopes.includes('operator.write');
}

/**
 * Whether a connection may call a method, known or not: `undefined`, or the message of the INVALID_REQUEST.
 * To be asked before the method is looked up and before its params are validated.
 */
export function authorize(role: Role, scopes: readonly string[], method: string): string | undefined {
  const rule = METHODS.get(method) ?? RESERVED.get(method);
  const neededRole = rule?.role ?? 'operator';
  if (role !== neededRole) return `unauthorized role: ${role}`;
  if (role === 'node') return undefined;
  const needed = rule?.scope ?? ADMIN;
  return holdsScope(scopes, needed) ? undefined : `missing scope: ${needed}`;
}

/** Whether an event that is gated by a scope may reach a connection. Nodes never see gated events. */
export function seesEvent(role: Role, scopes: readonly string[], needed: Scope | null): boolean {
  if (needed === null) return true;
  return role === 'operator' && holdsScope(scopes, needed);
}
