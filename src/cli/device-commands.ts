import type { Command } from 'commander';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import { append, withRpc } from './options.ts';
import type { DeviceFlags, DeviceTokenFlags } from './verbs/devices.ts';

export function addDevices(program: Command, io: CliIo, settle: Settle): void {
  const devices = program.command('devices').description('devices that may connect');
  withRpc(devices.command('list'))
    .description('pending requests and paired devices')
    .action(async (flags: DeviceFlags) => {
      const { devicesList } = await import('./verbs/devices.ts');
      await settle(devicesList(io, flags));
    });
  withRpc(devices.command('approve <request-id>'))
    .description('let a device in')
    .action(async (requestId: string, flags: DeviceFlags) => {
      const { devicesApprove } = await import('./verbs/devices.ts');
      await settle(devicesApprove(io, requestId, flags));
    });
  withRpc(devices.command('reject <request-id>'))
    .description('turn a device away')
    .action(async (requestId: string, flags: DeviceFlags) => {
      const { devicesReject } = await import('./verbs/devices.ts');
      await settle(devicesReject(io, requestId, flags));
    });
  withRpc(devices.command('rotate'))
    .description('replace the token of a device')
    .requiredOption('--device <id>', 'device id')
    .requiredOption('--role <role>', 'operator or node')
    .option('--scope <scope>', 'scope of the new token (repeatable)', append)
    .action(async (flags: DeviceTokenFlags) => {
      const { devicesRotate } = await import('./verbs/devices.ts');
      await settle(devicesRotate(io, flags));
    });
  withRpc(devices.command('revoke'))
    .description('withdraw the token of a device')
    .requiredOption('--device <id>', 'device id')
    .requiredOption('--role <role>', 'operator or node')
    .action(async (flags: DeviceTokenFlags) => {
      const { devicesRevoke } = await import('./verbs/devices.ts');
      await settle(devicesRevoke(io, flags));
    });
}
