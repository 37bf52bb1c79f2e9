import type { Caller } from '../method.ts';
import { method } from '../method.ts';
import type { ConfigEditor } from '../config-port.ts';

/** A device is known by its id; who comes without one is known by what it calls itself and how it came. */
const editorOf = ({ deviceId, client, origin }: Caller): ConfigEditor => ({
  actor: deviceId ?? `${client.id} (${origin})`,
});

const get = method('config.get', (_params, { ports }) => ports.config.snapshot());
const schema = method('config.schema', (_params, { ports }) => ports.config.schema());
const plan = method('config.plan', (params, { ports }) => ports.config.plan(params));
const history = method('config.history', (_params, { ports }) => ports.config.history());

const set = method('config.set', (params, { ports, caller }) => ports.config.set(params, editorOf(caller)));
const apply = method('config.apply', (params, { ports, caller }) =>
  ports.config.apply(params, editorOf(caller)),
);
const patch = method('config.patch', (params, { ports, caller }) =>
  ports.config.patch(params, editorOf(caller)),
);
const confirm = method('config.confirm', (params, { ports, caller }) =>
  ports.config.confirm(params, editorOf(caller)),
);
const rollback = method('config.rollback', (params, { ports, caller }) =>
  ports.config.rollback(params, editorOf(caller)),
);

export const configMethods = [get, schema, plan, history, set, apply, patch, confirm, rollback];
