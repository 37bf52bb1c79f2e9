import type { Manual } from './manual.ts';

const PARTS =
  'A part is named by its place in the tree that "gateway status --deep" prints, or by the end of it.';

export const CALL: Manual = {
  line: 'call any method and print its payload',
  text: [
    'Prints the payload of the answer. Params are checked by the gateway against the schema of the method; the reference of the protocol lists every method with what it takes. Methods that change something do so.',
  ],
  examples: [
    ['moltbot gateway call status', 'the short report'],
    [`moltbot gateway call sessions.list --params '{"limit": 5}'`, 'with params'],
    [`moltbot gateway call system.inspect --params '{}'`, 'every actor, for a script'],
  ],
  json: 'the payload, as without it.',
  exits: [['1', 'the method answered with an error, e.g. INVALID_REQUEST; the place and the fix are told']],
  see: ['gateway status'],
  guides: ['reference/protocol.md'],
};

export const HEALTH: Manual = {
  line: 'health of the running gateway',
  text: [
    'The snapshot the gateway keeps: one line per channel, agents, the session store, warnings. It costs the networks nothing; --verbose asks them. A channel that is not linked is not a failure of the command.',
  ],
  examples: [
    ['moltbot gateway health', 'the live snapshot'],
    ['moltbot gateway health --verbose', 'ask the networks themselves'],
    ['moltbot gateway health --json', 'the payload of the method health'],
  ],
  json: 'the payload of the method health.',
  see: ['gateway status', 'channels status'],
  guides: ['guides/inspecting.md'],
};

export const STATUS: Manual = {
  line: 'supervisor, port, handshake and RPC, each with its last error',
  text: [
    'Four facts that fail independently, each with its last error: Supervisor (what the service makes of it), Port (who listens), Handshake (whether it greets this client), RPC (whether it answers). Then the path of the configuration, and that of the service where it is another one; the address that was tried and why; the last words of a gateway that is gone; what health warns of; and other services that have to do with a gateway. It changes nothing.',
    '--deep adds the services of the whole machine and the tree of actors: state, since when, restarts, last error, next retry; for each part that is down, why, and how to start it again.',
  ],
  examples: [
    ['moltbot gateway status', 'the four facts'],
    ['moltbot gateway status --deep', 'with the tree of actors'],
    ['moltbot gateway status --no-probe', 'without connecting'],
    ['moltbot gateway status --json', 'for scripts'],
  ],
  json: '{supervisor: {ok, status, detail, service?, otherConfig?, lastError?}, config: {path, exists, valid, issues}, gateway: {bind, port, portSource, probeTarget, probeSource}, port: {ok, status, error?, port, owner}, otherServices, handshake: {ok, ms, error, server}, rpc: {method, ok, ms, error, summary}, tree?, why?: [{actor, steps}], fix}. ok is null for what was not tried, and for a supervisor nobody has installed.',
  exits: [
    ['0', 'everything that was tried is well'],
    ['69', 'first red: the port'],
    ['1', 'first red: the handshake'],
    ['70', 'first red: RPC'],
    ['75', 'only the supervisor is red'],
  ],
  see: ['gateway why', 'gateway health', 'status', 'doctor'],
  guides: ['guides/inspecting.md', 'guides/supervisor.md'],
};

export const TUNNEL: Manual = {
  line: 'a port of this machine that leads to a gateway elsewhere, over ssh, until Ctrl-C',
  text: [
    'Uses the ssh of this system and stays until Ctrl-C. It asks nothing (a key must let you in), takes the key of a new host but never a changed one, and notices a dead line within a minute. The secret of that gateway is needed all the same: a tunnel proves nothing.',
  ],
  examples: [
    ['moltbot gateway tunnel user@host', 'then: moltbot status --url ws://127.0.0.1:18789 --token <token>'],
    ['moltbot gateway tunnel user@host --remote-port 19001 --local-port 29001', 'a gateway on another port'],
  ],
  json: '{ok, url, destination, remotePort}, once it is open.',
  exits: [['69', 'ssh is missing, did not get in, or the line died; says what ssh said']],
  files: [['~/.ssh/', 'read and written by ssh: keys, known hosts']],
  guides: ['guides/connecting.md'],
};

