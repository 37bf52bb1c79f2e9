import { method } from '../method.ts';

/** `probe: true` asks the channels themselves; anything else is served from the live snapshot without waiting. */
const health = method('health', (params, { ports }) =>
  params.probe === true ? ports.health.refresh({ probe: true }) : ports.health.current(),
);

const status = method('status', (_params, { ports }) => ports.health.status());

export const healthMethods = [health, status];
