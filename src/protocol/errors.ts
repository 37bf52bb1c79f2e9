/** Every error code that can appear on the wire, with the meaning printed in the reference. */
export const ERROR_MEANINGS = {
  INVALID_REQUEST:
    'The request is wrong and will stay wrong: bad frame or params, unknown method or id, missing scope, refused handshake, policy.',
  UNAVAILABLE:
    'The gateway is stopping, or something it depends on failed or is busy. Usually worth a retry.',
  NOT_PAIRED: 'The device is unknown or not approved for what it asks. Only in answer to `connect`.',
  NOT_LINKED: 'The chat network is configured but not linked to an account.',
  AGENT_TIMEOUT: 'The agent did not finish before the deadline of the run.',
} as const;

export const ERROR_CODES = Object.keys(ERROR_MEANINGS) as readonly (keyof typeof ERROR_MEANINGS)[];
