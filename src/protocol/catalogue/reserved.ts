import type { ReservedMethod } from '../definitions.ts';

/**
 * Methods clients in the field call that do not exist here yet. Authorisation comes before the lookup, so their scopes
 * are part of the contract today; methods that are in neither list need operator.admin.
 */
export const RESERVED: readonly ReservedMethod[] = [
  { role: 'node', scope: null, names: ['node.invoke.result', 'node.event', 'skills.bins'] },
  {
    role: 'operator',
    scope: 'operator.approvals',
    names: ['exec.approval.request', 'exec.approval.resolve'],
  },
  {
    role: 'operator',
    scope: 'operator.pairing',
    names: [
      'node.pair.request',
      'node.pair.list',
      'node.pair.approve',
      'node.pair.reject',
      'node.pair.verify',
      'node.rename',
    ],
  },
  {
    role: 'operator',
    scope: 'operator.read',
    names: [
      'usage.status',
      'usage.cost',
      'tts.status',
      'tts.providers',
      'skills.status',
      'voicewake.get',
      'cron.list',
      'cron.status',
      'cron.runs',
      'node.list',
      'node.describe',
    ],
  },
  {
    role: 'operator',
    scope: 'operator.write',
    names: [
      'wake',
      'talk.mode',
      'tts.enable',
      'tts.disable',
      'tts.convert',
      'tts.setProvider',
      'voicewake.set',
      'node.invoke',
      'browser.request',
    ],
  },
];
