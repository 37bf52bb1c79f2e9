import type { Update } from 'grammy/types';
import { unavailable } from '../../protocol/failure.ts';
import type { AccountOptions, ChannelAccount, LinkEvents, SelfIdentity } from '../port.ts';
import { createEvidence } from './evidence.ts';
import { startLink } from './link.ts';
import { planMessage } from './plan.ts';
import { probeBot } from './probe.ts';
import { readinessOf } from './readiness.ts';
import type { Renderer } from './sends.ts';
import { DEFAULT_WEBHOOK_PATH, modeOf, settingsOf } from './settings.ts';
import { readTarget } from './target.ts';
import { findToken } from './token.ts';
import { createWebhook } from './webhook.ts';
import { createWire } from './wire.ts';

/** A Telegram bot. grammY is loaded by `open` and `probe`. */
export function createTelegramAccount(options: AccountOptions): ChannelAccount {
  const { accountId, config, env, clock, log } = options;
  const evidence = createEvidence(clock);
  let self: SelfIdentity | undefined;
  let receiver: ((update: Update) => Promise<void>) | undefined;

  let loading: ReturnType<typeof loadRenderer> | undefined;
  const renderer: Renderer = async () => {
    loading ??= loadRenderer();
    const render = await loading;
    const tables = settings().markdown?.tables;
    return (markdown) => render(markdown, tables === undefined ? {} : { tables });
  };
  const settings = () => settingsOf(config(), accountId);
  const token = () => findToken({ config: config(), env, accountId });
  const readiness = () =>
    readinessOf({
      accountId,
      settings: settings(),
      channelEnabled: config().channels?.telegram?.enabled !== false,
      token: token(),
    });
  const webhook = createWebhook({
    path: () => settings().webhookPath ?? DEFAULT_WEBHOOK_PATH,
    secret: () => settings().webhookSecret,
    receiver: () => receiver,
    log,
  });

  /** Set up by what holds now; a later change of the settings reaches the next link. */
  const wireUp = () => {
    const found = token();
    const ready = readiness();
    if (ready.state !== 'ready') throw unavailable(ready.reason);
    if (found.source === 'none') throw unavailable(found.reason);
    const now = settings();
    return {
      now,
      token: found.token,
      connect: () => createWire({ token: found.token, settings: now, clock }),
    };
  };

  return {
    channel: 'telegram',
    accountId,
    readiness,
    target: readTarget,
    plan: (message) => planMessage(message, settings()),
    afterCrash: 'unknown',
    async open(events) {
      const { now, token, connect } = wireUp();
      const [poll, send, truth] = await Promise.all([connect(), connect(), connect()]);
      return startLink({
        accountId,
        clock,
        log,
        settings: now,
        token,
        events: remembering(events, (found) => (self = found)),
        evidence,
        menu: options.menu,
        renderer,
        wires: { poll, send, truth },
        receiveBy: (next) => (receiver = next),
      });
    },
    async probe(signal) {
      const ready = readiness();
      if (ready.state !== 'ready') return { ok: false, status: null, error: ready.reason, elapsedMs: 0 };
      const { bot, transport } = await wireUp().connect();
      try {
        return await probeBot(bot, clock, signal);
      } finally {
        transport.close();
        evidence.note('lastProbeAt');
      }
    },
    logout() {
      const { source } = token();
      return Promise.resolve({
        cleared: false,
        loggedOut: true,
        envToken: source === 'env' || source === 'tokenFile',
      });
    },
    summary() {
      const { dmPolicy = 'pairing', allowFrom = [], apiRoot } = settings();
      return {
        configured: readiness().state !== 'unconfigured',
        tokenSource: token().source,
        mode: modeOf(settings()),
        dmPolicy,
        allowFrom: allowFrom.map(String),
        ...(apiRoot === undefined ? {} : { baseUrl: apiRoot }),
        ...(self === undefined ? {} : { self }),
      };
    },
    evidence: () => evidence.read(),
    webhook: (request, response) => (modeOf(settings()) === 'webhook' ? webhook(request, response) : false),
    dispose() {
      receiver = undefined;
    },
  };
}

const remembering = (events: LinkEvents, remember: (self: SelfIdentity) => void): LinkEvents => ({
  ...events,
  opened(self) {
    remember(self);
    events.opened(self);
  },
});

const loadRenderer = async () => {
  const { createTelegramHtml } = await import('../text/telegram-html.ts');
  return createTelegramHtml();
};
