// Generated from src/config/schema/index.ts by scripts/protocol/generate.ts. Do not edit; run `npm run protocol:gen`.

import type { Validate } from '../../protocol/format-errors.ts';
import type { Config } from './types.ts';

export declare const validateConfig: Validate & ((data: unknown) => data is Config);
