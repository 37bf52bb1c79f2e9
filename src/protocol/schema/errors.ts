import { anything, closed, count, flag, named, nes, oneOf, optional } from './primitives.ts';
import { ERROR_CODES } from '../errors.ts';

export const ErrorCode = named('ErrorCode', oneOf(ERROR_CODES), 'The closed list of error codes.');

export const ErrorShape = named(
  'ErrorShape',
  closed({
    code: ErrorCode,
    message: nes(),
    details: optional(anything()),
    retryable: optional(flag()),
    retryAfterMs: optional(count()),
  }),
  'Why a request was refused or failed. Clients show `message` and decide by `code`.',
);
