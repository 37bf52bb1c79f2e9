import type { DevicePairListResult } from '../../protocol/generated/types.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';
import { ago, columns } from '../words.ts';

export interface DeviceFlags extends SessionFlags {
  readonly json?: boolean;
}

export interface DeviceTokenFlags extends DeviceFlags {
  readonly device: string;
  readonly role: string;
  readonly scope?: readonly string[];
}

const short = (id: string): string => (id.length > 16 ? `${id.slice(0, 16)}…` : id);

/** `moltbot devices list`: who waits for approval, and who has it. */
export async function devicesList(io: CliIo, flags: DeviceFlags): Promise<number> {
  const out = createOutput(io);
  const result = await withGateway(io, flags, (session) =>
    session.call<DevicePairListResult>('device.pair.list'),
  );
  if (flags.json === true) {
    out.json(result);
    return 0;
  }
  const now = io.clock.now();
  const pending = result.pending.map((row) => [
    row.requestId,
    short(row.deviceId),
    row.displayName ?? row.clientId ?? '',
    row.role ?? '',
    row.remoteIp ?? '',
    ago(Math.max(0, now - row.ts)),
  ]);
  const paired = result.paired.map((row) => [
    short(row.deviceId),
    row.displayName ?? row.clientId ?? '',
    (row.roles ?? (row.role === undefined ? [] : [row.role])).join(','),
    (row.scopes ?? []).join(','),
  ]);
  out.line(out.tone('strong', `Pending (${pending.length})`));
  for (const line of columns(pending)) out.line(line);
  out.line(out.tone('strong', `Paired (${paired.length})`));
  for (const line of columns(paired)) out.line(line);
  return 0;
}

async function decide(
  io: CliIo,
  flags: DeviceFlags,
  method: string,
  params: unknown,
  done: string,
): Promise<number> {
  const out = createOutput(io);
  const result = await withGateway(io, flags, (session) => session.call(method, params));
  if (flags.json === true) out.json(result);
  else out.line(done);
  return 0;
}

export const devicesApprove = (io: CliIo, requestId: string, flags: DeviceFlags): Promise<number> =>
  decide(io, flags, 'device.pair.approve', { requestId }, `Approved ${requestId}`);

export const devicesReject = (io: CliIo, requestId: string, flags: DeviceFlags): Promise<number> =>
  decide(io, flags, 'device.pair.reject', { requestId }, `Rejected ${requestId}`);

export const devicesRevoke = (io: CliIo, flags: DeviceTokenFlags): Promise<number> => {
  const { device: deviceId, role } = flags;
  return decide(
    io,
    flags,
    'device.token.revoke',
    { deviceId, role },
    `Revoked the ${role} token of ${deviceId}`,
  );
};

/** The new token is the point of the command, so it is printed; it is shown nowhere else. */
export async function devicesRotate(io: CliIo, flags: DeviceTokenFlags): Promise<number> {
  const out = createOutput(io);
  const { device: deviceId, role, scope } = flags;
  const params = { deviceId, role, ...(scope === undefined ? {} : { scopes: scope }) };
  const result = await withGateway(io, flags, (session) =>
    session.call<{ readonly token: string; readonly scopes: readonly string[] }>(
      'device.token.rotate',
      params,
    ),
  );
  if (flags.json === true) out.json(result);
  else out.line(`New ${role} token: ${result.token} (scopes ${result.scopes.join(', ') || 'none'})`);
  return 0;
}