export const PROBE: Manual = {
  line: 'every gateway that may be meant: this machine, the configured one, one over ssh',
  text: [
    'Asks each of them at once whether it greets this client and answers: the one of --url, the one over ssh (--ssh, or gateway.remote.sshTarget), the one of gateway.remote.url, and the own one. A secret or a fingerprint that is given is for the one that was asked for; the others use what the configuration says. It says who announces a gateway on the local network, too. It changes nothing.',
  ],
  examples: [
    ['moltbot gateway probe', 'what there is, and what is the matter with it'],
    ['moltbot gateway probe --ssh user@host --token <token>', 'through ssh, for this once'],
    ['moltbot gateway probe --json', 'for scripts'],
  ],
  json: '{ok, ts, durationMs, timeoutMs, primaryTargetId, warnings: [{code, message, targetIds?}], network: {localLoopbackUrl, localTailnetUrl, tailnetIPv4}, discovery: {timeoutMs, count, beacons}, targets: [{id, kind, url, active, tunnel, connect: {ok, latencyMs, error, fix, close}, self, config, health, summary, presence}]}. config is a summary and holds no secret.',
  exits: [
    ['0', 'one of them greeted and answered'],
    ['1', 'none did'],
  ],
  see: ['gateway discover', 'gateway status', 'gateway tunnel'],
  guides: ['guides/remote.md'],
};

export const DISCOVER: Manual = {
  line: 'gateways that announce themselves on the local network',
  text: [
    'Listens to the names of the local network (multicast DNS, UDP port 5353) for as long as --timeout says. A gateway announces itself when it listens beyond its own machine, or with discovery.mdns.mode "full". What is announced proves nothing: compare the fingerprint with what "gateway status" shows over there.',
  ],
  examples: [
    ['moltbot gateway discover', 'who there is'],
    ['moltbot gateway discover --timeout 500 --json', 'for scripts'],
  ],
  json: '{timeoutMs, domains, count, beacons: [{instanceName, displayName, domain, host, addresses, port, lanHost, tailnetDns, gatewayPort, sshPort, role, transport, gatewayTls, gatewayTlsSha256, cliPath, wsUrl}]}',
  exits: [['69', 'the local network cannot be asked']],
  environment: [['CLAWDBOT_DISABLE_BONJOUR', 'of the gateway: it tells the local network nothing']],
  see: ['gateway probe'],
  guides: ['guides/remote.md'],
};

export const RESUME: Manual = {
  line: 'start a part again that is parked, e.g. pulse',
  text: [
    'For a part that gave up ("parked") or waits for its next try ("backingOff"). Prints its line of the tree. It restarts nothing that runs.',
  ],
  examples: [
    ['moltbot gateway resume pulse', 'one part'],
    ['moltbot gateway resume channels', 'leave safe mode: start the channels'],
  ],
  exits: [['1', 'there is no such part, or it is down again at once']],
  see: ['gateway status', 'gateway why'],
  guides: ['guides/supervision.md', 'guides/safe-mode.md'],
};

export const WHY: Manual = {
  line: 'what led to the last red state of an actor, or to its present one',
  text: [
    `The chain of causes behind a red light, read from the record of transitions that the gateway keeps in memory; without a red state, what led to the present one. ${PARTS}`,
  ],
  examples: [
    ['moltbot gateway why pulse', 'a part of the gateway'],
    ['moltbot gateway why telegram:default', 'the link of an account'],
  ],
  exits: [['64', 'no actor has that name; says the nearest']],
  see: ['gateway watch', 'gateway status'],
  guides: ['guides/inspecting.md'],
};

export const WATCH: Manual = {
  line: 'every transition as it happens, until Ctrl-C',
  text: [`Outlives restarts of the gateway and ends with Ctrl-C. It only reads. ${PARTS}`],
  examples: [
    ['moltbot gateway watch --since 5m', 'the last five minutes first'],
    ['moltbot gateway watch --actor gateway/channels --json', 'one branch of the tree, for a script'],
  ],
  json: 'one object per line.',
  see: ['gateway why', 'logs'],
  guides: ['guides/inspecting.md'],
};
