/** The networks the gateway knows by name, in the order clients show them. */
export interface ChannelName {
  readonly id: string;
  readonly label: string;
  readonly detailLabel: string;
  /** SF Symbol the native clients draw. */
  readonly systemImage: string;
  readonly aliases: readonly string[];
}

const CHANNEL_NAMES: readonly ChannelName[] = [
  {
    id: 'telegram',
    label: 'Telegram',
    detailLabel: 'Telegram Bot',
    systemImage: 'paperplane',
    aliases: ['tg'],
  },
  { id: 'whatsapp', label: 'WhatsApp', detailLabel: 'WhatsApp Web', systemImage: 'message', aliases: ['wa'] },
  {
    id: 'discord',
    label: 'Discord',
    detailLabel: 'Discord Bot',
    systemImage: 'bubble.left.and.bubble.right',
    aliases: [],
  },
  {
    id: 'googlechat',
    label: 'Google Chat',
    detailLabel: 'Google Chat',
    systemImage: 'message.badge',
    aliases: ['google-chat', 'gchat'],
  },
  { id: 'slack', label: 'Slack', detailLabel: 'Slack Bot', systemImage: 'number', aliases: [] },
  {
    id: 'signal',
    label: 'Signal',
    detailLabel: 'Signal REST',
    systemImage: 'antenna.radiowaves.left.and.right',
    aliases: [],
  },
  {
    id: 'imessage',
    label: 'iMessage',
    detailLabel: 'iMessage',
    systemImage: 'message.fill',
    aliases: ['imsg'],
  },
  {
    id: 'bluebubbles',
    label: 'BlueBubbles',
    detailLabel: 'BlueBubbles',
    systemImage: 'bubble.left.and.text.bubble.right',
    aliases: [],
  },
  {
    id: 'msteams',
    label: 'Microsoft Teams',
    detailLabel: 'Microsoft Teams',
    systemImage: 'person.3',
    aliases: ['teams'],
  },
];

const BY_NAME: ReadonlyMap<string, ChannelName> = new Map(
  CHANNEL_NAMES.flatMap((name) => [name.id, ...name.aliases].map((key) => [key, name] as const)),
);

export const channelNames = (): readonly ChannelName[] => CHANNEL_NAMES;

/** Finds a channel by id or alias, whatever its case. */
export const findChannelName = (text: string): ChannelName | undefined =>
  BY_NAME.get(text.trim().toLowerCase());
