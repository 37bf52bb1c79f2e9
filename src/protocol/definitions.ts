import type { TSchema } from 'typebox';
import type { ROLES, SCOPES } from './roles.ts';

type ScopeName = (typeof SCOPES)[number];
type RoleName = (typeof ROLES)[number];

export interface MethodDefinition {
  readonly name: string;
  readonly params: TSchema;
  readonly result: TSchema;
  readonly scope: ScopeName | null;
  readonly role: RoleName;
  /** Listed in `hello-ok.features.methods`. */
  readonly advertised: boolean;
  /** Members of params that do not fit are dropped instead of refused, because clients in the field send them. */
  readonly loose?: true;
  readonly summary: string;
}

export interface EventDefinition {
  readonly name: string;
  readonly payload: TSchema;
  /** Scope an operator needs to receive it; null: everybody. */
  readonly scope: ScopeName | null;
  /** A client that reads too slowly misses it instead of being closed. */
  readonly droppable: boolean;
  /** Only the latest one waiting for a client counts. */
  readonly coalesce: boolean;
  /** Carries `stateVersion`. */
  readonly versioned: boolean;
  /** Carries the connection's `seq`; false for events sent to one connection only. */
  readonly sequenced: boolean;
  readonly summary: string;
}

/** A method of the field that is not here yet: its scope is enforced, then it is unknown. */
export interface ReservedMethod {
  readonly scope: ScopeName | null;
  readonly role: RoleName;
  readonly names: readonly string[];
}

export const defineMethod = (definition: MethodDefinition): MethodDefinition => definition;
export const defineEvent = (definition: EventDefinition): EventDefinition => definition;
