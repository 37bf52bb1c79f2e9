import { schemaAt } from './schema-at.ts';
import type { Tool, ToolContext } from './tool.ts';
import type { ToolPorts } from './ports.ts';

const DEFAULT_DELAY_MS = 2_000;

const ACTIONS = ['restart', 'config.get', 'config.schema', 'config.patch', 'config.apply'] as const;

interface GatewayArguments {
  readonly action: (typeof ACTIONS)[number];
  readonly reason?: string;
  readonly delayMs?: number;
  readonly raw?: string;
  readonly baseHash?: string;
  readonly note?: string;
  readonly path?: string;
}

/**
 * The gateway as the agent may change it, for the operator and owners only: its configuration, and a restart where
 * `commands.restart` allows one. Whoever asked is told afterwards.
 */
export const createGatewayTool = (ports: Pick<ToolPorts, 'gateway'>): Tool => ({
  name: 'gateway',
  description:
    'Changes the gateway itself. restart: restart it; this session is told when it is back. config.get: the configuration file ' +
    'with its hash, secrets masked. config.schema: its JSON Schema, or the part at a dotted path. config.patch: merge a JSON5 object into the file ' +
    '(null deletes a key). config.apply: replace the whole file. Read it first and pass its hash as baseHash; never write masked values back.',
  ownerOnly: true,
  parameters: {
    type: 'object',
    properties: {
      action: { type: 'string', enum: [...ACTIONS] },
      reason: { type: 'string', maxLength: 200, description: 'restart: why, in a few words.' },
      delayMs: {
        type: 'integer',
        minimum: 0,
        maximum: 60_000,
        description:
          'Before a restart begins, in milliseconds. Default 2000, so that the answer goes out first.',
      },
      raw: { type: 'string', minLength: 1, description: 'config.patch, config.apply: JSON5.' },
      baseHash: {
        type: 'string',
        minLength: 1,
        description: 'config.patch, config.apply: hash of config.get.',
      },
      note: {
        type: 'string',
        maxLength: 2_000,
        description: 'Told to this session together with the outcome.',
      },
      path: { type: 'string', minLength: 1, description: 'config.schema: e.g. channels.telegram' },
    },
    required: ['action'],
    additionalProperties: false,
  },
  run(args, context) {
    const given = args as unknown as GatewayArguments;
    switch (given.action) {
      case 'restart':
        return restart(ports, given, context);
      case 'config.get':
        return ports.gateway.config.get();
      case 'config.schema': {
        const { schema, version } = ports.gateway.config.schema();
        return { version, schema: given.path === undefined ? schema : schemaAt(schema, given.path) };
      }
      default:
        return change(ports, given, context);
    }
  },
});

function restart(
  { gateway }: Pick<ToolPorts, 'gateway'>,
  { reason, delayMs = DEFAULT_DELAY_MS, note }: GatewayArguments,
  context: ToolContext,
): unknown {
  if (!gateway.restartAllowed())
    throw new Error('restarts are disabled here; the operator can set commands.restart=true in the config');
  const said = reason?.trim();
  gateway.restart({
    delayMs,
    reason: said === undefined || said === '' ? `asked for by agent ${context.agentId}` : said,
    ...(note === undefined ? {} : { note }),
    from: fromOf(context),
  });
  return { ok: true, delayMs, next: 'the gateway restarts; this session is told when it is back' };
}

function change(
  { gateway }: Pick<ToolPorts, 'gateway'>,
  { action, raw, baseHash, note, delayMs = DEFAULT_DELAY_MS }: GatewayArguments,
  context: ToolContext,
): Promise<unknown> {
  if (raw === undefined) throw new Error(`${action} needs raw: the JSON5 to write`);
  const params = {
    raw,
    restartDelayMs: delayMs,
    sessionKey: context.sessionKey,
    ...(baseHash === undefined ? {} : { baseHash }),
    ...(note === undefined ? {} : { note }),
  };
  const editor = { actor: `agent ${context.agentId}`, from: fromOf(context) };
  return action === 'config.patch'
    ? gateway.config.patch(params, editor)
    : gateway.config.apply(params, editor);
}

/** A run nobody says more of was asked for inside its session. */
const fromOf = ({ user, sessionKey }: ToolContext) =>
  user?.from ?? { sessionKey, deliveryContext: { channel: 'webchat' } };
