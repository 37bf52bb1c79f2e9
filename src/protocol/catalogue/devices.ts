import { defineMethod } from '../definitions.ts';
import {
  DevicePairApproveResult,
  DevicePairListResult,
  DevicePairRejectResult,
  DeviceRequestParams,
  DeviceTokenRevokeParams,
  DeviceTokenRevokeResult,
  DeviceTokenRotateParams,
  DeviceTokenRotateResult,
} from '../schema/devices.ts';
import { noParams } from '../schema/primitives.ts';

export const deviceMethods = [
  defineMethod({
    name: 'device.pair.list',
    params: noParams(),
    result: DevicePairListResult,
    scope: 'operator.pairing',
    role: 'operator',
    advertised: true,
    summary: 'Devices that wait and devices that were let in.',
  }),
  defineMethod({
    name: 'device.pair.approve',
    params: DeviceRequestParams,
    result: DevicePairApproveResult,
    scope: 'operator.pairing',
    role: 'operator',
    advertised: true,
    summary: 'Lets a waiting device in.',
  }),
  defineMethod({
    name: 'device.pair.reject',
    params: DeviceRequestParams,
    result: DevicePairRejectResult,
    scope: 'operator.pairing',
    role: 'operator',
    advertised: true,
    summary: 'Turns a waiting device away.',
  }),
  defineMethod({
    name: 'device.token.rotate',
    params: DeviceTokenRotateParams,
    result: DeviceTokenRotateResult,
    scope: 'operator.pairing',
    role: 'operator',
    advertised: true,
    summary: 'Gives a device a new token for a role.',
  }),
  defineMethod({
    name: 'device.token.revoke',
    params: DeviceTokenRevokeParams,
    result: DeviceTokenRevokeResult,
    scope: 'operator.pairing',
    role: 'operator',
    advertised: true,
    summary: 'Makes the token of a device for a role worthless.',
  }),
];
