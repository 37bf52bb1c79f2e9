import { accountIds, additionEdits, DEFAULT_ACCOUNT, isBotToken, removalEdits } from '../channel-config.ts';
import type { Section, Wizard } from './wizard.ts';

type Choice = 'telegram' | 'whatsapp' | 'telegram-off' | 'whatsapp-off' | 'none';
const LABELS = { telegram: 'Telegram', whatsapp: 'WhatsApp' } as const;

/** The one account a wizard asks about; more of them are for `channels add`. */
function offer({ config }: Wizard, channel: 'telegram' | 'whatsapp') {
  const on =
    accountIds(config, channel).includes(DEFAULT_ACCOUNT) && config.channels?.[channel]?.enabled !== false;
  const label = LABELS[channel];
  return on
    ? [
        { value: channel, label: `Change ${label}`, hint: 'it is set up' },
        { value: `${channel}-off` as const, label: `Switch ${label} off` },
      ]
    : [{ value: channel, label: `Connect ${label}` }];
}

/** Which chat networks. */
export const askChannels: Section = async (wizard) => {
  const { asker, config } = wizard;
  const choice = await asker.select<Choice>({
    message: 'A chat network?',
    initial: 'none',
    options: [
      { value: 'none', label: 'Not now' },
      ...offer(wizard, 'telegram'),
      ...offer(wizard, 'whatsapp'),
    ],
  });
  if (choice === 'none') return [];
  if (choice === 'telegram-off' || choice === 'whatsapp-off')
    return removalEdits(
      config,
      { channel: choice === 'telegram-off' ? 'telegram' : 'whatsapp', accountId: DEFAULT_ACCOUNT },
      'disable',
    );
  if (choice === 'whatsapp') {
    asker.note('A phone is linked by a QR code, once the gateway runs: channels login');
    return additionEdits(config, { channel: 'whatsapp', accountId: DEFAULT_ACCOUNT });
  }
  asker.note('@BotFather makes a bot and gives its token.');
  const token = await asker.secret({
    message: 'Token of the bot',
    check: (answer) =>
      isBotToken(answer.trim()) ? undefined : 'a token looks like 123456:ABC-def and comes from @BotFather',
  });
  return additionEdits(config, {
    channel: 'telegram',
    accountId: DEFAULT_ACCOUNT,
    token: { kind: 'text', token: token.trim() },
  });
};
