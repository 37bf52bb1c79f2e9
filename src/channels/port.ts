import type { ChannelsStatusResult, SendParams, SendResult } from '../protocol/generated/types.ts';

/** All channels of the gateway, seen from outside. */
export interface Channels {
  canonicalId(channel: string): string | undefined;
  status(options: { probe: boolean; timeoutMs: number }): Promise<ChannelsStatusResult>;
  /** @throws Failure NOT_LINKED | UNAVAILABLE | INVALID_REQUEST */
  send(params: SendParams): Promise<SendResult>;
}
