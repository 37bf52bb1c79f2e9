import {
  anything,
  closed,
  epochMs,
  flag,
  list,
  named,
  nes,
  oneOf,
  optional,
  record,
  text,
} from './primitives.ts';

export const PairingRequest = named(
  'PairingRequest',
  closed({
    channel: nes(),
    accountId: nes(),
    id: nes({ description: 'Who asks: the Telegram user id, or the WhatsApp number with `+`.' }),
    code: nes(),
    createdAt: epochMs(),
    lastSeenAt: epochMs(),
    expiresAt: epochMs(),
    meta: optional(record(anything(), { description: 'What the network says about them, e.g. a name.' })),
  }),
  'A stranger who wrote to the account and waits to be let in.',
);

export const PairingListParams = closed({ channel: optional(text()) });
export const PairingListResult = closed({
  requests: list(PairingRequest, { description: 'Oldest first.' }),
});

export const PairingApproveParams = closed({
  channel: nes(),
  code: nes({ description: 'In any case.' }),
  accountId: optional(text({ description: 'Needed only when two accounts wait with the same code.' })),
  notify: optional(flag({ description: 'Tell the person that access is approved.' })),
});
export const PairingApproveResult = closed({
  channel: nes(),
  accountId: nes(),
  id: nes(),
  entry: nes({ description: 'As it stands in the list of people let in.' }),
  notified: optional(flag()),
});

export const PairingRejectParams = closed({ channel: nes(), code: nes(), accountId: optional(text()) });
export const PairingRejectResult = closed({ channel: nes(), accountId: nes(), id: nes() });

export const ChannelPairResolvedEvent = closed({
  channel: nes(),
  accountId: nes(),
  id: nes(),
  decision: oneOf(['approved', 'rejected']),
  ts: epochMs(),
});
