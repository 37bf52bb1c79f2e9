import type { Output } from './output.ts';
import { protocolBundle, type ProtocolBundle } from './protocol-bundle.ts';
import { protocolDocs } from './protocol-docs.ts';
import { protocolSwift } from './protocol-swift.ts';
import { protocolTables } from './protocol-tables.ts';
import { protocolTypes } from './protocol-types.ts';
import { protocolValidators, protocolValidatorTypes } from './protocol-validators.ts';
import { swiftProblems } from './swift-check.ts';

const FOLDER = 'src/protocol/generated';

function schemaFile({ definitions }: ProtocolBundle): string {
  const bundle = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'moltbot-protocol-3',
    $comment: 'Generated from src/protocol/catalogue.ts by scripts/protocol/generate.ts. Do not edit.',
    $defs: Object.fromEntries(definitions),
  };
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

export async function protocolOutputs(): Promise<readonly Output[]> {
  const bundle = protocolBundle();
  const swift = protocolSwift(bundle);
  const problems = await swiftProblems(swift);
  if (problems.length > 0) throw new Error(`the Swift models would not compile:\n${problems.join('\n')}`);
  return [
    { path: `${FOLDER}/schema.json`, text: schemaFile(bundle) },
    { path: `${FOLDER}/types.ts`, text: protocolTypes(bundle) },
    { path: `${FOLDER}/tables.ts`, text: protocolTables(bundle) },
    { path: `${FOLDER}/validators.js`, text: protocolValidators(bundle) },
    { path: `${FOLDER}/validators.d.ts`, text: protocolValidatorTypes() },
    { path: `${FOLDER}/swift/GatewayModels.swift`, text: swift },
    { path: 'docs/reference/protocol.md', text: protocolDocs(bundle) },
  ];
}
