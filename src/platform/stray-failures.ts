/** A failure no code of ours was waiting for. */
export interface StrayFailure {
  /** `rejection`: of a promise nobody awaits; `connection`: an error event of a socket nobody listens to; `exception`: any other throw. */
  readonly kind: 'rejection' | 'connection' | 'exception';
  readonly error: unknown;
}

/** How a peer or the network fails. Nothing of ours is in an undefined state after one of these. */
const CONNECTION_CODES: ReadonlySet<unknown> = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENOTCONN',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/**
 * Takes over what would otherwise end the process. After an `exception` the caller should end it: what threw was left half done.
 * Returns the unsubscribe, after which Node's own rule is back.
 */
export function onStrayFailure(listener: (failure: StrayFailure) => void): () => void {
  const rejected = (error: unknown): void => listener({ kind: 'rejection', error });
  const thrown = (error: unknown): void =>
    listener({ kind: CONNECTION_CODES.has(codeOf(error)) ? 'connection' : 'exception', error });
  process.on('unhandledRejection', rejected);
  process.on('uncaughtException', thrown);
  return () => {
    process.off('unhandledRejection', rejected);
    process.off('uncaughtException', thrown);
  };
}
