import { HelloOk } from './connect.ts';
import { StatusSummary } from './health.ts';
import {
  closed,
  count,
  flag,
  int,
  list,
  named,
  nes,
  nullable,
  oneOf,
  optional,
  record,
  text,
} from './primitives.ts';
import { ActorNode, GatewayPhase, Transition } from './system.ts';

const step = {
  ok: nullable(flag({ description: 'Null when it was not tried.' })),
  ms: nullable(count()),
  error: nullable(text()),
};

const Service = named(
  'ServiceReport',
  closed({
    kind: oneOf(['systemd', 'launchd', 'task scheduler']),
    scope: oneOf(['user', 'system']),
    name: nes({ description: 'What the supervisor calls it.' }),
    definition: nes({ description: 'Path.' }),
    installed: flag({ description: 'The definition is there.' }),
    loaded: flag({ description: 'The supervisor knows it.' }),
    enabled: flag({ description: 'It starts at boot or logon.' }),
    running: oneOf(['running', 'starting', 'restarting', 'stopping', 'stopped', 'failed', 'unknown']),
    pid: nullable(count()),
    restarts: count({ description: 'By the supervisor, since it was started on purpose.' }),
    lastEnd: nullable(text({ description: 'How it last ended, in words.' })),
    statusText: nullable(text({ description: 'What the gateway told its supervisor.' })),
  }),
  'The service of a profile, as its supervisor sees it.',
);

const Supervisor = closed({
  ok: nullable(flag({ description: 'Null when no service is installed.' })),
  status: oneOf(['managed', 'not managed', 'failed']),
  detail: text(),
  service: optional(Service),
  otherConfig: optional(
    text({ description: 'What the service reads, when this command reads something else.' }),
  ),
  lastError: optional(text({ description: 'Last words of the gateway in the log of its supervisor.' })),
  linger: optional(
    oneOf(['on', 'off', 'unknown'], {
      description: "Whether a user's systemd service outlives the last logout and comes up at boot.",
    }),
  ),
});

const Owner = closed({
  pid: int({ minimum: 1 }),
  version: text(),
  profile: text(),
  startedAt: count({ description: 'Unix epoch, ms.' }),
  port: nullable(count()),
  host: nullable(text({ description: 'Where a client on that machine reaches it.' })),
  tlsFingerprint: nullable(text({ description: 'SHA-256 of its certificate; null when it speaks plain.' })),
  instanceId: nullable(text()),
  processStart: nullable(int()),
});

const OtherService = closed({
  name: nes(),
  path: nes(),
  scope: oneOf(['user', 'system']),
  kind: oneOf(['own', 'legacy', 'other']),
  stateDir: optional(text()),
  profile: text(),
  port: optional(count()),
  version: optional(text()),
});

export const GatewayStatusReport = named(
  'GatewayStatusReport',
  closed({
    supervisor: Supervisor,
    config: closed({ path: nes(), exists: flag(), valid: flag(), issues: list(text()) }),
    gateway: closed({
      bind: text(),
      port: count(),
      portSource: text(),
      probeTarget: text(),
      probeSource: text(),
      ports: closed(
        {
          browserControl: count(),
          canvas: count(),
          browsers: record(count(), { description: 'Debugging port by browser profile.' }),
        },
        { description: 'Kept for what is counted from the port of the gateway, whether it runs or not.' },
      ),
    }),
    port: closed({
      ok: nullable(flag({ description: 'Null when the gateway in use is elsewhere.' })),
      status: oneOf(['listening', 'free', 'unknown']),
      error: optional(text()),
      port: count(),
      owner: nullable(Owner),
    }),
    handshake: closed({
      ...step,
      server: nullable((HelloOk as { properties: { server: never } }).properties.server),
    }),
    rpc: closed({ ...step, method: oneOf(['status']), summary: nullable(StatusSummary) }),
    phase: optional(GatewayPhase),
    tree: optional(list(ActorNode)),
    why: optional(list(closed({ actor: nes(), steps: list(Transition) }))),
    otherServices: list(OtherService),
    fix: nullable(text()),
  }),
  'What `moltbot gateway status --json` prints.',
);
