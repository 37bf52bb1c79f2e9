import { linkFacts } from './link-facts.ts';
import {
  anything,
  closed,
  count,
  epochMs,
  flag,
  int,
  list,
  named,
  nes,
  nullable,
  oneOf,
  open,
  optional,
  record,
  text,
} from './primitives.ts';

export const AccountSnapshot = named(
  'AccountSnapshot',
  open({
    accountId: nes(),
    name: optional(text()),
    enabled: optional(flag()),
    configured: optional(flag()),
    linked: optional(flag()),
    running: optional(flag()),
    connected: optional(flag()),
    ...linkFacts,
    reconnectAttempts: optional(count()),
    lastConnectedAt: optional(nullable(count())),
    lastStartAt: optional(nullable(count())),
    lastStopAt: optional(nullable(count())),
    lastInboundAt: optional(nullable(count())),
    lastOutboundAt: optional(nullable(count())),
    lastProbeAt: optional(nullable(count())),
    lastError: optional(nullable(text())),
    mode: optional(text()),
    dmPolicy: optional(text()),
    tokenSource: optional(text()),
    botTokenSource: optional(text()),
    appTokenSource: optional(text()),
    baseUrl: optional(text()),
    allowFrom: optional(list(text())),
    allowUnmentionedGroups: optional(flag()),
    cliPath: optional(nullable(text())),
    dbPath: optional(nullable(text())),
    port: optional(nullable(int())),
    probe: optional(anything()),
    audit: optional(anything()),
    application: optional(anything()),
  }),
);

export const ChannelsStatusParams = closed({ probe: optional(flag()), timeoutMs: optional(count()) });

export const ChannelsStatusResult = closed({
  ts: epochMs(),
  channelOrder: list(nes()),
  channelLabels: record(nes()),
  channelDetailLabels: optional(record(nes())),
  channelSystemImages: optional(record(nes())),
  channelMeta: optional(
    list(closed({ id: nes(), label: nes(), detailLabel: nes(), systemImage: optional(nes()) })),
  ),
  channels: record(record(anything())),
  channelAccounts: record(list(AccountSnapshot)),
  channelDefaultAccountId: record(nes()),
});

export const ChannelAccountParams = closed({
  channel: nes(),
  accountId: optional(text({ description: 'Default: the default account of the channel.' })),
});

export const ChannelsLogoutResult = open({
  channel: nes(),
  accountId: nes(),
  cleared: flag({ description: 'There were credentials, and they are gone.' }),
  loggedOut: optional(flag()),
  envToken: optional(
    flag({ description: 'The token comes from the environment or a file and cannot be removed from here.' }),
  ),
});

/** Answer of `channels.start` and `channels.stop`. */
export const ChannelStateResult = closed({
  channel: nes(),
  accountId: nes(),
  state: nes({ description: 'Of the link, after the call.' }),
});

export const WebLoginStartParams = closed({
  force: optional(flag({ description: 'Link anew although the account is linked.' })),
  timeoutMs: optional(count({ description: 'For the first code; default 30000, at least 5000.' })),
  verbose: optional(flag()),
  accountId: optional(text()),
  method: optional(oneOf(['qr', 'code'], { description: 'Default `qr`.' })),
  phone: optional(text({ description: 'With `code`: the number to link, digits with country code.' })),
});

const loginCode = {
  qrDataUrl: optional(text({ description: 'PNG.' })),
  qr: optional(text({ description: 'What the QR code says, for terminals that draw it themselves.' })),
  code: optional(text({ description: 'The pairing code to type on the phone.' })),
  expiresAt: optional(epochMs()),
};

export const WebLoginStartResult = closed({
  message: text({ description: 'For people; without `qr` and `code` beside it: linked already.' }),
  ...loginCode,
});

export const WebLoginWaitParams = closed({
  timeoutMs: optional(count({ description: 'Default 120000, at least 1000.' })),
  accountId: optional(text()),
});
export const WebLoginWaitResult = closed({ connected: flag(), message: text() });

export const ChannelLoginEvent = closed({
  channel: nes(),
  accountId: nes(),
  step: oneOf(['qr', 'code', 'linked', 'ended']),
  ...loginCode,
  message: optional(text()),
});
