import { randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { ConfigEdit } from '../../config/edit.ts';
import { askPort } from './port.ts';
import { set, type Section, type Wizard } from './wizard.ts';

/** As the field's wizard makes them: 48 hexadecimal characters. */
const TOKEN_BYTES = 24;

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('hex');

export function checkAddress(answer: string): string | undefined {
  const url = URL.canParse(answer) ? new URL(answer) : undefined;
  if (url === undefined || !/^wss?:$/.test(url.protocol)) return 'an address begins with ws:// or wss://';
  return url.username === '' && url.password === '' && !url.searchParams.has('token')
    ? undefined
    : 'an address must not carry a secret: the token is asked for by itself';
}

/** Whether there is a gateway here, or only the commands. */
export const askMode = ({ asker, config }: Wizard): Promise<'local' | 'remote'> =>
  asker.select<'local' | 'remote'>({
    message: 'Where does your gateway run?',
    initial: config.gateway?.mode === 'remote' ? 'remote' : 'local',
    options: [
      { value: 'local', label: 'On this machine' },
      { value: 'remote', label: 'Elsewhere', hint: 'this machine only has the commands' },
    ],
  });

async function elsewhere({ asker, config }: Wizard): Promise<readonly ConfigEdit[]> {
  const url = await asker.text({
    message: 'Its address',
    initial: config.gateway?.remote?.url ?? 'wss://',
    check: checkAddress,
  });
  const token = await asker.secret({ message: 'Its token (empty: keep what is configured)' });
  return [
    set('gateway.mode', 'remote'),
    set('gateway.remote.url', url),
    ...(token.trim() === '' ? [] : [set('gateway.remote.token', token.trim())]),
  ];
}

async function reach({ asker, config }: Wizard): Promise<readonly ConfigEdit[]> {
  const bind = await asker.select({
    message: 'Who can reach it?',
    initial: config.gateway?.bind ?? 'loopback',
    options: [
      { value: 'loopback', label: 'This machine only', hint: 'others come through a tunnel' },
      { value: 'tailnet', label: 'This machine and its tailnet' },
      { value: 'auto', label: 'The tailnet if there is one, else this machine only' },
      { value: 'lan', label: 'Everybody in the network who has the secret' },
      { value: 'custom', label: 'One address of this machine' },
    ],
  });
  if (bind !== 'custom') return [set('gateway.bind', bind)];
  const host = await asker.text({
    message: 'Which address?',
    ...(config.gateway?.customBindHost === undefined ? {} : { initial: config.gateway.customBindHost }),
    check: (answer) => (isIPv4(answer) ? undefined : 'give an IPv4 address, e.g. 192.168.1.10'),
  });
  return [set('gateway.bind', bind), set('gateway.customBindHost', host)];
}

async function secret({ asker, config }: Wizard): Promise<readonly ConfigEdit[]> {
  const auth = config.gateway?.auth ?? {};
  const has = [auth.token, auth.tokenFile, auth.password, auth.passwordFile].some((one) => one !== undefined);
  const choice = await asker.select<'keep' | 'make' | 'token' | 'password'>({
    message: 'What do clients have to know?',
    initial: has ? 'keep' : 'make',
    options: [
      ...(has ? [{ value: 'keep' as const, label: 'What is configured' }] : []),
      {
        value: 'make',
        label: 'A new token',
        hint: 'made here; clients of this machine find it by themselves',
      },
      { value: 'token', label: 'A token of my own' },
      { value: 'password', label: 'A password' },
    ],
  });
  if (choice === 'keep') return [];
  const mode = choice === 'password' ? 'password' : 'token';
  const value =
    choice === 'make'
      ? newToken()
      : await asker.secret({
          message: mode === 'token' ? 'The token' : 'The password',
          check: (answer) => (answer.trim().length >= 8 ? undefined : 'at least 8 characters'),
        });
  return [set('gateway.auth.mode', mode), set(`gateway.auth.${mode}`, value.trim())];
}

/** Where the gateway is, who reaches it, and by what secret. */
export const askGateway: Section = async (wizard) => {
  const mode = await askMode(wizard);
  if (mode === 'remote') return elsewhere(wizard);
  const port = await askPort(wizard);
  return [
    set('gateway.mode', 'local'),
    set('gateway.port', Number(port)),
    ...(await reach(wizard)),
    ...(await secret(wizard)),
  ];
};
