// Generated from src/protocol/catalogue.ts by scripts/protocol/generate.ts. Do not edit; run `npm run protocol:gen`.

import type { Guard, Validate } from '../format-errors.ts';
import type { ConnectParams, RequestFrame } from './types.ts';

export declare const validateRequestFrame: Guard<RequestFrame>;
export declare const validateConnectParams: Guard<ConnectParams>;
/** By method name. For loose methods the members that do not fit are removed from the object handed in. */
export declare const PARAM_VALIDATORS: ReadonlyMap<string, Validate>;
