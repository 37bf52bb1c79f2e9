import { defineMethod } from '../definitions.ts';
import {
  SystemStopParams,
  SystemStopResult,
  SystemTransitionsParams,
  SystemTransitionsResult,
} from '../schema/system.ts';

export const systemMethods = [
  defineMethod({
    name: 'system.transitions',
    params: SystemTransitionsParams,
    result: SystemTransitionsResult,
    scope: 'operator.read',
    role: 'operator',
    advertised: true,
    summary: 'What actors did after a given step, at once or as soon as there is something.',
  }),
  defineMethod({
    name: 'system.stop',
    params: SystemStopParams,
    result: SystemStopResult,
    scope: 'operator.admin',
    role: 'operator',
    advertised: true,
    summary: 'Stops the gateway as a SIGTERM does: it drains first, then its process ends.',
  }),
];
