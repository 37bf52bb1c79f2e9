import type { Readiness } from '../port.ts';
import { keyOf, modeOf } from './settings.ts';
import type { TelegramSettings } from './settings.ts';
import type { FoundToken } from './token.ts';

export interface ReadinessQuestion {
  readonly accountId: string;
  readonly settings: TelegramSettings;
  /** `channels.telegram.enabled`, which an account cannot switch back on. */
  readonly channelEnabled: boolean;
  readonly token: FoundToken;
}

/** What Telegram takes as a webhook's secret. */
const SECRET_FORM = /^[A-Za-z0-9_-]{1,256}$/;

export function readinessOf({ accountId, settings, channelEnabled, token }: ReadinessQuestion): Readiness {
  if (!channelEnabled) return { state: 'disabled', reason: 'channels.telegram.enabled is false' };
  if (settings.enabled === false)
    return { state: 'disabled', reason: `${keyOf(accountId, 'enabled')} is false` };
  if (token.source === 'none') return { state: 'unconfigured', reason: token.reason, fix: token.fix };
  return (
    apiRootProblem(accountId, settings) ??
    proxyProblem(accountId, settings) ??
    webhookProblem(accountId, settings) ?? { state: 'ready' }
  );
}

function protocolOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).protocol : undefined;
}

function apiRootProblem(accountId: string, { apiRoot }: TelegramSettings): Readiness | undefined {
  if (apiRoot === undefined || /^https?:$/.test(protocolOf(apiRoot) ?? '')) return undefined;
  const key = keyOf(accountId, 'apiRoot');
  return {
    state: 'unconfigured',
    reason: `${key} is not an http address`,
    fix: `correct or remove ${key}`,
  };
}

function proxyProblem(accountId: string, { proxy }: TelegramSettings): Readiness | undefined {
  if (proxy === undefined || /^https?:$/.test(protocolOf(proxy) ?? '')) return undefined;
  const socks = protocolOf(proxy)?.startsWith('socks') ?? false;
  const key = keyOf(accountId, 'proxy');
  return {
    state: 'unconfigured',
    reason: socks ? 'SOCKS proxies are not supported' : `${key} is not an http address`,
    fix: `set ${key} to an http:// or https:// proxy, or remove it`,
  };
}

function webhookProblem(accountId: string, settings: TelegramSettings): Readiness | undefined {
  if (modeOf(settings) === 'polling') return undefined;
  const key = keyOf(accountId, 'webhookSecret');
  if (!URL.canParse(settings.webhookUrl ?? '')) {
    const urlKey = keyOf(accountId, 'webhookUrl');
    return { state: 'unconfigured', reason: `${urlKey} is not an address`, fix: `correct ${urlKey}` };
  }
  if (settings.webhookSecret === undefined) {
    return {
      state: 'unconfigured',
      reason: 'a webhook without a secret would believe anybody',
      fix: `set ${key}, or remove ${keyOf(accountId, 'webhookUrl')} to poll`,
    };
  }
  if (SECRET_FORM.test(settings.webhookSecret)) return undefined;
  return {
    state: 'unconfigured',
    reason: `${key} has characters Telegram does not take`,
    fix: `use 1 to 256 letters, digits, _ and - in ${key}`,
  };
}
