import type { Config } from '../config/generated/types.ts';
import { channelNames } from './names.ts';
import type { ChannelName } from './names.ts';

export interface ConfiguredChannel {
  readonly name: ChannelName;
  readonly enabled: boolean;
  /** Account ids, the default account first. */
  readonly accounts: readonly string[];
}

const DEFAULT_ACCOUNT = 'default';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function accountsOf(section: Readonly<Record<string, unknown>>): string[] {
  const ids = isRecord(section.accounts) ? Object.keys(section.accounts).toSorted() : [];
  if (ids.length === 0) return [DEFAULT_ACCOUNT];
  return ids.toSorted((a, b) => Number(b === DEFAULT_ACCOUNT) - Number(a === DEFAULT_ACCOUNT));
}

/** The known channels that have a section in the config, in display order. */
export function configuredChannels(config: Config): ConfiguredChannel[] {
  const sections: unknown = config.channels;
  if (!isRecord(sections)) return [];
  return channelNames().flatMap((name) => {
    const section = Object.hasOwn(sections, name.id) ? sections[name.id] : undefined;
    if (!isRecord(section)) return [];
    return [{ name, enabled: section.enabled !== false, accounts: accountsOf(section) }];
  });
}
