import type { ServiceReport } from '../protocol/generated/types.ts';
import type { ServiceState } from '../service/port.ts';
import type { OwnService } from './supervised.ts';

/** What scripts read of a service: the same in every command that touches it. */
export const serviceReport = (service: OwnService, state: ServiceState): ServiceReport => ({
  kind: service.kind,
  scope: service.scope,
  name: service.name,
  definition: service.definitionPath,
  installed: service.definition() !== undefined,
  loaded: state.loaded,
  enabled: state.enabled,
  running: state.running,
  pid: state.pid ?? null,
  restarts: state.restarts ?? 0,
  lastEnd: state.lastEnd ?? null,
  statusText: state.statusText ?? null,
});

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const systemctl = ({ scope }: OwnService): string =>
  scope === 'user' ? 'systemctl --user' : 'sudo systemctl';

/** The supervisor's own view, in one line. */
export function serviceLine(service: OwnService, state: ServiceState): string {
  const { kind, scope, name } = service;
  if (state.unavailable !== undefined)
    return `${kind} (${scope}) cannot be asked: ${state.unavailable.reason}`;
  const parts = [
    state.running,
    ...(state.pid === undefined ? [] : [`pid ${state.pid}`]),
    state.enabled ? 'enabled' : 'not enabled: it does not come back at the next boot',
    ...(state.restarts === undefined ? [] : [`started again ${times(state.restarts)}`]),
    ...(state.lastEnd === undefined ? [] : [`last end: ${state.lastEnd}`]),
    ...(state.stale === true ? [`its file was changed since: ${systemctl(service)} daemon-reload`] : []),
  ];
  return `${kind} (${scope}) ${name}: ${parts.join(', ')}`;
}
