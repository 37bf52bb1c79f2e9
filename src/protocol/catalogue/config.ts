import { defineMethod, type MethodDefinition } from '../definitions.ts';
import {
  ConfigApplyParams,
  ConfigChangeResult,
  ConfigConfirmParams,
  ConfigConfirmResult,
  ConfigHistoryResult,
  ConfigPatchParams,
  ConfigPlanParams,
  ConfigPlanResult,
  ConfigRollbackParams,
  ConfigSchemaResult,
  ConfigSetParams,
  ConfigSetResult,
  ConfigSnapshot,
} from '../schema/config.ts';
import { noParams } from '../schema/primitives.ts';

const admin = { scope: 'operator.admin', role: 'operator', advertised: true } as const;

export const configMethods: readonly MethodDefinition[] = [
  defineMethod({
    ...admin,
    name: 'config.get',
    params: noParams(),
    result: ConfigSnapshot,
    summary: 'The configuration file as read, with its problems, and what runs.',
  }),
  defineMethod({
    ...admin,
    name: 'config.set',
    params: ConfigSetParams,
    result: ConfigSetResult,
    summary: 'Replaces the configuration file when it is still the one the caller has seen.',
  }),
  defineMethod({
    ...admin,
    name: 'config.apply',
    params: ConfigApplyParams,
    result: ConfigChangeResult,
    summary: 'Like `config.set`, and tells a session what came of it; can be made to need a confirmation.',
  }),
  defineMethod({
    ...admin,
    name: 'config.patch',
    params: ConfigPatchParams,
    result: ConfigChangeResult,
    summary: 'Changes single keys of the configuration file; comments, order and `${NAME}` stay.',
  }),
  defineMethod({
    ...admin,
    name: 'config.schema',
    params: noParams(),
    result: ConfigSchemaResult,
    summary: 'The JSON Schema of the configuration file and hints for editors.',
  }),
  defineMethod({
    ...admin,
    name: 'config.plan',
    params: ConfigPlanParams,
    result: ConfigPlanResult,
    summary: 'What the running gateway would do with a file, without writing it.',
  }),
  defineMethod({
    ...admin,
    name: 'config.confirm',
    params: ConfigConfirmParams,
    result: ConfigConfirmResult,
    summary: 'Keeps a change that was made with `confirmWithinMs`.',
  }),
  defineMethod({
    ...admin,
    name: 'config.history',
    params: noParams(),
    result: ConfigHistoryResult,
    summary: 'The backups of the configuration file, and who changed it through the gateway.',
  }),
  defineMethod({
    ...admin,
    name: 'config.rollback',
    params: ConfigRollbackParams,
    result: ConfigChangeResult,
    summary: 'Puts a backup in the place of the configuration file.',
  }),
];
