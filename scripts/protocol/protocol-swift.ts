import { LIMITS } from '../../src/protocol/limits.ts';
import { header } from './header.ts';
import type { ProtocolBundle } from './protocol-bundle.ts';
import { ANY_CODABLE } from './swift-any-codable.ts';
import { swiftDeclarations, swiftEnum } from './swift.ts';

/** src/protocol/generated/swift/GatewayModels.swift */
export function protocolSwift({ definitions, methods, events }: ProtocolBundle): string {
  return [
    header('//', 'src/protocol/catalogue.ts'),
    'import Foundation\n\n',
    `public let gatewayProtocolVersion = ${LIMITS.protocolVersion}\n\n`,
    swiftEnum(
      'GatewayMethod',
      methods.map(({ name }) => name),
      'Every method of the gateway.',
    ),
    '\n',
    swiftEnum(
      'GatewayEvent',
      events.map(({ name }) => name),
      'Every event of the gateway.',
    ),
    '\n',
    ANY_CODABLE,
    '\n',
    swiftDeclarations(definitions),
  ].join('');
}
