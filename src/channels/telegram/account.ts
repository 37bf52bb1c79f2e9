import type { Update } from 'grammy/types';
import type { Clock } from '../../platform/clock.ts';
import type { LinkFault } from '../../protocol/link-faults.ts';
import type { AccountOptions, ChannelAccount, LinkEvents, SelfIdentity } from '../port.ts';
import { createEvidence } from './evidence.ts';
import { startLink } from './link.ts';
import { createNoLink } from './no-link.ts';
import { planMessage } from './plan.ts';
import { probeBot } from './probe.ts';
import { readinessOf } from './readiness.ts';
import type { Renderer } from './sends.ts';
import { DEFAULT_WEBHOOK_PATH, modeOf, settingsOf } from './settings.ts';
import type { TelegramSettings } from './settings.ts';
import { readTarget } from './target.ts';
import { findToken } from './token.ts';
import { createWebhook } from './webhook.ts';
import { createWire } from './wire.ts';
import type { Wire } from './wire.ts';

interface Plug {
  readonly token: string;
  readonly settings: TelegramSettings;
  readonly clock: Clock;
  readonly connect: () => Promise<Wire>;
}

/** A Telegram bot. grammY is loaded by `open` and `probe`. */
export function createTelegramAccount(options: AccountOptions): ChannelAccount {
  const { accountId, config, env, clock, log } = options;
  const evidence = createEvidence(clock);
  let self: SelfIdentity | undefined;
  let receiver: ((update: Update) => Promise<void>) | undefined;

  let loading: ReturnType<typeof loadRenderer> | undefined;
  const renderer: Renderer = async () => {
    loading ??= loadRenderer().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
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

  /** What holds now; a later change of the settings reaches the next link. Otherwise why there can be no connection. */
  const plug = (): Plug | LinkFault => {
    const ready = readiness();
    const found = token();
    if (ready.state === 'disabled') return { kind: 'loggedOut', message: ready.reason };
    if (ready.state === 'unconfigured') return { kind: 'loggedOut', message: ready.reason, hint: ready.fix };
    if (found.source === 'none') return { kind: 'loggedOut', message: found.reason, hint: found.fix };
    const options = { token: found.token, settings: settings(), clock };
    return { ...options, connect: () => createWire(options) };
  };

  /** Of a link that was replaced meanwhile only its own receiver may go. */
  const receiverOfLink = () => {
    let own: typeof receiver;
    return (next: typeof receiver): void => {
      if (next === undefined && receiver !== own) return;
      own = next;
      receiver = next;
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
      const found = plug();
      if ('kind' in found) return createNoLink(found, events);
      const { token, connect } = found;
      const [poll, send, truth] = await Promise.all([connect(), connect(), connect()]);
      return startLink({
        accountId,
        clock,
        log,
        settings: found.settings,
        token,
        events: remembering(events, (identity) => (self = identity)),
        evidence,
        menu: options.menu,
        renderer,
        wires: { poll, send, truth },
        receiveBy: receiverOfLink(),
      });
    },
    async probe(signal) {
      const found = plug();
      if ('kind' in found) return { ok: false, status: null, error: found.message, elapsedMs: 0 };
      const { bot, transport } = await found.connect();
      const result = await probeBot(bot, clock, signal);
      transport.close();
      if (result.ok) evidence.note('lastProbeAt');
      return result;
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
