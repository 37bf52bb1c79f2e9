import { invalidRequest } from '../../protocol/failure.ts';
import type { OutboxEntry, OutboxRetryResult } from '../../protocol/generated/types.ts';
import { method } from '../method.ts';

function known(entry: OutboxEntry | undefined, id: number): OutboxRetryResult {
  if (entry === undefined) throw invalidRequest(`no outbox entry ${id}; "outbox list" shows what there is`);
  return { entry };
}

const list = method('outbox.list', (params, { ports }) => {
  const asked = (params.channel ?? '').trim();
  if (asked === '') return ports.outbox.list(params);
  const channel = ports.channels.canonicalId(asked);
  if (channel === undefined) throw invalidRequest(`unsupported channel: ${asked}`);
  return ports.outbox.list({ ...params, channel });
});

const retry = method('outbox.retry', async ({ id }, { ports }) => known(await ports.outbox.retry(id), id));

const drop = method('outbox.drop', async ({ id }, { ports }) => known(await ports.outbox.drop(id), id));

export const outboxMethods = [list, retry, drop];
