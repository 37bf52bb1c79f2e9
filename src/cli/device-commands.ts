import type { Command } from 'commander';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import * as manual from './manual/channels.ts';
import { explain } from './manual/manual.ts';
import { append, withRpc } from './options.ts';
import type { DeviceFlags, DeviceTokenFlags } from './verbs/devices.ts';

export function addDevices(program: Command, io: CliIo, settle: Settle): void {
  const devices = explain(program.command('devices'), manual.DEVICES);
  withRpc(explain(devices.command('list'), manual.DEVICES_LIST)).action(async (flags: DeviceFlags) => {
    const { devicesList } = await import('./verbs/devices.ts');
    await settle(devicesList(io, flags));
  });
  withRpc(explain(devices.command('approve <request-id>'), manual.DEVICES_APPROVE)).action(
    async (requestId: string, flags: DeviceFlags) => {
      const { devicesApprove } = await import('./verbs/devices.ts');
      await settle(devicesApprove(io, requestId, flags));
    },
  );
  withRpc(explain(devices.command('reject <request-id>'), manual.DEVICES_REJECT)).action(
    async (requestId: string, flags: DeviceFlags) => {
      const { devicesReject } = await import('./verbs/devices.ts');
      await settle(devicesReject(io, requestId, flags));
    },
  );
  withRpc(explain(devices.command('rotate'), manual.ROTATE))
    .requiredOption('--device <id>', 'device id')
    .requiredOption('--role <role>', 'operator or node')
    .option('--scope <scope>', 'scope of the new token (repeatable)', append)
    .action(async (flags: DeviceTokenFlags) => {
      const { devicesRotate } = await import('./verbs/devices.ts');
      await settle(devicesRotate(io, flags));
    });
  withRpc(explain(devices.command('revoke'), manual.REVOKE))
    .requiredOption('--device <id>', 'device id')
    .requiredOption('--role <role>', 'operator or node')
    .action(async (flags: DeviceTokenFlags) => {
      const { devicesRevoke } = await import('./verbs/devices.ts');
      await settle(devicesRevoke(io, flags));
    });
}
